import { createHmac } from 'node:crypto'
import type SQLite from 'better-sqlite3'
import type { DeviceId, HubId } from '#domain/ids.ts'
import { holdsScope, parseDocumentId, scopeOf } from '#protocol/documentIds.ts'
import type { Changes } from '#protocol/frames.ts'
import { makeCode } from '#protocol/invitationCode.ts'
import { mayWrite } from '#protocol/rights.ts'
import { forkSeqOf, isClosed } from '../../../sync-server/access/epochs.ts'
import type { AccessOperation, AccessOutcome, AccessSnapshot } from '../../../sync-server/access/operations.ts'
import { indexAccess, rightsBefore } from '../../../sync-server/access/rights.ts'
import type { Secrets } from '../../../sync-server/access/secrets.ts'
import { type Connections, makeConnections } from '../../../sync-server/connections/connections.ts'
import type {
  Appended,
  AppendJob,
  Committed,
  CommittedRow,
  GiveBackJob,
  GivenBackBy,
  Log,
  Projected,
  ProjectJob,
  TakenBack,
} from '../../../sync-server/log/Log.ts'
import { LogReader } from '../../../sync-server/log/LogReader.ts'
import { type LogAnswer, type LogJob, SqliteLog } from '../../../sync-server/log/SqliteLog.ts'
import { tagOf } from '../../../sync-server/log/tag.ts'
import { makeDecoder } from '../../../sync-server/views/decoder.ts'
import { documentRowsOf } from '../../../sync-server/views/documentRows.ts'
import { makeStates } from '../../../sync-server/views/documentStates.ts'
import { guardLog } from '../../../sync-server/views/guardedLog.ts'
import type { PublishedModule } from '../../../sync-server/views/publishedModule.ts'
import { makePublishing, type Publishing } from '../../../sync-server/views/publishing.ts'
import { viewSourceOf } from '../../../sync-server/views/viewSource.ts'
import { startViews } from '../../../sync-server/views/views.ts'
import type { Chance } from './chance.ts'
import { Owner, type Scheduler } from './scheduler.ts'
import { simDecodeThread } from './simDecoder.ts'
import { LIBRARY } from './simModules.ts'
import { SERVER_ID, type SimServerDisk, TAG_KEY } from './simServerDisk.ts'
import { simViewsThread } from './simViews.ts'

/** The server: the real log, connections and feeds on a database, which alone outlives a crash. */

export const SECRETS: Secrets = {
  codeHash: (code) => createHmac('sha256', 'pepper').update(code).digest('base64url'),
  codeOfRequest: (device, request) =>
    makeCode((count) => createHmac('sha256', device).update(request).digest().subarray(0, count)),
}

export interface HubFaults {
  /** The disk takes nothing. */
  full: boolean
}

/** What it makes of what it has. */
export interface Made {
  /** Pages and records. */
  views: boolean
  /** The list of learning modules, and the modules themselves. */
  modules: boolean
}

/** A row as it was committed once, before a backup from before it was put back. */
export interface FormerRowHere {
  document: string
  member: string
  device: string
  sequence: number
  receivedAt: number
  tag: string
  bytes: Buffer
}

/** What a process answered to have taken; checked against the database at the end. */
export interface Taken {
  hub: HubId
  sequence: number
  document: string
  /** In hexadecimal. */
  tag: string
  bytes: Uint8Array
}

export class SimHub {
  readonly disk: SimServerDisk
  readonly faults: HubFaults = { full: false }
  taken: Taken[] = []
  /** Rows that a restore took away, whether or not they came back. */
  readonly lost: FormerRowHere[] = []
  /** Rows that were given back and taken. */
  givenBack = 0
  /** What was written, or sent to somebody, without a right to it. */
  readonly trespasses: string[] = []
  readonly makes: Made
  /** Hears what who may do, whenever that has changed. */
  onAccess: (access: AccessSnapshot) => void = () => undefined
  /** Times that a phone was told what documents hold. */
  checks = 0
  /** Times that a document was led back, or would have been if it had not held just that. */
  ledBack = 0
  /** Commits that a crash met while they were running. */
  torn = 0
  /** null while the process is down. */
  connections: Connections | null = null
  log: SimLog | null = null
  /** The log as whoever stands outside has it. */
  guarded: Log | null = null
  /** Who may do what, as was said last. */
  told: AccessSnapshot | null = null
  publishing: Publishing | null = null
  owner = new Owner('hub-0')
  starts = 0
  readonly #scheduler: Scheduler
  readonly #chance: Chance
  #decoders = 0
  /** How far the server's clock is from the world's, ms. */
  clockOffsetMs = 0

  constructor(scheduler: Scheduler, chance: Chance, disk: SimServerDisk, makes: Made) {
    this.makes = makes
    this.#scheduler = scheduler
    this.#chance = chance
    this.disk = disk
    this.start()
  }

  get db(): SQLite.Database {
    return this.disk.db
  }

  get epoch(): string {
    return this.disk.epoch
  }

  clock = (): number => Math.floor(this.#scheduler.now + this.clockOffsetMs)

  start(): void {
    if (this.log) return
    this.owner = new Owner(`hub-${++this.starts}`)
    const sqlite = new SqliteLog(this.db, {
      tagKey: TAG_KEY,
      epoch: this.epoch,
      now: this.clock(),
      library: LIBRARY.map(({ id }) => id),
    })
    this.disk.follow()
    sqlite.tellDecisions(this.clock())
    this.disk.keepAccess(sqlite.isScrubDue())
    const log = new SimLog(this, sqlite, this.#scheduler, this.#chance)
    this.log = log
    const decoder = makeDecoder({
      after: (ms, callback) => this.#scheduler.after(ms, callback, this.owner),
      startThread: () => this.#startDecoding(),
    })
    this.told = log.access()
    this.guarded = guardLog({ log, decoder, clock: this.clock, report: () => undefined })
    this.connections = makeConnections({
      log: this.guarded,
      states: makeStates(decoder),
      secrets: SECRETS,
      clock: this.clock,
      report: () => undefined,
      after: (ms, callback) => this.#scheduler.after(ms, callback, this.owner),
    })
    if (this.makes.views) this.#startViews(log)
    if (!this.makes.modules) return
    this.publishing = makePublishing({ log, clock: this.clock, report: () => undefined, library: LIBRARY })
    // Whoever reads starts this process; what it waits for is its own.
    const before = this.#scheduler.current
    this.#scheduler.current = this.owner
    void this.publishing.start()
    this.#scheduler.current = before
  }

  /** What a hub's members download of a module; null: the hub has it not. */
  published = (hub: HubId, module: string): PublishedModule | null => this.publishing?.file(hub, module) ?? null

  #startDecoding(): ReturnType<typeof simDecodeThread> {
    const { owner } = this
    const after = (ms: number, run: () => void) => void this.#scheduler.after(ms, run, owner)
    return simDecodeThread(
      documentRowsOf(this.db),
      this.#chance.apart(`decoder ${++this.#decoders}`),
      after,
      (topic) => {
        if (topic === 'states') this.checks++
        if (topic === 'restore') this.ledBack++
      },
    )
  }

  #startViews(log: SimLog): void {
    const { owner } = this
    const after = (ms: number, run: () => void) => this.#scheduler.after(ms, run, owner)
    startViews({
      ...{ log, clock: this.clock, after },
      // What nobody here knows cannot be read; that a view fails for it is another matter.
      report: (event, fields) => {
        if (event !== 'view-row-unreadable') this.trespasses.push(`views: ${event} ${JSON.stringify(fields)}`)
      },
      startThread: () => simViewsThread(viewSourceOf(this.db), after),
    })
  }

  /** As `kill -9`: whatever was not committed is gone, whatever was not said is not said. */
  crash(): void {
    if (this.log?.isCommitting) this.torn++
    this.owner.alive = false
    this.log = null
    this.guarded = null
    this.connections = null
    this.publishing = null
    this.disk.crash(this.#chance)
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

  /** What a build of tomorrow may have left behind: rows of a kind that nobody here knows. While the process is down. */
  leaveUnknown(row: {
    hub: HubId
    scope: string
    document: string
    member: string
    device: string
    bytes: Uint8Array
  }): void {
    const head = this.db.prepare(
      `SELECT max(coalesce((SELECT max(seq) FROM rows), 0), coalesce((SELECT max(seq) FROM projections), 0)) AS head`,
    )
    const sequence = (head.get() as { head: number }).head + 1
    const tag = tagOf(TAG_KEY, { ...row, sequence, receivedAt: this.clock() })
    this.db
      .prepare(
        'INSERT INTO rows VALUES (@hub, @sequence, @scope, @document, @member, @device, @at, 0, @epoch, @tag, @bytes)',
      )
      .run({ ...row, sequence, at: this.clock(), epoch: this.epoch, tag })
  }

  /** Sees what is sent to a device: nobody is sent what they may not read at that moment. */
  sees(device: DeviceId, { member, changes }: Changes): void {
    const access = this.log?.access()
    const index = access && indexAccess(access)
    const isHere = index?.signIn(member, device)?.state === 'active'
    const hub = index?.members.get(member)?.hub
    const isOpen = !!access && !!hub && !isClosed(access, hub)
    const rights = isHere && isOpen ? index.rights(member) : null
    for (const { document, sequence } of changes) {
      if (rights && holdsScope(rights.scopes, scopeOf(document))) continue
      this.trespasses.push(`read: ${sequence} of ${document} was sent to ${member} on ${device}`)
    }
  }

  /** Sees what is taken back: nothing that was not committed before a restore, as it was. */
  seesGivenBack({ document, member, device, receivedAt, bytes }: CommittedRow): void {
    this.givenBack++
    const isIt = (row: FormerRowHere) =>
      row.document === document && row.member === member && row.device === device && row.receivedAt === receivedAt
    if (this.lost.some((row) => isIt(row) && Buffer.compare(row.bytes, bytes) === 0)) return
    this.trespasses.push(`given back: ${document} by ${member} on ${device}, which never was so`)
  }

  /** Sees what is written: whoever did it was allowed to when it came, or is now, since a right may be lost on the way. */
  seesWritten(
    row: Pick<CommittedRow, 'sequence' | 'document' | 'member' | 'device'>,
    then: AccessSnapshot[],
    isTakenUp = false,
  ): void {
    const may = (access: AccessSnapshot) => {
      const index = indexAccess(access)
      // Taken up is what could be written before.
      const rights = isTakenUp ? rightsBefore(access, row.member) : index.rights(row.member)
      const info = parseDocumentId(row.document)
      const isHere = isTakenUp || index.signIn(row.member, row.device)?.state === 'active'
      return isHere && rights !== null && info !== null && mayWrite(rights, info)
    }
    if (then.some(may)) return
    this.trespasses.push(`wrote: ${row.sequence} in ${row.document} by ${row.member} on ${row.device}`)
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
  readonly #epoch: string
  #access: AccessSnapshot
  #queue: { job: LogJob; answer: (answer: LogAnswer) => void; accessBefore: AccessSnapshot }[] = []
  #committing = false
  /** Tells of the commit that is on the disk and was not told yet. */
  #say: (() => void) | null = null

  constructor(hub: SimHub, sqlite: SqliteLog, scheduler: Scheduler, chance: Chance) {
    this.#hub = hub
    this.#sqlite = sqlite
    this.#reader = new LogReader(hub.db)
    this.#scheduler = scheduler
    this.#chance = chance
    this.#epoch = hub.epoch
    this.#access = sqlite.access()
  }

  get isCommitting(): boolean {
    return this.#committing
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
    // Told in the order of the commits.
    this.#say?.()
    const { answers, committed } = this.#sqlite.commit([{ kind: 'operate', operation }])
    this.#keepAccess()
    this.#tell(committed)
    return answers[0] as AccessOutcome
  }

  nowAppend(job: AppendJob): Appended {
    const { answers, committed } = this.#sqlite.commit([{ kind: 'append', job }])
    this.#tell(committed)
    return answers[0] as Appended
  }

  giveBack(job: GiveBackJob): Promise<TakenBack> {
    return this.#submit({ kind: 'give-back', job }) as Promise<TakenBack>
  }

  givenBack = (): GivenBackBy[] => []
  async read(...[hub, scopes, limitBytes]: Parameters<Log['read']>): ReturnType<Log['read']> {
    return this.#reader.read(hub, scopes, limitBytes)
  }

  knows = (device: DeviceId, request: Uint8Array): boolean => this.#reader.knows(device, request)
  rescued = (hub: HubId): ReturnType<Log['rescued']> => this.#reader.rescued(hub)
  head = (hub: HubId): number => this.#reader.head(hub)
  access = (): AccessSnapshot => this.#access
  identity = (): ReturnType<Log['identity']> => ({
    ...{ serverId: SERVER_ID, epoch: this.#epoch },
    forkSeq: (hub, epoch) => (epoch === this.#epoch ? this.head(hub) : forkSeqOf(this.#access, hub, epoch)),
    backedUpTo: this.#hub.disk.backedUpTo,
  })

  onCommit(listener: (committed: Committed) => void): void {
    this.#listeners.push(listener)
  }

  async close(): Promise<void> {
    this.#queue = []
  }

  #keepAccess(): void {
    this.#hub.disk.keepAccess(this.#sqlite.isScrubDue())
  }

  #submit(job: LogJob): Promise<LogAnswer> {
    return new Promise((resolve) => {
      this.#queue.push({ job, answer: resolve, accessBefore: this.#access })
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
        const result = this.#hub.disk.writing(() => this.#sqlite.commit(batch.map(({ job }) => job)))
        for (const row of result.committed?.rows ?? []) this.#judgeWriter(row, batch)
        this.#say = () => {
          this.#say = null
          this.#committing = false
          this.#hub.disk.said()
          if (batch.some(({ job }) => job.kind === 'operate' || job.kind === 'give-back')) this.#keepAccess()
          this.#tell(result.committed)
          for (const [at, { job, answer }] of batch.entries()) {
            const given = result.answers[at] as LogAnswer
            if (job.kind === 'append' && given.ok && 'sequence' in given) this.#note(job.job, given)
            answer(given)
          }
          this.#commitSoon()
        }
        const say = this.#say
        // On the disk; the process may end before it says so.
        this.#scheduler.after(
          this.#chance.next(),
          () => {
            if (this.#say === say) say()
          },
          owner,
        )
      },
      owner,
    )
  }

  #judgeWriter(row: CommittedRow, batch: readonly { job: LogJob; accessBefore: AccessSnapshot }[]): void {
    if (row.kind !== 'update') return
    if (row.request === null) {
      this.#hub.seesGivenBack(row)
      return
    }
    const came = batch.find(({ job }) => job.kind === 'append' && job.job.request === row.request)
    this.#hub.seesWritten(row, came ? [came.accessBefore, this.#access] : [this.#access], this.#isRescued(row))
  }

  /** Of an ended sign-in, as a coordinator decided. */
  #isRescued({ device, request }: CommittedRow): boolean {
    const find = this.#hub.db.prepare('SELECT 1 FROM rescued WHERE device = ? AND request = ?')
    return find.get(device, request) !== undefined
  }

  #note({ hub, document, update }: AppendJob, { sequence, tag }: Extract<Appended, { ok: true }>): void {
    this.#hub.taken.push({ hub, sequence, document, tag: Buffer.from(tag).toString('hex'), bytes: update })
  }

  #tell(committed: Committed | null): void {
    if (!committed) return
    this.#reader.add(committed.rows)
    if (committed.access !== null) {
      this.#access = committed.access
      this.#hub.told = committed.access
      this.#hub.onAccess(committed.access)
    }
    for (const listener of this.#listeners) listener(committed)
  }
}
