import SQLite from 'better-sqlite3'
import type { HubId } from '#domain/ids.ts'
import { unreachable } from '#domain/result.ts'
import { REQUESTS_KEPT_MS } from '#protocol/limits.ts'
import type { AccessOperation, AccessOutcome, AccessSnapshot } from '../access/operations.ts'
import { readAccess } from '../access/tables.ts'
import { append } from './appending.ts'
import { type Batch, type LogBase, newBatch, refused } from './batch.ts'
import { compact } from './compacting.ts'
import { isScrubDue } from './erasing.ts'
import type {
  Appended,
  AppendJob,
  Committed,
  CompactJob,
  GiveBackJob,
  Projected,
  ProjectJob,
  QuarantineJob,
  TakenBack,
} from './Log.ts'
import { prepareStatements } from './logStatements.ts'
import { operate } from './operating.ts'
import { project, projectAccess } from './projecting.ts'
import { quarantine } from './quarantine.ts'
import { takeBack } from './takingBack.ts'

export type LogJob =
  | { kind: 'append'; job: AppendJob }
  | { kind: 'operate'; operation: AccessOperation }
  | { kind: 'project'; job: ProjectJob }
  | { kind: 'quarantine'; job: QuarantineJob }
  | { kind: 'compact'; job: CompactJob }
  | { kind: 'give-back'; job: GiveBackJob }
export type LogAnswer = Appended | AccessOutcome | Projected | TakenBack

export interface CommitResult {
  /** One for each job, in their order. */
  answers: LogAnswer[]
  /** null: nothing was written. */
  committed: Committed | null
}

const PRUNE_EVERY_MS = 24 * 3600 * 1000

/** The log's writing side, synchronous and without threads: every call of `commit` is one transaction.
 *  Holds the heads of the hubs; everything else it decides by is read from the rows in the same transaction. */
export class SqliteLog {
  readonly #base: LogBase
  #prunedAt: number

  constructor(
    db: SQLite.Database,
    options: { tagKey: Uint8Array; epoch: string; now: number; library?: readonly string[] },
  ) {
    const { tagKey, epoch, now, library } = options
    const statements = prepareStatements(db)
    this.#base = { db, statements, tagKey, epoch, library: new Set(library), headsBefore: new Map() }
    this.#prunedAt = now
    this.#prune(now)
  }

  access(): AccessSnapshot {
    return readAccess(this.#base.db)
  }

  /** Whether a database may keep bytes in its files of what was erased. */
  isScrubDue(): boolean {
    return isScrubDue(this.#base.db)
  }

  /** After a restore: what the database says of erasures and of Rescued work is as old as the backup. */
  tellDecisions(now: number): void {
    const { db } = this.#base
    const find = db.prepare<[], HubId>('SELECT hub FROM erasures UNION SELECT hub FROM rescued').pluck()
    const hubs = new Set(find.all())
    if (hubs.size === 0) return
    const batch = { ...newBatch(this.#base), hubs, erasures: hubs, rescued: hubs, at: now }
    db.transaction(() => projectAccess(batch)).immediate()
    this.#keepHeads(batch)
  }

  /** Takes all jobs in one transaction. Returns after it has been fsynced; throws nothing for what disk or jobs do. */
  commit(jobs: readonly LogJob[]): CommitResult {
    const result = this.#commit(jobs)
    this.#pruneNowAndThen(jobs)
    return result
  }

  #commit(jobs: readonly LogJob[]): CommitResult {
    try {
      return this.#commitTogether(jobs)
    } catch (error) {
      this.#base.headsBefore.clear()
      const refusal = refusalOf(error)
      if (refusal.code === 'disk-full' || jobs.length === 1)
        return { answers: jobs.map(() => refusal), committed: null }
    }
    // One of them is at fault: the others must not suffer for it.
    const singly = jobs.map((job) => this.#commit([job]))
    const committed = singly.map((result) => result.committed).filter((result) => result !== null)
    return {
      answers: singly.flatMap((result) => result.answers),
      committed:
        committed.length === 0
          ? null
          : {
              rows: committed.flatMap((result) => result.rows),
              access: committed.findLast((result) => result.access !== null)?.access ?? null,
            },
    }
  }

  #commitTogether(jobs: readonly LogJob[]): CommitResult {
    const batch = newBatch(this.#base)
    const { answers, access } = this.#base.db
      .transaction(() => ({
        answers: jobs.map((job) => take(batch, job)),
        access: batch.accessChanged ? projectAccess(batch) : null,
      }))
      .immediate()
    this.#keepHeads(batch)
    return { answers, committed: batch.rows.length > 0 || access !== null ? { rows: batch.rows, access } : null }
  }

  #keepHeads({ heads }: Batch): void {
    for (const [hub, head] of heads) this.#base.headsBefore.set(hub, head)
  }

  /** Apart from what was committed: a failure here must not take an answer back. It is tried again with the next. */
  #pruneNowAndThen(jobs: readonly LogJob[]): void {
    const now = Math.max(...jobs.map(timeOf))
    if (!(now - this.#prunedAt > PRUNE_EVERY_MS)) return
    try {
      this.#prune(now)
    } catch (error) {
      if (!(error instanceof SQLite.SqliteError)) throw error
    }
  }

  #prune(now: number): void {
    this.#base.statements.prune.run(now - REQUESTS_KEPT_MS)
    this.#prunedAt = now
  }
}

function take(batch: Batch, job: LogJob): LogAnswer {
  switch (job.kind) {
    case 'append':
      return append(batch, job.job)
    case 'operate':
      return operate(batch, job.operation)
    case 'project':
      return project(batch, job.job)
    case 'quarantine':
      return quarantine(batch, job.job)
    case 'compact':
      return compact(batch, job.job)
    case 'give-back':
      return takeBack(batch, job.job)
    default:
      return unreachable(job)
  }
}

function timeOf(job: LogJob): number {
  if (job.kind === 'append') return job.job.receivedAt
  if (job.kind === 'quarantine') return job.job.receivedAt
  return job.kind === 'operate' ? job.operation.at : job.job.at
}

/** What is answered when the transaction failed. A full disk is told apart: waiting helps. */
function refusalOf(error: unknown) {
  const code = error instanceof SQLite.SqliteError ? error.code : ''
  if (code === 'SQLITE_FULL') return refused('disk-full', 'the disk takes nothing now')
  return refused('failed', code || (error instanceof Error ? error.name : 'unknown'))
}
