import type { MemberId, SessionId } from './ids.ts'
import { fail, ok, type Result } from './result.ts'
import { sameJson } from './sameJson.ts'
import type { Day, SessionFacts, WallTime } from './session.ts'

/** What of a session may be changed where it is taught. */
export interface SessionParts {
  facts?: SessionFacts
  place?: string
  trainers?: MemberId[]
}

/** That somebody changed a session in the field: what stood there, what stands now, and why. Never overwritten. */
export interface FieldChange {
  id: string
  /** ms UTC by the phone's clock. */
  at: number
  /** null: not readable. */
  by: MemberId | null
  reason: string
  was: SessionParts
  now: SessionParts
  /** Where it was split: the session that is its second part. */
  second: SessionId | null
  /** Somebody put it back. */
  isUndone: boolean
}

const DAY_MINUTES = 24 * 60

const minutesOf = (time: WallTime): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

const between = (from: WallTime, to: WallTime): number =>
  (minutesOf(to) - minutesOf(from) + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES

/** What the wall clock shows so many minutes later; past midnight it is the next day's. */
export function laterOnTheWall(time: WallTime, minutes: number): WallTime {
  const total = (((minutesOf(time) + minutes) % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`
}

const shifted =
  (minutes: number) =>
  <T extends { start: WallTime; end: WallTime }>(item: T): T => ({
    ...item,
    start: laterOnTheWall(item.start, minutes),
    end: laterOnTheWall(item.end, minutes),
  })

/** The session at another time. As long as before by the clock on the wall, its breaks and agenda move along; made
 *  longer or shorter, they stay where they are. */
export function movedFacts(facts: SessionFacts, to: { date: Day; start: WallTime; end: WallTime }): SessionFacts {
  const isMoved = between(facts.start, facts.end) === between(to.start, to.end)
  const move = shifted(isMoved ? minutesOf(to.start) - minutesOf(facts.start) : 0)
  return { ...facts, ...to, breaks: facts.breaks.map(move), agenda: facts.agenda.map(move) }
}

/** outside: the session does not run then. */
export type SplitFault = 'outside'

/** One session as two: up to a time, and what is left of it from another day and time on. A break or an item of the
 *  agenda that runs then is parted with it. */
export function splitFacts(
  facts: SessionFacts,
  cut: WallTime,
  second: { date: Day; start: WallTime },
): Result<{ first: SessionFacts; second: SessionFacts }, SplitFault> {
  const length = between(facts.start, facts.end)
  const at = between(facts.start, cut)
  if (at >= length) return fail('outside')
  const since = (time: WallTime) => between(facts.start, time) % DAY_MINUTES
  const begins = (item: { start: WallTime }) => since(item.start)
  const ends = (item: { end: WallTime }) => since(item.end) || length
  const move = shifted(minutesOf(second.start) - minutesOf(cut))
  const before = <T extends { start: WallTime; end: WallTime }>(items: readonly T[]): T[] =>
    items.filter((item) => begins(item) < at).map((item) => (ends(item) > at ? { ...item, end: cut } : item))
  const after = <T extends { start: WallTime; end: WallTime }>(items: readonly T[]): T[] =>
    items.filter((item) => ends(item) > at).map((item) => move(begins(item) < at ? { ...item, start: cut } : item))
  return ok({
    first: { ...facts, end: cut, breaks: before(facts.breaks), agenda: before(facts.agenda) },
    second: {
      ...facts,
      ...second,
      end: laterOnTheWall(second.start, length - at),
      breaks: after(facts.breaks),
      agenda: after(facts.agenda),
    },
  })
}

/** The last change that stands, if nobody has changed the same since: putting it back undoes nothing else. */
export function changeToPutBack(changes: readonly FieldChange[], current: Required<SessionParts>): FieldChange | null {
  const last = changes.findLast(({ isUndone }) => !isUndone)
  if (!last) return null
  const names = Object.keys(last.now) as (keyof SessionParts)[]
  return names.every((name) => sameJson(last.now[name], current[name])) ? last : null
}
