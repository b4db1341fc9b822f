import { createHmac } from 'node:crypto'
import SQLite from 'better-sqlite3'
import type { DeviceId, HubId } from '#domain/ids.ts'
import { makeCode } from '#protocol/invitationCode.ts'
import type { AccessOperation, AccessOutcome, AccessSnapshot } from '../../../sync-server/access/operations.ts'
import type { Secrets } from '../../../sync-server/access/secrets.ts'
import { ACCESS_SCHEMA } from '../../../sync-server/access/tables.ts'
import { type Connections, makeConnections } from '../../../sync-server/connections/connections.ts'
import type { Appended, AppendJob, Committed, Log, Projected, ProjectJob } from '../../../sync-server/log/Log.ts'
import { LogReader } from '../../../sync-server/log/LogReader.ts'
import { type LogAnswer, type LogJob, SqliteLog } from '../../../sync-server/log/SqliteLog.ts'
import { LOG_SCHEMA } from '../../../sync-server/log/schema.ts'
import type { Chance } from './chance.ts'
import { Owner, type Scheduler } from './scheduler.ts'

/** The server: the real log, connections and feeds on a database in memory, which alone outlives a crash. */

const TAG_KEY = new Uint8Array(32).fill(7)

export const SECRETS: Secrets = {
  codeHash: (code) => createHmac('sha256', 'pepper').update(code).digest('base64url'),
  codeOfRequest: (device, request) =>
    makeCode((count) => createHmac('sha256', device).update(request).digest().subarray(0, count)),
}

export interface HubFaults {
  /** The disk takes nothing. */
  full: boolean
}

/** What a process answered to have taken; checked against the database at the end. */
export interface Taken {
  hub: HubId
  sequence: number
  document: string
  bytes: Uint8Array
}

export class SimHub {
  readonly db: SQLite.Database
  readonly faults: HubFaults = { full: false }
  readonly taken: Taken[] = []
  readonly identity = { serverId: 'simulated-server', epoch: 'epoch-1' }
  /** null while the process is down. */
  connections: Connections | null = null
  log: SimLog | null = null
  owner = new Owner('hub-0')
  starts = 0
  readonly #scheduler: Scheduler
  readonly #chance: Chance
  /** How far the server's clock is from the world's, ms. */
  clockOffsetMs = 0

  constructor(scheduler: Scheduler, chance: Chance) {
    this.#scheduler = scheduler
    this.#chance = chance
    this.db = new SQLite(':memory:')
    this.db.exec(LOG_SCHEMA)
    this.db.exec(ACCESS_SCHEMA)
    this.start()
  }

  clock = (): number => Math.floor(this.#scheduler.now + this.clockOffsetMs)

  start(): void {
    if (this.log) return
    this.owner = new Owner(`hub-${++this.starts}`)
    const sqlite = new SqliteLog(this.db, { tagKey: TAG_KEY, epoch: this.identity.epoch, now: this.clock() })
    const log = new SimLog(this, sqlite, this.#scheduler, this.#chance)
    this.log = log
    this.connections = makeConnections({
      log,
      secrets: SECRETS,
      clock: this.clock,
      report: () => undefined,
      after: (ms, callback) => this.#scheduler.after(ms, callback, this.owner),
    })
  }

  /** As `kill -9`: whatever was not committed is gone, whatever was not said is not said. */
  crash(): void {
    this.owner.alive = false
    this.log = null
    this.connections = null
  }

  /** Access changes that are made at the server itself, before anything else happens. */
  operate(operation: AccessOperation): Record<string, unknown> {
    const outcome = this.log?.now(operation)
    if (!outcome?.ok) throw new Error(`${operation.kind}: ${JSON.stringify(outcome)}`)
    return outcome.result
  }

  /** A row that was there before anything happened. */
  append(job: AppendJob): void {
    const appended = this.log?.nowAppend(job)
    if (!appended?.ok) throw new Error(`${job.document}: ${JSON.stringify(appended)}`)
  }

  isSignedIn(device: DeviceId): boolean {
    return this.db.prepare('SELECT 1 FROM devices WHERE device = ?').get(device) !== undefined
  }
}

/** One process's log: what arrives while one commit runs is the next commit, as in the thread that writes. */
class SimLog implements Log {
  readonly #hub: SimHub
  readonly #sqlite: SqliteLog
  readonly #reader: LogReader
  readonly #scheduler: Scheduler
  readonly #chance: Chance
  readonly #listeners: ((committed: Committed) => void)[] = []
  #access: AccessSnapshot
  #queue: { job: LogJob; answer: (answer: LogAnswer) => void }[] = []
  #committing = false

  constructor(hub: SimHub, sqlite: SqliteLog, scheduler: Scheduler, chance: Chance) {
    this.#hub = hub
    this.#sqlite = sqlite
    this.#reader = new LogReader(hub.db)
    this.#scheduler = scheduler
    this.#chance = chance
    this.#access = sqlite.access()
  }

  append(job: AppendJob): Promise<Appended> {
    return this.#submit({ kind: 'append', job }) as Promise<Appended>
  }

  operate(operation: AccessOperation): Promise<AccessOutcome> {
    return this.#submit({ kind: 'operate', operation }) as Promise<AccessOutcome>
  }

  project(job: ProjectJob): Promise<Projected> {
    return this.#submit({ kind: 'project', job }) as Promise<Projected>
  }

  quarantine(job: Parameters<Log['quarantine']>[0]): Promise<Projected> {
    return this.#submit({ kind: 'quarantine', job }) as Promise<Projected>
  }

  compact(job: Parameters<Log['compact']>[0]): Promise<Projected> {
    return this.#submit({ kind: 'compact', job }) as Promise<Projected>
  }

  now(operation: AccessOperation): AccessOutcome {
    const { answers, committed } = this.#sqlite.commit([{ kind: 'operate', operation }])
    this.#tell(committed)
    return answers[0] as AccessOutcome
  }

  nowAppend(job: AppendJob): Appended {
    const { answers, committed } = this.#sqlite.commit([{ kind: 'append', job }])
    this.#tell(committed)
    return answers[0] as Appended
  }

  async read(...[hub, scopes, limitBytes]: Parameters<Log['read']>): ReturnType<Log['read']> {
    return this.#reader.read(hub, scopes, limitBytes)
  }

  head = (hub: HubId): number => this.#reader.head(hub)
  access = (): AccessSnapshot => this.#access
  identity = (): ReturnType<Log['identity']> => ({ ...this.#hub.identity, forkSeq: () => 0, backedUpTo: () => 0 })

  onCommit(listener: (committed: Committed) => void): void {
    this.#listeners.push(listener)
  }

  async close(): Promise<void> {
    this.#queue = []
  }

  #submit(job: LogJob): Promise<LogAnswer> {
    return new Promise((resolve) => {
      this.#queue.push({ job, answer: resolve })
      this.#commitSoon()
    })
  }

  #commitSoon(): void {
    if (this.#committing || this.#queue.length === 0) return
    this.#committing = true
    const batch = this.#queue
    this.#queue = []
    const { owner } = this.#hub
    this.#scheduler.after(
      1 + 12 * this.#chance.next(),
      () => {
        if (this.#hub.faults.full) {
          this.#committing = false
          for (const { answer } of batch) answer({ ok: false, code: 'disk-full', detail: 'the disk takes nothing now' })
          return this.#commitSoon()
        }
        const result = this.#sqlite.commit(batch.map(({ job }) => job))
        // On the disk; the process may end before it says so.
        this.#scheduler.after(
          this.#chance.next(),
          () => {
            this.#committing = false
            this.#tell(result.committed)
            for (const [at, { job, answer }] of batch.entries()) {
              const given = result.answers[at] as LogAnswer
              if (job.kind === 'append' && given.ok && 'sequence' in given) this.#note(job.job, given)
              answer(given)
            }
            this.#commitSoon()
          },
          owner,
        )
      },
      owner,
    )
  }

  #note({ hub, document, update }: AppendJob, { sequence }: Extract<Appended, { ok: true }>): void {
    this.#hub.taken.push({ hub, sequence, document, bytes: update })
  }

  #tell(committed: Committed | null): void {
    if (!committed) return
    this.#reader.add(committed.rows)
    if (committed.access !== null) this.#access = committed.access
    for (const listener of this.#listeners) listener(committed)
  }
}
