import type { AgendaItem, Break, Day, SessionMode, WallTime, Zone } from '#domain/session.ts'
import type { Json } from './change.ts'
import { asList, asObject } from './json.ts'

/** When a session is, as one value: its parts make sense only together. */
export interface SessionWhen {
  date: Day
  start: WallTime
  end: WallTime
  zone: Zone
  breaks: Break[]
}

export function readWhen(value: Json | undefined): SessionWhen | null {
  const when = asObject(value)
  if (!when || !isDay(when.date) || !isWallTime(when.start) || !isWallTime(when.end) || !isZone(when.zone)) return null
  return { date: when.date, start: when.start, end: when.end, zone: when.zone, breaks: readBreaks(when.breaks) }
}

export const readMode = (value: Json | undefined): SessionMode =>
  value === 'online' || value === 'both' ? value : 'on-site'

export function readAgenda(value: Json | undefined): AgendaItem[] {
  return asList(value).flatMap((json) => {
    const item = asObject(json)
    if (!item || typeof item.id !== 'string' || typeof item.title !== 'string') return []
    if (!isWallTime(item.start) || !isWallTime(item.end)) return []
    return [{ id: item.id, title: item.title, start: item.start, end: item.end }]
  })
}

function readBreaks(value: Json | undefined): Break[] {
  return asList(value).flatMap((json) => {
    const pause = asObject(json)
    return pause && isWallTime(pause.start) && isWallTime(pause.end) ? [{ start: pause.start, end: pause.end }] : []
  })
}

export const isDay = (value: Json | undefined): value is Day => {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return false
  const at = Date.parse(`${value}T00:00:00Z`)
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(value)
}

const isWallTime = (value: Json | undefined): value is WallTime =>
  typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value)

/** Asking Intl is slow (about 0.1 ms) and a hub has few zones. Bounded: names come from others. */
const known = new Map<string, boolean>()

function isZone(value: Json | undefined): value is Zone {
  if (typeof value !== 'string' || value.length > 60) return false
  const before = known.get(value)
  if (before !== undefined) return before
  const valid = intlKnows(value)
  if (known.size < 500) known.set(value, valid)
  return valid
}

function intlKnows(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
