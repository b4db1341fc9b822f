import type { Mark, RecordedClaim, RecordedReview, Status, Submission } from './claims.ts'
import type { ClaimKey, MemberId, PersonId, SessionId } from './ids.ts'
import type { Mode, SessionFacts } from './session.ts'

/** Derived, never stored (F5, F7). */
export type RegisterState =
  | 'not-started'
  | 'in-progress'
  | 'submitted'
  | 'accepted'
  | 'returned'
  | 'did-not-take-place'

/** What counts for one person in one session. */
export interface Outcome {
  status: Status
  mode: Mode
  /** Net of breaks. 0 unless present. */
  minutes: number
  /** Minutes missed at the start and at the end, from in–out times (F8). 0 unless present. */
  lateMinutes: number
  leftEarlyMinutes: number
}

export interface RegisterRow {
  person: PersonId
  /** null: not recorded, which is neither absent nor nobody came (F5). */
  outcome: Outcome | null
  /** The claims that are neither withdrawn by their recorder nor replaced (F6). */
  open: RecordedClaim[]
  /** Open values differ and no decision covers them all. The cautious value is in `outcome`. */
  disagreement: boolean
  /** The decision that made `outcome`, if one holds. */
  decision: RecordedReview | null
  /** Claims after, or unseen by, the submission that would change this row; to be decided on (F7). */
  corrections: Correction[]
}

export interface Correction {
  person: PersonId
  claims: RecordedClaim[]
  before: Outcome | null
  after: Outcome | null
}

export interface RegisterCounts {
  present: number
  /** Of the present: came late or left early. */
  partial: number
  absent: number
  excused: number
  notRecorded: number
  disagreements: number
}

export interface Register {
  session: SessionId
  state: RegisterState
  /** The facts minutes are counted from: the session's, or those frozen by the submission. */
  facts: SessionFacts
  /** Everyone on the roster, then persons who have claims without being on it; in the order given. */
  rows: RegisterRow[]
  counts: RegisterCounts
  /** Submissions that count. Two when two recorders submitted without seeing each other. */
  submissions: RecordedClaim<Submission>[]
  /** Who says that it did not take place, and why. */
  notHeld: { recorder: MemberId; reason: string; key: ClaimKey }[]
  /** Somebody says it did not take place while somebody else's marks are open. */
  notHeldContested: boolean
  /** What a submission made now would cover. */
  coverable: ClaimKey[]
}

export interface RegisterInput {
  session: SessionId
  facts: SessionFacts
  /** In the order rows shall have. */
  roster: PersonId[]
  claims: Iterable<RecordedClaim>
  reviews: Iterable<RecordedReview>
}

export type { Mark }
