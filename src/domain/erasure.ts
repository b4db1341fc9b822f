import type { Day } from './session.ts'
import { isDay } from './sessionTime.ts'

/** What becomes of a person's data when they ask for its erasure. done: it is erased now, for ever. restricted: it is kept
 *  until a day, because the law wants it, shown in no daily list and used for nothing else. refused: it stays as it is. */
export const ERASURE_OUTCOMES = ['done', 'restricted', 'refused'] as const
export type ErasureOutcome = (typeof ERASURE_OUTCOMES)[number]

export interface ErasureDecision {
  outcome: ErasureOutcome
  /** Of `restricted`. */
  until: Day | null
  /** Why not now; empty where it was done. Without the person's name. */
  reason: string
}

/** Longest reason, in characters. */
const LONGEST_REASON = 500

/** Reads untrusted fields. null: no decision. */
export function readErasureDecision(given: ReadonlyMap<string, unknown>): ErasureDecision | null {
  const outcome = ERASURE_OUTCOMES.find((known) => known === given.get('outcome'))
  const [until, text] = [given.get('until'), given.get('reason')]
  const reason = typeof text === 'string' ? text.trim() : ''
  if (!outcome || reason.length > LONGEST_REASON) return null
  if (outcome === 'done') return { outcome, until: null, reason: '' }
  if (reason === '') return null
  if (outcome === 'refused') return { outcome, until: null, reason }
  return typeof until === 'string' && isDay(until) ? { outcome, until, reason } : null
}
