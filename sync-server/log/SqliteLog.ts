import { createHash, timingSafeEqual } from 'node:crypto'
import SQLite from 'better-sqlite3'
import type { DeviceId, HubId, MemberId, RunId } from '#domain/ids.ts'
import { invariant, unreachable } from '#domain/result.ts'
import { accept, updateShapeOf } from '#protocol/acceptance.ts'
import { type DocumentInfo, type DocumentKind, parseDocumentId } from '#protocol/documentIds.ts'
import type { FormerRow } from '#protocol/frames.ts'
import { CLIENTS_A_DEVICE, MAX_COMPACTED_BYTES, MAX_UPDATE_BYTES, REQUESTS_KEPT_MS } from '#protocol/limits.ts'
import type { RefusalCode } from '#protocol/refusals.ts'
import { scanUpdate } from '#protocol/scanUpdate.ts'
import type { Library } from '../access/commandRows.ts'
import { erasedPersons, erasuresOf } from '../access/erasureRows.ts'
import type { AccessOperation, AccessOutcome, AccessSnapshot } from '../access/operations.ts'
import { waitingRescued } from '../access/rescuedRows.ts'
import { makeRun, memberRow, runRow } from '../access/rows.ts'
import { readAccess, runAccessOperation } from '../access/tables.ts'
import { erasuresProjections } from '../views/erasuresProjection.ts'
import { membersProjection, runStaffProjection } from '../views/membersProjection.ts'
import { rescuedProjection } from '../views/rescuedProjection.ts'
import { eraseFrom, isScrubDue } from './erasing.ts'
import type {
  Appended,
  AppendJob,
  Committed,
  CommittedRow,
  CompactJob,
  GiveBackJob,
  Projected,
  Projection,
  ProjectJob,
  QuarantineJob,
  TakenBack,
} from './Log.ts'
import { tagOf } from './tag.ts'

export type LogJob =
  | { kind: 'append'; job: AppendJob }
  | { kind: 'operate'; operation: AccessOperation }
  | { kind: 'project'; job: ProjectJob }
  | { kind: 'quarantine'; job: QuarantineJob }
  | { kind: 'compact'; job: CompactJob }
  | { kind: 'give-back'; job: GiveBackJob }
type CommandOperation = Extract<AccessOperation, { kind: 'command' }>
type RestoreDocument = Extract<CommandOperation['body'], { name: 'restore-document' }>
export type LogAnswer = Appended | AccessOutcome | Projected | TakenBack

export interface CommitResult {
  /** One for each job, in their order. */
  answers: LogAnswer[]
  /** null: nothing was written. */
  committed: Committed | null
}

const PRUNE_EVERY_MS = 24 * 3600 * 1000
const REQUEST_BYTES = 16
/** Most updates kept apart in a hub; the oldest go. */
const QUARANTINE_ROWS = 200
/** Who a projection is from, and a row that stands for others. */
const SERVER = { member: '' as MemberId, device: '' as DeviceId }

const OF_ACCESS_ROWS: ReadonlySet<DocumentKind> = new Set<DocumentKind>(['run-staff', 'erased'])

const ERASED = { ok: false, code: 'erased', detail: 'of a person who was erased' } as const
const notTaken = (code: RefusalCode) => ({ code, sequence: 0, tag: new Uint8Array(0) })
const refused = (code: RefusalCode, detail: string) => ({ ok: false as const, code, detail })

/** What a batch has done so far; dropped with its transaction. */
interface Batch {
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

const newBatch = (): Batch => ({
  rows: [],
  heads: new Map(),
  hubs: new Set(),
  runs: new Set(),
  rescued: new Set(),
  erasures: new Set(),
  accessChanged: false,
  at: 0,
})

/** The log's writing side, synchronous and without threads: every call of `commit` is one transaction.
 *  Holds the heads of the hubs; everything else it decides by is read from the rows in the same transaction. */
export class SqliteLog {
  readonly #db: SQLite.Database
  readonly #tagKey: Uint8Array
  readonly #epoch: string
  readonly #library: Library
  readonly #statements
  #heads = new Map<HubId, number>()
  #prunedAt: number

  constructor(
    db: SQLite.Database,
    options: { tagKey: Uint8Array; epoch: string; now: number; library?: readonly string[] },
  ) {
    this.#db = db
    this.#tagKey = options.tagKey
    this.#epoch = options.epoch
    this.#library = new Set(options.library)
    this.#statements = prepareStatements(db)
    this.#prunedAt = options.now
    this.#prune(options.now)
  }

  access(): AccessSnapshot {
    return readAccess(this.#db)
  }

  /** Whether a database may keep bytes in its files of what was erased. */
  isScrubDue(): boolean {
    return isScrubDue(this.#db)
  }

  /** After a restore: what the database says of erased persons is as old as the backup. */
  tellErasures(now: number): void {
    const hubs = new Set(erasedPersons(this.#db).map(({ hub }) => hub))
    if (hubs.size === 0) return
    const batch = { ...newBatch(), hubs, erasures: hubs, at: now }
    this.#db.transaction(() => this.#projectAccess(batch)).immediate()
    for (const [hub, head] of batch.heads) this.#heads.set(hub, head)
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
      this.#heads.clear()
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
    const batch = newBatch()
    const { answers, access } = this.#db
      .transaction(() => ({
        answers: jobs.map((job) => this.#take(batch, job)),
        access: batch.accessChanged ? this.#projectAccess(batch) : null,
      }))
      .immediate()
    for (const [hub, head] of batch.heads) this.#heads.set(hub, head)
    return { answers, committed: batch.rows.length > 0 || access !== null ? { rows: batch.rows, access } : null }
  }

  #take(batch: Batch, job: LogJob): LogAnswer {
    switch (job.kind) {
      case 'append':
        return this.#append(batch, job.job)
      case 'operate':
        return this.#operate(batch, job.operation)
      case 'project':
        return this.#project(batch, job.job)
      case 'quarantine':
        return this.#quarantine(job.job)
      case 'compact':
        return this.#compact(job.job)
      case 'give-back':
        return this.#giveBack(batch, job.job)
      default:
        return unreachable(job)
    }
  }

  #append(batch: Batch, job: AppendJob): Appended {
    const { hub, document, device, member, request, update, receivedAt } = job
    if (request.length !== REQUEST_BYTES) return refused('malformed', 'a request id of another length')

    const hash = createHash('sha256')
      .update(JSON.stringify([hub, member, document]))
      .update(update)
      .digest()
    const known = this.#statements.request.get(device, request)
    if (known !== undefined) {
      if (!known.hash.equals(hash)) return refused('fork', 'other content under the same request id')
      return { ok: true, sequence: known.seq, receivedAt: known.receivedAt, tag: new Uint8Array(known.tag) }
    }
    if (this.#isOfErased(hub, parseDocumentId(document))) return ERASED
    if (job.refusal) return refused(job.refusal.code, job.refusal.detail)
    const made = this.#addRow(batch, { ...job, bytes: update, epoch: this.#epoch })
    if (!made.ok) {
      // Somebody else gave it back before its author, who never heard that it was taken, says it again.
      const standing =
        made.code === 'fork' ? this.#sameRow({ hub, document, member, device, bytes: update }) : undefined
      if (!standing) return made
      this.#statements.keepRequest.run(device, request, hash, standing.sequence, standing.receivedAt, standing.tag)
      return { ok: true, ...standing, tag: new Uint8Array(standing.tag) }
    }
    const { sequence, tag } = made
    this.#statements.keepRequest.run(device, request, hash, sequence, receivedAt, tag)
    return { ok: true, sequence, receivedAt, tag }
  }

  /** Checks an update against what stands, and adds it. A refused one has written nothing. */
  #addRow(
    batch: Batch,
    row: Pick<CommittedRow, 'document' | 'member' | 'device' | 'receivedAt' | 'clockOffsetMs' | 'epoch' | 'bytes'> & {
      hub: HubId
      request: Uint8Array | null
    },
  ): { ok: true; sequence: number; tag: Uint8Array } | ReturnType<typeof refused> {
    const { hub, document, member, device, receivedAt, bytes } = row
    const info = parseDocumentId(document)
    if (this.#isOfErased(hub, info)) return ERASED
    const shape = info === null || info.reserved ? null : updateShapeOf(info)
    if (info === null || shape === null) return refused('unknown-document', 'no document that takes updates')
    if (bytes.length > MAX_UPDATE_BYTES) return refused('too-large', `${bytes.length} bytes`)

    const scan = scanUpdate(bytes)
    if (!scan.ok) return refused('malformed', scan.error)
    const clients = new Map<number, { device: string; nextClock: number } | undefined>()
    const client = (id: number) => {
      if (!clients.has(id)) clients.set(id, this.#statements.client.get(hub, document, id))
      return clients.get(id)
    }
    for (const { client: id } of scan.value.clients) {
      const owner = client(id)?.device
      if (owner !== undefined && owner !== device) return refused('fork', `client ${id} belongs to another device`)
    }
    const accepted = accept(scan.value, (id) => client(id)?.nextClock, shape)
    if (!accepted.ok) return refused(accepted.error.code, accepted.error.detail)
    const drawn = scan.value.clients.filter(({ client: id }) => client(id) === undefined).length
    if (drawn > 0 && drawn + this.#clientCount(hub, document, device) > CLIENTS_A_DEVICE)
      return refused('too-large', 'more client ids than one device draws in a document')
    for (const key of accepted.value.keys) {
      const taken = this.#statements.key.get(hub, document, key)
      if (taken !== undefined) return refused('key-taken', `by sequence ${taken.seq}`)
    }

    const sequence = this.#nextSequence(batch, hub)
    const tag = tagOf(this.#tagKey, { hub, document, sequence, member, device, receivedAt, bytes })
    const { clockOffsetMs, epoch, request } = row
    const made: CommittedRow = {
      ...{ kind: 'update', hub, scope: info.scope, request, sequence, document, member, device, receivedAt },
      ...{ clockOffsetMs, epoch, tag, part: 0, parts: 1, bytes },
    }
    this.#statements.insertRow.run({ ...made })
    for (const [id, , to] of accepted.value.clients) {
      this.#statements.keepClient.run(hub, document, id, device, member, to)
    }
    for (const key of accepted.value.keys) this.#statements.keepKey.run(hub, document, key, sequence)
    batch.rows.push(made)
    batch.at = Math.max(batch.at, receivedAt)
    return { ok: true, sequence, tag }
  }

  #giveBack(batch: Batch, { hub, member, device, rows, left, at }: GiveBackJob): TakenBack {
    const counted = { taken: 0, standing: 0, apart: 0 }
    const answers = rows.map((row) => {
      const { document, sequence, bytes, tag } = row
      const proven = tagOf(this.#tagKey, { ...row, hub })
      if (tag.length !== proven.length || !timingSafeEqual(tag, proven)) return notTaken('malformed')
      const known = this.#placeOf(hub, row)
      if (known) {
        counted.standing += 1
        return { code: null, sequence: known.sequence, tag: new Uint8Array(known.tag) }
      }
      const made = this.#addRow(batch, { ...row, hub, request: null, epoch: row.epoch || this.#epochBefore(hub) })
      if (made.ok) {
        counted.taken += 1
        this.#statements.keepGivenBack.run(hub, tag, made.sequence)
        this.#makeUpRun(batch, { hub, document, author: row.member, giver: member, at })
        return { code: null, sequence: made.sequence, tag: made.tag }
      }
      const same = made.code === 'fork' ? this.#sameRow({ ...row, hub }) : undefined
      if (same) {
        counted.standing += 1
        this.#statements.keepGivenBack.run(hub, tag, same.sequence)
        return { code: null, sequence: same.sequence, tag: new Uint8Array(same.tag) }
      }
      // A mark that its author stated again under another client id stands already, by its key. Of an erased person
      // nothing is kept.
      if (made.code !== 'needs' && made.code !== 'key-taken' && made.code !== 'erased') {
        counted.apart += 1
        const why = `given back, and refused: ${made.code}, once at ${sequence}`
        this.#statements.quarantine.run(hub, document, row.member, row.device, tag, row.receivedAt, why, bytes)
        this.#statements.leaveQuarantine.run(hub, hub, QUARANTINE_ROWS)
      }
      return notTaken(made.code)
    })
    this.#statements.keepGiver.run({ hub, epoch: this.#epoch, member, device, at, ...counted, left })
    return { ok: true, answers }
  }

  /** Where a row that this server once committed stands: where it stood, or where it was put when it was given back. */
  #placeOf(hub: HubId, { document, sequence, tag }: FormerRow): { sequence: number; tag: Uint8Array } | undefined {
    const which = { hub, document, sequence, tag }
    return this.#statements.stood.get(which) ?? this.#statements.givenBack.get(which)
  }

  /** The row of the same bytes by the same device. Only where something was given back can it be under another tag. */
  #sameRow(row: Pick<CommittedRow, 'hub' | 'document' | 'member' | 'device' | 'bytes'>) {
    if (this.#statements.epochs.get(row.hub) === 0) return undefined
    const scope = parseDocumentId(row.document)?.scope
    return this.#statements.same.get({ ...row, scope })
  }

  #epochBefore(hub: HubId): string {
    return this.#statements.epochBefore.get(hub) ?? this.#epoch
  }

  /** A run that was made after the backup, and is not in the journal either, is one that whoever planned it started on the
   *  spot. That they could, is shown by the tag; nothing in the document gives a right. */
  #makeUpRun(
    batch: Batch,
    {
      hub,
      document,
      author,
      giver,
      at,
    }: { hub: HubId; document: string; author: MemberId; giver: MemberId; at: number },
  ): void {
    const run = parseDocumentId(document)?.run
    if (!run || runRow(this.#db, run)) return
    const isKnown = (member: MemberId) => memberRow(this.#db, member)?.hub === hub
    const startedBy = [author, giver].find(isKnown) ?? null
    makeRun(this.#db, { run, hub, programme: null, startedBy }, at)
    batch.runs.add(run)
    batch.accessChanged = true
    batch.at = Math.max(batch.at, at)
  }

  #operate(batch: Batch, operation: AccessOperation): AccessOutcome {
    return operation.kind === 'command' && operation.body.name === 'restore-document'
      ? this.#restore(batch, operation, operation.body)
      : this.#runOperation(batch, operation)
  }

  /** A document is led back by a row like any other, of whoever asked for it, in the commit that keeps the command. */
  #restore(batch: Batch, operation: CommandOperation, { document }: RestoreDocument): AccessOutcome {
    const { hub, member, device, request, restoring, at } = operation
    const isKnown = this.#statements.command.get(device, request) !== undefined
    const outcome = this.#runOperation(batch, operation)
    if (!outcome.ok || isKnown || !restoring) return outcome
    const info = parseDocumentId(document)
    const last = this.#statements.last.get({ hub, scope: info?.scope, document, upto: Number.MAX_SAFE_INTEGER })
    const { update } = restoring
    const job = { hub, member, device, request, document, update, receivedAt: at, clockOffsetMs: 0 }
    const appended =
      last?.sequence === restoring.basedOn
        ? this.#append(batch, job)
        : refused('failed', 'the document went on meanwhile')
    if (appended.ok) return outcome
    this.#statements.dropCommand.run(device, request)
    return appended
  }

  #runOperation(batch: Batch, operation: AccessOperation): AccessOutcome {
    const run = runAccessOperation(this.#db, operation, this.#library)
    for (const hub of run.hubs) batch.hubs.add(hub)
    for (const touched of run.runs) batch.runs.add(touched)
    for (const hub of run.rescued) batch.rescued.add(hub)
    for (const hub of run.erasures) batch.erasures.add(hub)
    if (run.changed && operation.kind === 'command' && operation.body.name === 'erase-person') {
      const { hub, at, body } = operation
      if (body.outcome === 'done') eraseFrom(this.#db, { hub, person: body.person, at })
    }
    batch.accessChanged ||= run.changed
    batch.at = Math.max(batch.at, operation.at)
    return run.outcome
  }

  #project(batch: Batch, { hub, projections, seen, at }: ProjectJob): Projected {
    for (const { document } of projections) {
      const info = parseDocumentId(document)
      // Those of access rows follow in the commits that change the rows, and nowhere else.
      const isMade =
        info?.nature === 'projection' && !info.reserved && info.scope !== 'access' && !OF_ACCESS_ROWS.has(info.kind)
      if (!isMade) return refused('unknown-document', 'no projection of documents')
    }
    batch.at = Math.max(batch.at, at)
    for (const projection of projections) {
      if (!this.#isOfErased(hub, parseDocumentId(projection.document))) this.#writeProjection(batch, hub, projection)
    }
    if (seen) this.#statements.keepSeen.run(hub, seen.version, seen.sequence)
    return { ok: true }
  }

  #quarantine({ hub, document, member, device, request, receivedAt, why, update }: QuarantineJob): Projected {
    if (this.#isOfErased(hub, parseDocumentId(document))) return { ok: true }
    this.#statements.quarantine.run(hub, document, member, device, request, receivedAt, why, update)
    this.#statements.leaveQuarantine.run(hub, hub, QUARANTINE_ROWS)
    return { ok: true }
  }

  #compact({ hub, document, bytes, upto, rows }: CompactJob): Projected {
    const info = parseDocumentId(document)
    if (info === null || updateShapeOf(info) !== 'flat') return refused('unknown-document', 'not a flat document')
    if (bytes.length > MAX_COMPACTED_BYTES) return refused('too-large', `${bytes.length} bytes`)
    const which = { hub, scope: info.scope, document, upto }
    const last = this.#statements.last.get(which)
    if (last?.sequence !== upto || last.rows !== rows) return refused('failed', 'other rows than it was made of')
    this.#statements.keepHistory.run(which)
    this.#statements.dropRows.run(which)
    const { receivedAt } = last
    const tag = tagOf(this.#tagKey, { hub, document, sequence: upto, ...SERVER, receivedAt, bytes })
    this.#statements.insertRow.run({
      ...{ ...which, sequence: upto, ...SERVER, receivedAt, clockOffsetMs: 0, epoch: this.#epoch, tag, bytes },
    })
    return { ok: true }
  }

  /** Writes what follows from changed access rows, once a batch. */
  #projectAccess(batch: Batch): AccessSnapshot {
    const snapshot = this.access()
    for (const hub of batch.hubs) this.#writeProjection(batch, hub, membersProjection(snapshot, hub))
    for (const hub of batch.rescued)
      this.#writeProjection(batch, hub, rescuedProjection(snapshot, waitingRescued(this.#db, hub)))
    for (const hub of batch.erasures)
      for (const each of erasuresProjections(erasuresOf(this.#db, hub))) this.#writeProjection(batch, hub, each)
    for (const { run, hub } of snapshot.runs) {
      if (!batch.runs.has(run)) continue
      const projection = runStaffProjection(snapshot, run)
      if (projection !== null) this.#writeProjection(batch, hub, projection)
    }
    return snapshot
  }

  #writeProjection(batch: Batch, hub: HubId, { document, bytes }: Projection): void {
    const info = parseDocumentId(document)
    invariant(info?.nature === 'projection', `${document} is a projection`)
    const before = this.#statements.projection.get(hub, document)
    if (before?.bytes.equals(bytes)) return
    const sequence = this.#nextSequence(batch, hub)
    const receivedAt = batch.at
    const row: CommittedRow = {
      kind: 'projection',
      hub,
      scope: info.scope,
      request: null,
      sequence,
      document,
      ...SERVER,
      receivedAt,
      clockOffsetMs: 0,
      epoch: this.#epoch,
      tag: tagOf(this.#tagKey, { hub, document, sequence, ...SERVER, receivedAt, bytes }),
      part: 0,
      parts: 1,
      bytes,
    }
    this.#statements.keepProjection.run({ ...row, version: (before?.version ?? 0) + 1 })
    batch.rows.push(row)
  }

  #isOfErased(hub: HubId, info: DocumentInfo | null): boolean {
    return info?.person !== undefined && this.#statements.erased.get(hub, info.person) !== undefined
  }

  #clientCount(hub: HubId, document: string, device: DeviceId): number {
    return this.#statements.clientCount.get(hub, document, device)?.count ?? 0
  }

  #nextSequence(batch: Batch, hub: HubId): number {
    let head = batch.heads.get(hub) ?? this.#heads.get(hub)
    if (head === undefined) head = this.#statements.head.get(hub, hub)?.head ?? 0
    batch.heads.set(hub, head + 1)
    return head + 1
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
    this.#statements.prune.run(now - REQUESTS_KEPT_MS)
    this.#prunedAt = now
  }
}

function timeOf(job: LogJob): number {
  if (job.kind === 'append') return job.job.receivedAt
  if (job.kind === 'quarantine') return job.job.receivedAt
  return job.kind === 'operate' ? job.operation.at : job.job.at
}

function prepareStatements(db: SQLite.Database) {
  return {
    request: db.prepare<[string, Uint8Array], { hash: Buffer; seq: number; receivedAt: number; tag: Buffer }>(
      'SELECT hash, seq, received_at AS receivedAt, tag FROM requests WHERE device = ? AND request = ?',
    ),
    client: db.prepare<[string, string, number], { device: string; nextClock: number }>(
      'SELECT device, next_clock AS nextClock FROM clients WHERE hub = ? AND document = ? AND client = ?',
    ),
    clientCount: db.prepare<[string, string, string], { count: number }>(
      'SELECT count(*) AS count FROM clients WHERE hub = ? AND document = ? AND device = ?',
    ),
    erased: db.prepare<[string, string], 1>("SELECT 1 FROM erasures WHERE hub = ? AND person = ? AND outcome = 'done'"),
    key: db.prepare<[string, string, string], { seq: number }>(
      'SELECT seq FROM claim_keys WHERE hub = ? AND document = ? AND key = ?',
    ),
    head: db.prepare<[string, string], { head: number }>(
      `SELECT max(coalesce((SELECT max(seq) FROM rows WHERE hub = ?), 0),
                  coalesce((SELECT max(seq) FROM projections WHERE hub = ?), 0)) AS head`,
    ),
    projection: db.prepare<[string, string], { version: number; bytes: Buffer }>(
      'SELECT version, bytes FROM projections WHERE hub = ? AND document = ?',
    ),
    insertRow: db.prepare(
      `INSERT INTO rows VALUES (@hub, @sequence, @scope, @document, @member, @device, @receivedAt, @clockOffsetMs,
                                @epoch, @tag, @bytes)`,
    ),
    quarantine: db.prepare('INSERT OR REPLACE INTO quarantine VALUES (?, ?, ?, ?, ?, ?, ?, ?)'),
    leaveQuarantine: db.prepare(
      `DELETE FROM quarantine WHERE hub = ? AND rowid NOT IN
         (SELECT rowid FROM quarantine WHERE hub = ? ORDER BY received_at DESC, rowid DESC LIMIT ?)`,
    ),
    last: db.prepare<[object], { sequence: number; rows: number; receivedAt: number }>(
      `SELECT max(seq) AS sequence, count(*) AS rows, received_at AS receivedAt FROM rows
       WHERE hub = @hub AND scope = @scope AND document = @document AND seq <= @upto`,
    ),
    keepHistory: db.prepare(
      `INSERT INTO history SELECT * FROM rows
       WHERE hub = @hub AND scope = @scope AND document = @document AND seq <= @upto AND device <> ''`,
    ),
    dropRows: db.prepare(
      'DELETE FROM rows WHERE hub = @hub AND scope = @scope AND document = @document AND seq <= @upto',
    ),
    keepClient: db.prepare(
      `INSERT INTO clients VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET next_clock = excluded.next_clock`,
    ),
    keepKey: db.prepare('INSERT INTO claim_keys VALUES (?, ?, ?, ?)'),
    keepRequest: db.prepare('INSERT INTO requests VALUES (?, ?, ?, ?, ?, ?)'),
    keepProjection: db.prepare(
      `INSERT OR REPLACE INTO projections VALUES (@hub, @document, @scope, @sequence, @version, @receivedAt, @epoch,
                                                  @tag, @bytes)`,
    ),
    stood: db.prepare<[object], { sequence: number; tag: Buffer }>(
      `SELECT seq AS sequence, tag FROM rows WHERE hub = @hub AND seq = @sequence AND tag = @tag
       UNION ALL
       SELECT seq, tag FROM history WHERE hub = @hub AND document = @document AND seq = @sequence AND tag = @tag`,
    ),
    givenBack: db.prepare<[object], { sequence: number; tag: Buffer }>(
      `SELECT given_back.seq AS sequence, coalesce(history.tag, rows.tag) AS tag FROM given_back
       LEFT JOIN rows ON rows.hub = given_back.hub AND rows.seq = given_back.seq
       LEFT JOIN history ON history.hub = given_back.hub AND history.document = @document
         AND history.seq = given_back.seq
       WHERE given_back.hub = @hub AND given_back.tag = @tag AND coalesce(history.tag, rows.tag) IS NOT NULL`,
    ),
    same: db.prepare<[object], { sequence: number; receivedAt: number; tag: Buffer }>(
      `SELECT seq AS sequence, received_at AS receivedAt, tag FROM rows
       WHERE hub = @hub AND scope = @scope AND document = @document AND member = @member AND device = @device
         AND bytes = @bytes`,
    ),
    epochs: db.prepare<[string], number>('SELECT count(*) FROM epochs WHERE hub = ?').pluck(),
    epochBefore: db
      .prepare<[string], string>('SELECT epoch FROM epochs WHERE hub = ? ORDER BY n DESC LIMIT 1 OFFSET 1')
      .pluck(),
    keepGivenBack: db.prepare('INSERT OR REPLACE INTO given_back VALUES (?, ?, ?)'),
    keepGiver: db.prepare(
      `INSERT INTO givers VALUES (@hub, @epoch, @member, @device, @at, @taken, @standing, @apart, @left)
       ON CONFLICT DO UPDATE SET heard_at = excluded.heard_at, taken = taken + excluded.taken,
         standing = standing + excluded.standing, apart = apart + excluded.apart, rest = excluded.rest`,
    ),
    keepSeen: db.prepare(
      `INSERT INTO views VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET version = excluded.version, seq = excluded.seq`,
    ),
    command: db.prepare<[string, Uint8Array], { at: number }>(
      'SELECT at FROM commands WHERE device = ? AND request = ?',
    ),
    dropCommand: db.prepare('DELETE FROM commands WHERE device = ? AND request = ?'),
    prune: db.prepare('DELETE FROM requests WHERE received_at < ?'),
  }
}

/** What is answered when the transaction failed. A full disk is told apart: waiting helps. */
function refusalOf(error: unknown) {
  const code = error instanceof SQLite.SqliteError ? error.code : ''
  if (code === 'SQLITE_FULL') return refused('disk-full', 'the disk takes nothing now')
  return refused('failed', code || (error instanceof Error ? error.name : 'unknown'))
}
