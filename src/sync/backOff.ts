import type { Random } from '#domain/ids.ts'

export const BACK_OFF_BASE_MS = 1_000
export const BACK_OFF_CAP_MS = 60_000

/** How long to wait before the next try, in ms: exponential with full jitter, so that a village of phones that lost
 *  the same server does not come back in one moment. `attempt` counts failed tries, from 0. */
export function backOffMs(attempt: number, random: Random): number {
  const ceiling = Math.min(BACK_OFF_CAP_MS, BACK_OFF_BASE_MS * 2 ** Math.min(attempt, 16))
  const [a = 0, b = 0] = random(2)
  return Math.round((ceiling * (a * 256 + b)) / 65_535)
}
