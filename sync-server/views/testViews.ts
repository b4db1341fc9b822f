import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import type { DocumentChange } from '#documents/change.ts'
import {
  type ClassPublicProjection,
  type RecordProjection,
  readClassPublic,
  readRecord,
} from '#documents/classProjections.ts'
import { courseChange } from '#documents/course.ts'
import { hubChange } from '#documents/hub.ts'
import { personChange } from '#documents/person.ts'
import { enrol } from '#documents/plan.ts'
import { describeRun, planSession } from '#documents/planning.ts'
import { programmeChange } from '#documents/programme.ts'
import { applyChange } from '#documents/yMap.ts'
import type { CourseId, DeviceId, HubId, MemberId, PersonId, ProgrammeId, RunId, SessionId } from '#domain/ids.ts'
import type { Role } from '#domain/roles.ts'
import type { SessionFacts } from '#domain/session.ts'
import type { CommandBody } from '#protocol/commands.ts'
import { documentId, parseDocumentId } from '#protocol/documentIds.ts'
import { HonestDevice, testId } from '../../tests/contracts/HonestDevice.ts'
import type { AccessOperation } from '../access/operations.ts'
import { ACCESS_SCHEMA } from '../access/tables.ts'
import { type LogJob, SqliteLog } from '../log/SqliteLog.ts'
import { LOG_SCHEMA } from '../log/schema.ts'
import { makeBacklog, type Target } from './backlog.ts'
import { makeDocumentCache } from './documentCache.ts'
import { makeViewMaker } from './makeViews.ts'
import { openViewSource } from './viewSource.ts'

/** A hub in a database of its own, with a run of two sessions and three persons, for tests of views. */

export const NOW = 1_790_000_000_000
export const HUB = testId<HubId>('hub')
export const RUN = testId<RunId>('run')
export const PROGRAMME = testId<ProgrammeId>('programme')
export const COURSE = testId<CourseId>('course')
export const COORDINATOR = testId<MemberId>('coordinator')
export const PETRA = testId<MemberId>('petra')
export const TOMAS = testId<MemberId>('tomas')
export const [FIRST, SECOND] = [testId<SessionId>('first'), testId<SessionId>('second')]
export const [LENKA, RADIM, TARAS] = [testId<PersonId>('lenka'), testId<PersonId>('radim'), testId<PersonId>('taras')]
const DESK = testId<DeviceId>('desk')

export const factsOn = (date: string): SessionFacts => ({
  ...{ date, start: '09:00', end: '12:00', zone: 'Europe/Prague', mode: 'on-site', agenda: [] },
  breaks: [{ start: '10:00', end: '10:30' }],
})

export const participantOf = (person: PersonId) => testId<MemberId>(`of-${person.slice(0, 5)}`)

export class TestViews {
  readonly folder = mkdtempSync(join(tmpdir(), 'teren-views-'))
  readonly file = join(this.folder, 'teren.db')
  readonly db = new SQLite(this.file)
  readonly log: SqliteLog
  private readonly devices = new Map<string, HonestDevice>()
  private requests = 0

  constructor() {
    this.db.pragma('journal_mode = WAL')
    this.db.exec(LOG_SCHEMA)
    this.db.exec(ACCESS_SCHEMA)
    this.log = new SqliteLog(this.db, { tagKey: new Uint8Array(32), epoch: 'first', now: NOW })
  }

  close(): void {
    this.db.close()
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** Throws unless the log takes it. */
  must(job: LogJob): void {
    const [answer] = this.log.commit([job]).answers
    if (!answer?.ok) throw new Error(JSON.stringify(answer))
  }

  operate(operation: AccessOperation): void {
    this.must({ kind: 'operate', operation })
  }

  command(body: CommandBody): void {
    const request = new Uint8Array(16)
    new DataView(request.buffer).setUint32(0, ++this.requests)
    this.operate({ kind: 'command', hub: HUB, member: COORDINATOR, device: DESK, request, body, at: NOW })
  }

  write(member: MemberId, ...changes: DocumentChange[]): void {
    for (const change of changes) {
      const name = `${member} ${change.document}`
      const device = this.devices.get(name) ?? new HonestDevice(`d${member.slice(0, 9)}`, change.document)
      this.devices.set(name, device)
      const insertOnly = parseDocumentId(change.document)?.nature === 'insert-only'
      const updates: Uint8Array[] = []
      const keep = (update: Uint8Array) => updates.push(update)
      device.doc.on('update', keep)
      applyChange(device.doc, change, insertOnly, null)
      device.doc.off('update', keep)
      for (const update of updates)
        this.must({ kind: 'append', job: device.push(update, { hub: HUB, member, request: randomBytes(16) }) })
    }
  }

  /** The hub, its team and the run, as the office planned it. Nobody is admitted yet. */
  found(): void {
    const member = (id: MemberId, displayName: string, role: Role) =>
      this.operate({ kind: 'make-member', member: id, hub: HUB, displayName, role, at: NOW })
    this.operate({ kind: 'make-hub', hub: HUB, name: 'Hub row', at: NOW })
    member(COORDINATOR, 'Jitka', 'coordinator')
    member(PETRA, 'Petra', 'trainer')
    member(TOMAS, 'Tomáš', 'trainer')
    this.operate({ kind: 'make-invitation', member: COORDINATOR, codeHash: 'c', expiresAt: NOW + 1, at: NOW })
    const signIn = { codeHash: 'c', device: DESK, secretHash: 's', label: '', publicKey: null, at: NOW }
    this.operate({ kind: 'redeem-invitation', ...signIn })
    this.command({ name: 'grant', member: PETRA, programme: PROGRAMME })
    this.command({ name: 'create-run', run: RUN, programme: PROGRAMME })
    const session = (id: SessionId, date: string) =>
      planSession(RUN, id, { facts: factsOn(date), place: 'Ostrava', trainers: [PETRA, TOMAS] })
    this.write(
      COORDINATOR,
      hubChange({ name: 'SINEC', languages: ['cs'], demonstration: true }),
      programmeChange(PROGRAMME, { title: { cs: 'Projekt' }, registrationNumber: 'CZ.03' }),
      courseChange(COURSE, { title: { cs: 'Komunikace' }, kind: 'course', programme: PROGRAMME }),
      describeRun(RUN, { programme: PROGRAMME, course: COURSE, number: 2, activity: null, demonstration: true }),
      session(FIRST, '2026-11-24'),
      session(SECOND, '2026-11-25'),
      personChange(LENKA, { givenName: 'Lenka', familyName: 'Žůrková' }),
      personChange(RADIM, { givenName: 'Radim', familyName: 'Kubánek' }),
      ...[LENKA, RADIM, TARAS].map((person, at) => enrol(RUN, person, { at, by: COORDINATOR })),
    )
  }

  admit(person: PersonId, run = RUN, displayName = 'Somebody'): void {
    this.command({ name: 'admit', member: participantOf(person), person, run, displayName })
  }

  /** Makes everything that is to be made, in a process of its own as it were, and writes it. */
  start(options: { skips?: (target: Target) => boolean } = {}) {
    const source = openViewSource(this.file)
    const unreadable: string[] = []
    const failed: string[] = []
    const started: Target[] = []
    const documents = makeDocumentCache(source, (_, document) => unreadable.push(document))
    const backlog = makeBacklog({
      ...{ source, documents, maker: makeViewMaker(source, documents) },
      isSkipped: options.skips ?? (() => false),
      onStart: (target) => started.push(target),
      onFailed: (target, error) => failed.push(`${target.kind} ${target.id}: ${String(error)}`),
    })
    return {
      ...{ backlog, unreadable, failed, started },
      /** Takes news, makes what follows from them. Returns documents written. */
      catchUp: (): string[] => {
        const projected: string[] = []
        backlog.news([HUB])
        while (!backlog.isEmpty) {
          const made = backlog.makeSome()
          if (!made) continue
          projected.push(...made.job.projections.map(({ document }) => document))
          this.must({ kind: 'project', job: { ...made.job, at: NOW } })
        }
        return projected.sort()
      },
      stop: () => source.close(),
    }
  }

  private read(document: string): Uint8Array {
    const statement = this.db.prepare<[string], Uint8Array>('SELECT bytes FROM projections WHERE document = ?').pluck()
    const bytes = statement.get(document)
    if (!bytes) throw new Error(`there is no ${document}`)
    return bytes
  }

  page(run = RUN): ClassPublicProjection {
    const page = readClassPublic(this.read(documentId.classPublic(run)))
    if (!page) throw new Error('not readable')
    return page
  }

  record(person: PersonId): RecordProjection {
    const record = readRecord(this.read(documentId.record(person)))
    if (!record) throw new Error('not readable')
    return record
  }
}
