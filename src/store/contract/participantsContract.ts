import { expect, test } from 'vitest'
import type { MemberId, PersonId } from '#domain/ids.ts'
import type { CommandBody } from '#protocol/commands.ts'
import { documentId } from '#protocol/documentIds.ts'
import { pull, scopesOf, sendAll, someFacts, until } from '../testing.ts'
import type { ContractBench } from './contractBench.ts'

const EXPIRES = 9_000_000
const PARTICIPANT = 'participant-00000' as MemberId

/** Those who take part: how they come in (L3), and what they see of their runs (L4). */
export function describeParticipants(bench: ContractBench): void {
  const { aTab, aTabInTheField, person } = bench

  const project = (document: string, content: object) => {
    const bytes = new TextEncoder().encode(JSON.stringify({ version: 1, ...content }))
    bench.hub.append('' as MemberId, '' as never, document, bytes).kind = 'projection'
  }
  /** What the hub says of who was admitted to the run. */
  const listAdmitted = (...participants: { member: MemberId; person: PersonId; signIns: object[] }[]) =>
    project(documentId.runStaff(bench.field.run), { members: [], participants })
  const signedInAt = (since: number) => [{ device: 'd'.repeat(16), state: 'active', since }]

  /** Answers as the server does; `known`: whom it knows as the participant. */
  const answerCommands = (known: MemberId | null = null) => {
    const ran: CommandBody[] = []
    bench.hub.runs = (command) => {
      ran.push(command)
      if (command.name === 'admit') return { member: known ?? command.member }
      return { code: 'K7QM2PXR', expiresAt: EXPIRES }
    }
    return ran
  }

  test('L3 a person on the list is admitted and gets a code, in one step; asked twice, it is asked once', async () => {
    const ran = answerCommands()
    const { seat, sync } = await aTabInTheField()
    const { run } = bench.field
    expect((await seat.inviteParticipant(run, person(1))).ok).toBe(true)
    await seat.inviteParticipant(run, person(1))
    const asked = await until(seat.participants(run), (all) => all[1]?.invitation?.state === 'asked')
    expect(asked.map((row) => row.person.person)).toEqual(bench.field.persons)
    expect(asked[1]).toMatchObject({
      member: null,
      signedIn: 0,
      invitation: { code: null, displayName: 'Person1 Nová' },
    })
    await sendAll(bench.hub, sync, bench.info.device)
    expect(ran.map(({ name }) => name)).toEqual(['admit', 'invite'])
    const given = await until(seat.participants(run), (all) => all[1]?.invitation?.state === 'given')
    expect(given[1]?.invitation).toMatchObject({ code: 'K7QM2PXR', run, person: person(1) })

    const member = given[1]?.invitation?.member ?? PARTICIPANT
    listAdmitted({ member, person: person(1), signIns: signedInAt(bench.hub.now + 5) })
    await pull(bench.hub, sync, scopesOf(bench.field))
    const joined = await until(seat.participants(run), (all) => all[1]?.signedIn === 1)
    expect(joined[1]).toMatchObject({ member, invitation: { state: 'used', code: null } })

    // A new phone: the same participant, who needs no second admission.
    await seat.inviteParticipant(run, person(1))
    await sendAll(bench.hub, sync, bench.info.device)
    expect(ran.slice(2)).toEqual([{ name: 'invite', member }])
  })

  test('L3 somebody whom another device had admitted keeps being that participant', async () => {
    const ran = answerCommands(PARTICIPANT)
    const { seat, sync } = await aTabInTheField()
    await seat.inviteParticipant(bench.field.run, person())
    await sendAll(bench.hub, sync, bench.info.device)
    expect(ran.at(-1)).toEqual({ name: 'invite', member: PARTICIPANT })
    const [given] = await until(seat.invitations(), (all) => all[0]?.state === 'given')
    expect(given).toMatchObject({ member: PARTICIPANT, person: person(), code: 'K7QM2PXR' })
  })

  test('L3 whom the hub does not let be admitted has the reason, and can be asked for again', async () => {
    answerCommands()
    bench.hub.refuses = () => 'no-right'
    const { seat, sync } = await aTabInTheField()
    await seat.inviteParticipant(bench.field.run, person())
    await sendAll(bench.hub, sync, bench.info.device)
    const [refused] = await until(seat.invitations(), (all) => all[0]?.state === 'refused')
    expect(refused?.refusal).toBe('no-right')
    bench.hub.refuses = () => null
    await seat.inviteParticipant(bench.field.run, person())
    await sendAll(bench.hub, sync, bench.info.device)
    await until(seat.invitations(), (all) => all.some(({ state }) => state === 'given'))
  })

  test('somebody who is not on this device cannot be invited', async () => {
    const { seat } = await aTabInTheField()
    expect((await seat.inviteParticipant(bench.field.run, 'nobody-0000000000' as PersonId)).ok).toBe(false)
    expect(await until(seat.changes(), () => true)).toEqual([])
  })

  const session = (over: object = {}) => ({
    session: bench.session(),
    title: { en: 'Sewing' },
    facts: someFacts('2026-11-02'),
    place: 'Hall',
    trainers: ['Vera'],
    cancelled: null,
    ...over,
  })
  const timetable = (...sessions: object[]) => ({ run: bench.field.run, hubName: 'Hub', team: [], sessions })

  const asParticipant = () => {
    bench.info = { ...bench.info, role: 'participant' }
  }

  test('L4 a run is shown as the hub says it, and when a session is moved, where it was before', async () => {
    asParticipant()
    const { seat, sync } = await aTab()
    const scopes = [`class:${bench.field.run}`]
    const document = documentId.classPublic(bench.field.run)
    project(document, timetable(session()))
    await pull(bench.hub, sync, scopes)
    const [first] = await until(seat.classes(), (all) => all.length === 1)
    expect(first?.sessions).toMatchObject([{ place: 'Hall', was: null, startsAt: Date.UTC(2026, 10, 2, 8) }])

    project(document, timetable(session({ place: 'Yard' }), session({ session: bench.session(1) })))
    await pull(bench.hub, sync, scopes)
    project(document, timetable(session({ place: 'Barn', facts: someFacts('2026-11-03') })))
    await pull(bench.hub, sync, scopes)
    const [moved] = await until(seat.classes(), (all) => all[0]?.sessions[0]?.place === 'Barn')
    expect(moved?.sessions[0]?.was).toMatchObject({ date: '2026-11-02', place: 'Hall' })

    project(document, timetable(session()))
    await pull(bench.hub, sync, scopes)
    const [back] = await until(seat.classes(), (all) => all[0]?.sessions[0]?.place === 'Hall')
    expect(back?.sessions[0]?.was).toBeNull()
  })

  test('L3 a participant has a code of their own making for another phone', async () => {
    answerCommands()
    asParticipant()
    const { seat, sync } = await aTab()
    const { member, displayName } = bench.info
    expect((await seat.invite(member, displayName)).ok).toBe(true)
    expect(await until(seat.invitations(), (all) => all.length === 1)).toMatchObject([{ member, state: 'asked' }])
    await sendAll(bench.hub, sync, bench.info.device)
    const [own] = await until(seat.invitations(), (all) => all[0]?.state === 'given')
    expect(own).toMatchObject({ member, code: 'K7QM2PXR', expiresAt: EXPIRES })
  })

  test('L4 S4 a participant has their own record, and nothing of a run that they left', async () => {
    asParticipant()
    const { seat, sync } = await aTab()
    const [run, self] = [`class:${bench.field.run}`, `self:${person()}`]
    project(documentId.classPublic(bench.field.run), timetable(session()))
    project(documentId.record(person()), { person: person(), displayName: 'Jana', runs: [] })
    await pull(bench.hub, sync, [run, self])
    expect(await until(seat.myRecord(), () => true)).toEqual({ person: person(), displayName: 'Jana', runs: [] })
    await sync.welcome(bench.hub.welcome(bench.info.member, [self]), bench.hub.epoch)
    expect(await until(seat.classes(), (all) => all.length === 0)).toEqual([])
  })
}
