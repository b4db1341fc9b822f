import { describe, expect, test } from 'vitest'
import { aSession } from '../../tests/support/domainMakers.ts'
import {
  addDays,
  dayOf,
  endsAt,
  isDay,
  isWallTime,
  netMinutes,
  startsAt,
  stay,
  toUtc,
  wallTimeOf,
} from './sessionTime.ts'
import { isZone } from './zone.ts'

const PRAGUE = 'Europe/Prague'
const utc = (text: string) => Date.parse(`${text}Z`)

describe('wall time, zone and UTC', () => {
  test('F11 a wall time is one hour ahead of UTC in winter and two in summer', () => {
    expect(toUtc('2026-01-15', '09:00', PRAGUE)).toBe(utc('2026-01-15T08:00'))
    expect(toUtc('2026-07-15', '09:00', PRAGUE)).toBe(utc('2026-07-15T07:00'))
  })

  test('F11 on the day when clocks go forward, times before and after the gap are right', () => {
    expect(toUtc('2026-03-29', '01:59', PRAGUE)).toBe(utc('2026-03-29T00:59'))
    expect(toUtc('2026-03-29', '03:00', PRAGUE)).toBe(utc('2026-03-29T01:00'))
    expect(toUtc('2026-03-28', '23:30', PRAGUE)).toBe(utc('2026-03-28T22:30'))
    expect(toUtc('2026-03-30', '00:30', PRAGUE)).toBe(utc('2026-03-29T22:30'))
  })

  test('F11 a time that the clocks skip is as much later as was skipped', () => {
    expect(toUtc('2026-03-29', '02:30', PRAGUE)).toBe(utc('2026-03-29T01:30'))
    expect(wallTimeOf(toUtc('2026-03-29', '02:30', PRAGUE), PRAGUE)).toBe('03:30')
  })

  test('F11 a time that the clocks show twice is the first', () => {
    expect(toUtc('2026-10-25', '02:30', PRAGUE)).toBe(utc('2026-10-25T00:30'))
    expect(toUtc('2026-10-25', '01:59', PRAGUE)).toBe(utc('2026-10-24T23:59'))
    expect(toUtc('2026-10-25', '03:00', PRAGUE)).toBe(utc('2026-10-25T02:00'))
  })

  test('F11 Kaliningrad keeps its time all year, and had another until 2014', () => {
    const zone = 'Europe/Kaliningrad'
    expect(toUtc('2026-01-15', '09:00', zone)).toBe(utc('2026-01-15T07:00'))
    expect(toUtc('2026-07-15', '09:00', zone)).toBe(utc('2026-07-15T07:00'))
    expect(toUtc('2013-07-15', '09:00', zone)).toBe(utc('2013-07-15T06:00'))
  })

  test('F11 every hour of a year there and back is the same moment, but for the hour shown twice', () => {
    for (const zone of [
      PRAGUE,
      'Europe/Kaliningrad',
      'Europe/Riga',
      'Australia/Lord_Howe',
      'America/St_Johns',
      'UTC',
    ]) {
      let twice = 0
      for (let at = utc('2026-01-01T00:00'); at < utc('2027-01-01T00:00'); at += 3_600_000) {
        if (toUtc(dayOf(at, zone), wallTimeOf(at, zone), zone) !== at) twice++
      }
      expect({ zone, twice: twice <= 1 }).toEqual({ zone, twice: true })
    }
  })

  test('F5 the day is the one in the place, not in UTC', () => {
    expect(dayOf(utc('2026-05-12T22:30'), PRAGUE)).toBe('2026-05-13')
    expect(wallTimeOf(utc('2026-05-12T22:30:59'), PRAGUE)).toBe('00:30')
    expect(dayOf(utc('2026-05-12T03:30'), 'America/New_York')).toBe('2026-05-11')
  })

  test('days are counted over months, leap days and clock changes', () => {
    expect(addDays('2026-03-28', 1)).toBe('2026-03-29')
    expect(addDays('2026-03-29', 1)).toBe('2026-03-30')
    expect(addDays('2026-10-25', 1)).toBe('2026-10-26')
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
  })

  test('a zone that this machine does not know counts as UTC and is told', () => {
    expect(isZone('Europe/Atlantis')).toBe(false)
    expect(isZone(PRAGUE)).toBe(true)
    expect(toUtc('2026-07-15', '09:00', 'Europe/Atlantis')).toBe(utc('2026-07-15T09:00'))
  })

  test('only days of the calendar and times of the clock are such', () => {
    expect(['2026-02-28', '2028-02-29'].every(isDay)).toBe(true)
    expect(['2026-02-29', '2026-13-01', '26-01-01', '2026-1-1', '', 'today'].some(isDay)).toBe(false)
    expect(['00:00', '23:59'].every(isWallTime)).toBe(true)
    expect(['24:00', '9:00', '12:60', '', '12:00:00'].some(isWallTime)).toBe(false)
  })
})

describe('minutes of a session', () => {
  test('F8 are net of breaks', () => {
    expect(netMinutes(aSession())).toBe(165)
    expect(netMinutes(aSession({ breaks: [] }))).toBe(180)
  })

  test('F8 breaks that overlap, or reach beyond the session, are taken off once and only inside it', () => {
    const breaks = [
      { start: '08:30', end: '09:10' },
      { start: '10:00', end: '10:20' },
      { start: '10:10', end: '10:30' },
      { start: '11:50', end: '13:00' },
    ]
    expect(netMinutes(aSession({ breaks }))).toBe(180 - 10 - 30 - 10)
  })

  test('F8 a session past midnight ends on the next day, and so do its breaks', () => {
    const night = aSession({ start: '22:00', end: '02:00', breaks: [{ start: '23:50', end: '00:10' }] })
    expect(endsAt(night) - startsAt(night)).toBe(4 * 3_600_000)
    expect(netMinutes(night)).toBe(220)
    expect(netMinutes({ ...night, breaks: [{ start: '00:30', end: '01:00' }] })).toBe(210)
  })

  test('F8 the night when clocks go forward is an hour shorter, the one when they go back an hour longer', () => {
    const night = { start: '22:00', end: '06:00', breaks: [{ start: '02:00', end: '03:00' }] }
    expect(netMinutes(aSession({ ...night, date: '2026-03-28' }))).toBe(7 * 60)
    expect(netMinutes(aSession({ ...night, date: '2026-10-24' }))).toBe(9 * 60 - 120)
    expect(netMinutes(aSession({ ...night, date: '2026-05-12' }))).toBe(7 * 60)
    expect(netMinutes(aSession({ ...night, date: '2026-03-28', zone: 'Europe/Kaliningrad' }))).toBe(7 * 60)
    expect(netMinutes(aSession({ start: '01:00', end: '04:00', breaks: [], date: '2026-10-25' }))).toBe(240)
    expect(netMinutes(aSession({ start: '01:00', end: '04:00', breaks: [], date: '2026-03-29' }))).toBe(120)
  })

  test('an end equal to the start is a day later', () => {
    expect(netMinutes(aSession({ start: '08:00', end: '08:00', breaks: [] }))).toBe(1440)
  })
})

describe('a stay', () => {
  const day = aSession()

  test('F8 without times is the whole session', () => {
    expect(stay(day, undefined)).toEqual({ minutes: 165, lateMinutes: 0, leftEarlyMinutes: 0 })
    expect(stay(day, [])).toEqual(stay(day, undefined))
    expect(stay(day, [{}])).toEqual(stay(day, undefined))
  })

  test('F8 late and left early are the minutes missed, net of breaks', () => {
    expect(stay(day, [{ from: '09:20' }])).toEqual({ minutes: 145, lateMinutes: 20, leftEarlyMinutes: 0 })
    expect(stay(day, [{ to: '11:30' }])).toEqual({ minutes: 135, lateMinutes: 0, leftEarlyMinutes: 30 })
    expect(stay(day, [{ from: '10:30' }])).toEqual({ minutes: 90, lateMinutes: 75, leftEarlyMinutes: 0 })
  })

  test('F8 coming in a break is as late as the break began', () => {
    expect(stay(day, [{ from: '10:10' }])).toEqual({ minutes: 105, lateMinutes: 60, leftEarlyMinutes: 0 })
  })

  test('F8 several pairs add up, and what lies between is neither late nor early', () => {
    const twice = [
      { from: '11:00', to: '11:50' },
      { from: '09:10', to: '10:00' },
    ]
    expect(stay(day, twice)).toEqual({ minutes: 100, lateMinutes: 10, leftEarlyMinutes: 10 })
  })

  test('F8 pairs that overlap count once', () => {
    const overlapping = [
      { from: '09:00', to: '10:30' },
      { from: '09:30', to: '11:00' },
      { from: '09:40', to: '09:50' },
    ]
    expect(stay(day, overlapping)).toEqual({ minutes: 105, lateMinutes: 0, leftEarlyMinutes: 60 })
  })

  test('F8 times outside the session are clipped to it', () => {
    expect(stay(day, [{ from: '08:00', to: '13:00' }])).toEqual(stay(day, undefined))
    const early = [
      { from: '06:00', to: '07:00' },
      { from: '11:00', to: '12:00' },
    ]
    expect(stay(day, early)).toEqual({ minutes: 60, lateMinutes: 105, leftEarlyMinutes: 0 })
  })

  test('F8 times wholly outside, or running backwards, give nothing', () => {
    const nothing = { minutes: 0, lateMinutes: 165, leftEarlyMinutes: 0 }
    expect(stay(day, [{ from: '06:00', to: '07:00' }])).toEqual(nothing)
    expect(stay(day, [{ from: '11:00', to: '10:00' }])).toEqual(nothing)
    expect(stay(day, [{ from: '12:30' }])).toEqual(nothing)
  })

  test('F8 in a session past midnight times find their own day', () => {
    const night = aSession({ start: '22:00', end: '06:00', breaks: [] })
    expect(stay(night, [{ from: '00:30', to: '05:30' }])).toEqual({
      minutes: 300,
      lateMinutes: 150,
      leftEarlyMinutes: 30,
    })
    expect(stay(night, [{ from: '21:45', to: '23:00' }])).toEqual({
      minutes: 60,
      lateMinutes: 0,
      leftEarlyMinutes: 420,
    })
    expect(stay(night, [{ from: '05:00', to: '06:10' }]).minutes).toBe(60)
    expect(stay(night, [{ from: '21:00', to: '22:00' }]).minutes).toBe(0)
    expect(stay(night, [{ from: '06:00', to: '07:00' }]).minutes).toBe(0)
  })

  test('F8 who stays through the hour shown twice stays both', () => {
    const night = aSession({ date: '2026-10-24', start: '22:00', end: '06:00', breaks: [] })
    expect(stay(night, [{ from: '01:00', to: '04:00' }]).minutes).toBe(240)
  })
})
