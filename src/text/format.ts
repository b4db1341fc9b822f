import type { Day } from '#domain/session.ts'
import { dayOf } from '#domain/sessionTime.ts'
import { language } from './i18n.tsx'
import { intlLocale } from './intlLocale.ts'

/** Dates, times, numbers and lists as the language on screen writes them. All read the language signal. */

const formats = new Map<string, Intl.DateTimeFormat>()
const numbers = new Map<string, Intl.NumberFormat>()

const dates = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  dateFormat(intlLocale(language.value), options)

/** Kept: making one takes longer than all that it is then used for on a screen. */
function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(locale, options)
    formats.set(key, format)
  }
  return format
}

function number(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const locale = intlLocale(language.value)
  const key = `${locale} ${JSON.stringify(options)}`
  let format = numbers.get(key)
  if (!format) {
    format = new Intl.NumberFormat(locale, options)
    numbers.set(key, format)
  }
  return format
}

const DAY_MS = 86_400_000
/** A calendar day as its midnight in UTC, so that no zone shifts it. */
const midnight = (day: string): number => Date.parse(`${day}T00:00:00Z`)
const daysFrom = (today: string, day: string): number => Math.round((midnight(day) - midnight(today)) / DAY_MS)

const upperFirst = (text: string): string =>
  text.charAt(0).toLocaleUpperCase(intlLocale(language.value)) + text.slice(1)

const twoDigits = (value: number): string => String(value).padStart(2, '0')

/** `YYYY-MM-DD` of a moment (ms UTC) in a zone; without one, in this device's. Asked for by every row, and making an
 *  `Intl` format costs a cheap phone several milliseconds: none is made here. */
export function dayIn(at: number, zone?: string): Day {
  if (zone !== undefined) return dayOf(at, zone)
  const date = new Date(at)
  return `${String(date.getFullYear()).padStart(4, '0')}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`
}

/** Sunday, 22 November; with the year when it is another than today's. */
export function formatDay(day: string, today?: string): string {
  const otherYear = today === undefined || today.slice(0, 4) !== day.slice(0, 4)
  return dates({
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(otherYear ? { year: 'numeric' } : {}),
    timeZone: 'UTC',
  }).format(midnight(day))
}

/** Tue 24. Without the comma of those languages that put one: it leads a line, as a label. */
export function formatWeekday(day: string): string {
  return dates({ weekday: 'short', day: 'numeric', timeZone: 'UTC' }).format(midnight(day)).replace(',', '')
}

/** 22 Nov; with the year when it is another than today's. Bulgarian has no short months: 22.11 would stand beside a
 *  time like a number. */
export function formatShortDay(day: string, today?: string): string {
  const otherYear = today === undefined || today.slice(0, 4) !== day.slice(0, 4)
  return dates({
    day: 'numeric',
    month: intlLocale(language.value) === 'bg' ? 'long' : 'short',
    ...(otherYear ? { year: 'numeric' } : {}),
    timeZone: 'UTC',
  }).format(midnight(day))
}

/** Today, Yesterday, Tomorrow; else the day. Begins with a capital letter: for headings. */
export function formatNearDay(day: string, today: string): string {
  const away = daysFrom(today, day)
  if (Math.abs(away) > 1) return upperFirst(formatDay(day, today))
  return upperFirst(relativeDays(away))
}

/** today, yesterday, tomorrow; else 22 Nov. For the middle of a sentence. */
export function formatNearDayInline(day: string, today: string): string {
  const away = daysFrom(today, day)
  return Math.abs(away) > 1 ? formatShortDay(day, today) : relativeDays(away)
}

function relativeDays(away: number): string {
  return new Intl.RelativeTimeFormat(intlLocale(language.value), { numeric: 'auto' }).format(away, 'day')
}

/** Languages that write 09:30; the others 9:30. */
const TWO_DIGIT_HOURS = ['en-GB', 'bg', 'lv', 'pl']

function clockOptions(zone?: string): Intl.DateTimeFormatOptions {
  const hour = TWO_DIGIT_HOURS.includes(intlLocale(language.value)) ? '2-digit' : 'numeric'
  return { hour, minute: '2-digit', hourCycle: 'h23', ...(zone ? { timeZone: zone } : {}) }
}

/** Wall-clock time `HH:MM`, by 24 hours. */
export function formatWallTime(time: string): string {
  return dates(clockOptions('UTC')).format(Date.parse(`2000-01-01T${time}:00Z`))
}

/** 09:30–12:30. */
export const formatWallTimes = (from: string, to: string): string => `${formatWallTime(from)}–${formatWallTime(to)}`

/** Time of a moment (ms UTC) on this device or in a zone, by 24 hours. */
export function formatTime(at: number, zone?: string): string {
  return dates(clockOptions(zone)).format(at)
}

/** 18:42 when it is today; yesterday 18:42; 20 Nov 18:42. */
export function formatMoment(at: number, now: number, zone?: string): string {
  const day = dayIn(at, zone)
  const today = dayIn(now, zone)
  const time = formatTime(at, zone)
  return day === today ? time : `${formatNearDayInline(day, today)} ${time}`
}

/** in 14 min., 2 hours ago: the time from now, in the largest unit that fits. */
export function formatFromNow(at: number, now: number): string {
  const minutes = Math.round((at - now) / 60_000)
  const format = new Intl.RelativeTimeFormat(intlLocale(language.value), { numeric: 'auto', style: 'short' })
  if (Math.abs(minutes) < 60) return format.format(minutes, 'minute')
  if (Math.abs(minutes) < 24 * 60) return format.format(Math.round(minutes / 60), 'hour')
  return format.format(Math.round(minutes / (24 * 60)), 'day')
}

/** 25 min; 2 h; 2 h 15 min. */
export function formatMinutes(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  const hourPart = number({ style: 'unit', unit: 'hour', unitDisplay: 'narrow' })
    .format(hours)
    .replace(/(\d)(\p{L})/u, '$1 $2')
  const minutePart = number({ style: 'unit', unit: 'minute', unitDisplay: 'short' })
    .format(rest)
    .replace(/mins$/, 'min')
  if (hours === 0) return minutePart
  return rest === 0 ? hourPart : `${hourPart} ${minutePart}`
}

/** How long, in the largest unit that tells enough: 25 min, 3 h, 12 days. */
export function formatSpan(minutes: number): string {
  const hours = Math.round(minutes / 60)
  if (hours >= 48) return number({ style: 'unit', unit: 'day', unitDisplay: 'long' }).format(Math.round(hours / 24))
  return formatMinutes(hours >= 3 ? hours * 60 : minutes)
}

/** 82 kB; 1.4 MB; 10.7 GB: the size of a download, and of what is left. */
export function formatBytes(bytes: number): string {
  const [unit, size] =
    bytes >= 1_000_000_000 ? ['gigabyte', 1e9] : bytes >= 1_000_000 ? ['megabyte', 1e6] : ['kilobyte', 1000]
  const value = size === 1000 ? Math.round(bytes / size) : Math.round((bytes * 10) / size) / 10
  return number({ style: 'unit', unit, unitDisplay: 'short' }).format(value)
}

export const formatNumber = (value: number): string => number({}).format(value)

/** A, B and C. */
export function formatList(items: readonly string[]): string {
  return new Intl.ListFormat(intlLocale(language.value), { type: 'conjunction' }).format(items)
}
