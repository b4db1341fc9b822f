import { describe, expect, it } from 'vitest'
import { dayBeginning, proposedTimes, timesFromNow } from './proposedTimes.ts'

const PRAGUE = 'Europe/Prague'
const at = (time: string) => Date.parse(`2026-11-24T${time}:00+01:00`)
const today = '2026-11-24'
const tomorrow = '2026-11-25'
const yesterday = '2026-11-23'

describe('proposed times', () => {
  it.each([
    ['07:12', today, '09:00', '12:00'],
    ['08:31', today, '09:00', '12:00'],
    ['09:00', today, '09:00', '12:00'],
    ['10:02', today, '10:30', '13:30'],
    ['17:55', today, '18:00', '21:00'],
    ['18:01', tomorrow, '09:00', '12:00'],
    ['23:50', tomorrow, '09:00', '12:00'],
  ])('U6 planned at %s: %s, %s to %s', (time, date, start, end) => {
    expect(proposedTimes(at(time), PRAGUE)).toEqual({ date, start, end })
  })

  it.each([
    ['09:04', today, '09:00', '11:00'],
    ['14:25', today, '14:25', '16:25'],
    ['22:59', today, '22:55', '00:55'],
  ])('U6 started at %s: from %s, %s to %s', (time, date, start, end) => {
    expect(timesFromNow(at(time), PRAGUE)).toEqual({ date, start, end })
  })

  it.each([
    ['10:00', '09:15', today],
    ['10:00', '14:00', today],
    ['22:00', '09:00', today],
    ['23:58', '00:05', tomorrow],
    ['00:10', '23:45', yesterday],
    ['00:10', '00:00', today],
    ['10:00', '', today],
  ])('F5 begun at %s with %j typed: it is of %s', (time, start, date) => {
    expect(dayBeginning(at(time), start, PRAGUE)).toBe(date)
  })

  it('F11 the day is that of the zone, not of the phone’s own', () => {
    expect(dayBeginning(Date.parse('2026-11-23T23:30:00Z'), '00:15', PRAGUE)).toBe(today)
    expect(dayBeginning(Date.parse('2026-11-23T23:30:00Z'), '23:15', 'UTC')).toBe(yesterday)
  })
})
