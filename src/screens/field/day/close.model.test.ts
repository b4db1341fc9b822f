import { describe, expect, it } from 'vitest'
import { aSession, COLLEAGUE, ME, testSeat } from '../testSeat.ts'
import { arrangeClosing, CloseDayModel, gapsOf, judgeDay } from './close.model.ts'

const HOUR_MS = 3_600_000
const COUNTS = { present: 10, partial: 0, absent: 1, excused: 0, notRecorded: 0, disagreements: 0 }
const NOTHING_WAITS = { unsaved: 0, refused: 0, waiting: 0 }
const morning = aSession({}, { start: '09:30', end: '12:30' })
const afternoon = aSession({}, { start: '14:00', end: '17:00' })
const evening = afternoon.endsAt + HOUR_MS
const handedIn = { ...morning, state: 'submitted' as const, counts: COUNTS }
const judge = (sessions: (typeof morning)[], now = evening, saving = NOTHING_WAITS, isSure = true) =>
  judgeDay(arrangeClosing(sessions, now, ME), saving, isSure)

describe('what a session still lacks', () => {
  it('F12 F5 is a record once it has begun, and nothing where it was cancelled or did not take place', () => {
    expect(gapsOf(morning, morning.startsAt - 1)).toEqual([])
    expect(gapsOf(morning, morning.startsAt)).toEqual([{ kind: 'no-record' }])
    expect(gapsOf({ ...morning, cancelled: true }, evening)).toEqual([])
    expect(gapsOf({ ...morning, state: 'did-not-take-place' }, evening)).toEqual([])
  })

  it('F12 F6 is marks, one record of two that differ, and the submission, in this order', () => {
    const counts = { ...COUNTS, notRecorded: 3, disagreements: 1 }
    expect(gapsOf({ ...morning, state: 'in-progress', counts }, evening)).toEqual([
      { kind: 'not-marked', count: 3 },
      { kind: 'differ', count: 1 },
      { kind: 'not-submitted' },
    ])
    expect(gapsOf({ ...morning, state: 'returned', counts: COUNTS }, evening)).toEqual([{ kind: 'returned' }])
    expect(gapsOf({ ...handedIn, counts }, evening)).toEqual([])
  })
})

describe('the day', () => {
  it('F12 holds one’s own sessions of today, and those of before that were left open, each once', () => {
    const missed = aSession({}, { date: '2026-11-20' })
    const done = aSession({ state: 'accepted' }, { date: '2026-11-19' })
    const colleagues = aSession({ trainers: [COLLEAGUE] })
    const tomorrow = aSession({}, { date: '2026-11-24' })
    const day = arrangeClosing(
      [missed, afternoon, missed, done, colleagues, tomorrow, handedIn],
      morning.endsAt + HOUR_MS,
      ME,
    )
    expect(day.today).toEqual([
      { session: handedIn, gaps: [] },
      { session: afternoon, gaps: [] },
    ])
    expect(day.before).toEqual([{ session: missed, gaps: [{ kind: 'no-record' }] }])
    expect(day.ahead).toBe(1)
  })

  it('F12 F5 keeps yesterday’s session that runs past midnight', () => {
    const night = aSession({}, { date: '2026-11-22', start: '22:00', end: '02:00' })
    const day = arrangeClosing([night], night.endsAt - HOUR_MS, ME)
    expect(day).toMatchObject({ today: [{ session: night }], before: [] })
    expect(arrangeClosing([night], night.endsAt, ME)).toMatchObject({ today: [], before: [{ session: night }] })
  })

  it('F12 is closed only when all is recorded and the hub has it', () => {
    const later = { ...afternoon, state: 'accepted' as const }
    expect(judge([handedIn, later])).toEqual({ kind: 'received' })
    expect(judge([handedIn, later], evening, { ...NOTHING_WAITS, waiting: 2 })).toEqual({ kind: 'waiting', changes: 2 })
    expect(judge([handedIn, afternoon])).toEqual({ kind: 'missing', sessions: 1 })
    expect(judge([handedIn, afternoon], morning.endsAt)).toEqual({ kind: 'ahead', sessions: 1 })
    expect(judge([handedIn], evening, { ...NOTHING_WAITS, refused: 1 })).toEqual({ kind: 'refused', changes: 1 })
  })

  it('F12 F2 says first what is not saved', () => {
    expect(judge([afternoon], evening, { unsaved: 1, refused: 1, waiting: 4 })).toEqual({ kind: 'unsaved', changes: 1 })
  })

  it('F12 F5 is never called closed while nobody has confirmed which day it is', () => {
    expect(judge([handedIn], evening, NOTHING_WAITS, false)).toEqual({ kind: 'unsure' })
    expect(judge([afternoon], evening, NOTHING_WAITS, false)).toEqual({ kind: 'missing', sessions: 1 })
    const model = new CloseDayModel(testSeat({ sessions: [handedIn], now: evening, trusted: false }))
    expect(model.verdict.value).toEqual({ kind: 'unsure' })
    model[Symbol.dispose]()
  })

  it('F12 F11 tells of a clock that is wrong, and not that all is there while the first sessions are on their way', () => {
    const seat = testSeat({ sessions: [handedIn], now: evening })
    const model = new CloseDayModel(seat)
    expect([model.verdict.value, model.clockMinutes.value]).toEqual([{ kind: 'received' }, null])
    seat.connection.value = { ...seat.connection.value, filling: true, clockOffsetMs: 3 * HOUR_MS }
    expect([model.verdict.value, model.clockMinutes.value]).toEqual([{ kind: 'unsure' }, 180])
    model[Symbol.dispose]()
  })
})
