import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import { aSession, COLLEAGUE, ME, testSeat } from '../testSeat.ts'
import { arrangeToday, nextSession, TodayModel } from './today.model.ts'

const HOUR_MS = 3_600_000
const morning = aSession({}, { start: '09:30', end: '12:30' })
const afternoon = aSession({}, { start: '14:00', end: '17:00' })

describe('the next session', () => {
  it('F5 is the one that runs, then the one that comes, then the last one still open', () => {
    const both = [morning, afternoon]
    expect(nextSession(both, morning.startsAt - HOUR_MS)).toBe(morning)
    expect(nextSession(both, morning.startsAt + HOUR_MS)).toBe(morning)
    expect(nextSession(both, morning.endsAt + HOUR_MS)).toBe(afternoon)
    expect(nextSession(both, afternoon.endsAt + HOUR_MS)).toBe(afternoon)
  })

  it('F5 is never a cancelled one or one that is handed in', () => {
    const done = [
      { ...morning, state: 'submitted' as const },
      { ...afternoon, cancelled: true },
    ]
    expect(nextSession(done, morning.startsAt)).toBeNull()
  })
})

describe('today', () => {
  it('F5 puts own sessions before colleagues’ and later days', () => {
    const colleagues = aSession({ trainers: [COLLEAGUE] }, { start: '08:00', end: '09:00' })
    const thursday = aSession({}, { date: '2026-11-26' })
    const view = arrangeToday([thursday, afternoon, colleagues, morning], morning.startsAt, ME)
    expect(view).toEqual({ next: morning, today: [afternoon], others: [colleagues], week: [thursday] })
  })

  it('F5 keeps a session that runs past midnight until it is over', () => {
    const night = aSession({}, { date: '2026-11-22', start: '22:00', end: '02:00' })
    const after = Date.UTC(2026, 10, 22, 23, 30)
    expect(arrangeToday([night, morning], after, ME)).toMatchObject({ next: night, today: [morning] })
    expect(arrangeToday([night, morning], night.endsAt, ME)).toMatchObject({ next: morning, today: [] })
    const model = new TodayModel(testSeat({ sessions: [night, morning], now: after }))
    expect(model.view.value).toMatchObject({ value: { next: night } })
    model[Symbol.dispose]()
  })

  it('F5 F11 goes by the calendar of the place, not of the phone', () => {
    const far = aSession({}, { zone: 'Pacific/Auckland', date: '2026-11-24', start: '09:00', end: '10:00' })
    const evening = Date.UTC(2026, 10, 23, 19, 0)
    expect(arrangeToday([far], evening, ME)).toMatchObject({ next: far, week: [] })
  })

  it('F5 names own sessions whose time has passed without any record', () => {
    const missed = aSession({}, { date: '2026-11-20' })
    const notMine = aSession({ trainers: [COLLEAGUE] }, { date: '2026-11-20' })
    const model = new TodayModel(testSeat({ sessions: [morning, missed, notMine] }))
    expect(model.withoutRecord.value).toEqual([missed])
    model[Symbol.dispose]()
  })

  it('F11 shows the nearest sessions while the clock is only the phone’s', () => {
    const model = new TodayModel(testSeat({ sessions: [afternoon, morning], trusted: false, now: 0 }))
    expect(model.now.value.trusted).toBe(false)
    expect(model.nearest.value).toEqual([morning, afternoon])
    model[Symbol.dispose]()
  })

  it('F11 knows of no session, rather than that there is none, until the phone has been read', () => {
    const value = signal({ state: 'loading' } as const)
    const unread = { ...testSeat({ trusted: false }), sessionsNear: () => ({ value, dispose: () => undefined }) }
    const model = new TodayModel(unread)
    expect(model.nearest.value).toBeNull()
    model[Symbol.dispose]()
  })
})
