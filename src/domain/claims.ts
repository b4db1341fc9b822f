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
  /** The hub's own word for it, by id: *ill*, *observing*. It counts as `status` says, also where nobody knows the word. */
  ownStatus?: string
  mode?: Mode
  /** In–out times; several pairs are possible (F8). Absent: the whole session. */
  spans?: Span[]
  /** Only where they differ from what the times give. */
  minutes?: number
  /** How it was recorded, where not by hand: the person's badge was read (F9). Shown, counts for nothing. */
  way?: 'badge'
  /** Key of an entry in `run/{r}/about/{p}`: a note or the reason of a correction. */
  about?: string
}

/** *Everyone present*: one claim naming the persons; yields to any individual mark (F6). */
export interface Everyone extends Stated {
  kind: 'everyone'
  persons: PersonId[]
  mode?: Mode
}

/** One person's attendance at one item of the agenda. It says nothing of the rest of the session. A kind of its own and
 *  no field of a mark: an app that does not know it must not read it as presence in the whole session (S6). */
export interface ItemMark extends Stated {
  kind: 'item-mark'
  /** An id in the session's agenda. One that the agenda no longer has gives no minutes, and stays. */
  item: string
  status: Status
  ownStatus?: string
  mode?: Mode
  /** A missing end follows the item's own start or end. */
  spans?: Span[]
  way?: 'badge'
  about?: string
}

/** *Everyone present* at one item of the agenda. */
export interface ItemEveryone extends Stated {
  kind: 'item-everyone'
  item: string
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

/** What was taught, and how: a line of the class book. It says nothing of anybody's attendance, and may come at any time
 *  (F5, F7). */
export interface ClassBookEntry extends Stated {
  kind: 'class-book'
  topic: string
  method: string
  note: string
}

/** What is said of one person alone. */
export type AnyMark = Mark | ItemMark
/** What is said of many at once, and yields to what is said of one alone. */
export type AnyEveryone = Everyone | ItemEveryone
/** What states somebody's attendance. */
export type Attendance = AnyMark | AnyEveryone
export type Claim = Attendance | Withdrawal | Submission | NotHeld | ClassBookEntry

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

export const isMark = (recorded: RecordedClaim): recorded is RecordedClaim<AnyMark> =>
  recorded.claim.kind === 'mark' || recorded.claim.kind === 'item-mark'

export const isEveryone = (recorded: RecordedClaim): recorded is RecordedClaim<AnyEveryone> =>
  recorded.claim.kind === 'everyone' || recorded.claim.kind === 'item-everyone'

/** The item of the agenda that a claim is about; null: about the whole session. */
export const itemOf = ({ claim }: RecordedClaim): string | null => ('item' in claim ? claim.item : null)

/** A coordinator's entry in `run/{r}/review`. */
export type Review =
  | { kind: 'accepted' | 'returned'; at: number; submission: ClaimKey; reason?: string }
  /** Settles a disagreement or decides on a correction: the named claims, no later ones (F6, F7). */
  | { kind: 'decision'; at: number; settles: ClaimKey[]; status: Status; mode?: Mode; minutes: number }
  /** The same at one item of the agenda, and nowhere else. A kind of its own: an app that does not know it must not read
   *  it as a decision on the whole session (S6). */
  | {
      kind: 'item-decision'
      item: string
      at: number
      settles: ClaimKey[]
      status: Status
      mode?: Mode
      minutes: number
    }
  | { kind: 'undone'; at: number; review: string }

export interface RecordedReview {
  /** `session:person:random` or `session:*:random`. */
  key: string
  session: SessionId
  person: PersonId | null
  reviewer?: MemberId
  review: Review
  /** As of a claim: the server's attribution. */
  device?: DeviceId
  receivedAt?: number
  clockOffsetMs?: number
}
