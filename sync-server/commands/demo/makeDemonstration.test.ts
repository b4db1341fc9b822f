import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Json } from '#documents/change.ts'
import { readClaims } from '#documents/claimsDocument.ts'
import { readCourse } from '#documents/course.ts'
import { readHub } from '#documents/hub.ts'
import { readOrganisation } from '#documents/organisation.ts'
import { readPerson } from '#documents/person.ts'
import { type Plan, readPlan } from '#documents/plan.ts'
import { readProgramme } from '#documents/programme.ts'
import { readMembers, readRunStaff } from '#documents/projections.ts'
import { readReviews } from '#documents/review.ts'
import { openDocument, readAll } from '#documents/yMap.ts'
import { checkFacts } from '#domain/checkFacts.ts'
import type { RecordedClaim, RecordedReview } from '#domain/claims.ts'
import type { DeviceId, HubId, MemberId, PersonId } from '#domain/ids.ts'
import { resolveRegister } from '#domain/register.ts'
import { dayOf, startsAt } from '#domain/sessionTime.ts'
import { type DocumentInfo, parseDocumentId } from '#protocol/documentIds.ts'
import type { Change } from '#protocol/frames.ts'
import { mayWrite } from '#protocol/rights.ts'
import { rightsOf } from '../../access/rights.ts'
import { systemRandom } from '../../access/secrets.ts'
import { LIBRARY } from '../../library/library.ts'
import type { Log } from '../../log/Log.ts'
import { openLog } from '../../log/openLog.ts'
import { foundHub } from './foundHub.ts'
import { demonstrationMembers, makeDemonstration, topUpDemonstration } from './makeDemonstration.ts'
import { plotOf } from './plot.ts'
import { SINEC } from './sinec.ts'
import { readSourceProgramme } from './source.ts'
import { topUpHub } from './topUp.ts'

const MORNING = Date.parse('2026-11-23T08:30:00Z')
const DAY = 24 * 3_600_000
const ZONE = 'Europe/Prague'

const toClose: (() => Promise<void>)[] = []
const closeAll = async () => {
  for (const close of toClose.splice(0)) await close()
}
afterEach(async () => {
  const [kept] = founded ? toClose.splice(0, 1) : []
  await closeAll()
  if (kept) toClose.push(kept)
})
afterAll(closeAll)

let founded: Awaited<ReturnType<typeof serverAt>> | null = null
/** One that was started that morning, for tests that only look. */
async function foundedServer() {
  if (founded) return founded
  await closeAll()
  const server = await serverAt(MORNING)
  await server.start()
  founded = server
  return server
}

async function serverAt(at: number) {
  const folder = mkdtempSync(join(tmpdir(), 'teren-demonstration-'))
  let now = at
  const library = LIBRARY.map(({ id }) => id)
  const options = { clock: () => now, random: systemRandom, library, modules: library }
  let log = await openLog(folder, options)
  toClose.push(async () => {
    await log.close()
    rmSync(folder, { recursive: true })
  })
  return {
    log: () => log,
    start: () => makeDemonstration({ log, ...options }),
    topUp: () => topUpDemonstration({ log, ...options }),
    async restartAt(later: number) {
      await log.close()
      now = later
      log = await openLog(folder, options)
    },
  }
}

interface Contents {
  hub: HubId
  rows: Change[]
  documents: { info: DocumentInfo; entries: Map<string, Json> }[]
  plans: Plan[]
  claims: RecordedClaim[]
  reviews: RecordedReview[]
}

const [SINEC_HUB, PLOVDIV_HUB, BALTIC_HUB] = [0, 1, 2]

/** Everything that the coordinator's device would have. */
async function contentsOf(log: Log, at = SINEC_HUB): Promise<Contents> {
  const [coordinator] = team(log, at)
  const hub = log.access().members.find(({ member }) => member === coordinator)?.hub as HubId
  const scopes = [...(rightsOf(log.access(), coordinator as MemberId)?.scopes ?? [])]
  const { rows, more } = await log.read(
    hub,
    scopes.map((scope) => ({ scope, from: 0 })),
    64 * 1024 * 1024,
  )
  expect(more).toBe(false)
  const updates = Map.groupBy(
    rows.filter((row) => row.kind === 'update'),
    (row) => row.document,
  )
  const documents = [...updates].map(([id, changes]) => {
    const document = openDocument()
    for (const change of changes) Y.applyUpdate(document, change.bytes)
    return { info: parseDocumentId(id) as DocumentInfo, entries: readAll(document) }
  })
  const of = (kind: string) => documents.filter(({ info }) => info.kind === kind)
  return {
    hub,
    rows,
    documents,
    plans: of('plan').map(({ entries }) => readPlan(entries)),
    claims: of('claims').flatMap(({ info, entries }) => readClaims(entries, info.owner as MemberId)),
    reviews: of('review').flatMap(({ entries }) => readReviews(entries)),
  }
}

/** Of one hub: a coordinator, two trainers, an observer and three participants. */
const team = (log: Log, at = SINEC_HUB): MemberId[] =>
  demonstrationMembers({ log, clock: () => 0, random: systemRandom }).slice(7 * at, 7 * at + 7)

function registersOf({ plans, claims, reviews }: Contents) {
  return plans.flatMap((plan) =>
    plan.sessions.map((planned) => ({
      planned,
      register: resolveRegister({
        session: planned.session,
        facts: planned.facts,
        roster: plan.roster.map(({ person }) => person),
        claims: claims.filter(({ session }) => session === planned.session),
        reviews: reviews.filter(({ session }) => session === planned.session),
      }),
    })),
  )
}

const sessionsOn = ({ plans }: Contents, day: string) =>
  plans.flatMap((plan) =>
    plan.sessions.filter(({ facts }) => facts.date === day).map((planned) => ({ planned, people: plan.roster.length })),
  )

describe('the demonstration hub of SINEC', () => {
  test('its programme is the source’s: titles, registration number, period, 6 activities and 10 topics', async () => {
    const server = await foundedServer()
    const { documents } = await contentsOf(server.log())
    const source = readSourceProgramme('sinec')
    const [programme] = documents.filter(({ info }) => info.kind === 'programme')
    expect(readProgramme(programme?.entries ?? new Map())).toEqual({
      title: { cs: source.title.orig.text, en: source.title.en },
      registrationNumber: 'CZ.03.2.63/0.0/0.0/99_041/0002223',
      period: { start: '2016-10-01', end: '2018-09-30' },
      activities: source.activities.map(({ id, number, kind, title }) => ({ id, number, kind, title })),
      // The source names none for certain.
      ...{ funder: null, publicity: {}, beneficiary: null },
      demonstration: false,
    })
    expect(source.activities).toHaveLength(6)
    const courses = documents.filter(({ info }) => info.kind === 'course').map(({ entries }) => readCourse(entries))
    const small = (text = '') => text.charAt(0).toLowerCase() + text.slice(1)
    const topics = courses.map(({ title }) => ({ cs: small(title.cs), en: small(title.en) }))
    expect(topics).toHaveLength(10)
    expect(topics).toEqual(expect.arrayContaining(source.course_topics))
  })

  test('every document passes its reader, and what is made up says so', async () => {
    const server = await foundedServer()
    const { documents, plans } = await contentsOf(server.log())
    const of = (kind: string) => documents.filter(({ info }) => info.kind === kind)
    expect(of('hub').map(({ entries }) => readHub(entries))).toEqual([
      { name: 'Klastr sociálních inovací a podniků SINEC', languages: ['cs', 'en'], demonstration: true },
    ])
    const people = of('person').map(({ entries }) => readPerson(entries))
    expect(people.length).toBeGreaterThanOrEqual(58)
    expect(people.every((person) => person?.demonstration && person.role && person.organisation)).toBe(true)
    expect(new Set(people.map((person) => `${person?.givenName} ${person?.familyName}`)).size).toBe(people.length)
    const organisations = of('organisation')
    expect(organisations.every(({ entries }) => readOrganisation(entries)?.demonstration)).toBe(true)
    const known = new Set(organisations.map(({ info }) => info.subject))
    expect(people.every((person) => known.has(person?.organisation ?? undefined))).toBe(true)
    expect(plans).toHaveLength(12)
    for (const plan of plans) {
      expect(plan.demonstration).toBe(true)
      expect(plan.roster.length).toBeGreaterThan(5)
      for (const { facts } of plan.sessions) expect(checkFacts(facts)).toMatchObject({ ok: true })
    }
  })

  test('its team is a coordinator and two trainers, who may record in every run; an observer and three participants read along', async () => {
    const server = await foundedServer()
    const log = server.log()
    const members = team(log).map((id) => log.access().members.find(({ member }) => member === id))
    const people = ['participant', 'participant', 'participant']
    expect(members.map((row) => row?.role)).toEqual(['coordinator', 'trainer', 'trainer', 'observer', ...people])
    for (const participant of members.slice(4)) expect(participant?.runs.length).toBeGreaterThan(1)
    const { rows } = await contentsOf(log)
    const projections = rows.filter(({ kind }) => kind === 'projection')
    const lists = projections.filter(({ document }) => document === 'access/members')
    expect(readMembers(lists.at(-1)?.bytes ?? new Uint8Array())?.members).toHaveLength(4)
    const staff = projections.filter(({ document }) => document.endsWith('/staff'))
    const latest = new Map(staff.map((row) => [row.document, readRunStaff(row.bytes)]))
    expect(latest.size).toBe(12)
    for (const list of latest.values()) expect(list?.members).toHaveLength(3)
    const admitted = new Set(
      [...latest.values()].flatMap((list) => list?.participants ?? []).map(({ person }) => person),
    )
    expect(admitted.size).toBe(3)
  })

  const MOMENTS: [name: string, at: string][] = [
    ['in the morning', '2026-11-23T08:30:00Z'],
    ['just before midnight in Prague', '2026-11-23T22:59:00Z'],
    ['just after midnight in Prague, still yesterday in UTC', '2026-11-22T23:01:00Z'],
    ['on a Sunday', '2026-11-29T12:00:00Z'],
    ['in the night in which summer time ends', '2026-10-25T00:30:00Z'],
    ['in the hour that summer time skips', '2026-03-29T01:00:00Z'],
    ['on the last day of a year', '2027-12-31T22:30:00Z'],
  ]
  test.each(MOMENTS)('has sessions today when started %s', async (_, at) => {
    const now = Date.parse(at)
    const server = await serverAt(now)
    await server.start()
    const contents = await contentsOf(server.log())
    const today = sessionsOn(contents, dayOf(now, ZONE))
    expect(today.length).toBeGreaterThanOrEqual(2)
    const sizes = today.map(({ people }) => people).sort((a, b) => b - a)
    expect([24, 25]).toContain(sizes[0])
    expect(sizes[1]).toBeLessThan(20)
    for (let ahead = 0; ahead < 14; ahead++) {
      expect(sessionsOn(contents, dayOf(now + ahead * DAY, ZONE)).length).toBeGreaterThanOrEqual(2)
    }
    expect(contents.claims.length).toBeGreaterThan(40)
    for (const { claim } of contents.claims) expect(claim.at).toBeLessThan(now)
    for (const { receivedAt } of contents.rows) expect(receivedAt).toBeLessThanOrEqual(now)
    for (const [at, zone] of [
      [PLOVDIV_HUB, 'Europe/Sofia'],
      [BALTIC_HUB, 'Europe/Riga'],
    ] as const) {
      const other = await contentsOf(server.log(), at)
      expect(sessionsOn(other, dayOf(now, zone))).toHaveLength(1)
      for (const { claim } of other.claims) expect(claim.at).toBeLessThan(now)
      for (const { receivedAt } of other.rows) expect(receivedAt).toBeLessThanOrEqual(now)
    }
  })

  test('its last days show every state of a register', async () => {
    const server = await foundedServer()
    const registers = registersOf(await contentsOf(server.log()))
    const past = registers.filter(({ planned }) => startsAt(planned.facts) < MORNING - 12 * 3_600_000)
    const states = past.filter(({ planned }) => !planned.cancelled).map(({ register }) => register.state)
    const count = (state: string) => states.filter((each) => each === state).length
    expect(count('accepted')).toBeGreaterThan(3)
    expect(count('submitted')).toBeGreaterThan(0)
    expect([count('returned'), count('did-not-take-place'), count('not-started')]).toEqual([1, 1, 1])
    expect(past.filter(({ planned }) => planned.cancelled)).toHaveLength(1)
    const disputed = past.filter(({ register }) => register.counts.disagreements > 0)
    expect(disputed).toHaveLength(1)
    expect(disputed[0]?.register.state).toBe('in-progress')
    expect(disputed[0]?.register.counts.disagreements).toBe(2)
    const recorded = past.filter(({ register }) => register.submissions.length > 0)
    for (const { register } of recorded) {
      expect(register.counts.notRecorded).toBe(0)
      expect(register.counts.absent).toBe(1)
      expect(register.counts.partial).toBeGreaterThan(0)
    }
    const future = registers.filter(({ planned }) => startsAt(planned.facts) > MORNING)
    expect(future.every(({ register }) => register.state === 'not-started')).toBe(true)
  })

  test('a start on the next day plans one more day, records nothing and doubles nothing', async () => {
    const server = await serverAt(MORNING)
    await server.start()
    const before = await contentsOf(server.log())
    await server.restartAt(MORNING + DAY)
    await server.start()
    const after = await contentsOf(server.log())
    expect(after.claims).toEqual(before.claims)
    const days = (contents: Contents) =>
      contents.plans.flatMap(({ sessions }) => sessions.map(({ facts }) => facts.date))
    const added = days(after).length - days(before).length
    expect([2, 3]).toContain(added)
    expect(days(after).toSorted().at(-1)).toBe('2026-12-07')
    const places = after.plans.flatMap(({ sessions }) =>
      sessions.map(({ facts, place }) => `${facts.date} ${facts.start} ${place}`),
    )
    expect(new Set(places).size).toBe(places.length)
  })

  test('a start after weeks has sessions today again, with a past', async () => {
    const server = await serverAt(MORNING)
    await server.start()
    const later = MORNING + 40 * DAY
    await server.restartAt(later)
    await server.topUp()
    const contents = await contentsOf(server.log())
    expect(sessionsOn(contents, dayOf(later, ZONE)).length).toBeGreaterThanOrEqual(2)
    const disputed = registersOf(contents).filter(({ register }) => register.counts.disagreements > 0)
    expect(disputed).toHaveLength(2)
  })

  test('what people changed stays as they left it', async () => {
    const server = await serverAt(MORNING)
    await server.start()
    const log = server.log()
    const { hub, rows } = await contentsOf(log)
    const [coordinator] = team(log)
    const planRow = rows.find((row) => row.document.endsWith('/plan')) as Change
    const document = openDocument()
    for (const row of rows.filter((each) => each.document === planRow.document)) Y.applyUpdate(document, row.bytes)
    const [moved] = readPlan(readAll(document)).sessions
    const vector = Y.encodeStateVector(document)
    document.getMap('teren').set(`session/${moved?.session}/place`, 'Jinde')
    const changed = await log.append({
      hub,
      member: coordinator as MemberId,
      device: planRow.device,
      request: systemRandom(16),
      document: planRow.document,
      update: Y.encodeStateAsUpdate(document, vector),
      receivedAt: MORNING,
      clockOffsetMs: 0,
    })
    expect(changed).toMatchObject({ ok: true })
    await server.restartAt(MORNING + DAY)
    await server.start()
    const sessions = (await contentsOf(server.log())).plans.flatMap((plan) => plan.sessions)
    expect(sessions.find(({ session }) => session === moved?.session)?.place).toBe('Jinde')
  })

  test('a server with a hub of its own gets no demonstration', async () => {
    const server = await serverAt(MORNING)
    await server.log().operate({ kind: 'make-hub', hub: 'hhhhhhhhhhhhhhhh' as HubId, name: 'Vlastní', at: MORNING })
    await server.start()
    await server.topUp()
    expect(server.log().access().hubs).toHaveLength(1)
    expect(team(server.log())).toEqual([])
  })

  test('a module that a coordinator withdrew is not put back by the next start', async () => {
    const server = await serverAt(MORNING)
    await server.start()
    const { hub } = await contentsOf(server.log())
    const [member] = team(server.log())
    const device = server
      .log()
      .access()
      .signIns.find((row) => row.member === member)?.device
    const body = { name: 'remove-module', module: LIBRARY[0]?.id ?? '' } as const
    expect(server.log().access().modules).toContainEqual({ hub, module: body.module })
    const command = { kind: 'command', hub, member: member as MemberId, device: device as DeviceId } as const
    await server.log().operate({ ...command, request: systemRandom(16), body, at: MORNING })
    await server.restartAt(MORNING + DAY)
    await server.start()
    expect(server.log().access().modules).not.toContainEqual({ hub, module: body.module })
    expect(server.log().access().modules).toHaveLength(2)
  })

  test('an interrupted first start is finished by the next one', async () => {
    const server = await serverAt(MORNING)
    const log = server.log()
    let left = 40
    const failing: Log = {
      append: async (job) => (left-- > 0 ? log.append(job) : { ok: false, code: 'disk-full', detail: 'planted' }),
      operate: (operation) => log.operate(operation),
      project: (job) => log.project(job),
      quarantine: (job) => log.quarantine(job),
      compact: (job) => log.compact(job),
      giveBack: (job) => log.giveBack(job),
      givenBack: (hub) => log.givenBack(hub),
      read: (...asked) => log.read(...asked),
      knows: (...asked) => log.knows(...asked),
      rescued: (...asked) => log.rescued(...asked),
      head: (hub) => log.head(hub),
      access: () => log.access(),
      onCommit: (listener) => log.onCommit(listener),
      identity: () => log.identity(),
      close: () => log.close(),
    }
    const interrupted = makeDemonstration({ log: failing, clock: () => MORNING, random: systemRandom })
    await expect(interrupted).rejects.toThrow('disk-full')
    await server.start()
    const { documents } = await contentsOf(log)
    const people = documents.filter(({ info }) => info.kind === 'person').map(({ info }) => info.person as PersonId)
    expect(new Set(people).size).toBe(people.length)
    expect(people.length).toBeGreaterThanOrEqual(58)
  })

  test('a first start writes few rows', async () => {
    const server = await foundedServer()
    expect((await contentsOf(server.log())).rows.length).toBeLessThan(300)
  })
})

describe('the demonstration hub of the Plovdiv workshop', () => {
  const plovdiv = async () => contentsOf((await foundedServer()).log(), PLOVDIV_HUB)

  test('says what the source says, and leaves unknown what it does not say', async () => {
    const contents = await plovdiv()
    const of = (kind: string) => contents.documents.filter(({ info }) => info.kind === kind)
    const source = readSourceProgramme('si-plus-bg')
    expect(of('programme').map(({ entries }) => readProgramme(entries))).toMatchObject([
      {
        title: { bg: 'Социални иновации плюс – центрове за компетенции', en: source.title.en },
        registrationNumber: null,
        period: null,
        activities: [{ kind: 'workshop' }, { kind: 'plan' }],
      },
    ])
    expect(of('course').map(({ entries }) => readCourse(entries))).toMatchObject([
      { title: source.activities[0]?.title, kind: 'workshop', activity: 'si-plus-bg.a1' },
    ])
    // Nobody is said to lead it: the hub bears the programme's name.
    expect(of('hub').map(({ entries }) => readHub(entries)?.name)).toEqual([source.title.orig.text])
  })

  test('F8 each workshop is a run of one session for over 20 people, with the source’s four parts in its agenda', async () => {
    const contents = await plovdiv()
    const source = readSourceProgramme('si-plus-bg').events[0]
    expect(source?.parts?.map(({ type }) => type)).toEqual(['presentation', 'panel', 'group_work', 'group_work'])
    const begins = ['Представяне', 'Първи панел', 'Групова работа 1', 'Групова работа 2']
    for (const plan of contents.plans) {
      expect(plan.roster.length).toBeGreaterThan(source?.participants?.value ?? 99)
      expect(plan.sessions).toHaveLength(1)
      const [{ facts, place, trainers } = plan.sessions[0] as never] = plan.sessions
      expect(facts.agenda.map(({ title }, at) => title.startsWith(begins[at] ?? '-'))).toEqual([true, true, true, true])
      expect(checkFacts(facts)).toMatchObject({ ok: true })
      expect([facts.zone, place, trainers.length]).toEqual(['Europe/Sofia', 'Пловдив', 2])
    }
    expect(new Set(contents.plans.map(({ number }) => number)).size).toBe(contents.plans.length)
  })

  test('F8 its past workshops were marked by item, by both trainers', async () => {
    const contents = await plovdiv()
    const kinds = new Set(contents.claims.map(({ claim }) => claim.kind))
    expect([...kinds].toSorted()).toEqual(['item-everyone', 'item-mark', 'submission'])
    const registers = registersOf(contents)
    const states = registers.map(({ register }) => register.state)
    for (const state of ['accepted', 'submitted', 'returned', 'in-progress', 'not-started'])
      expect(states).toContain(state)
    const submitted = registers.filter(({ register }) => register.submissions.length > 0)
    expect(submitted.length).toBeGreaterThan(2)
    for (const { register } of submitted) {
      expect(register.counts).toMatchObject({ absent: 1, notRecorded: 0, disagreements: 0 })
      expect(register.counts.partial).toBe(3)
      const recorders = new Set(register.rows.flatMap(({ open }) => open.map(({ recorder }) => recorder)))
      expect(recorders.size).toBe(2)
      for (const { outcome } of register.rows) expect(outcome?.minutes).toBeLessThan(register.netMinutes)
    }
    const [disputed, ...others] = registers.filter(({ register }) => register.counts.disagreements > 0)
    expect(others).toEqual([])
    const items = disputed?.register.rows.flatMap((row) => row.items.filter(({ disagreement }) => disagreement))
    expect(items).toHaveLength(2)
  })
})

describe('the demonstration hub of the Baltic trainings', () => {
  test('says what the source says: lead, number, no days of a period known by the month; its catalogue', async () => {
    const server = await foundedServer()
    const { documents } = await contentsOf(server.log(), BALTIC_HUB)
    const of = (kind: string) => documents.filter(({ info }) => info.kind === kind)
    expect(of('programme').map(({ entries }) => readProgramme(entries))).toMatchObject([
      { registrationNumber: '17055', period: null, activities: { length: 5 } },
    ])
    expect(of('hub').map(({ entries }) => readHub(entries)?.name)).toEqual([
      'Biedrība “Sociālās inovācijas centrs” (SIC)',
    ])
    const courses = of('course').map(({ entries }) => readCourse(entries))
    expect(courses.map(({ kind }) => kind).toSorted()).toEqual(['course', 'e-course', 'study-visit'])
    expect(courses.every(({ title }) => title.lv && title.en)).toBe(true)
  })

  test('each training is a run of two days for 25 people, in Latvia and Poland by turns, each by its own clocks', async () => {
    const server = await foundedServer()
    const { plans } = await contentsOf(server.log(), BALTIC_HUB)
    const { days, participants } = readSourceProgramme('sebsr').events[0] ?? {}
    const whole = plans.filter(({ sessions }) => sessions.length === days)
    expect(whole.length).toBeGreaterThanOrEqual(plans.length - 2)
    for (const { roster } of plans) expect(roster).toHaveLength(participants?.value ?? 0)
    const where = new Set(plans.flatMap(({ sessions }) => sessions.map(({ place, facts }) => `${place} ${facts.zone}`)))
    expect([...where].toSorted()).toEqual(['Latvija Europe/Riga', 'Polska Europe/Warsaw'])
  })
})

describe.each([
  ['SINEC', SINEC_HUB, 'Europe/Prague'],
  ['Plovdiv', PLOVDIV_HUB, 'Europe/Sofia'],
  ['Baltic', BALTIC_HUB, 'Europe/Riga'],
])('the demonstration hub %s', (_, at, zone) => {
  test('has sessions today and for the coming fourteen days, made-up people, and something to read', async () => {
    const server = await foundedServer()
    const contents = await contentsOf(server.log(), at)
    for (let ahead = 0; ahead < 14; ahead++) {
      expect(sessionsOn(contents, dayOf(MORNING + ahead * DAY, zone)).length).toBeGreaterThanOrEqual(1)
    }
    const people = contents.documents.filter(({ info }) => info.kind === 'person')
    const names = people.map(({ entries }) => readPerson(entries))
    expect(names.every((person) => person?.demonstration && person.role && person.organisation)).toBe(true)
    expect(new Set(names.map((person) => `${person?.givenName} ${person?.familyName}`)).size).toBe(names.length)
    expect(contents.plans.every(({ demonstration }) => demonstration)).toBe(true)
    expect(server.log().access().modules).toContainEqual({ hub: contents.hub, module: LIBRARY[0]?.id })
  })

  test('every row is one that its member may write, from a device on which that member is signed in', async () => {
    const server = await foundedServer()
    const access = server.log().access()
    const { rows } = await contentsOf(server.log(), at)
    for (const row of rows.filter(({ kind }) => kind === 'update')) {
      const rights = rightsOf(access, row.member)
      expect(rights && mayWrite(rights, parseDocumentId(row.document) as DocumentInfo)).toBe(true)
      expect(access.signIns).toContainEqual(
        expect.objectContaining({ member: row.member, device: row.device, state: 'active' }),
      )
    }
  })

  test('has participants who are in all its runs from today on that they are on the list of', async () => {
    const server = await foundedServer()
    const { plans } = await contentsOf(server.log(), at)
    const access = server.log().access()
    for (const id of team(server.log(), at).slice(4)) {
      const participant = access.members.find(({ member }) => member === id)
      const expected = plans.filter(({ roster }) => roster.some(({ person }) => person === participant?.person))
      expect(participant?.runs).toHaveLength(expected.length)
      expect(expected.length).toBeGreaterThan(0)
    }
  })

  test('a second start adds nothing; one on the next day plans a day more, records nothing and doubles nothing', async () => {
    const server = await serverAt(MORNING)
    await server.start()
    const before = await contentsOf(server.log(), at)
    await server.restartAt(MORNING + 60_000)
    await server.start()
    expect((await contentsOf(server.log(), at)).rows.length).toBe(before.rows.length)
    await server.restartAt(MORNING + DAY)
    await server.topUp()
    const after = await contentsOf(server.log(), at)
    expect(after.claims).toEqual(before.claims)
    const sessions = (contents: Contents) => contents.plans.flatMap((plan) => plan.sessions)
    const added = sessions(after).length - sessions(before).length
    expect(added).toBeGreaterThanOrEqual(1)
    expect(added).toBeLessThanOrEqual(3)
    const places = sessions(after).map(({ facts, place }) => `${facts.date} ${facts.start} ${place}`)
    expect(new Set(places).size).toBe(places.length)
  })
})

test('S6 a data folder that only has the hub of an earlier version gets the others, and keeps what it has', async () => {
  const server = await serverAt(MORNING)
  const log = server.log()
  const { random, clock } = { random: systemRandom, clock: () => MORNING }
  const plot = plotOf({ log, random, clock }, SINEC)
  await foundHub(plot, { log, random, clock })
  await topUpHub(plot, { log, random, clock })
  expect(log.access().hubs).toHaveLength(1)
  const before = (await contentsOf(log)).documents.map(({ info }) => info.kind).length
  await server.start()
  expect(log.access().hubs).toHaveLength(3)
  expect((await contentsOf(log)).documents).toHaveLength(before)
  expect(team(log, BALTIC_HUB)).toHaveLength(7)
})
