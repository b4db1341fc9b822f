import type { DeviceId, HubId, MemberId } from '#domain/ids.ts'
import type { Scope } from '#protocol/documentIds.ts'
import type { Change, FormerRow, GivenBack } from '#protocol/frames.ts'
import type { RefusalCode } from '#protocol/refusals.ts'
import type { AccessOperation, AccessOutcome, AccessSnapshot } from '../access/operations.ts'
import type { RescuedRow } from '../access/rescuedRows.ts'

/** The server's one durable thing: an append-only log per hub, with the access rows beside it in the same commits.
 *  One contract (`tests/contracts/log.contract.ts`), SQLite behind it now, PostgreSQL later. */

export interface AppendJob {
  hub: HubId
  member: MemberId
  device: DeviceId
  request: Uint8Array
  document: string
  update: Uint8Array
  receivedAt: number
  clockOffsetMs: number
  /** Set where rights forbid it now: nothing is appended, but a request that was taken before gets its answer. */
  refusal?: { code: RefusalCode; detail: string } | null
}

export type Appended =
  /** On disk. A repeated request gets the answer of the first time. */
  { ok: true; sequence: number; receivedAt: number; tag: Uint8Array } | { ok: false; code: RefusalCode; detail: string }

/** An update that is kept for whoever looks into it, and goes nowhere. */
export interface QuarantineJob extends Omit<AppendJob, 'clockOffsetMs' | 'refusal'> {
  /** English; holds nothing of the content. */
  why: string
}

/** One row in the place of many: all of a document up to a sequence. They go into the history. */
export interface CompactJob {
  hub: HubId
  document: string
  bytes: Uint8Array
  upto: number
  /** How many it was made of. Others by now: nothing is done. */
  rows: number
  at: number
}

/** Rows that a device has from before the server was put back from a backup. */
export interface GiveBackJob {
  hub: HubId
  /** Who brings them; whose they are is said by their tags. */
  member: MemberId
  device: DeviceId
  rows: FormerRow[]
  /** So many more are to come from there. */
  left: number
  at: number
}

/** One answer for each row. */
export type TakenBack = { ok: true; answers: GivenBack['answers'] } | { ok: false; code: RefusalCode; detail: string }

/** Projections that were made outside the commits that called for them, by reading documents. */
export interface ProjectJob {
  hub: HubId
  projections: Projection[]
  /** What these and the ones before them follow from: everything up to this sequence, as this version of their making
   *  tells it. Kept with them, so that the making goes on there. */
  seen?: { version: number; sequence: number } | null
  at: number
}

export interface Projection {
  document: string
  /** JSON in UTF-8. The same facts give the same bytes. */
  bytes: Uint8Array
}

/** Also of what else the server does by itself. */
export type Projected = { ok: true } | { ok: false; code: RefusalCode; detail: string }

/** What a commit made, in commit order: for the relay. */
export interface CommittedRow extends Change {
  hub: HubId
  scope: Scope
  /** Of a push; null for what the server made. */
  request: Uint8Array | null
}

export interface Committed {
  rows: CommittedRow[]
  /** Set when access rows changed in this commit. */
  access: AccessSnapshot | null
}

/** What one seat on one device gave back. */
export interface GivenBackBy {
  member: MemberId
  device: DeviceId
  /** When it was heard of last, ms UTC. */
  heardAt: number
  /** Rows that stand only because of it. */
  taken: number
  /** That stood already. */
  standing: number
  /** That were kept apart, and stand nowhere. */
  apart: number
  left: number
}

export interface Identity {
  serverId: string
  epoch: string
  /** Up to where the history of a hub in another epoch is the present one; 0 in one that is not known. */
  forkSeq(hub: HubId, epoch: string | null): number
  /** Up to where a hub's rows are in two backups. */
  backedUpTo(hub: HubId): number
}

export interface Log {
  /** Resolves after the transaction that holds these bytes has been fsynced; never rejects for what disk or bytes do. */
  append(job: AppendJob): Promise<Appended>
  /** Runs an access operation in the same group commits, with the projections that follow from it. */
  operate(operation: AccessOperation): Promise<AccessOutcome>
  /** Takes rows back that this server's tags are on, under their original author, device and time, in the same group
   *  commits. One that stands already is answered with its place. */
  giveBack(job: GiveBackJob): Promise<TakenBack>
  /** How far giving back got in a hub since it was put back last. */
  givenBack(hub: HubId): GivenBackBy[]
  /** Replaces projections whole, in the same group commits; one whose bytes are those that stand makes no row. */
  project(job: ProjectJob): Promise<Projected>
  /** Keeps an update apart, in the same group commits. */
  quarantine(job: QuarantineJob): Promise<Projected>
  /** Puts one row in the place of many, in one commit, at the place of the last of them: who is there already is sent
   *  nothing. */
  compact(job: CompactJob): Promise<Projected>
  /** Rows of these scopes, and of those that one of them stands for, above each scope's `from`, in sequence order, up to `limitBytes` (or one row).
   *  `upto`: everything of these scopes up to there is included. */
  read(
    hub: HubId,
    scopes: { scope: Scope; from: number }[],
    limitBytes: number,
  ): Promise<{ rows: Change[]; upto: number; more: boolean }>
  /** Whether a request of a device was taken, and would be answered as the first time. */
  knows(device: DeviceId, request: Uint8Array): boolean
  /** What waits for a coordinator's decision. */
  rescued(hub: HubId): RescuedRow[]
  /** Highest sequence of a hub. */
  head(hub: HubId): number
  access(): AccessSnapshot
  /** Called after each commit, before the answers of its jobs are resolved to no particular order. */
  onCommit(listener: (committed: Committed) => void): void
  identity(): Identity
  close(): Promise<void>
}
