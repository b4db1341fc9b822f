import type { Day, Zone } from '#domain/session.ts'
import { addDays } from '#domain/sessionTime.ts'
import type { DemonstrationContent, Schedule } from './content.ts'

/** Days before today that a first start fills, so that there is something to review, and days from today on. */
const DAYS_BEFORE = 7
const DAYS_AHEAD = 14

export type SlotName = 'morning' | 'afternoon' | 'evening' | 'day'

export interface RunTemplate {
  /** Index of its course in the catalogue. */
  course: number
  /** Seeds the run's id together with its course. */
  key: number
  /** Which run of its course; null: as many as there are when it is made. */
  number: number | null
  slot: SlotName
  place: string
  /** Where its wall clocks hang, if not where the hub's do. */
  zone?: Zone
  /** The roster: so many of `people`, from this index on, round the end. */
  firstPerson: number
  rosterSize: number
}

export interface DemonstrationSession {
  run: RunTemplate
  day: Day
  slot: SlotName
  /** What became of it, if its day is past. */
  fate: Fate | null
  /** Which of the two trainers leads. */
  leader: 0 | 1
}

/** What became of a session of a past day. */
export type Fate =
  | 'accepted'
  | 'submitted'
  | 'returned'
  | 'not-held'
  /** Nobody recorded anything. */
  | 'missed'
  /** Both trainers recorded, differing; not submitted. */
  | 'disagreement'
  /** Known before: stands in the plan. */
  | 'cancelled'

/** Sessions from a week ago to two weeks ahead, by day. */
export function scheduleAround({ schedule }: DemonstrationContent, today: Day): DemonstrationSession[] {
  return Array.from({ length: DAYS_BEFORE + DAYS_AHEAD }, (_, at) => at - DAYS_BEFORE).flatMap((offset) => {
    const day = addDays(today, offset)
    const dayNumber = Date.parse(`${day}T00:00:00Z`) / 86_400_000
    const leader = dayNumber % 2 === 0 ? 0 : 1
    if (schedule.kind === 'turns')
      return turnsOn(schedule.runs, dayNumber).map((run) => {
        const { slot } = run
        return { run, day, slot, leader, fate: fateOfTurn(slot, offset) }
      })
    const fate = offset < 0 ? (schedule.fates[offset] ?? 'accepted') : null
    return [{ run: blockOn(schedule, dayNumber), day, slot: schedule.slot, leader, fate }]
  })
}

/** Every day has a morning session for 24 or 25 people and a smaller one in the afternoon; every other day also one
 *  in the evening. Runs take turns, so a run meets every fifth day. */
function turnsOn(runs: readonly RunTemplate[], dayNumber: number): RunTemplate[] {
  return (['morning', 'afternoon', 'evening'] as const).flatMap((slot) => {
    if (slot === 'evening' && dayNumber % 2 === 1) return []
    const candidates = runs.filter((run) => run.slot === slot)
    const turn = slot === 'evening' ? dayNumber / 2 : dayNumber
    return candidates[turn % candidates.length] ?? []
  })
}

function fateOfTurn(slot: SlotName, offset: number): Fate | null {
  if (offset >= 0) return null
  if (slot === 'morning') return offset === -1 ? 'disagreement' : 'accepted'
  if (slot === 'evening') return offset > -3 ? 'submitted' : 'accepted'
  const fates: Partial<Record<number, Fate>> = {
    [-1]: 'submitted',
    [-2]: 'missed',
    [-3]: 'not-held',
    [-4]: 'returned',
    [-6]: 'cancelled',
  }
  return fates[offset] ?? 'accepted'
}

type Blocks = Extract<Schedule, { kind: 'blocks' }>

function blockOn({ days, slot, places, course, rosterSize }: Blocks, dayNumber: number): RunTemplate {
  const block = Math.floor(dayNumber / days)
  const { place = '', zone } = places[block % places.length] ?? {}
  return {
    ...{ course, key: block, number: null, slot, place, rosterSize, firstPerson: block * 5 },
    ...(zone === undefined ? {} : { zone }),
  }
}
