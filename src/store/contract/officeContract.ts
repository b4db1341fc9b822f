import { expect, test } from 'vitest'
import * as Y from 'yjs'
import {
  type CourseId,
  type DeviceId,
  type MemberId,
  type PersonId,
  type ProgrammeId,
  type RunId,
  type SessionId,
  toBase64Url,
} from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { Office, PlanningSession, RunFields } from '../officeApi.ts'
import { pull, scopesOf, sendAll, someFacts, until } from '../testing.ts'
import type { ContractBench } from './contractBench.ts'
import { fillDisk } from './contractBench.ts'

/** Planning (U6): what it makes is here at once, goes out in an order that the hub can take, and twice is once. */
export function describeOffice(bench: ContractBench): void {
  const { aTab, aTabInTheField } = bench

  const something = (office: Office) => {
    const programme = office.newId<ProgrammeId>()
    const course = office.newId<CourseId>()
    const run = office.newId<RunId>()
    const session: PlanningSession = {
      session: office.newId<SessionId>(),
      facts: someFacts('2026-11-24'),
      place: 'Hall',
      trainers: [],
      title: {},
    }
    const what: RunFields = { programme, course, number: 1, activity: null }
    return { programme, course, run, session, what }
  }

  const someoneNew = (office: Office, familyName: string, organisation = '') => ({
    person: office.newId<PersonId>(),
    isNew: true as const,
    givenName: 'Eva',
    familyName,
    organisation,
    role: '',
  })

  test('U6 programme, course, run and session are made in one transaction, offline, and reach the hub', async () => {
    const { seat, sync } = await aTab()
    const office = await seat.office()
    const { programme, course, run, session, what } = something(office)
    const saved = await office.makeRun(run, what, {
      programme: { title: { cs: 'Klastr' }, registrationNumber: 'CZ.1' },
      course: { title: { cs: 'Šití' }, kind: 'workshop' },
      sessions: [session],
    })
    expect(saved).toEqual({ ok: true, value: undefined })
    const [row] = await until(seat.runs(), (runs) => runs.length === 1)
    expect(row).toMatchObject({ run, programme, course, title: { cs: 'Šití' }, kind: 'workshop', number: 1 })
    const programmes = await until(seat.programmes(), (rows) => rows.length === 1)
    expect(programmes[0]).toMatchObject({ title: { cs: 'Klastr' }, registrationNumber: 'CZ.1', activities: [] })
    const plan = await until(office.plan(run), () => true)
    expect(plan.sessions).toMatchObject([{ session: session.session, place: 'Hall', title: null, cancelled: null }])

    // Nobody may write into a run that is not made: the command goes alone, and first.
    expect((await sync.nextRequests(8, 0)).map(({ kind }) => kind)).toEqual(['command'])
    await sync.requeueUnanswered()
    await sendAll(bench.hub, sync, bench.info.device)
    expect(bench.hub.entries(documentId.plan(run))).toMatchObject({ programme, course, number: 1 })
    expect(seat.saving.value.refused).toBe(0)
  })

  test('U6 what is saved a second time is the same thing', async () => {
    const { seat } = await aTab()
    const office = await seat.office()
    const { run, what, session } = something(office)
    const full = fillDisk()
    expect(await office.makeRun(run, what, { sessions: [session] })).toMatchObject({ ok: false })
    full()
    expect(await office.makeRun(run, what, { sessions: [session] })).toMatchObject({ ok: true })
    expect(await until(seat.runs(), (runs) => runs.length > 0)).toHaveLength(1)
    expect((await until(office.plan(run), () => true)).sessions).toHaveLength(1)
  })

  test('what is left out of a change stays as it is, and null takes away', async () => {
    const { seat } = await aTab()
    const office = await seat.office()
    const { programme, course } = something(office)
    const activity = { id: 'a1', number: 1, kind: '', title: { en: 'Training' } }
    await office.saveProgramme(programme, { title: { en: 'P' }, registrationNumber: 'X', activities: [activity] })
    await office.saveProgramme(programme, { registrationNumber: null })
    const [row] = await until(seat.programmes(), (rows) => rows.length === 1 && rows[0]?.registrationNumber === null)
    expect(row).toMatchObject({ title: { en: 'P' }, registrationNumber: null, activities: [activity] })
    await office.saveProgramme(programme, { withoutActivities: ['a1'] })
    await until(seat.programmes(), (rows) => rows[0]?.activities.length === 0)
    await office.saveCourse(course, { programme, title: { en: 'C' }, kind: 'course', activity: 'a1' })
    await office.saveCourse(course, { kind: 'seminar', activity: null })
    const courses = await until(office.courses(), (rows) => rows[0]?.kind === 'seminar')
    expect(courses).toMatchObject([{ title: { en: 'C' }, activity: null, programme }])
  })

  test('F5 a session is moved, cancelled, and takes place after all', async () => {
    const { seat } = await aTab()
    const office = await seat.office()
    const { run, what, session } = something(office)
    await office.makeRun(run, what, { sessions: [session] })
    await office.changeSession(run, session.session, { facts: { ...session.facts, date: '2026-11-30' } })
    const moved = await until(seat.sessionsOfRun(run), (rows) => rows[0]?.facts.date === '2026-11-30')
    expect(moved).toMatchObject([{ place: 'Hall', cancelled: false }])
    await office.cancelSession(run, session.session, 'flu')
    await until(seat.sessionsOfRun(run), (rows) => rows[0]?.cancelled === true)
    expect((await until(office.plan(run), () => true)).sessions[0]?.cancelled).toMatchObject({ reason: 'flu' })
    await office.reinstateSession(run, session.session)
    await until(seat.sessionsOfRun(run), (rows) => rows[0]?.cancelled === false)
  })

  test('F1 F6 whoever teaches a session changes and splits it without a network; its register says so, and it is put back', async () => {
    const { seat } = await aTabInTheField()
    const office = await seat.office()
    const { run, what, session } = something(office)
    await office.makeRun(run, what, { sessions: [session] })
    const second = { ...session, session: office.newId<SessionId>(), facts: someFacts('2026-12-01') }
    const first = { ...session.facts, end: '10:00', breaks: [] }
    const saved = await office.changeInField(run, session.session, {
      ...{ id: 'a', was: { facts: session.facts }, now: { facts: first }, reason: 'ice', second },
    })
    expect(saved).toEqual({ ok: true, value: undefined })
    const view = await until(seat.register(session.session), ({ changes }) => changes.length === 1)
    expect(view.session.facts).toEqual(first)
    expect(view.changes).toMatchObject([{ by: seat.info.value.member, reason: 'ice', second: second.session }])
    const rest = await until(seat.register(second.session), ({ partOf }) => partOf !== null)
    expect(rest).toMatchObject({ partOf: first, session: { index: 2, ofSessions: 2 } })

    const [change] = view.changes
    if (!change) throw new Error('no change')
    await office.putBack(run, session.session, change)
    const back = await until(seat.register(session.session), ({ changes }) => changes[0]?.isUndone === true)
    expect(back.session.facts).toEqual(session.facts)
    await until(seat.register(second.session), (now) => now.session.cancelled)
  })

  test('C6 a list of people is one transaction, two of one organisation come from one, and undo takes all of it back', async () => {
    const { seat } = await aTab()
    const office = await seat.office()
    const { run, what, session } = something(office)
    await office.makeRun(run, what, { sessions: [session] })
    const people = [someoneNew(office, 'Nová', 'Dílna'), someoneNew(office, 'Malá', 'DILNA')]
    await office.enrol(run, people)
    const plan = await until(office.plan(run), ({ people: now }) => now.length === 2)
    expect(new Set(plan.people.map(({ organisation }) => organisation)).size).toBe(1)
    expect((await until(seat.register(session.session), () => true)).roster).toHaveLength(2)
    expect(await seat.searchPersons('Nová', 5)).toHaveLength(1)

    await office.undoEnrol(run, people)
    await until(office.plan(run), ({ people: now }) => now.length === 0)
    expect(await seat.searchPersons('Nová', 5)).toEqual([])
    expect(await office.findAlike([{ givenName: 'Eva', familyName: 'Nová' }])).toEqual([[]])
  })

  test('F4 finds who the directory knows by such a name, whatever the alphabet, and changes nothing by that', async () => {
    const { seat } = await aTab()
    const office = await seat.office()
    const { run, what } = something(office)
    await office.makeRun(run, what)
    const maria = { ...someoneNew(office, 'Петрова', 'Читалище'), givenName: 'Мария' }
    await office.enrol(run, [maria, someoneNew(office, 'Nováková')])
    await until(office.plan(run), ({ people }) => people.length === 2)
    const alike = await office.findAlike([
      { givenName: 'Maria', familyName: 'Petrova' },
      { givenName: 'E.', familyName: 'Nováková' },
      { givenName: 'Jan', familyName: 'Nový' },
    ])
    expect(alike.map((rows) => rows.map((row) => [row.displayName, row.likeness]))).toEqual([
      [['Мария Петрова', 'same']],
      [['Eva Nováková', 'alike']],
      [],
    ])
    expect(alike[0]?.[0]).not.toHaveProperty('keys')
  })

  test('F6 a status of the hub’s own is marked by, counts as it says, and names what was recorded when it is gone', async () => {
    const { seat, sync } = await aTabInTheField()
    const office = await seat.office()
    const ill = { id: office.newId<string>(), name: 'Nemoc', counts: 'excused' as const, isRemoved: false }
    expect(await office.saveOwnStatus(ill)).toMatchObject({ ok: true })
    expect(await until(office.ownStatuses(), (rows) => rows.length > 0)).toEqual([ill])
    await seat.mark(bench.session(0), bench.person(0), { status: 'excused', ownStatus: ill.id })
    await office.saveOwnStatus({ ...ill, isRemoved: true })
    const view = await bench.look(seat, ({ ownStatuses }) => ownStatuses.get(ill.id)?.isRemoved === true)
    expect(view.session.counts.excused).toBe(1)
    expect(view.claims.map(({ claim }) => claim)).toMatchObject([{ status: 'excused', ownStatus: ill.id }])
    await sendAll(bench.hub, sync, bench.info.device)
    expect(bench.hub.entries(documentId.hub())).toMatchObject({
      [`status/${ill.id}`]: { name: 'Nemoc', counts: 'excused', isRemoved: true },
    })
    expect(seat.saving.value.refused).toBe(0)
  })

  test('F4 who was made in the field is new to the office until a coordinator says that they are right', async () => {
    const { seat, sync } = await aTabInTheField()
    const office = await seat.office()
    await seat.addWalkIn(bench.session(1), { givenName: 'Иван', familyName: 'Иванов', organisation: 'Ателие' })
    await seat.addKnown(bench.session(1), bench.person(0))
    const [newcomer, ...others] = await until(office.newcomers(), (rows) => rows.length > 0)
    expect(others).toEqual([])
    expect(newcomer).toMatchObject({
      run: bench.field.run,
      person: { displayName: 'Иван Иванов', organisationName: 'Ателие' },
      session: bench.session(1),
      byName: bench.info.displayName,
    })
    const person = newcomer?.person.person as PersonId
    const right = { givenName: 'Иван', familyName: 'Иванов', organisation: 'Ателие Роза', role: '' }
    expect(await office.checkNewcomer(bench.field.run, person, right)).toMatchObject({ ok: true })
    expect(await until(office.newcomers(), (rows) => rows.length === 0)).toEqual([])
    const plan = await until(office.plan(bench.field.run), () => true)
    const row = plan.people.find((one) => one.person === person)
    expect(row).toMatchObject({ displayName: 'Иван Иванов', organisationName: 'Ателие Роза' })
    await sendAll(bench.hub, sync, bench.info.device)
    expect(Object.keys(bench.hub.entries(documentId.review(bench.field.run)))).toEqual([`newcomer/${person}`])
    expect(seat.saving.value.refused).toBe(0)
  })

  test('a person is corrected, and loses an organisation that was taken away', async () => {
    const { seat } = await aTab()
    const office = await seat.office()
    const { run, what } = something(office)
    await office.makeRun(run, what)
    const eva = someoneNew(office, 'Nová', 'Dílna')
    await office.enrol(run, [eva])
    await office.savePerson(eva.person, { givenName: 'Ева', familyName: 'Nová', organisation: '', role: 'tailor' })
    const plan = await until(office.plan(run), ({ people }) => people[0]?.role === 'tailor')
    expect(plan.people).toMatchObject([{ displayName: 'Ева Nová', organisation: null, organisationName: '' }])
  })

  test('U6 a session started on the spot is a run without a programme, with its register, offline; the office places it', async () => {
    const { seat, sync } = await aTab()
    const office = await seat.office()
    const { run, session, programme, course } = something(office)
    const fields = { facts: session.facts, place: 'Barn', trainers: [bench.info.member], title: { en: 'First aid' } }
    await office.startSession({
      ...{ run, isNewRun: true, session: session.session, fields },
      people: [someoneNew(office, 'Nová')],
    })
    const [row] = await until(seat.runs(), (runs) => runs.length === 1)
    expect(row).toMatchObject({ run, programme: null, course: null, title: { en: 'First aid' }, rosterSize: 1 })
    const [person] = (await until(seat.register(session.session), () => true)).roster
    await seat.mark(session.session, person?.person as PersonId, { status: 'present' })

    const [request] = await sync.nextRequests(8, 0)
    const command = new TextDecoder().decode(request?.body)
    expect(JSON.parse(command)).toEqual({ name: 'create-run', run, programme: null })

    const title = { en: 'First aid for all' }
    await office.placeRun(run, { programme, course, number: 3, activity: null }, { course: { title, kind: 'course' } })
    const placed = await until(seat.runs(), (runs) => runs[0]?.programme === programme)
    expect(placed[0]).toMatchObject({ course, title, number: 3, rosterSize: 1 })
    expect((await until(seat.register(session.session), () => true)).session).toMatchObject({
      state: 'in-progress',
      counts: { present: 1 },
      title: { en: 'First aid' },
    })
  })

  test('U6 a session started on the spot in a run joins it, with the people of that run', async () => {
    const { seat } = await aTabInTheField()
    const office = await seat.office()
    const session = office.newId<SessionId>()
    const fields = { facts: someFacts('2026-11-29'), place: '', trainers: [bench.info.member], title: {} }
    await office.startSession({ run: bench.field.run, isNewRun: false, session, fields, people: [] })
    const { roster, session: row } = await until(seat.register(session), () => true)
    expect(roster).toHaveLength(4)
    expect(row.ofSessions).toBe(4)
    expect(seat.saving.value.waiting).toBe(1)
  })

  test('S7 a member of the team is there at once as waiting, with programmes, and a code is asked for', async () => {
    const { seat, sync } = await aTab()
    const office = await seat.office()
    const [member, programme] = [office.newId<MemberId>(), office.newId<ProgrammeId>()]
    await office.addMember({ member, displayName: 'Jana', role: 'trainer', programmes: [programme] })
    const rows = await until(office.team(), (team) => team.some((row) => row.member === member))
    expect(rows.find((row) => row.member === member)).toMatchObject({
      ...{ displayName: 'Jana', role: 'trainer', programmes: [programme], signIns: [] },
      ...{ isWaiting: true, isRefused: false },
    })
    const [asked] = await until(seat.invitations(), (all) => all.length === 1)
    expect(asked).toMatchObject({ member, state: 'asked', displayName: 'Jana' })
    bench.hub.runs = (command) => (command.name === 'invite' ? { code: 'ABCD2345', expiresAt: 9_000_000 } : {})
    await sendAll(bench.hub, sync, bench.info.device)
    await until(seat.invitations(), ([given]) => given?.code === 'ABCD2345')
  })

  test('S7 what the hub says of the team stands under what was asked for here', async () => {
    const { seat, sync } = await aTab()
    const office = await seat.office()
    const [jana, iva, programme] = [office.newId<MemberId>(), office.newId<MemberId>(), office.newId<ProgrammeId>()]
    const signIns = [{ device: 'dddddddddddddddd', label: 'Phone', state: 'active', since: 5 }]
    const common = { programmes: [], person: null, seesNames: false, signIns: [] }
    const members = [
      { ...common, member: jana, displayName: 'Jana', role: 'trainer', programmes: [programme], signIns },
      { ...common, member: iva, displayName: 'Iva', role: 'observer' },
    ]
    const bytes = new TextEncoder().encode(JSON.stringify({ version: 1, members }))
    const row = bench.hub.append('server' as MemberId, bench.info.device, documentId.members(), bytes)
    row.kind = 'projection'
    await pull(bench.hub, sync, [...scopesOf(bench.field), 'access'])
    await seat.command({ name: 'revoke', member: jana, programme })
    await seat.command({ name: 'end-sign-in', member: jana, device: 'dddddddddddddddd' })
    await seat.command({ name: 'grant-names', member: iva })
    const rows = await until(office.team(), (team) => team.some(({ seesNames }) => seesNames))
    expect(rows).toMatchObject([
      { member: jana, programmes: [], isWaiting: true, signIns: [{ label: 'Phone', state: 'ending', since: 5 }] },
      { member: iva, seesNames: true, isWaiting: true },
    ])
    bench.hub.refuses = () => 'no-right'
    await sendAll(bench.hub, sync, bench.info.device)
    const after = await until(office.team(), (team) => team.every(({ isWaiting }) => !isWaiting))
    expect(after).toMatchObject([
      { programmes: [programme], isRefused: true },
      { seesNames: false, isRefused: true },
    ])
  })

  test('S7 HO7 Rescued work is told change by change, with whom it brings, and says that a decision is on its way', async () => {
    const { seat, sync } = await aTab()
    await pull(bench.hub, sync, [...scopesOf(bench.field), 'access'])
    const office = await seat.office()
    const [jana, stranger] = [office.newId<MemberId>(), office.newId<PersonId>()]
    const device = 'dddddddddddddddd' as DeviceId
    const session = bench.session()
    const updateOf = (document: string, entries: Record<string, unknown>) => {
      const doc = new Y.Doc()
      for (const [key, value] of Object.entries(entries)) doc.getMap('teren').set(key, value)
      return { kind: 'push', document, changes: 1, body: toBase64Url(Y.encodeStateAsUpdate(doc)) }
    }
    const mark = (person: PersonId) => ({
      [`${session}:${person}:${'r'.repeat(11)}`]: { kind: 'mark', status: 'present', at: 5, replaces: [] },
    })
    const command = new TextEncoder().encode(
      JSON.stringify({ name: 'create-run', run: bench.field.run, programme: null }),
    )
    const requests = [
      { kind: 'command', document: '', changes: 1, body: toBase64Url(command) },
      updateOf(documentId.person(stranger), { givenName: 'Iva', familyName: 'Nová' }),
      updateOf(documentId.claims(bench.field.run, jana), { ...mark(bench.person()), ...mark(stranger) }),
      { kind: 'push', document: documentId.plan(bench.field.run), changes: 1, body: 'AAAA' },
    ]
    const work = [{ member: jana, device, label: 'Phone', displayName: 'Jana', broughtAt: 7, requests, untold: 3 }]
    const tell = async (version: number) => {
      const bytes = new TextEncoder().encode(JSON.stringify({ version, work }))
      bench.hub.append('server' as MemberId, bench.info.device, documentId.rescued(), bytes).kind = 'projection'
      await pull(bench.hub, sync, [...scopesOf(bench.field), 'access'])
    }
    await tell(1)
    const [row] = await until(office.rescued(), (rows) => rows.length > 0)
    expect(row).toMatchObject({ member: jana, device, displayName: 'Jana', broughtAt: 7, untold: 3, asked: null })
    expect(
      row?.changes.map(({ what, personName, sessionTitle }) => [what.kind, personName, sessionTitle !== null]),
    ).toEqual(
      expect.arrayContaining([
        ['command', null, false],
        ['person', 'Iva Nová', false],
        ['mark', expect.stringContaining('Nová'), true],
        ['mark', 'Iva Nová', true],
        ['plan', null, false],
      ]),
    )
    await seat.command({ name: 'take-up', member: jana, device, upto: 7 })
    await until(office.rescued(), ([asked]) => asked?.asked === 'take-up')
    bench.hub.refuses = () => 'no-right'
    await sendAll(bench.hub, sync, bench.info.device)
    await until(office.rescued(), ([refused]) => refused?.isRefused === true && refused.asked === null)
    // Of a later shape nothing is read.
    await tell(9)
    await until(office.rescued(), (rows) => rows.length === 0)
  })
}
