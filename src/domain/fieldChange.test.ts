import { describe, expect, it } from 'vitest'
import { aMember, aSession, SESSION } from '../../tests/support/domainMakers.ts'
import { checkFacts } from './checkFacts.ts'
import { changeToPutBack, type FieldChange, laterOnTheWall, movedFacts, splitFacts } from './fieldChange.ts'
import type { SessionFacts } from './session.ts'
import { netMinutes } from './sessionTime.ts'

/** 9:00–12:00 with a break at 10:00 for a quarter of an hour, and a talk before it. */
const MORNING = aSession({
  breaks: [{ start: '10:00', end: '10:15' }],
  agenda: [{ id: 'talk', title: 'Talk', start: '09:00', end: '10:00' }],
})
const prague = (change: Partial<SessionFacts>): SessionFacts =>
  aSession({ zone: 'Europe/Prague', breaks: [], agenda: [], ...change })
const half = (facts: SessionFacts, cut: string, date: string, start: string) => {
  const parts = splitFacts(facts, cut, { date, start })
  if (!parts.ok) throw new Error(parts.error)
  return parts.value
}

describe('a session that is moved', () => {
  it('F8 as long as before, its breaks and agenda move along, and it counts the same minutes', () => {
    const moved = movedFacts(MORNING, { date: '2026-12-01', start: '13:30', end: '16:30' })
    expect(moved).toMatchObject({
      ...{ date: '2026-12-01', start: '13:30', end: '16:30', breaks: [{ start: '14:30', end: '14:45' }] },
      agenda: [{ id: 'talk', start: '13:30', end: '14:30' }],
    })
    expect(netMinutes(moved)).toBe(netMinutes(MORNING))
  })

  it('F8 longer or shorter, its breaks stay where they are', () => {
    const longer = movedFacts(MORNING, { date: MORNING.date, start: '09:00', end: '13:00' })
    expect(longer.breaks).toEqual(MORNING.breaks)
    expect(netMinutes(longer)).toBe(netMinutes(MORNING) + 60)
    const shorter = movedFacts(MORNING, { date: MORNING.date, start: '09:00', end: '10:05' })
    expect(checkFacts(shorter).ok).toBe(false)
  })

  it('F8 F11 moved into a night in which clocks change it counts as long as that night is, and past midnight its break goes along', () => {
    const night = prague({
      date: '2026-10-20',
      start: '22:00',
      end: '04:00',
      breaks: [{ start: '23:30', end: '23:45' }],
    })
    expect(netMinutes(night)).toBe(345)
    const autumn = movedFacts(night, { date: '2026-10-24', start: '23:00', end: '05:00' })
    expect(autumn.breaks).toEqual([{ start: '00:30', end: '00:45' }])
    expect(netMinutes(autumn)).toBe(345 + 60)
    expect(netMinutes(movedFacts(night, { date: '2026-03-28', start: '22:30', end: '04:30' }))).toBe(345 - 60)
  })
})

describe('a session that is split', () => {
  it('F8 both parts together count what it counted, and its agenda goes with its time', () => {
    const { first, second } = half(MORNING, '11:00', '2026-12-02', '15:00')
    expect(first).toMatchObject({ start: '09:00', end: '11:00', breaks: MORNING.breaks, agenda: MORNING.agenda })
    expect(second).toMatchObject({ date: '2026-12-02', start: '15:00', end: '16:00', breaks: [], agenda: [] })
    expect(netMinutes(first) + netMinutes(second)).toBe(netMinutes(MORNING))
  })

  it('F8 what comes after moves along, and a break that runs then is parted', () => {
    const agenda = [{ id: 'late', title: 'Late', start: '10:15', end: '11:30' }]
    const { first, second } = half({ ...MORNING, agenda }, '10:05', '2026-12-02', '08:00')
    expect(first).toMatchObject({ end: '10:05', breaks: [{ start: '10:00', end: '10:05' }], agenda: [] })
    expect(second).toMatchObject({ end: '09:55', breaks: [{ start: '08:00', end: '08:10' }] })
    expect(second.agenda).toMatchObject([{ id: 'late', start: '08:10', end: '09:25' }])
    expect([checkFacts(first).ok, checkFacts(second).ok]).toEqual([true, true])
    expect(netMinutes(first) + netMinutes(second)).toBe(netMinutes(MORNING))
  })

  it('F8 is refused outside its time; an item of the agenda that runs then is parted', () => {
    const to = { date: '2026-12-02', start: '15:00' }
    for (const cut of ['09:00', '12:00', '08:00', '13:00'])
      expect(splitFacts(MORNING, cut, to)).toEqual({ ok: false, error: 'outside' })
    const { first, second } = half(MORNING, '09:20', to.date, to.start)
    expect(first.agenda).toEqual([{ id: 'talk', title: 'Talk', start: '09:00', end: '09:20' }])
    expect(second.agenda).toEqual([{ id: 'talk', title: 'Talk', start: '15:00', end: '15:40' }])
    expect([checkFacts(first).ok, checkFacts(second).ok]).toEqual([true, true])
  })

  it('F8 F11 a night is split after midnight, and the part on a night of changing clocks counts what that night has', () => {
    const night = prague({
      date: '2026-10-20',
      start: '22:00',
      end: '06:00',
      breaks: [{ start: '02:00', end: '02:30' }],
    })
    const { first, second } = half(night, '01:00', '2026-03-29', '00:30')
    expect(first).toMatchObject({ date: '2026-10-20', start: '22:00', end: '01:00', breaks: [] })
    expect(second).toMatchObject({ start: '00:30', end: '05:30', breaks: [{ start: '01:30', end: '02:00' }] })
    expect(netMinutes(first)).toBe(180)
    // Five hours on the wall less the hour that no clock shows, less the break.
    expect(netMinutes(second)).toBe(300 - 60 - 30)
  })
})

describe('a change that is put back', () => {
  const change = (over: Partial<FieldChange>): FieldChange => ({
    ...{ id: 'a', at: 1, by: aMember('ana'), reason: 'ice', second: null, isUndone: false },
    ...{ was: { place: 'Hall' }, now: { place: 'Library' } },
    ...over,
  })
  const now = { facts: MORNING, place: 'Library', trainers: [aMember('ana')] }

  it('F6 is the last that stands, and none where somebody changed the same since', () => {
    const moved = change({ id: 'b', was: { facts: prague({}) }, now: { facts: MORNING }, second: SESSION })
    expect(changeToPutBack([change({}), moved], now)?.id).toBe('b')
    expect(changeToPutBack([change({}), { ...moved, isUndone: true }], now)?.id).toBe('a')
    expect(changeToPutBack([change({})], { ...now, place: 'Church' })).toBe(null)
    expect(changeToPutBack([], now)).toBe(null)
  })

  it('F11 times are reckoned on the wall, around midnight too', () => {
    expect([laterOnTheWall('23:30', 45), laterOnTheWall('00:10', -20)]).toEqual(['00:15', '23:50'])
  })
})
