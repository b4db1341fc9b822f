import type { ClaimKey, DeviceId, MemberId, PersonId, SessionId } from './ids.ts'
import type { Mode, SessionFacts, WallTime } from './session.ts'

export type Status = 'present' | 'absent' | 'excused'

/** One stay in the room. A missing end follows the session's own start or end (F8). */
export interface Span {
  from?: WallTime
  to?: WallTime
}

interface Stated {
  /** What the phone's clock said, ms UTC. Shown, never used to order or to date (F11). */
  at: number
  /** Open claims known to the recorder when stating this, whoever made them (F6).
   *  For a mark they are replaced for that one person only. */
  replaces: ClaimKey[]
}

/** One person's attendance as one recorder states it. */
export interface Mark extends Stated {
  kind: 'mark'
  status: Status
  mode?: Mode
  /** In–out times; several pairs are possible (F8). Absent: the whole session. */
  spans?: Span[]
  /** Only where they differ from what the times give. */
  minutes?: number
  /** Key of an entry in `run/{r}/about/{p}`: a note or the reason of a correction. */
  about?: string
}

/** *Everyone present*: one claim naming the persons; yields to any individual mark (F6). */
export interface Everyone extends Stated {
  kind: 'everyone'
  persons: PersonId[]
  mode?: Mode
}

/** Takes back the recorder's own claims (undo). Of somebody else's it has no effect. */
export interface Withdrawal extends Stated {
  kind: 'withdrawal'
  withdraws: ClaimKey[]
}

/** Hands the register in: lists what it covers and freezes the session's facts (F7). */
export interface Submission extends Stated {
  kind: 'submission'
  covers: ClaimKey[]
  facts: SessionFacts
}

/** The session did not take place (known afterwards; *cancelled* is known before and stands in the plan) (F5). */
export interface NotHeld extends Stated {
  kind: 'not-held'
  reason: string
}

export type Claim = Mark | Everyone | Withdrawal | Submission | NotHeld

/** A claim with everything known about where it came from. */
export interface RecordedClaim<C extends Claim = Claim> {
  key: ClaimKey
  session: SessionId
  /** null for claims about the whole session. */
  person: PersonId | null
  recorder: MemberId
  claim: C
  /** Set by the server's attribution; missing while only this phone has it. */
  device?: DeviceId
  /** ms UTC by the server's clock. */
  receivedAt?: number
  /** What the phone's clock was off by when it arrived, ms; positive is ahead. */
  clockOffsetMs?: number
}

/** A coordinator's entry in `run/{r}/review`. */
export type Review =
  | { kind: 'accepted' | 'returned'; at: number; submission: ClaimKey; reason?: string }
  /** Settles a disagreement or decides on a correction: the named claims, no later ones (F6, F7). */
  | { kind: 'decision'; at: number; settles: ClaimKey[]; status: Status; mode?: Mode; minutes: number }
  | { kind: 'undone'; at: number; review: string }

export interface RecordedReview {
  /** `session:person:random` or `session:*:random`. */
  key: string
  session: SessionId
  person: PersonId | null
  reviewer?: MemberId
  review: Review
}
