import type { DeviceId, HubId, MemberId, RunId, SessionId } from '#domain/ids.ts'
import type { Role } from '#domain/roles.ts'
import type { Scope } from './documentIds.ts'
import type { RefusalCode } from './refusals.ts'

/** The protocol told once.
 *
 *  A device opens one websocket, identified by its sign-in cookie, and says HELLO: every seat (member signed in on it)
 *  with how far its copy of the hub's feed goes. The server says WELCOME: what each seat may read, and its own time.
 *  The device PUSHes frozen requests in order; the server answers each with ACK, once the bytes are on its disk, or
 *  NACK. The device PULLs a seat's feed; the server sends CHANGES pages and then UPTO, which alone moves the device's
 *  cursor. From then on CHANGES and UPTO arrive by themselves as others commit. COMMANDs are answered like pushes.
 *  PING and PONG measure the phone's clock and find dead connections. CHECK asks what documents hold, and STATES
 *  says it in hashes, so that a copy that is another one than it should be is found and fetched anew. A server that was
 *  put back from a backup says WELCOME in a new epoch: devices GIVE BACK what they have from above its forkSeq, before
 *  anything else, and it says what it took (GIVEN BACK). Which registers are open on a device it says in HERE, and is
 *  told in OTHERS who else has them open, as long as both are connected. */
export const PROTOCOL_VERSION = 4
/** Spoken by servers and devices, newest first (S6). */
export const VERSIONS_SPOKEN: readonly number[] = [4, 3, 2, 1]
/** From this version on the body of a push may come deflated. */
export const DEFLATES_FROM = 2

/** From this version on a device may ask what documents hold. */
export const CHECKS_FROM = 2
/** From this version on it is told of projections too. */
export const CHECKS_PROJECTIONS_FROM = 3
/** From this version on it is told that a person was erased, as a state of a seat and as a refusal. */
export const TELLS_ERASED_FROM = 3

/** From this version on it says how much is unsent. */
export const TELLS_UNSENT_FROM = 3

/** From this version on a device may give back what a server has lost. */
export const GIVES_BACK_FROM = 3

/** From this version on it says which registers are open, and is told who else has them open. */
export const TELLS_PRESENCE_FROM = 4

/** 16 random bytes naming a request for ever. */
export type RequestId = Uint8Array

export interface SeatHello {
  member: MemberId
  /** Sequence up to which this seat has everything of its scopes. 0: nothing. */
  cursor: number
  /** Epoch the cursor belongs to; null before first contact. */
  epoch: string | null
  /** Hash of the scope set this seat holds (`scopeSetHash`), '' before first contact. */
  scopeSetHash: string
}

export interface Hello {
  type: 'hello'
  version: number
  /** Build of the app, for the server's log and for "please update". */
  build: string
  /** What the phone's clock says, ms UTC. */
  deviceNow: number
  seats: SeatHello[]
}

export interface SeatWelcome {
  member: MemberId
  /** `ended`: reading has stopped; work done before is still taken as Rescued work later. `unknown`: not of this device.
   *  `erased`: everything of this member's leaves the device, also what was not received. Only from `TELLS_ERASED_FROM`
   *  on; `ended` before. */
  state: 'active' | 'ended' | 'unknown' | 'erased'
  hub: HubId
  name: string
  role: Role
  /** Cursors above this are not of this server's history (a restore happened): fall back to it. */
  forkSeq: number
  /** Rows up to this are in two backups. */
  backedUpTo: number
  /** Highest sequence of the hub now. */
  head: number
  /** The whole set, sent only if the hash in HELLO differs. Devices drop what is not in it (S1 first). */
  scopes: Scope[] | null
}

export interface Welcome {
  type: 'welcome'
  version: number
  serverId: string
  /** Changes when the server was restored from a backup (S3). */
  epoch: string
  serverNow: number
  seats: SeatWelcome[]
}

export interface Push {
  type: 'push'
  member: MemberId
  request: RequestId
  document: string
  /** The phone's clock when the request was frozen, ms UTC. */
  deviceNow: number
  /** One Yjs update, V1, or the DEFLATE (RFC 1951) of one. */
  update: Uint8Array
  /** Only from `DEFLATES_FROM` on. */
  isDeflated?: true | undefined
}

export interface Command {
  type: 'command'
  member: MemberId
  request: RequestId
  deviceNow: number
  /** A command of `commands.ts` as JSON. */
  body: string
}

export interface Ack {
  type: 'ack'
  member: MemberId
  request: RequestId
  /** The row's sequence in the hub's feed; 0 for a command that made no row. */
  sequence: number
  receivedAt: number
  tag: Uint8Array
  /** Answer of a command as JSON, '' otherwise. */
  result: string
}

export interface Nack {
  type: 'nack'
  member: MemberId
  request: RequestId
  code: RefusalCode
  /** For the log and for support, in English, without personal data; words for people are made from `code`. */
  detail: string
}

export interface Pull {
  type: 'pull'
  member: MemberId
  cursor: number
  /** Scopes being filled from an earlier sequence than the cursor (new to this seat). */
  fill: { scope: Scope; from: number }[]
}

/** update: bytes as pushed. projection: a blob replaced whole. snapshot: part of a compacted document. */
export type ChangeKind = 'update' | 'projection' | 'snapshot'

export interface Change {
  kind: ChangeKind
  sequence: number
  document: string
  /** Who wrote it and from which device: stamped by the server, never taken from the bytes. */
  member: MemberId
  device: DeviceId
  receivedAt: number
  /** Phone's clock less server's at arrival, ms; positive is ahead. */
  clockOffsetMs: number
  /** Epoch of the server that committed it first. */
  epoch: string
  tag: Uint8Array
  /** Of a snapshot: which part of how many. 0 of 1 otherwise. */
  part: number
  parts: number
  bytes: Uint8Array
}

export interface Changes {
  type: 'changes'
  member: MemberId
  changes: Change[]
}

export interface Upto {
  type: 'upto'
  member: MemberId
  /** Everything of this seat's scopes up to here was sent. */
  sequence: number
}

/** A seat's rights changed while connected: as in WELCOME. */
export interface SeatChanged {
  type: 'seat'
  seat: SeatWelcome
}

export interface Ping {
  type: 'ping'
  deviceNow: number
}
export interface Pong {
  type: 'pong'
  deviceNow: number
  serverNow: number
}

/** Says of a seat how much of its work the hub does not have yet, for the coordinators who wait for it. Only from
 *  `TELLS_UNSENT_FROM` on; not answered. */
export interface Unsent {
  type: 'unsent'
  member: MemberId
  waiting: number
  /** Changes that the hub refused, and that stand on the phone with the reason. */
  refused: number
  /** How long ago the oldest of them was made, by the phone's clock, ms; null: there is none. */
  oldestMs: number | null
  /** Documents that were just found to be others on the phone than at the hub. */
  differing: number
}

/** Asks what documents of a scope hold. Only from `CHECKS_FROM` on. */
export interface Check {
  type: 'check'
  member: MemberId
  scope: Scope
  /** Documents whose ids come after this one; '' is from the first. */
  after: string
}

/** What documents of a scope hold, each by its `stateHash`, and what projections are, by their `hashOfBytes`; '' of one that
 *  was made anew since. Those that hold nothing are left out. */
export interface States {
  type: 'states'
  member: MemberId
  scope: Scope
  after: string
  /** Everything up to this document is in it; '' is to the last. */
  through: string
  /** As of this sequence. */
  upto: number
  states: { document: string; hash: string }[]
}

/** A row as this server committed it before it was put back from a backup. */
export interface FormerRow {
  document: string
  /** That it had then. */
  sequence: number
  member: MemberId
  device: DeviceId
  receivedAt: number
  clockOffsetMs: number
  /** '' where the device does not know. */
  epoch: string
  tag: Uint8Array
  bytes: Uint8Array
}

/** Gives back rows that are not in the server's history any more. The next ones follow its answer. Only from
 *  `GIVES_BACK_FROM` on. */
export interface GiveBack {
  type: 'give-back'
  member: MemberId
  /** None: nothing is here that the server may lack. */
  rows: FormerRow[]
  /** So many follow these. */
  left: number
}

/** What became of each, in their order. */
export interface GivenBack {
  type: 'given-back'
  member: MemberId
  answers: {
    /** null: it stands in the server's history. `needs`: once something else does. Otherwise it never will. */
    code: RefusalCode | null
    /** Where; 0 where it does not. */
    sequence: number
    tag: Uint8Array
  }[]
}

/** A register that is open somewhere. */
export interface OpenRegister {
  run: RunId
  session: SessionId
}

/** Says which registers a seat has open, all of them each time. Kept in memory as long as the connection; not answered
 *  where nobody else has them open. Only from `TELLS_PRESENCE_FROM` on. */
export interface Here {
  type: 'here'
  member: MemberId
  open: OpenRegister[]
}

/** Who has a register open: stamped by the server, never taken from what a device says. */
export interface Present {
  member: MemberId
  device: DeviceId
}

/** Who else has one of a seat's open registers open, all of them each time. */
export interface Others {
  type: 'others'
  member: MemberId
  session: SessionId
  others: Present[]
}

export type DeviceFrame = Hello | Push | Command | Pull | Ping | Check | Unsent | GiveBack | Here
export type ServerFrame = Welcome | Ack | Nack | Changes | Upto | SeatChanged | Pong | States | GivenBack | Others
export type Frame = DeviceFrame | ServerFrame
