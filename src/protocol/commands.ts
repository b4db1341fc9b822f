import type { MemberId, ProgrammeId, RunId } from '#domain/ids.ts'
import type { Role } from '#domain/roles.ts'

/** Changes of who may do what: typed, idempotent by request id, queued in the outbox, kept as server rows. */
export type CommandBody =
  /** Makes a run's documents writable; by staff holding the programme. The id is the device's, so it works offline. */
  | { name: 'create-run'; run: RunId; programme: ProgrammeId }
  /** A trainer may record in a programme's runs. By coordinators. */
  | { name: 'grant'; member: MemberId; programme: ProgrammeId }
  | { name: 'revoke'; member: MemberId; programme: ProgrammeId }
  /** Makes a member. By coordinators. */
  | { name: 'add-member'; member: MemberId; displayName: string; role: Role }
  /** Makes a one-time code for a member; the answer holds it. By coordinators. */
  | { name: 'invite'; member: MemberId }
  /** Ends one sign-in: reading stops at once (S7). By coordinators, or the member. */
  | { name: 'end-sign-in'; member: MemberId; device: string }

export type CommandName = CommandBody['name']
