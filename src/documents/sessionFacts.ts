import type { AgendaItem, Break, Day, SessionFacts, SessionMode, WallTime, Zone } from '#domain/session.ts'
import { isDay as isDayText, isWallTime as isWallTimeText } from '#domain/sessionTime.ts'
import { isZone as isZoneText } from '#domain/zone.ts'
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

/** All facts in one value, as projections have them. */
export function readFacts(value: Json | undefined): SessionFacts | null {
  const when = readWhen(value)
  const facts = asObject(value)
  return when && { ...when, mode: readMode(facts?.mode), agenda: readAgenda(facts?.agenda) }
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

export const isDay = (value: Json | undefined): value is Day => typeof value === 'string' && isDayText(value)

const isWallTime = (value: Json | undefined): value is WallTime => typeof value === 'string' && isWallTimeText(value)

/** The longest name in the zone database has 32 letters. */
const isZone = (value: Json | undefined): value is Zone =>
  typeof value === 'string' && value.length <= 50 && isZoneText(value)
