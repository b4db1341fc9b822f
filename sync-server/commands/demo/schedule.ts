import type { Day } from '#domain/session.ts'
import { addDays } from '#domain/sessionTime.ts'
import type { DemonstrationContent, RunTemplate, SlotName } from './content.ts'

/** Days before today that a first start fills, so that there is something to review, and days from today on. */
const DAYS_BEFORE = 7
const DAYS_AHEAD = 14

export interface DemonstrationSession {
  run: RunTemplate
  day: Day
  slot: SlotName
  /** Days from today: negative is past. */
  offset: number
  /** Which of the two trainers leads. */
  leader: 0 | 1
}

/** Every day has a morning session for 24 or 25 people and a smaller one in the afternoon; every other day also one
 *  in the evening. Runs take turns, so a run meets every fifth day. What stands on a day depends on the day alone. */
export function scheduleAround(content: DemonstrationContent, today: Day): DemonstrationSession[] {
  const sessions: DemonstrationSession[] = []
  for (let offset = -DAYS_BEFORE; offset < DAYS_AHEAD; offset++) {
    const day = addDays(today, offset)
    const dayNumber = Date.parse(`${day}T00:00:00Z`) / 86_400_000
    for (const slot of ['morning', 'afternoon', 'evening'] as const) {
      if (slot === 'evening' && dayNumber % 2 === 1) continue
      const candidates = content.runs.filter((run) => run.slot === slot)
      const turn = slot === 'evening' ? dayNumber / 2 : dayNumber
      const run = candidates[turn % candidates.length]
      if (run) sessions.push({ run, day, slot, offset, leader: dayNumber % 2 === 0 ? 0 : 1 })
    }
  }
  return sessions
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

export function fateOf({ slot, offset }: DemonstrationSession): Fate | null {
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
