import type { Clock } from '#domain/ids.ts'

/** Lets `burst` through at once and `perSecond` in the long run. */
export interface TokenBucket {
  take(): boolean
  /** Takes more for something that was let through and costs more than one: what follows waits for that. */
  spend(more: number): void
}

export function makeTokenBucket(clock: Clock, perSecond: number, burst: number): TokenBucket {
  let tokens = burst
  let filledAt = clock()
  return {
    take() {
      const now = clock()
      // A clock set back gives nothing and takes nothing.
      tokens = Math.min(burst, tokens + (Math.max(0, now - filledAt) / 1000) * perSecond)
      filledAt = now
      if (tokens < 1) return false
      tokens--
      return true
    },
    spend(more) {
      tokens -= more
    },
  }
}
