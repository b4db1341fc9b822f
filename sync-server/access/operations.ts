import type { DeviceId, HubId, MemberId, PersonId, ProgrammeId, RunId } from '#domain/ids.ts'
import type { Role } from '#domain/roles.ts'
import type { CommandBody } from '#protocol/commands.ts'
import type { RefusalCode } from '#protocol/refusals.ts'

/** Access rows: who belongs to which hub, on which devices, with which rights. Changed only by these operations,
 *  each in one commit; never derived from a document's content. */

export interface MemberAccess {
  member: MemberId
  hub: HubId
  displayName: string
  role: Role
  /** Who a participant is; of staff, who a coordinator says they are in the directory. */
  person: PersonId | null
  /** An observer to whom persons are not only numbers. */
  seesNames: boolean
  /** Runs to which a participant was admitted. */
  runs: RunId[]
  /** Programmes granted to a trainer. Coordinators and observers hold the hub. */
  programmes: ProgrammeId[]
  /** Programmes held once: their registers still name who recorded (F6). Gives no right. */
  formerProgrammes: ProgrammeId[]
}

export interface SignInAccess {
  member: MemberId
  device: DeviceId
  /** ended: nothing is read any more; what was done before is taken as Rescued work. lost: nothing at all is taken.
   *  erased: nor here, and everything leaves the device. */
  state: 'active' | 'ended' | 'lost' | 'erased'
  since: number
}

export interface DeviceAccess {
  device: DeviceId
  /** Hash of the cookie's secret. */
  secretHash: string
  label: string
  /** Of its own key, a point in base64url; null while it has none. */
  publicKey: string | null
}

/** Everything rights are judged by, held in memory by the server and replaced after each commit that changes it. */
export interface AccessSnapshot {
  hubs: { hub: HubId; name: string }[]
  members: MemberAccess[]
  devices: DeviceAccess[]
  signIns: SignInAccess[]
  runs: RunAccess[]
  /** Modules of the server's library that each hub has. */
  modules: { hub: HubId; module: string }[]
  /** Histories of a hub, oldest first; none where it was never put back from a backup. */
  epochs: EpochAccess[]
}

/** What followed when a hub was put back from a backup; the first is from before that. */
export interface EpochAccess {
  hub: HubId
  epoch: string
  /** The sequences up to here are those of the epoch before. */
  forkSeq: number
  /** When the backup was taken, ms UTC. */
  takenAt: number
  beganAt: number
  /** When a coordinator said which devices go on; null: nobody reads yet. */
  confirmedAt: number | null
}

export interface RunAccess {
  run: RunId
  hub: HubId
  /** null: started on the spot and not placed yet. */
  programme: ProgrammeId | null
  /** Who started it on the spot, and keeps it; null for runs planned in a programme. */
  startedBy: MemberId | null
}

export type AccessOperation =
  | { kind: 'make-hub'; hub: HubId; name: string; at: number }
  | { kind: 'make-member'; member: MemberId; hub: HubId; displayName: string; role: Role; at: number }
  | { kind: 'make-grant'; member: MemberId; programme: ProgrammeId; at: number }
  | { kind: 'make-run'; run: RunId; hub: HubId; programme: ProgrammeId; at: number }
  /** A one-time code with which the first hub of an empty server is set up. Replaces the one before. */
  | { kind: 'make-set-up-code'; codeHash: string; expiresAt: number; at: number }
  | { kind: 'make-invitation'; member: MemberId; codeHash: string; expiresAt: number; at: number }
  | { kind: 'look-up-invitation'; codeHash: string; at: number }
  | {
      kind: 'redeem-invitation'
      codeHash: string
      /** The device that asks: its own, or a new one. */
      device: DeviceId
      secretHash: string
      label: string
      publicKey: string | null
      at: number
    }
  /** Makes the first hub and its first coordinator, and signs the device in, all or nothing. */
  | {
      kind: 'redeem-set-up'
      codeHash: string
      hub: HubId
      hubName: string
      member: MemberId
      displayName: string
      device: DeviceId
      secretHash: string
      label: string
      publicKey: string | null
      at: number
    }
  /** For a device that had no key. Refused as `fork` where it has another. */
  | { kind: 'keep-device-key'; device: DeviceId; publicKey: string; at: number }
  /** A new key for a device whose browser lost the one before, with everything else, and that somebody is signed in on. */
  | { kind: 'replace-device-key'; device: DeviceId; publicKey: string; at: number }
  /** A new secret for a device that proved to hold its key and that somebody is signed in on. */
  | { kind: 'rebind-device'; device: DeviceId; publicKey: string; secretHash: string; at: number }
  /** Keeps what an ended device had, until a coordinator decides on it. */
  | { kind: 'rescue'; hub: HubId; member: MemberId; device: DeviceId; requests: RescuedRequest[]; at: number }
  /** After a restore: a coordinator has seen who is signed in where, and ends what must not go on. Then all may read. */
  | {
      kind: 'confirm-restore'
      hub: HubId
      member: MemberId
      device: DeviceId
      end: { member: MemberId; device: DeviceId }[]
      at: number
    }
  | { kind: 'sign-out'; member: MemberId; device: DeviceId; at: number }
  | {
      kind: 'command'
      hub: HubId
      member: MemberId
      device: DeviceId
      request: Uint8Array
      body: CommandBody
      at: number
      /** Of `invite`: made outside, where the pepper is; the code itself is never stored. */
      codeHash?: string
      /** Of `restore-document`: made outside, where documents are opened. null: the document holds just that. */
      restoring?: Restoring | null
      /** Of an ended sign-in, as a coordinator decided. */
      isRescued?: true
      /** Of `take-up`: what became of each request, as each went the way that it would have gone. */
      tookUp?: { request: Uint8Array; outcome: 'taken' | RefusalCode }[]
    }

/** A request of a hand-over file from an ended device. */
export interface RescuedRequest {
  request: Uint8Array
  kind: 'push' | 'command'
  document: string
  changes: number
  body: Uint8Array
}

/** A change that leads a document back. */
export interface Restoring {
  /** One Yjs update under a client id that nobody has used. */
  update: Uint8Array
  /** How many entries are set back. */
  keys: number
  /** Sequence of the document's last row that was known. */
  basedOn: number
}

export type AccessOutcome =
  | { ok: true; result: Record<string, unknown> }
  | { ok: false; code: RefusalCode | 'unknown-code' | 'used' | 'expired'; detail: string }
