import type { Day, WallTime, Zone } from '#domain/session.ts'
import { addDays, dayOf, isWallTime, startsAt, wallTimeOf } from '#domain/sessionTime.ts'

const MINUTE_MS = 60_000

interface Times {
  date: Day
  start: WallTime
  end: WallTime
}

/** The zone of this device, as a session's until somebody says another. */
export const deviceZone = (): Zone => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'

/** When a session that is being planned would be: today from nine to twelve, or as long from the next half hour on, or
 *  tomorrow morning. */
export function proposedTimes(now: number, zone: Zone): Times {
  const date = dayOf(now, zone)
  const next = Math.ceil(now / (30 * MINUTE_MS)) * 30 * MINUTE_MS
  const start = wallTimeOf(next, zone)
  if (dayOf(next, zone) !== date || start > '18:00') return { date: addDays(date, 1), start: '09:00', end: '12:00' }
  return start < '09:00' ? { date, start: '09:00', end: '12:00' } : { date, start, end: later(start, 180) }
}

/** When a session that begins now is: from the last five minutes on, for two hours. */
export function timesFromNow(now: number, zone: Zone): Times {
  const from = Math.floor(now / (5 * MINUTE_MS)) * 5 * MINUTE_MS
  const start = wallTimeOf(from, zone)
  return { date: dayOf(from, zone), start, end: later(start, 120) }
}

const HOUR_MS = 60 * MINUTE_MS

/** The day of a session that begins about now at a time that was typed. Around midnight that may be the day before, or
 *  the next one: nobody begins what is half a day ahead, and what was nearly a whole day ago is a few minutes ahead. */
export function dayBeginning(now: number, start: WallTime, zone: Zone): Day {
  const today = dayOf(now, zone)
  if (!isWallTime(start)) return today
  const ahead = startsAt({ date: today, start, end: start, zone }) - now
  if (ahead > 12 * HOUR_MS) return addDays(today, -1)
  return ahead < -23 * HOUR_MS ? addDays(today, 1) : today
}

/** By the clock on the wall; past midnight it is the next day's. */
function later(time: WallTime, minutes: number): WallTime {
  const total = (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5)) + minutes) % (24 * 60)
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`
}
