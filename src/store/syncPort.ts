import type { ReadonlySignal } from '@preact/signals'
import type { DeviceId, HubId, MemberId, ModuleId } from '#domain/ids.ts'
import type { Result } from '#domain/result.ts'
import type { Scope } from '#protocol/documentIds.ts'
import type { Change, FormerRow, GivenBack, OpenRegister, SeatHello, SeatWelcome, States } from '#protocol/frames.ts'
import type { RefusalCode } from '#protocol/refusals.ts'
import type { ConnectionStatus, StoreFailure } from './api.ts'
import type { DownloadTrouble } from './learningApi.ts'

/** What `sync` and the service worker need of the store: the outbox, the feed, and a place to write their status.
 *  Every method is one Dexie transaction; none throws for what a server or a disk may do. */

/** A request as it goes over the wire. Frozen: the same bytes each time until answered. */
export interface FrozenRequest {
  /** 16 bytes. */
  request: Uint8Array
  kind: 'push' | 'command'
  document: string
  deviceNow: number
  /** Update bytes, or a command's JSON in UTF-8. */
  body: Uint8Array
}

/** What the server answers to a request that it took. */
export interface Answer {
  /** 0 for a command. */
  sequence: number
  /** ms UTC by the server's clock. */
  receivedAt: number
  tag: Uint8Array
  /** JSON that a command's answer holds; '' for a push. */
  result: string
}

/** What became of a comparison. */
export interface Checked {
  /** So many documents were others here. */
  differing: number
  /** There are documents that were not compared yet. */
  hasMore: boolean
}

export interface RowsToGive {
  rows: FormerRow[]
  /** So many follow. */
  left: number
}

export interface SyncSeat {
  member: MemberId
  /** Says where this seat's copy of the feed stands. */
  hello(): Promise<SeatHello>
  /** Takes what WELCOME or SEAT says: role, scopes (dropping what is not in them, unsent work first kept), epoch.
   *  Returns what to PULL. */
  welcome(seat: SeatWelcome, epoch: string): Promise<{ cursor: number; fill: { scope: Scope; from: number }[] } | null>
  /** The next requests to send, oldest first, frozen in the same transaction; merges waiting changes of one document. */
  nextRequests(limit: number, deviceNow: number): Promise<FrozenRequest[]>
  /** After a lost connection everything unanswered is sent again, as it was. */
  requeueUnanswered(): Promise<void>
  acknowledge(request: Uint8Array, answer: Answer): Promise<void>
  /** Applies the refusal: keep, rebuild or retry as `REFUSALS` says. After `retry` the same request is given again by
   *  the next `nextRequests`: whoever asks waits first. */
  refuse(request: Uint8Array, code: RefusalCode): Promise<void>
  /** Stores rows, updates the read model and, with `upto`, moves the cursor in the same transaction. */
  applyChanges(changes: Change[], upto: number | null): Promise<void>
  /** After a restore of the hub: the next rows that it may have lost, above the former sequence given last; null: it was
   *  told of all. */
  nextGiveBack(after: number): Promise<RowsToGive | null>
  /** Takes what it says of them. */
  givenBack(given: RowsToGive, answers: GivenBack['answers']): Promise<void>
  /** Of which documents to ask next what the hub holds; null: not now. */
  nextCheck(isAsked: boolean): Promise<{ scope: Scope; after: string } | null>
  /** Compares them, and projections where these are told too. Those that are others here are to be fetched anew by the
   *  next PULL. */
  compareStates(states: States, withProjections: boolean): Promise<Checked>
  /** 0: nothing to send. Otherwise a number that grows with every change that is queued, by any tab. */
  waiting: ReadonlySignal<number>
  /** How much the hub does not have yet. */
  unsent: ReadonlySignal<{ waiting: number; refused: number; oldestAt: number | null }>
  /** Registers that are open on screen. */
  opened: ReadonlySignal<readonly OpenRegister[]>
  setConnection(status: Partial<ConnectionStatus>): void
  /** Keeps the measured offset of the phone's clock, ms. */
  setClockOffset(offsetMs: number, heardAt: number): Promise<void>
}

/** A module that somebody wants here. */
export interface WantedModule {
  hub: HubId
  module: ModuleId
  /** Of the document to come, as the hub announced it. */
  digest: string
  bytes: number
  /** So many bytes of it are here. */
  received: number
}

/** Where what is fetched of modules goes. */
export interface ModulePort {
  /** Wanted and not here; read again whenever that changes, in any tab. */
  wanted: ReadonlySignal<WantedModule[]>
  /** Keeps the bytes that follow the first `from`; gives how many there are now. moved-on: somebody paused it, took it
   *  away, or appended meanwhile. */
  append(
    what: WantedModule,
    from: number,
    bytes: Uint8Array,
  ): Promise<Result<number, StoreFailure | { kind: 'moved-on' }>>
  /** Drops what came. */
  startOver(what: WantedModule): Promise<void>
  /** Everything came: checks it, and either it is here from now on, or its trouble is noted. */
  finish(what: WantedModule): Promise<void>
  /** Notes why it does not go on. */
  trouble(what: WantedModule, trouble: DownloadTrouble): Promise<void>
}

/** Proof of which device this is, by a key that never leaves it. */
export interface DeviceKeys {
  /** As which devices of which servers somebody is signed in here. */
  identities(): { device: DeviceId; serverId: string }[]
  /** The public half; the pair is made if there is none. null: this browser has no such keys, or keeps none. */
  publicKey(): Promise<string | null>
  /** null where there is no key. */
  sign(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array | null>
  /** What a server has said since it has this key; null: it does not have it. */
  known(serverId: string): Promise<KnownServer | null>
  heard(serverId: string, server: KnownServer): Promise<void>
}

export interface KnownServer {
  /** As it calls this device. */
  device: DeviceId
  /** The public key to which what it alone shall read is sealed; null: it has none, being older. */
  sealTo: string | null
  /** ms by the phone's clock. */
  at: number
}

export interface SyncPort {
  /** Code of its own: needed when somebody signs in, and once after. */
  keys(): Promise<DeviceKeys>
  /** null until somebody has looked at learning modules on this device. */
  modules: ReadonlySignal<ModulePort | null>
  /** All seats of this device, whoever is on screen: everybody's outbox is sent. */
  seats: ReadonlySignal<SyncSeat[]>
}
