import { describe, expect, it } from 'vitest'
import { makeClaimKey } from '#domain/claimKey.ts'
import type { ItemMark, Mark } from '#domain/claims.ts'
import type { SessionFacts } from '#domain/session.ts'
import type { SeatInfo } from '#store/api.ts'
import { reportSession, type SessionReport } from './sessionReport.ts'
import { ANNAS_PHONE, aPerson, aRun, aSession, JANIS, JANIS_PHONE, testOffice } from './testSeat.ts'

const NOW = Date.parse('2026-11-23T12:00:00Z')
const LATER = NOW + 60_000

function setUp(facts: Partial<SessionFacts> = {}) {
  const people = [aPerson('Balode Ilze'), aPerson('Ozoliņa Marta')] as const
  const run = aRun()
  const session = aSession(run, {}, facts)
  const office = testOffice({ now: NOW, runs: [run], sessions: [session], roster: [...people] })
  const [ilze, marta] = [people[0].person, people[1].person]
  function report(): SessionReport {
    const view = office.register(session.session).value.value
    if (view.state !== 'ready') throw new Error('no register')
    return reportSession(view.value, office.info.value as SeatInfo)
  }
  const standings = (person: string) =>
    report()
      .people.find((one) => one.person === person)
      ?.claims.map(({ standing }) => standing)
  return { office, session: session.session, facts: session.facts, ilze, marta, report, standings }
}

const mark = (change: Partial<Mark> = {}): Mark => ({
  kind: 'mark',
  status: 'present',
  at: NOW,
  replaces: [],
  ...change,
})

describe('the report of a session with an agenda', () => {
  const agenda = [
    { id: 'talk', title: 'Opening talk', start: '09:30', end: '10:30' },
    { id: 'panel', title: 'First panel', start: '10:30', end: '12:30' },
  ]
  const at = (item: string, change: Partial<ItemMark> = {}): ItemMark => ({
    ...{ kind: 'item-mark', item, status: 'present', at: NOW, replaces: [] },
    ...change,
  })
  const first = (report: SessionReport) => report.people[0]

  it('F8 shows each item with what counts there, where somebody spoke of one', () => {
    const { office, session, ilze, marta, report } = setUp({ agenda })
    expect(first(report())?.items).toEqual([])
    office.receive(session, ilze, at('talk'))
    office.receive(session, null, { kind: 'item-everyone', item: 'panel', persons: [ilze], at: NOW, replaces: [] })
    expect(first(report())?.items).toMatchObject([
      { title: 'Opening talk', outcome: { status: 'present', minutes: 60 }, disagreement: false },
      { title: 'First panel', outcome: { status: 'present', minutes: 120 }, disagreement: false },
    ])
    expect(first(report())?.outcome?.minutes).toBe(180)
    office.receive(session, marta, at('gone'))
    const gone = report().people[1]
    expect(gone?.items.map(({ title, outcome }) => [title, outcome?.minutes])).toEqual([
      ['Opening talk', undefined],
      ['First panel', undefined],
      [null, 0],
    ])
    expect(gone?.claims[0]).toMatchObject({ item: { title: null }, value: { minutes: 0 }, standing: 'counts' })
  })

  it('F6 shows which record of a disputed item counts for now, and that others stand', () => {
    const { office, session, ilze, report } = setUp({ agenda })
    office.receive(session, ilze, at('talk'))
    office.receive(session, ilze, at('talk', { status: 'absent' }), { recorder: JANIS, receivedAt: LATER })
    office.receive(session, ilze, at('panel'), { recorder: JANIS, receivedAt: LATER + 1 })
    expect(first(report())?.items.map(({ disagreement, records }) => [disagreement, records])).toEqual([
      [true, 2],
      [false, 1],
    ])
    expect(first(report())?.claims.map(({ item, standing, value }) => [item?.title, standing, value.status])).toEqual([
      ['Opening talk', 'counts', 'absent'],
      ['First panel', 'counts', 'present'],
      ['Opening talk', 'open', 'present'],
    ])
  })

  it('F6 says at which item a coordinator has decided, and leaves the records of the others as they stand', () => {
    const { office, session, ilze, report } = setUp({ agenda })
    const settles = [
      office.receive(session, ilze, at('talk')),
      office.receive(session, ilze, at('talk', { status: 'absent' }), { recorder: JANIS }),
    ]
    office.receive(session, ilze, at('panel', { status: 'absent' }))
    const review = { kind: 'item-decision', item: 'talk', at: NOW, settles, status: 'present', minutes: 45 } as const
    office.review({ key: makeClaimKey(session, ilze, (count) => new Uint8Array(count)), session, person: ilze, review })
    const person = first(report())
    expect(person?.items.map((item) => [item.outcome?.minutes, item.disagreement, item.decision !== null])).toEqual([
      [45, false, true],
      [0, false, false],
    ])
    expect(person).toMatchObject({ decision: null, disagreement: false, outcome: { status: 'present', minutes: 45 } })
    expect(person?.claims.map(({ item, standing }) => [item?.title, standing]).toSorted()).toEqual([
      ['First panel', 'counts'],
      ['Opening talk', 'open'],
      ['Opening talk', 'open'],
    ])
  })

  it('F6 everyone present at an item yields to a mark there, and counts for the rest', () => {
    const { office, session, ilze, marta, report } = setUp({ agenda })
    const persons = [ilze, marta]
    office.receive(session, null, { kind: 'item-everyone', item: 'talk', persons, at: NOW, replaces: [] })
    office.receive(session, ilze, at('talk', { status: 'absent' }))
    expect(first(report())?.claims.map(({ standing }) => standing)).toEqual(['counts', 'yielded'])
    expect(report().people[1]?.claims.map(({ standing }) => standing)).toEqual(['counts'])
  })
})

describe('the report of a session', () => {
  it('F6 shows both records of a disagreement with their recorders, and which one counts for now', () => {
    const { office, session, ilze, report, standings } = setUp()
    office.receive(session, ilze, mark())
    office.receive(session, ilze, mark({ status: 'absent', at: LATER }), { recorder: JANIS, device: JANIS_PHONE })
    const person = report().people[0]
    expect(person?.disagreement).toBe(true)
    expect(person?.claims.map(({ recorderName, deviceName }) => [recorderName, deviceName])).toEqual([
      ['Jānis Bērziņš', 'shared phone'],
      ['Anna Kalniņa', 'own phone'],
    ])
    expect(standings(ilze)).toEqual(['counts', 'open'])
  })

  it('F11 puts records in the order in which the hub received them, whatever the phones’ clocks say', () => {
    const { office, session, report } = setUp()
    const said = (reason: string, at: number, receivedAt: number) =>
      office.receive(session, null, { kind: 'not-held', reason, at, replaces: [] }, { receivedAt })
    said('second', NOW - 9_000, LATER)
    said('first', NOW + 9_000, NOW)
    expect(report().events.map((event) => event.kind === 'not-held' && event.reason)).toEqual(['first', 'second'])
  })

  it('lists people by name, as the trainer’s register does', () => {
    const people = ['Žagare Ilze', 'Černá Eva', 'Abolina Marta'].map((name) => aPerson(name))
    const run = aRun()
    const session = aSession(run)
    const office = testOffice({ now: NOW, runs: [run], sessions: [session], roster: people })
    const view = office.register(session.session).value.value
    if (view.state !== 'ready') throw new Error('no register')
    const { people: listed } = reportSession(view.value, office.info.value as SeatInfo)
    expect(listed.map(({ row }) => row?.displayName)).toEqual(['Abolina Marta', 'Černá Eva', 'Žagare Ilze'])
  })

  it('F6 everyone present yields to a record of the person alone, and stays visible', () => {
    const { office, session, ilze, marta, standings } = setUp()
    office.receive(session, null, { kind: 'everyone', persons: [ilze, marta], at: NOW, replaces: [] })
    office.receive(session, ilze, mark({ status: 'absent', at: LATER }), { recorder: JANIS })
    expect(standings(ilze)).toEqual(['counts', 'yielded'])
    expect(standings(marta)).toEqual(['counts'])
  })

  it('F6 tells replaced from taken back', () => {
    const { office, session, ilze, marta, standings } = setUp()
    const first = office.receive(session, ilze, mark())
    office.receive(session, ilze, mark({ status: 'absent', at: LATER, replaces: [first] }))
    const wrong = office.receive(session, marta, mark())
    office.receive(session, null, { kind: 'withdrawal', withdraws: [wrong], at: LATER, replaces: [] })
    expect(standings(ilze)).toEqual(['counts', 'replaced'])
    expect(standings(marta)).toEqual(['withdrawn'])
  })

  it('F6 a withdrawal of somebody else’s record takes nothing back', () => {
    const { office, session, ilze, standings } = setUp()
    const key = office.receive(session, ilze, mark())
    const withdrawal = { kind: 'withdrawal' as const, withdraws: [key], at: LATER, replaces: [] }
    office.receive(session, null, withdrawal, { recorder: JANIS })
    expect(standings(ilze)).toEqual(['counts'])
  })

  it('F7 what came after the submission is a correction and counts for nothing yet', () => {
    const { office, session, facts, ilze, report, standings } = setUp()
    const first = office.receive(session, ilze, mark())
    office.receive(session, null, { kind: 'submission', covers: [first], facts, at: LATER, replaces: [] })
    office.receive(session, ilze, mark({ status: 'absent', at: LATER, replaces: [first] }), { recorder: JANIS })
    expect(report().correctionCount).toBe(1)
    expect(report().people[0]?.outcome?.status).toBe('present')
    expect(standings(ilze)).toContain('correction')
    expect(report().events.map(({ kind }) => kind)).toEqual(['submission'])
  })

  it('F3 marks a record that only this device has, and knows who made it', () => {
    const { office, session, ilze, report } = setUp()
    office.state(session, ilze, mark())
    const [line] = report().people[0]?.claims ?? []
    expect(line).toMatchObject({ place: 'waiting', receivedAt: null, recorderName: 'Eva Nováková' })
    expect(report().notReceived).toBe(1)
  })

  it('shows a claim once that came from the outbox and from the hub', () => {
    const { office, session, ilze } = setUp()
    const key = office.receive(session, ilze, mark())
    const view = office.register(session).value.value
    if (view.state !== 'ready') throw new Error('no register')
    const twice = [...view.value.claims, { ...view.value.claims[0], device: ANNAS_PHONE }] as typeof view.value.claims
    const report = reportSession({ ...view.value, claims: twice }, office.info.value)
    expect(report.people[0]?.claims.map((claim) => claim.key)).toEqual([key])
  })
})
