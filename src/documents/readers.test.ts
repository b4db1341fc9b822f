import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeClaimKey } from '#domain/claimKey.ts'
import type { Claim, Review } from '#domain/claims.ts'
import {
  type ClaimKey,
  type CourseId,
  type MemberId,
  makeId,
  type OrganisationId,
  type PersonId,
  type ProgrammeId,
  type RunId,
  type SessionId,
} from '#domain/ids.ts'
import type { SessionFacts } from '#domain/session.ts'
import { runs } from '../../tests/support/runs.ts'
import { noteChange, readNotes } from './about.ts'
import type { DocumentChange, Json } from './change.ts'
import { claimChange, readClaims } from './claimsDocument.ts'
import { readClassPublic, readRecord } from './classProjections.ts'
import { courseChange, readCourse } from './course.ts'
import { hubChange, ownStatusChange, readHub, readOwnStatuses } from './hub.ts'
import { readModuleList } from './moduleList.ts'
import { organisationChange, readOrganisation } from './organisation.ts'
import { personChange, readPerson } from './person.ts'
import { enrol, readPlan, rosterOf } from './plan.ts'
import { cancelSession, changeInField, describeRun, leave, planSession, putBack, reinstateSession } from './planning.ts'
import { programmeChange, readProgramme } from './programme.ts'
import { readMembers, readRunStaff } from './projections.ts'
import { newcomerChecked, readCheckedNewcomers, readReviews, reviewChange } from './review.ts'

let seed = 0
const random = (count: number) => Uint8Array.from({ length: count }, (_, at) => (++seed * 31 + at * 7) % 256)
const id = <T extends string>() => makeId<T>(random)
const run = id<RunId>()
const member = id<MemberId>()
const person = id<PersonId>()
const session = id<SessionId>()

const facts: SessionFacts = {
  date: '2026-11-24',
  start: '09:00',
  end: '12:15',
  zone: 'Europe/Prague',
  breaks: [{ start: '10:30', end: '10:45' }],
  mode: 'both',
  agenda: [{ id: 'a', title: 'Úvod', start: '09:00', end: '10:30' }],
}

const entriesOf = (...changes: DocumentChange[]) => new Map(changes.flatMap(({ entries }) => entries))

describe('makers and readers agree', () => {
  test('a plan', () => {
    const [programme, course, other] = [id<ProgrammeId>(), id<CourseId>(), id<PersonId>()]
    const trainers = [member]
    const plan = readPlan(
      entriesOf(
        describeRun(run, { programme, course, number: 2, activity: 'sinec.a2', demonstration: true }),
        planSession(run, session, { facts, place: 'Ostrava', trainers, title: { cs: 'Zahájení' } }),
        cancelSession(run, session, 'nemoc', 5),
        enrol(run, person, { at: 2, by: member }),
        enrol(run, other, { at: 1, by: member, walkIn: session, isNew: true }),
      ),
    )
    expect(plan).toEqual({
      programme,
      course,
      number: 2,
      activity: 'sinec.a2',
      demonstration: true,
      sessions: [
        {
          session,
          facts,
          place: 'Ostrava',
          trainers,
          title: { cs: 'Zahájení' },
          cancelled: { reason: 'nemoc', at: 5 },
          changes: [],
          partOf: null,
        },
      ],
      roster: [
        { person: other, at: 1, by: member, walkIn: session, isNew: true },
        { person, at: 2, by: member, walkIn: null, isNew: false },
      ],
      everyone: [other, person],
    })
  })

  test('F6 what trainers changed of a session stands beside it, oldest first, and is told as put back', () => {
    const second = id<SessionId>()
    const [early, late] = [
      { id: 'e', at: 3, by: member, reason: 'led', was: { place: 'Ostrava' }, now: { place: 'Opava' } },
      { id: 'l', at: 4, by: member, reason: 'čas', was: { facts }, now: { facts: { ...facts, end: '11:00' } } },
    ]
    const rest = { facts: { ...facts, date: '2026-12-01' }, place: 'Opava', trainers: [] }
    const made = [
      planSession(run, session, { facts, place: 'Ostrava', trainers: [member], title: { cs: 'Zahájení' } }),
      changeInField(run, session, late, { session: second, plan: rest }),
      changeInField(run, session, early),
    ]
    const [first, other] = readPlan(entriesOf(...made)).sessions
    expect(first?.changes).toEqual([
      { ...early, second: null, isUndone: false },
      { ...late, second, isUndone: false },
    ])
    expect(first).toMatchObject({ place: 'Opava', facts: { end: '11:00' }, trainers: [member] })
    expect(other).toMatchObject({ ...rest, session: second, partOf: session, changes: [] })

    const back = putBack(run, session, { ...late, second }, { at: 9, by: member })
    const [again, gone] = readPlan(entriesOf(...made, back)).sessions
    expect(again).toMatchObject({ place: 'Opava', facts, changes: [{ isUndone: false }, { isUndone: true }] })
    expect(gone?.cancelled).toEqual({ reason: '', at: 9 })
  })

  test('sessions stand in the order of date and time, whatever the order of keys', () => {
    const [a, b, c] = [id<SessionId>(), id<SessionId>(), id<SessionId>()]
    const planned = (which: SessionId, date: string, start: string) =>
      planSession(run, which, { facts: { ...facts, date, start }, place: '', trainers: [] })
    const entries = entriesOf(
      planned(a, '2026-11-24', '13:00'),
      planned(b, '2026-11-24', '09:00'),
      planned(c, '2026-11-23', '17:00'),
    )
    expect(readPlan(entries).sessions.map((planned) => planned.session)).toEqual([c, b, a])
  })

  test('what is planned changes part by part, and a cancelled session takes place after all', () => {
    const entries = entriesOf(
      planSession(run, session, { facts, place: 'Ostrava', trainers: [member], title: { cs: 'Zahájení' } }),
      cancelSession(run, session, 'nemoc', 5),
      planSession(run, session, { place: 'Opava', title: {} }),
      planSession(run, session, { facts: { ...facts, date: '2026-12-01', agenda: [] } }),
      reinstateSession(run, session),
      describeRun(run, { number: 3 }),
    )
    expect(readPlan(entries)).toMatchObject({
      number: 3,
      course: null,
      sessions: [
        {
          facts: { ...facts, date: '2026-12-01', agenda: [] },
          ...{ place: 'Opava', trainers: [member], title: null, cancelled: null },
        },
      ],
    })
  })

  test('who left is not on the roster, and comes back by enrolling again', () => {
    const left = entriesOf(
      enrol(run, person, { at: 1, by: member }),
      leave(run, person, { at: 2, by: member, enrolledAt: 1 }),
    )
    expect(readPlan(left).roster).toEqual([])
    const back = new Map([...left, ...enrol(run, person, { at: 3, by: member }).entries])
    expect(readPlan(back).roster.map((enrolment) => enrolment.person)).toEqual([person])
  })

  test('S4 persons keep their numbers when one of them leaves', () => {
    const [second, third] = [id<PersonId>(), id<PersonId>()]
    const entries = entriesOf(
      ...[person, second, third].map((who, at) => enrol(run, who, { at: at + 1, by: member })),
      leave(run, second, { at: 9, by: member, enrolledAt: 2 }),
    )
    const { roster, everyone } = readPlan(entries)
    expect(everyone).toEqual([person, second, third])
    expect(roster.map((enrolment) => enrolment.person)).toEqual([person, third])
  })

  test('a walk-in is expected from the session on into which they walked', () => {
    const days = ['2026-11-23', '2026-11-24', '2026-11-25']
    const sessions = days.map(() => id<SessionId>())
    const plan = readPlan(
      entriesOf(
        ...sessions.map((which, at) =>
          planSession(run, which, { facts: { ...facts, date: days[at] ?? '' }, place: '', trainers: [] }),
        ),
        enrol(run, person, { at: 1, by: member, walkIn: sessions[1] as SessionId }),
      ),
    )
    expect(sessions.map((which) => rosterOf(plan, which))).toEqual([[], [person], [person]])
  })

  test('claims, by their owner', () => {
    const about = makeClaimKey(session, person, random)
    const whole = makeClaimKey(session, null, random)
    const stated: [ClaimKey, Claim][] = [
      [about, { kind: 'mark', at: 1, replaces: [], status: 'present', mode: 'online', spans: [{ from: '09:30' }] }],
      [whole, { kind: 'everyone', at: 2, replaces: [], persons: [person] }],
      [makeClaimKey(session, null, random), { kind: 'withdrawal', at: 3, replaces: [], withdraws: [about] }],
      [makeClaimKey(session, null, random), { kind: 'submission', at: 4, replaces: [], covers: [about, whole], facts }],
      [makeClaimKey(session, null, random), { kind: 'not-held', at: 5, replaces: [], reason: 'bez proudu' }],
    ]
    const entries = entriesOf(...stated.map(([key, claim]) => claimChange(run, member, key, claim)))
    const read = readClaims(entries, member)
    expect(read.map(({ key, claim }) => [key, claim])).toEqual(stated)
    expect(read.every((claim) => claim.recorder === member && claim.session === session)).toBe(true)
    expect(read.map((claim) => claim.person)).toEqual([person, null, null, null, null])
  })

  test('an undefined field of a claim is not stored', () => {
    const claim = { kind: 'mark', at: 1, replaces: [], status: 'absent', mode: undefined } as unknown as Claim
    const { entries } = claimChange(run, member, makeClaimKey(session, person, random), claim)
    expect(Object.keys(entries[0]?.[1] as object)).not.toContain('mode')
  })

  test('a claim of a kind not known, or under a key of another kind, is not listed', () => {
    const mark = { kind: 'mark', at: 1, replaces: [], status: 'present' }
    const everyone = { kind: 'everyone', at: 1, replaces: [], persons: [] }
    const entries = new Map<string, Json>([
      [makeClaimKey(session, null, random), mark],
      [makeClaimKey(session, person, random), everyone],
      [makeClaimKey(session, person, random), { kind: 'fingerprint', at: 1, replaces: [] }],
      ['no key', mark],
    ])
    expect(readClaims(entries, member)).toEqual([])
  })

  test('reviews', () => {
    const [claim, key, other] = [0, 1, 2].map(() => makeClaimKey(session, null, random)) as [
      ClaimKey,
      ClaimKey,
      ClaimKey,
    ]
    const decisionKey = makeClaimKey(session, person, random)
    const reviews: [string, Review][] = [
      [key, { kind: 'returned', at: 1, submission: claim, reason: 'chybí časy' }],
      [decisionKey, { kind: 'decision', at: 2, settles: [claim], status: 'present', mode: 'on-site', minutes: 90 }],
      [other, { kind: 'undone', at: 3, review: key }],
      [
        makeClaimKey(session, person, random),
        { kind: 'item-decision', item: 'talk', at: 4, settles: [claim], status: 'absent', minutes: 0 },
      ],
    ]
    const read = readReviews(entriesOf(...reviews.map(([name, review]) => reviewChange(run, name, review))))
    expect(read.map((recorded) => [recorded.key, recorded.review])).toEqual(reviews)
    expect(read.map((recorded) => recorded.person)).toEqual([null, person, null, person])
  })

  test('F4 whom a coordinator looked at, beside the reviews and never one of them', () => {
    const [garbled, other] = [id<PersonId>(), id<PersonId>()]
    const entries = entriesOf(
      newcomerChecked(run, person, { at: 1, by: member }),
      reviewChange(run, makeClaimKey(session, person, random), {
        ...{ kind: 'undone', at: 3, review: makeClaimKey(session, person, random) },
      }),
    )
    entries.set(`newcomer/${garbled}`, 'yes').set('newcomer/', {}).set(`newcomer/${other}/more`, {})
    expect(readCheckedNewcomers(entries)).toEqual([person])
    expect(readReviews(entries)).toHaveLength(1)
  })

  test('F4 nobody is new who is not said to have walked in', () => {
    const { roster } = readPlan(new Map([[`roster/${person}`, { at: 1, by: member, isNew: true }]]))
    expect(roster).toEqual([{ person, at: 1, by: member, walkIn: null, isNew: false }])
  })

  test('statuses of a hub’s own, and none that counts as nothing known', () => {
    const [ill, observing] = [
      { id: id<string>(), name: 'Nemoc', counts: 'excused', isRemoved: true },
      { id: id<string>(), name: 'Hospitace', counts: 'present', isRemoved: false },
    ] as const
    const entries = entriesOf(ownStatusChange(ill), ownStatusChange(observing))
    entries
      .set(`status/${id()}`, { name: 'Pryč', counts: 'gone' })
      .set(`status/${id()}`, { name: ' ', counts: 'absent' })
    entries.set('status/', { name: 'A', counts: 'absent' }).set(`status/${id()}`, ['absent']).set('status/x/y', null)
    expect(readOwnStatuses(entries)).toEqual([observing, ill])
    expect(readHub(entries)).toMatchObject({ name: '', languages: [] })
  })

  test('notes', () => {
    const note = { text: 'Přišla později.', at: 7, by: member }
    expect(readNotes(noteChange(run, person, 'aaaaaaaaaaa', note).entries)).toEqual(new Map([['aaaaaaaaaaa', note]]))
  })

  test('persons, and corrections of one field only', () => {
    const organisation = id<OrganisationId>()
    const whole = {
      givenName: 'Minh Anh',
      familyName: 'Nguyen',
      nameOrder: 'family-first',
      organisation,
      role: 'prodavačka',
      demonstration: true,
    } as const
    const entries = entriesOf(personChange(person, whole), personChange(person, { role: 'vedoucí' }))
    expect(readPerson(entries)).toEqual({ ...whole, role: 'vedoucí', archived: false })
    const archived = new Map([...entries, ...personChange(person, { archived: true }).entries])
    expect(readPerson(archived)).toEqual({ ...whole, role: 'vedoucí', archived: true })
    expect(readPerson(new Map())).toBeNull()
  })

  test('organisations, courses, the hub and programmes', () => {
    const [organisation, course, programme] = [id<OrganisationId>(), id<CourseId>(), id<ProgrammeId>()]
    const named = { name: 'Modrá lávka, o. p. s.', demonstration: true }
    expect(readOrganisation(entriesOf(organisationChange(organisation, named)))).toEqual(named)
    const taught = {
      title: { cs: 'Komunikace', en: 'Communication' },
      kind: 'course',
      activity: 'a2',
      programme,
      demonstration: false,
    }
    expect(readCourse(entriesOf(courseChange(course, taught)))).toEqual(taught)
    const hub = { name: 'SINEC', languages: ['cs', 'en'], demonstration: true }
    expect(readHub(entriesOf(hubChange(hub)))).toEqual(hub)
    const funded = {
      title: { cs: 'Projekt' },
      registrationNumber: 'CZ.03',
      period: { start: '2016-10-01', end: '2018-09-30' },
      beneficiary: 'Modrá lávka, o. p. s.',
      funder: 'eu-cofunded' as const,
      publicity: { cs: 'Projekt je spolufinancován z ESF.' },
      activities: [
        { id: 'a1', number: 1, kind: 'management', title: { cs: 'Řízení' } },
        { id: 'a0', number: null, kind: 'course', title: { cs: 'Kurzy' } },
      ],
      demonstration: true,
    }
    expect(readProgramme(entriesOf(programmeChange(programme, funded)))).toEqual(funded)
  })

  const bytes = (json: unknown) => new TextEncoder().encode(JSON.stringify(json))

  test('projections, where a newer shape is not read', () => {
    const device = id<string>()
    const signIn = { device, label: 'Telefon', state: 'active', since: 3, lost: false }
    const lost = { ...signIn, state: 'ended', lost: true }
    const row = { member, displayName: 'Petra', role: 'trainer' }
    const listed = { ...row, programmes: ['g'], person, seesNames: true, signIns: [signIn, lost] }
    const members = { version: 1, members: [listed] }
    expect(readMembers(bytes(members))).toEqual(members)
    const staff = [row, { ...row, former: true }, { role: 'king' }]
    const participants = [{ member, person, signIns: [{ device, state: 'active', since: 3, lost: false }] }]
    expect(readRunStaff(bytes({ version: 1, members: staff, participants: [...participants, { member }] }))).toEqual({
      version: 1,
      members: [
        { ...row, former: false },
        { ...row, former: true },
      ],
      participants,
    })
    expect(readRunStaff(bytes({ version: 1, members: [] }))?.participants).toEqual([])
    expect(readMembers(bytes({ ...members, version: 2 }))).toBeNull()
  })

  test('members as a server before persons and names listed them', () => {
    const row = { member, displayName: 'Petra', role: 'trainer', programmes: [], signIns: [] }
    expect(readMembers(bytes({ version: 1, members: [row] }))?.members).toEqual([
      { ...row, person: null, seesNames: false },
    ])
  })

  test("L4 a class's public page and a person's record", () => {
    const title = { cs: 'Komunikace' }
    const cancelled = { reason: 'nemoc' }
    const page = {
      ...{ version: 1, hubName: 'SINEC', run, title, kind: 'course', number: 2, programmeTitle: { cs: 'Projekt' } },
      ...{ funderRegistration: 'CZ.03', demonstration: true, team: [{ displayName: 'Petra', role: 'trainer' }] },
      sessions: [{ session, title, facts, place: 'Ostrava', trainers: ['Petra'], cancelled }],
    }
    expect(readClassPublic(bytes(page))).toEqual(page)
    const attended = { state: 'present', minutes: 90, ofMinutes: 180, mode: 'online', standing: 'to-review' }
    const record = {
      ...{ version: 1, person, displayName: 'Lenka Žůrková' },
      runs: [
        {
          ...{ run, title, number: null, minutesConfirmed: 0, minutesToReview: 90, ofMinutes: 180 },
          sessions: [{ session, title, facts, ...attended, registerState: 'submitted' }],
        },
      ],
    }
    expect(readRecord(bytes(record))).toEqual(record)
    expect(readRecord(bytes({ ...record, newField: 1 }))).toEqual(record)
    expect(readRecord(bytes({ ...record, version: 2 }))).toBeNull()
  })

  test('the list of modules', () => {
    const listed = () => ({
      ...{ module: id<string>(), title: { en: 'Rest' }, summary: { en: 'How' }, languages: ['en', 'cs'] },
      ...{ minutes: 10, lessonCount: 6, contentVersion: 3, bytes: 40_000, digest: 'ab'.repeat(32) },
    })
    const list = { version: 1, modules: [listed()], offered: [listed()] }
    expect(readModuleList(bytes(list))).toEqual(list)
    expect(readModuleList(bytes({ version: 1, modules: [] }))).toEqual({ version: 1, modules: [], offered: [] })
  })
})

describe('garbage is tolerated', () => {
  const names = fc.constantFrom(
    ...['programme', 'course', 'number', 'activity', 'title', 'period', 'name', 'languages', 'kind', 'v', '', '/'],
    ...['session//when', `session/${session}/when`, `session/${session}/agenda`, `session/${session}/trainers`],
    ...[
      `session/${session}/cancelled`,
      `session/${session}/changed/x`,
      `session/${session}/partOf`,
      `session/${session}/title`,
      'roster/',
      `roster/${person}`,
      'activity/x',
    ],
    ...[
      'familyName',
      'givenName',
      'organisation',
      'registrationNumber',
      'funder',
      'publicity',
      '__proto__',
      'constructor',
    ],
    ...[makeClaimKey(session, person, random), makeClaimKey(session, null, random)],
  )
  const nearly = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
    fc.record(
      {
        kind: fc.constantFrom(
          'mark',
          'everyone',
          'withdrawal',
          'submission',
          'not-held',
          'decision',
          'item-decision',
          'accepted',
          'x',
        ),
        at: fc.oneof(fc.double(), fc.string()),
        replaces: fc.oneof(fc.array(fc.string()), fc.integer()),
        status: fc.constantFrom('present', 'gone'),
        facts: fc.jsonValue() as fc.Arbitrary<Json>,
        date: fc.constantFrom('2026-11-24', '2026-02-31', '24.11.2026'),
        start: fc.constantFrom('09:00', '24:00', '9'),
        end: fc.constantFrom('12:00', null),
        zone: fc.constantFrom('Europe/Prague', 'Mars/Base', '', 'x'.repeat(5000)),
        breaks: fc.jsonValue() as fc.Arbitrary<Json>,
        text: fc.oneof(fc.string(), fc.integer()),
      },
      { requiredKeys: [] },
    ),
  ) as fc.Arbitrary<Json>
  const entries = fc.array(fc.tuple(names, nearly)).map((pairs) => new Map<string, Json>(pairs))

  test('no reader throws, whatever the document holds', () => {
    fc.assert(
      fc.property(entries, (garbage) => {
        const plan = readPlan(garbage)
        for (const planned of plan.sessions) rosterOf(plan, planned.session)
        readClaims(garbage, member)
        readReviews(garbage)
        readNotes(garbage)
        readPerson(garbage)
        readOrganisation(garbage)
        readProgramme(garbage)
        readCourse(garbage)
        readHub(garbage)
      }),
      { numRuns: runs(500) },
    )
  })

  test('what a plan gives after reading garbage has the right types, and only real days and zones', () => {
    fc.assert(
      fc.property(entries, (garbage) => {
        for (const { facts } of readPlan(garbage).sessions) {
          expect(facts.date).toBe('2026-11-24')
          expect(facts.zone).toBe('Europe/Prague')
          expect(facts.start).toBe('09:00')
        }
      }),
    )
  })

  test('bytes that are no projection give nothing', () => {
    const bytes = fc.oneof(
      fc.uint8Array(),
      fc.json().map((text) => new TextEncoder().encode(text)),
    )
    fc.assert(
      fc.property(bytes, (garbage) => {
        expect(readMembers(garbage)?.members ?? []).toEqual([])
        expect(readRunStaff(garbage)?.members ?? []).toEqual([])
        expect(readClassPublic(garbage)?.sessions ?? []).toEqual([])
        expect(readRecord(garbage)?.runs ?? []).toEqual([])
        expect(readModuleList(garbage)?.modules ?? []).toEqual([])
      }),
    )
  })

  test('of projections that are nearly right, what is right is given, and no reader throws', () => {
    const json = fc.jsonValue({ maxDepth: 2 })
    const fields = ['run', 'person', 'member', 'module', 'session', 'digest', 'title', 'facts', 'team', 'sessions']
    const words = ['state', 'standing', 'registerState', 'role', 'minutes', 'cancelled', 'trainers', 'number', 'mode']
    const row = fc.dictionary(fc.constantFrom(...fields, ...words, '__proto__'), json, { noNullPrototype: true })
    const rows = fc.array(fc.oneof(json, row), { maxLength: 3 })
    const nested = fc.record({ run: fc.constant(run), sessions: rows })
    const projection = fc.record({
      version: fc.constantFrom<unknown>(1, 0, 2, -1, '1', null),
      ...{ run: fc.oneof(json, fc.constant(run)), person: fc.oneof(json, fc.constant(person)) },
      ...{ members: rows, modules: rows, sessions: rows, team: rows, runs: fc.array(fc.oneof(nested, row)) },
    })
    fc.assert(
      fc.property(projection, (garbage) => {
        const encoded = new TextEncoder().encode(JSON.stringify(garbage))
        for (const read of [readMembers, readRunStaff, readClassPublic, readRecord, readModuleList]) read(encoded)
        for (const { facts: read } of readClassPublic(encoded)?.sessions ?? []) expect(read.zone).not.toBe('')
        for (const { minutesConfirmed } of readRecord(encoded)?.runs ?? [])
          expect(minutesConfirmed).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: runs(300) },
    )
  })
})
