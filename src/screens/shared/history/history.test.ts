import { describe, expect, it } from 'vitest'
import { makeClaimKey } from '#domain/claimKey.ts'
import type { Everyone, Mark, Review } from '#domain/claims.ts'
import type { ClaimKey, PersonId } from '#domain/ids.ts'
import type { RegisterView } from '#store/api.ts'
import { ANNAS_PHONE, aPerson, aRun, aSession, JANIS, JANIS_PHONE, testOffice } from '../../office/testSeat.ts'
import { historyOf } from './history.ts'

const NOW = Date.parse('2026-11-23T12:00:00Z')
const MINUTE = 60_000

function setUp() {
  const people = [aPerson('Balode Ilze'), aPerson('Ozoliņa Marta'), aPerson('Černý Petr')]
  const run = aRun()
  const session = aSession(run)
  const office = testOffice({ now: NOW, runs: [run], sessions: [session], roster: people })
  const [ilze, marta, petr] = people.map(({ person }) => person) as [PersonId, PersonId, PersonId]
  let received = NOW
  /** Received a minute after what was received before. */
  const next = () => {
    received += MINUTE
    return { receivedAt: received }
  }
  let letter = 0
  function view(change: Partial<RegisterView> = {}): RegisterView {
    const found = office.register(session.session).value.value
    if (found.state !== 'ready') throw new Error('no register')
    return { ...found.value, ...change }
  }
  function review(person: PersonId | null, said: Review): string {
    const key = makeClaimKey(session.session, person, (count) => new Uint8Array(count).fill(200 + letter++))
    office.review({
      ...{ key, session: session.session, person, reviewer: JANIS, review: said },
      ...{ device: JANIS_PHONE, clockOffsetMs: 0, ...next() },
    })
    return key
  }
  const told = (person: PersonId | null = null, change: Partial<RegisterView> = {}) =>
    historyOf(view(change), [], person).map(({ what }) => what)
  return { office, session: session.session, ilze, marta, petr, next, review, view, told, facts: session.facts }
}

const mark = (change: Partial<Mark> = {}): Mark => ({
  ...{ kind: 'mark', status: 'present', at: NOW, replaces: [] },
  ...change,
})
const everyone = (persons: PersonId[], change: Partial<Everyone> = {}): Everyone => ({
  ...{ kind: 'everyone', persons, at: NOW, replaces: [] },
  ...change,
})

describe('the history of a session', () => {
  it('F6 tells old and new of each change, who made it on which device, and when the hub had it', () => {
    const { office, session, ilze, next, view } = setUp()
    const first = office.receive(session, ilze, mark({ status: 'absent' }), next())
    office.receive(session, ilze, mark({ at: NOW + MINUTE, spans: [{ from: '10:00' }], replaces: [first] }), {
      ...{ recorder: JANIS, device: JANIS_PHONE },
      ...next(),
    })
    const [, changed] = historyOf(view(), [], null)
    expect(changed).toMatchObject({
      ...{ persons: [ilze], byName: 'Jānis Bērziņš', deviceName: 'shared phone' },
      ...{ at: NOW + MINUTE, receivedAt: NOW + 2 * MINUTE, place: 'received' },
      what: {
        kind: 'mark',
        before: [{ status: 'absent' }],
        now: { status: 'present', spans: [{ from: '10:00' }] },
      },
    })
  })

  it('F11 follows the order in which the hub received, whatever the phones’ clocks said', () => {
    const { office, session, ilze, marta, petr, view } = setUp()
    const hours = (count: number) => count * 60 * MINUTE
    office.state(session, petr, mark({ at: NOW - hours(100_000) }))
    office.receive(session, marta, mark({ at: NOW - hours(3) }), { receivedAt: NOW + 2, clockOffsetMs: -hours(3) })
    office.receive(session, ilze, mark({ at: NOW + hours(3) }), { receivedAt: NOW + 1, clockOffsetMs: hours(3) })
    const entries = historyOf(view(), [], null)
    expect(entries.map(({ persons }) => persons[0])).toEqual([ilze, marta, petr])
    expect(entries.map(({ place }) => place)).toEqual(['received', 'received', 'waiting'])
    expect(entries[0]?.clockOffsetMs).toBe(hours(3))
  })

  it('F9 tells by which way: by hand, several at once, by badge, or typed at the door', () => {
    const { office, session, ilze, marta, petr, next, told } = setUp()
    office.receive(session, ilze, mark({ at: NOW }), next())
    office.receive(session, marta, mark({ at: NOW + 1, way: 'badge' }), next())
    office.receive(session, petr, mark({ at: NOW + 2 }), next())
    const bulk = next()
    for (const person of [ilze, marta]) office.receive(session, person, mark({ at: NOW + 3, status: 'excused' }), bulk)
    office.receive(session, null, everyone([ilze, petr], { at: NOW + 4 }), next())
    const ways = told(null, { walkIns: new Set([petr]) }).map((what) => what.kind === 'mark' && what.way)
    expect(ways).toEqual(['tap', 'badge', 'walk-in', 'bulk', 'bulk'])
  })

  it('F4 tells one action for several people as one thing that happened, unless it changed something else of each', () => {
    const { office, session, ilze, marta, petr, next, view } = setUp()
    const before = office.receive(session, petr, mark({ status: 'absent', at: NOW - 1 }), next())
    const bulk = next()
    for (const [person, replaces] of [
      [ilze, []],
      [marta, []],
      [petr, [before]],
    ] as [PersonId, ClaimKey[]][])
      office.receive(session, person, mark({ status: 'excused', replaces }), bulk)
    expect(historyOf(view(), [], null).map(({ persons }) => persons.length)).toEqual([1, 2, 1])
  })

  it('F7 calls a correction what comes after a submission that does not cover it, with its reason', () => {
    const { office, session, ilze, marta, facts, next, told } = setUp()
    const key = office.receive(session, ilze, mark(), next())
    const late = next()
    const submission = { kind: 'submission' as const, covers: [key], facts, at: NOW, replaces: [] }
    const handedIn = office.receive(session, null, submission, next())
    office.receive(session, marta, mark({ at: NOW + 1 }), late)
    office.notes.value = new Map([['why', 'The bus was late']])
    office.receive(session, ilze, mark({ at: NOW + 2, status: 'absent', replaces: [key], about: 'why' }), next())
    office.receive(session, null, { kind: 'withdrawal', withdraws: [handedIn], at: NOW, replaces: [] }, next())
    office.receive(session, marta, mark({ at: NOW + 3, status: 'absent' }), next())
    expect(told()).toMatchObject([
      { kind: 'mark', isCorrection: false },
      { kind: 'mark', isCorrection: false },
      { kind: 'submitted', covers: 1 },
      { kind: 'mark', isCorrection: true, reason: 'The bus was late', before: [{ status: 'present' }] },
      { kind: 'submission-taken-back' },
      { kind: 'mark', isCorrection: false },
    ])
  })

  it('F6 tells decisions, by whom, and that they were undone', () => {
    const { office, session, ilze, review, next, view } = setUp()
    const settles = [
      office.receive(session, ilze, mark(), next()),
      office.receive(session, ilze, mark({ status: 'absent', at: NOW + 1 }), { recorder: JANIS, ...next() }),
    ]
    const decision = review(ilze, { kind: 'decision', at: NOW, settles, status: 'present', minutes: 180 })
    review(ilze, { kind: 'undone', at: NOW, review: decision })
    const entries = historyOf(view(), [], ilze)
    expect(entries.map(({ what }) => what)).toMatchObject([
      { kind: 'mark' },
      { kind: 'mark' },
      { kind: 'decided', before: [{ status: 'present' }, { status: 'absent' }], now: { minutes: 180 } },
      { kind: 'undone', what: 'decision' },
    ])
    expect(entries[2]).toMatchObject({ byName: 'Jānis Bērziņš', deviceName: 'shared phone', place: 'received' })
  })

  it('F6 tells what was taken back, and passes over a withdrawal of what is somebody else’s', () => {
    const { office, session, ilze, next, told } = setUp()
    const key = office.receive(session, ilze, mark({ status: 'excused' }), next())
    const back = { kind: 'withdrawal' as const, withdraws: [key], at: NOW, replaces: [] }
    office.receive(session, null, back, { recorder: JANIS, ...next() })
    expect(told()).toMatchObject([{ kind: 'mark' }])
    office.receive(session, null, back, next())
    expect(told()).toMatchObject([{ kind: 'mark' }, { kind: 'taken-back', what: [{ status: 'excused' }] }])
  })

  it('F6 tells of one person alone what was said of them, and what became of the register', () => {
    const { office, session, ilze, marta, facts, next, told } = setUp()
    const all = office.receive(session, null, everyone([ilze, marta]), next())
    office.receive(session, marta, mark({ at: NOW + 1, status: 'absent', replaces: [all] }), next())
    const book = { kind: 'class-book' as const, topic: 'Stress', method: '', note: '', at: NOW, replaces: [] }
    office.receive(session, null, book, next())
    office.receive(session, null, { kind: 'submission', covers: [all], facts, at: NOW, replaces: [] }, next())
    expect(told(ilze).map(({ kind }) => kind)).toEqual(['mark', 'submitted'])
    expect(told(marta)).toMatchObject([
      { kind: 'mark', way: 'bulk', before: [], now: { status: 'present' } },
      { kind: 'mark', before: [{ status: 'present' }], now: { status: 'absent' } },
      { kind: 'submitted' },
    ])
  })

  it('F3 tells a claim that is here and at the hub once, as received', () => {
    const { office, session, ilze, view } = setUp()
    office.receive(session, ilze, mark(), { receivedAt: NOW, device: ANNAS_PHONE })
    const known = view()
    const [claim] = known.claims
    if (!claim) throw new Error('no claim')
    const { receivedAt: _, device: __, ...here } = claim
    for (const claims of [
      [here, claim],
      [claim, here],
    ])
      expect(historyOf({ ...known, claims }, [], null)).toMatchObject([{ place: 'received', receivedAt: NOW }])
  })
})
