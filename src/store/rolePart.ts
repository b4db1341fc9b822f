import type { ReadonlySignal } from '@preact/signals'
import type { Role } from '#domain/roles.ts'
import type { Seat, SeatInfo } from './api.ts'
import type { ReadModel, SeatCore } from './core.ts'
import type { Followed } from './live.ts'
import type { Unsaved } from './unsaved.ts'

/** What of a seat differs by role: a chunk each, so that nobody loads what the hub never lets them read or do. */

type OfStaff =
  | 'sessionsBetween'
  | 'sessionsOfRun'
  | 'sessionsNear'
  | 'sessionsMissed'
  | 'runs'
  | 'programmes'
  | 'register'
  | 'participants'
  | 'searchPersons'
  | 'mark'
  | 'everyonePresent'
  | 'markSeveral'
  | 'withdraw'
  | 'submit'
  | 'didNotTakePlace'
  | 'writeClassBook'
  | 'addWalkIn'
  | 'addKnown'
  | 'describeHub'
  | 'inviteParticipant'
  | 'office'
  | 'skills'
  | 'signatures'
  | 'boards'
type OfParticipants = 'classes' | 'myRecord'

/** What trainers and coordinators do, and observers look at. */
export type StaffSeat = Pick<Seat, OfStaff>
export type ParticipantSeat = Pick<Seat, OfParticipants>

export interface RolePartSource {
  core: SeatCore
  unsaved: Unsaved
  followed: Followed
  info: ReadonlySignal<SeatInfo>
  /** Calls back when a write may be near: at leisure once, and at each touch or key, before anything comes of it;
   *  gives the way to stop. */
  beforeWriting: (listener: () => void) => () => void
}

export interface RolePart {
  readModel: ReadModel
  open(source: RolePartSource): StaffSeat & ParticipantSeat
}

/** A member's role never changes; who was something else once is another member. */
export const loadRolePart = async (role: Role): Promise<RolePart> =>
  role === 'participant'
    ? (await import('./participantPart.ts')).participantPart
    : (await import('./staffPart.ts')).staffPart
