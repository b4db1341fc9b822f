import type SQLite from 'better-sqlite3'
import type { DeviceId, HubId, MemberId, RunId } from '#domain/ids.ts'
import type { RefusalCode } from '#protocol/refusals.ts'
import type { Library } from '../access/commandRows.ts'
import type { CommittedRow } from './Log.ts'
import type { Statements } from './logStatements.ts'

/** What whoever writes in a transaction works with. */
export interface LogBase {
  readonly db: SQLite.Database
  readonly statements: Statements
  readonly tagKey: Uint8Array
  readonly epoch: string
  readonly library: Library
  /** Heads of hubs as the last commit left them. */
  readonly headsBefore: Map<HubId, number>
}

/** One transaction: what it has done so far, dropped with it. */
export interface Batch extends LogBase {
  rows: CommittedRow[]
  heads: Map<HubId, number>
  hubs: Set<HubId>
  runs: Set<RunId>
  rescued: Set<HubId>
  erasures: Set<HubId>
  accessChanged: boolean
  /** Latest time of the jobs, ms UTC. */
  at: number
}

export const newBatch = (base: LogBase): Batch => ({
  ...base,
  rows: [],
  heads: new Map(),
  hubs: new Set(),
  runs: new Set(),
  rescued: new Set(),
  erasures: new Set(),
  accessChanged: false,
  at: 0,
})

/** Remembered from here on: what is counted may be deleted in the same transaction. */
export function headOf({ heads, headsBefore, statements }: Batch, hub: HubId): number {
  const head = heads.get(hub) ?? headsBefore.get(hub) ?? statements.head.get(hub, hub)?.head ?? 0
  heads.set(hub, head)
  return head
}

export function nextSequence(batch: Batch, hub: HubId): number {
  const next = headOf(batch, hub) + 1
  batch.heads.set(hub, next)
  return next
}

/** Who a projection is from, and a row that stands for others. */
export const SERVER = { member: '' as MemberId, device: '' as DeviceId }

export const refused = (code: RefusalCode, detail: string) => ({ ok: false as const, code, detail })
