import type { Span } from './claims.ts'
import type { AgendaItem, Day, SessionFacts, WallTime, Zone } from './session.ts'
import { zoneOffset } from './zone.ts'

/** Times of sessions: wall time + IANA zone + UTC (F11). All instants are ms since 1970, UTC. */

const MINUTE = 60_000
const DAY = 86_400_000

const DAY_SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/
const WALL_SHAPE = /^([01]\d|2[0-3]):([0-5]\d)$/

export const isWallTime = (text: string): boolean => WALL_SHAPE.test(text)

/** A day that the calendar has: 2026-02-30 is none. */
export const isDay = (text: string): boolean => DAY_SHAPE.test(text) && toDay(dayStart(text)) === text

/** UTC midnight that begins the day of that name. NaN for what is no day. */
function dayStart(day: Day): number {
  const [, year, month, date] = DAY_SHAPE.exec(day) ?? []
  return Date.UTC(Number(year), Number(month) - 1, Number(date))
}

const toDay = (utcMidnight: number): Day =>
  Number.isFinite(utcMidnight) ? new Date(utcMidnight).toISOString().slice(0, 10) : ''

const wallMinutes = (wall: WallTime): number => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3, 5))

/** When a wall clock in the zone shows that time.
 *  Shown twice (clocks go back): the first. Never shown (clocks go forward): as much later as was skipped. */
export function toUtc(day: Day, wall: WallTime, zone: Zone): number {
  return instant(dayStart(day) + wallMinutes(wall) * MINUTE, zone)
}

/** @param local the wall clock's reading, written as if it were UTC */
function instant(local: number, zone: Zone): number {
  const midnight = Math.floor(local / DAY) * DAY
  const before = zoneOffset(midnight - DAY, zone)
  const after = zoneOffset(midnight + 2 * DAY, zone)
  if (before === after || zoneOffset(local - before, zone) === before) return local - before
  return zoneOffset(local - after, zone) === after ? local - after : local - before
}

/** What the calendar in the zone says at that moment. */
export const dayOf = (utcMs: number, zone: Zone): Day =>
  toDay(Math.floor((utcMs + zoneOffset(utcMs, zone)) / DAY) * DAY)

/** What the wall clock in the zone shows at that moment, without its seconds. */
export function wallTimeOf(utcMs: number, zone: Zone): WallTime {
  const local = utcMs + zoneOffset(utcMs, zone)
  return Number.isFinite(local) ? new Date(local).toISOString().slice(11, 16) : ''
}

export const addDays = (day: Day, count: number): Day => toDay(dayStart(day) + count * DAY)

type Times = Pick<SessionFacts, 'date' | 'start' | 'end' | 'zone'>

/** An end at or before the start means the next day. */
const crossesMidnight = ({ start, end }: Times): boolean => end <= start

export const startsAt = (facts: Times): number => toUtc(facts.date, facts.start, facts.zone)
export const endsAt = (facts: Times): number =>
  toUtc(crossesMidnight(facts) ? addDays(facts.date, 1) : facts.date, facts.end, facts.zone)

/** What somebody's stay comes to, in minutes net of breaks. */
export interface Stay {
  minutes: number
  /** Missed before coming first, and after leaving last. */
  lateMinutes: number
  leftEarlyMinutes: number
}

/** A piece of time, from and to in ms UTC. */
export type Piece = readonly [from: number, to: number]

/** Some of a session's time, net of breaks. */
export interface Part {
  minutes: number
  /** What somebody's times come to in it, and when that was. Missing or empty spans: all of it. */
  attend(spans: readonly Span[] | undefined): Stay & { time: readonly Piece[] }
}

/** A session measured once, for counting many stays. */
export interface MeasuredSession {
  netMinutes: number
  /** Missing or empty spans: the whole session. */
  stay(spans: readonly Span[] | undefined): Stay
  /** Its agenda's items by id, and what lies in none of them. */
  divide(agenda: readonly AgendaItem[]): { items: ReadonlyMap<string, Part>; rest: Part }
}

type MeasuredFacts = Times & Pick<SessionFacts, 'breaks'>

/** Real minutes, so that a night in which clocks change counts as long as it was. */
export function measureSession(facts: MeasuredFacts): MeasuredSession {
  const session: Piece = [startsAt(facts), endsAt(facts)]
  const placed = makePlacer(facts)
  const working = subtract(session, merged(facts.breaks.map((pause) => placed(pause.start, pause.end))))

  function partOf(ranges: readonly Piece[]): Part {
    const time = ranges.flatMap((range) => within(working, range))
    const minutes = minutesOf(time)
    const [start, end] = [ranges[0]?.[0] ?? 0, ranges.at(-1)?.[1] ?? 0]
    return {
      minutes,
      attend(spans) {
        if (!spans?.length) return { minutes, lateMinutes: 0, leftEarlyMinutes: 0, time }
        const stays = within(merged(spans.map(({ from, to }) => placed(from ?? facts.start, to ?? facts.end))), [
          start,
          end,
        ])
        const first = stays[0]
        const last = stays.at(-1)
        // Nobody who was never there left early: all of it was missed at the start.
        if (!first || !last) return { minutes: 0, lateMinutes: minutes, leftEarlyMinutes: 0, time: [] }
        const there = stays.flatMap((piece) => within(time, piece))
        return {
          minutes: minutesOf(there),
          lateMinutes: minutesOf(within(time, [start, first[0]])),
          leftEarlyMinutes: minutesOf(within(time, [last[1], end])),
          time: there,
        }
      },
    }
  }

  const whole = partOf([session])
  return {
    netMinutes: whole.minutes,
    stay(spans) {
      const { time: _, ...stay } = whole.attend(spans)
      return stay
    },
    divide(agenda) {
      const rangesById = Map.groupBy(agenda, ({ id }) => id)
      const rangesOf = (items: readonly AgendaItem[]) =>
        within(merged(items.map(({ start, end }) => placed(start, end))), session)
      return {
        items: new Map([...rangesById].map(([id, items]) => [id, partOf(rangesOf(items))])),
        rest: partOf(subtract(session, rangesOf(agenda))),
      }
    },
  }
}

/** Minutes of time that pieces cover together, counted once where they overlap. */
export const coveredMinutes = (pieces: readonly Piece[]): number => minutesOf(merged(pieces))

/** One item of the agenda as if it were a session: what its own times are typed and shown by. */
export function factsOfItem(facts: SessionFacts, { start, end }: AgendaItem): SessionFacts {
  const [from] = makePlacer(facts)(start, end)
  return { ...facts, date: dayOf(from, facts.zone), start, end, agenda: [] }
}

/** Minutes of the session net of breaks. */
export const netMinutes = (facts: MeasuredFacts): number => measureSession(facts).netMinutes

/** What the in–out times come to (F8): clipped to the session, net of breaks, nothing counted twice. */
export const stay = (facts: MeasuredFacts, spans: readonly Span[] | undefined): Stay =>
  measureSession(facts).stay(spans)

/** Makes the function that places two wall times in a session. Where the session passes midnight, a time before its
 *  start is of the next day; but who came at 21:45 to a session from 22:00 to 06:00 came that evening, and who left at
 *  06:10 left that morning. */
export function makePlacer(facts: Times): (from: WallTime, to: WallTime) => Piece {
  const { start, end, zone } = facts
  const night = crossesMidnight(facts)
  const day = dayStart(facts.date)
  const next = day + DAY
  // On all but two days a year the offset is one number.
  const offset = zoneOffset(day - DAY, zone)
  const isSteady = offset === zoneOffset(day + 3 * DAY, zone)
  const place = (midnight: number, wall: WallTime) => {
    const local = midnight + wallMinutes(wall) * MINUTE
    return isSteady ? local - offset : instant(local, zone)
  }
  return (from, to) => {
    const isOutside = end <= from && from < to && to <= start
    const fromDay = night && from < start && from < end ? next : day
    const toDay = night && to <= start && !isOutside ? next : day
    return [place(fromDay, from), place(toDay, to)]
  }
}

const minutesOf = (pieces: readonly Piece[]): number =>
  Math.round(pieces.reduce((sum, [from, to]) => sum + to - from, 0) / MINUTE)

/** In order, none empty, none touching another. */
function merged(pieces: readonly Piece[]): Piece[] {
  const result: [number, number][] = []
  for (const [from, to] of pieces.filter(([from, to]) => from < to).sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else result.push([from, to])
  }
  return result
}

function within(pieces: readonly Piece[], [start, end]: Piece): Piece[] {
  return pieces.map(([from, to]): Piece => [Math.max(from, start), Math.min(to, end)]).filter(([from, to]) => from < to)
}

/** What is left of a piece without the others, which are in order and apart. */
function subtract([start, end]: Piece, others: readonly Piece[]): Piece[] {
  const left: Piece[] = []
  let at = start
  for (const [from, to] of within(others, [start, end])) {
    if (at < from) left.push([at, from])
    at = to
  }
  if (at < end) left.push([at, end])
  return left
}
