import { Worker } from 'node:worker_threads'
import SQLite from 'better-sqlite3'
import { type Clock, type HubId, makeId, type Random } from '#domain/ids.ts'
import { invariant } from '#domain/result.ts'
import { forkSeqOf } from '../access/epochs.ts'
import type { AccessOutcome, AccessSnapshot } from '../access/operations.ts'
import { databaseFile, TAG_KEY_BYTES } from './dataFolder.ts'
import type { Appended, Committed, GivenBackBy, Identity, Log, Projected, TakenBack } from './Log.ts'
import { LogOpenError } from './LogOpenError.ts'
import { LogReader } from './LogReader.ts'
import type { LogWorkerData } from './logWorker.ts'
import { type Entry, packJobs, unpackResult } from './packing.ts'
import type { LogAnswer, LogJob } from './SqliteLog.ts'
import type { FromLogWorker, ToLogWorker } from './workerMessages.ts'

export interface OpenLogOptions {
  clock: Clock
  random: Random
  /** Ids of the modules that hubs can have. */
  library?: readonly string[]
  /** Folder in which a copy of the journal of access is kept, as far as it can be written. */
  journalMirror?: string | null
  /** Up to where a hub's rows are in backups. */
  backedUpTo?: (hub: HubId) => number
  /** The writing thread ended by itself: nothing is taken any more, and the process should be started again. */
  onStopped?: (error: Error) => void
}

const STOPPED: LogAnswer = { ok: false, code: 'failed', detail: 'the log has stopped' }

/** Opens the log in a data folder, making what is missing. Commits run in a thread of their own; reads run here, on a
 *  second connection that sees only what was committed. Rejects with `LogOpenError`. */
export async function openLog(folder: string, options: OpenLogOptions): Promise<Log> {
  const { clock, random, library = [], journalMirror = null } = options
  const data: LogWorkerData = {
    folder,
    seed: { serverId: makeId(random), epoch: makeId(random), tagKey: random(TAG_KEY_BYTES) },
    now: clock(),
    library,
    journalMirror,
  }
  const worker = new Worker(new URL('./logWorker.ts', import.meta.url), { workerData: data, execArgv: [] })
  const opened = await firstMessage(worker)
  if (opened.type === 'refused') throw new LogOpenError(opened.kind, opened.detail)
  invariant(opened.type === 'opened', 'the log opens before it commits')
  let database: SQLite.Database
  try {
    database = new SQLite(databaseFile(folder), { readonly: true, fileMustExist: true })
  } catch (error) {
    await worker.terminate()
    throw error
  }
  return new WorkerLog(worker, database, opened.identity, opened.access, options)
}

function firstMessage(worker: Worker): Promise<FromLogWorker> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the log ended while opening')))
  })
}

const readGivers = (db: SQLite.Database, hub: HubId, epoch: string): GivenBackBy[] =>
  db
    .prepare<[string, string], GivenBackBy>(
      `SELECT member, device, heard_at AS heardAt, taken, standing, apart, rest AS left
       FROM givers WHERE hub = ? AND epoch = ? ORDER BY heard_at`,
    )
    .all(hub, epoch)

class WorkerLog implements Log {
  readonly #worker: Worker
  readonly #database: SQLite.Database
  readonly #reader: LogReader
  readonly #identity: Identity
  readonly #listeners: ((committed: Committed) => void)[] = []
  readonly #unanswered = new Map<number, { job: LogJob; resolve: (answer: LogAnswer) => void }>()
  readonly #ended: Promise<void>
  #access: AccessSnapshot
  #unsent: Entry[] = []
  #nextId = 1
  #state: 'open' | 'closing' | 'stopped' = 'open'

  constructor(
    worker: Worker,
    database: SQLite.Database,
    identity: { serverId: string; epoch: string },
    access: AccessSnapshot,
    { onStopped, backedUpTo = () => 0 }: OpenLogOptions,
  ) {
    this.#worker = worker
    this.#database = database
    this.#reader = new LogReader(database)
    this.#identity = {
      ...identity,
      backedUpTo,
      forkSeq: (hub, epoch) => (epoch === identity.epoch ? this.head(hub) : forkSeqOf(this.#access, hub, epoch)),
    }
    this.#access = access
    worker.on('message', (message: FromLogWorker) => this.#receive(message))
    this.#ended = new Promise((resolve) => {
      let cause = new Error('the writing thread ended')
      worker.on('error', (error) => {
        cause = error instanceof Error ? error : cause
      })
      worker.on('exit', () => {
        const expected = this.#state === 'closing'
        this.#state = 'stopped'
        for (const { resolve: answer } of this.#unanswered.values()) answer(STOPPED)
        this.#unanswered.clear()
        resolve()
        if (!expected) onStopped?.(cause)
      })
    })
  }

  append(job: Parameters<Log['append']>[0]): Promise<Appended> {
    return this.#submit({ kind: 'append', job }) as Promise<Appended>
  }

  operate(operation: Parameters<Log['operate']>[0]): Promise<AccessOutcome> {
    return this.#submit({ kind: 'operate', operation }) as Promise<AccessOutcome>
  }

  project(job: Parameters<Log['project']>[0]): Promise<Projected> {
    return this.#submit({ kind: 'project', job }) as Promise<Projected>
  }

  quarantine(job: Parameters<Log['quarantine']>[0]): Promise<Projected> {
    return this.#submit({ kind: 'quarantine', job }) as Promise<Projected>
  }

  compact(job: Parameters<Log['compact']>[0]): Promise<Projected> {
    return this.#submit({ kind: 'compact', job }) as Promise<Projected>
  }

  giveBack(job: Parameters<Log['giveBack']>[0]): Promise<TakenBack> {
    return this.#submit({ kind: 'give-back', job }) as Promise<TakenBack>
  }

  givenBack(hub: Parameters<Log['givenBack']>[0]): GivenBackBy[] {
    return readGivers(this.#database, hub, this.#identity.epoch)
  }

  async read(...[hub, scopes, limitBytes]: Parameters<Log['read']>): ReturnType<Log['read']> {
    return this.#reader.read(hub, scopes, limitBytes)
  }

  knows(...[device, request]: Parameters<Log['knows']>): boolean {
    return this.#reader.knows(device, request)
  }

  rescued(hub: Parameters<Log['rescued']>[0]): ReturnType<Log['rescued']> {
    return this.#reader.rescued(hub)
  }

  head(hub: Parameters<Log['head']>[0]): number {
    return this.#reader.head(hub)
  }

  access(): AccessSnapshot {
    return this.#access
  }

  onCommit(listener: (committed: Committed) => void): void {
    this.#listeners.push(listener)
  }

  identity(): Identity {
    return this.#identity
  }

  async close(): Promise<void> {
    if (this.#state === 'open') this.#send()
    // First: the last connection to close folds the write-ahead log into the database, and this one may not write.
    this.#database.close()
    if (this.#state === 'open') {
      this.#state = 'closing'
      this.#worker.postMessage({ type: 'close' } satisfies ToLogWorker)
    }
    await this.#ended
  }

  #submit(job: LogJob): Promise<LogAnswer> {
    if (this.#state !== 'open') return Promise.resolve(STOPPED)
    return new Promise((resolve) => {
      const id = this.#nextId++
      this.#unanswered.set(id, { job, resolve })
      // What is submitted in one turn goes over in one message.
      if (this.#unsent.length === 0) queueMicrotask(() => this.#send())
      this.#unsent.push({ id, job })
    })
  }

  #send(): void {
    if (this.#unsent.length === 0 || this.#state !== 'open') return
    const packed = packJobs(this.#unsent)
    this.#worker.postMessage({ type: 'jobs', ...packed } satisfies ToLogWorker, [packed.bytes.buffer])
    this.#unsent = []
  }

  #receive(message: FromLogWorker): void {
    invariant(message.type === 'committed', 'the log is opened once')
    const jobOf = (id: number) => this.#unanswered.get(id)?.job
    const { committed, answers } = unpackResult(message, this.#identity.epoch, jobOf)
    try {
      if (committed !== null) {
        this.#reader.add(committed.rows)
        if (committed.access !== null) this.#access = committed.access
        for (const listener of this.#listeners) listener(committed)
      }
    } finally {
      for (const [id, answer] of answers) {
        this.#unanswered.get(id)?.resolve(answer)
        this.#unanswered.delete(id)
      }
    }
  }
}
