import * as Y from 'yjs'
import type { DocumentChange } from '#documents/change.ts'
import { courseChange } from '#documents/course.ts'
import { personChange } from '#documents/person.ts'
import { enrol } from '#documents/plan.ts'
import { describeRun, planSession } from '#documents/planning.ts'
import { applyChange, readAll } from '#documents/yMap.ts'
import {
  type CourseId,
  type DeviceId,
  type HubId,
  type MemberId,
  makeId,
  type PersonId,
  type ProgrammeId,
  type Random,
  type RunId,
  type SessionId,
} from '#domain/ids.ts'
import type { SessionFacts } from '#domain/session.ts'
import { type CommandBody, readCommand } from '#protocol/commands.ts'
import { documentId, parseDocumentId, type Scope } from '#protocol/documentIds.ts'
import type { Change, SeatWelcome, States } from '#protocol/frames.ts'
import type { RefusalCode } from '#protocol/refusals.ts'
import { stateHash } from '#protocol/stateHash.ts'
import type { Live, Loadable, SeatInfo } from './api.ts'
import type { Disk } from './disk.ts'
import type { Answer, FrozenRequest, SyncSeat } from './syncPort.ts'

export { aModule, SAMPLE_MODULE } from '../../tests/support/aModule.ts'

/** Makers and a hub in memory, for tests of what stands on the store. */

/** mulberry32: the same bytes each time. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) & 255
  }
  return (count) => Uint8Array.from({ length: count }, next)
}

const cryptoRandom: Random = (count) => crypto.getRandomValues(new Uint8Array(count))

/** Resolves when a live query's value satisfies a condition. */
export function until<T>(live: Live<T>, holds: (value: T) => boolean): Promise<T> {
  const { promise, resolve } = Promise.withResolvers<T>()
  const stop = live.value.subscribe((value: Loadable<T>) => {
    if (value.state === 'ready' && holds(value.value)) resolve(value.value)
  })
  return promise.finally(() => stop())
}

export const anInfo = (member: MemberId, over: Partial<SeatInfo> = {}): SeatInfo => ({
  member,
  device: makeId<DeviceId>(cryptoRandom),
  serverId: makeId(cryptoRandom),
  hub: makeId<HubId>(cryptoRandom),
  hubName: 'Hub',
  displayName: 'Vera',
  role: 'trainer',
  state: 'active',
  ...over,
})

export const anAnswer = (over: Partial<Answer> = {}): Answer => ({
  sequence: 0,
  receivedAt: 900,
  tag: new Uint8Array(),
  result: '',
  ...over,
})

export const someFacts = (date: string): SessionFacts => ({
  date,
  start: '09:00',
  end: '12:00',
  zone: 'Europe/Prague',
  breaks: [],
  mode: 'on-site',
  agenda: [],
})

/** A run with sessions and people, as a coordinator planned it. */
export interface Field {
  run: RunId
  sessions: SessionId[]
  persons: PersonId[]
  changes: DocumentChange[]
}

export function aField(sessionCount: number, personCount: number, random: Random = cryptoRandom): Field {
  const coordinator = makeId<MemberId>(random)
  const run = makeId<RunId>(random)
  const course = makeId<CourseId>(random)
  const programme = makeId<ProgrammeId>(random)
  const sessions = Array.from({ length: sessionCount }, () => makeId<SessionId>(random))
  const persons = Array.from({ length: personCount }, () => makeId<PersonId>(random))
  const day = (at: number) => `2026-11-${String(at + 2).padStart(2, '0')}`
  return {
    run,
    sessions,
    persons,
    changes: [
      courseChange(course, { title: { en: 'Sewing' }, kind: 'course', programme }),
      ...persons.map((person, at) => personChange(person, { givenName: `Person${at}`, familyName: 'Nová' })),
      describeRun(run, { programme, course, number: 1, activity: null }),
      ...sessions.map((session, at) =>
        planSession(run, session, { facts: someFacts(day(at)), place: 'Hall', trainers: [] }),
      ),
      ...persons.map((person, at) => enrol(run, person, { at, by: coordinator })),
    ],
  }
}

/** A hub in memory: takes updates as a real one does (each client's one after the other, none twice), numbers them and
 *  remembers requests. */
export class FakeHub {
  log: Change[] = []
  readonly epoch = 'epoch-1'
  now = 1_000
  /** Decides on requests before anything else. */
  refuses: (request: FrozenRequest) => RefusalCode | null = () => null
  /** What it answers to a command. */
  runs: (command: CommandBody) => Record<string, unknown> = () => ({})
  private readonly documents = new Map<string, Y.Doc>()
  private readonly answered = new Map<string, Change | null>()
  private readonly random: Random

  constructor(random: Random = cryptoRandom) {
    this.random = random
  }

  /** What somebody else did, from another device. */
  write(member: MemberId, change: DocumentChange): void {
    const doc = this.document(change.document)
    const insertOnly = parseDocumentId(change.document)?.nature === 'insert-only'
    doc.clientID = new DataView(this.random(4).buffer).getUint32(0)
    doc.once('update', (bytes: Uint8Array) => this.append(member, 'other-device' as DeviceId, change.document, bytes))
    applyChange(doc, change, insertOnly, null)
  }

  append(member: MemberId, device: DeviceId, document: string, bytes: Uint8Array): Change {
    this.now += 1
    const row: Change = {
      kind: 'update',
      sequence: this.log.length + 1,
      document,
      member,
      device,
      receivedAt: this.now,
      clockOffsetMs: 7,
      epoch: this.epoch,
      tag: new Uint8Array([1]),
      part: 0,
      parts: 1,
      bytes,
    }
    this.log.push(row)
    return row
  }

  push(member: MemberId, device: DeviceId, request: FrozenRequest): Change | null | RefusalCode {
    const id = request.request.join()
    const before = this.answered.get(id)
    if (before !== undefined) return before
    const refusal = this.refuses(request) ?? (request.kind === 'push' ? this.check(request) : null)
    if (refusal) return refusal
    const row = request.kind === 'push' ? this.append(member, device, request.document, request.body) : null
    if (row) Y.applyUpdate(this.document(row.document), row.bytes)
    this.answered.set(id, row)
    return row
  }

  answerTo({ kind, body }: FrozenRequest, row: Change | null): Answer {
    const command = kind === 'command' ? readCommand(new TextDecoder().decode(body)) : null
    const result = command ? JSON.stringify(this.runs(command)) : ''
    return anAnswer({ sequence: row?.sequence ?? 0, receivedAt: row?.receivedAt ?? this.now, result })
  }

  private check({ document, body }: FrozenRequest): RefusalCode | null {
    const doc = this.document(document)
    for (const [client, clock] of Y.parseUpdateMeta(body).from) {
      if (clock < Y.getState(doc.store, client)) return 'fork'
    }
    const trial = new Y.Doc()
    Y.applyUpdate(trial, Y.encodeStateAsUpdate(doc))
    Y.applyUpdate(trial, body)
    if (trial.store.pendingStructs) return 'needs'
    // A key of a claims document belongs to whoever set it first.
    const taken = Y.decodeUpdate(body).structs.some(
      (struct) => struct instanceof Y.Item && struct.parentSub !== null && doc.getMap('teren').has(struct.parentSub),
    )
    return taken && parseDocumentId(document)?.nature === 'insert-only' ? 'key-taken' : null
  }

  document(id: string): Y.Doc {
    const doc = this.documents.get(id) ?? new Y.Doc()
    this.documents.set(id, doc)
    return doc
  }

  entries(id: string): Record<string, unknown> {
    return this.document(id).getMap('teren').toJSON()
  }

  /** What documents of a scope hold. */
  states(member: MemberId, scope: Scope): States {
    const states = [...this.documents]
      .filter(([document]) => parseDocumentId(document)?.scope === scope)
      .map(([document, doc]) => {
        const clocks = Y.decodeStateVector(Y.encodeStateVector(doc))
        return { document, hash: stateHash(clocks, readAll(doc)) }
      })
    return { type: 'states', member, scope, after: '', through: '', upto: this.log.length, states }
  }

  welcome(member: MemberId, scopes: Scope[] | null, over: Partial<SeatWelcome> = {}): SeatWelcome {
    return {
      member,
      state: 'active',
      hub: 'hub' as HubId,
      name: 'Vera',
      role: 'trainer',
      forkSeq: 0,
      backedUpTo: 0,
      head: this.log.length,
      scopes,
      ...over,
    }
  }
}

/** Everything of these scopes above the seat's cursor (or the scope's fill), in pages. */
export async function pull(hub: FakeHub, seat: SyncSeat, scopes: Scope[], pageRows = 5): Promise<void> {
  const { cursor, fill } = (await seat.welcome(hub.welcome(seat.member, scopes), hub.epoch)) ?? { cursor: 0, fill: [] }
  const starts = new Map(fill.map((each) => [each.scope, each.from]))
  const rows = hub.log.filter((row) => {
    const scope = parseDocumentId(row.document)?.scope ?? ''
    return scopes.includes(scope) && row.sequence > (starts.get(scope) ?? cursor)
  })
  const upto = hub.log.length
  for (let at = 0; at < rows.length; at += pageRows) {
    const last = at + pageRows >= rows.length
    await seat.applyChanges(rows.slice(at, at + pageRows), last ? upto : null)
  }
  if (rows.length === 0) await seat.applyChanges([], upto)
}

/** Sends until nothing waits, answers in order; at most so many rounds. */
export async function sendAll(hub: FakeHub, seat: SyncSeat, device: DeviceId, rounds = 40): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const requests = await seat.nextRequests(8, 0)
    if (requests.length === 0) return
    const answers = requests.map((request) => ({ request, answer: hub.push(seat.member, device, request) }))
    for (const { request, answer } of answers) {
      if (typeof answer === 'string') await seat.refuse(request.request, answer)
      else await seat.acknowledge(request.request, hub.answerTo(request, answer))
    }
  }
}

export const scopesOf = (field: Field): Scope[] => ['all', 'office', 'staff', `run:${field.run}`, `about:${field.run}`]

export const claimsOf = (field: Field, member: MemberId): string => documentId.claims(field.run, member)

export interface TestDisk extends Disk {
  /** Deletes a database as a browser does when it needs room. */
  wipe(name: string): Promise<void>
}

export const diskOf = (indexedDB: IDBFactory, range: typeof IDBKeyRange): TestDisk => ({
  indexedDB,
  IDBKeyRange: range,
  wipe: (name) =>
    new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase(name)
      request.onsuccess = () => resolve()
      request.onerror = () => reject(request.error)
    }),
})
