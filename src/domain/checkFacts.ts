import { fail, ok, type Result } from './result.ts'
import type { SessionFacts } from './session.ts'
import { endsAt, isDay, isWallTime, makePlacer, measureSession, startsAt } from './sessionTime.ts'
import { isZone } from './zone.ts'

export type FactsFault =
  | { kind: 'not-a-day'; date: string }
  | { kind: 'not-a-time'; time: string }
  | { kind: 'unknown-zone'; zone: string }
  /** Nothing is left: the times do not exist that night, or breaks fill the session. */
  | { kind: 'no-minutes' }
  /** Runs backwards, or is not wholly inside the session. */
  | { kind: 'break-outside'; index: number }
  | { kind: 'agenda-outside'; id: string }
  /** Agenda items add up to more than the session (F8). Minutes are net of breaks. */
  | { kind: 'agenda-too-long'; minutes: number; sessionMinutes: number }

/** Whether a session's times make sense: what to check before they are written into a plan.
 *  Errors: every fault found; faults of days, times and zone alone where there are such. */
export function checkFacts(facts: SessionFacts): Result<SessionFacts, FactsFault[]> {
  const faults: FactsFault[] = []
  if (!isDay(facts.date)) faults.push({ kind: 'not-a-day', date: facts.date })
  for (const { start, end } of [facts, ...facts.breaks, ...facts.agenda])
    for (const time of [start, end]) if (!isWallTime(time)) faults.push({ kind: 'not-a-time', time })
  if (!isZone(facts.zone)) faults.push({ kind: 'unknown-zone', zone: facts.zone })
  if (faults.length) return fail(faults)

  const start = startsAt(facts)
  const end = endsAt(facts)
  const placed = makePlacer(facts)
  const inside = (item: { start: string; end: string }) => {
    const [from, to] = placed(item.start, item.end)
    return start <= from && from < to && to <= end
  }
  const session = measureSession(facts)
  if (session.netMinutes === 0) faults.push({ kind: 'no-minutes' })
  facts.breaks.forEach((pause, index) => {
    if (!inside(pause)) faults.push({ kind: 'break-outside', index })
  })
  for (const item of facts.agenda) if (!inside(item)) faults.push({ kind: 'agenda-outside', id: item.id })
  const minutes = facts.agenda.reduce(
    (sum, item) => sum + session.stay([{ from: item.start, to: item.end }]).minutes,
    0,
  )
  if (minutes > session.netMinutes)
    faults.push({ kind: 'agenda-too-long', minutes, sessionMinutes: session.netMinutes })
  return faults.length ? fail(faults) : ok(facts)
}
