import type { Clock } from '#domain/ids.ts'

/** Counts failures only: a whole village signing in behind one address is no attack, a guesser is.
 *  In memory: a restart forgives, which at 20 an hour helps nobody against 40 bits. */
export interface FailedTries {
  /** Too many failures in the last hour from this address, or on this hub. */
  isBlocked(address: string): boolean
  count(address: string): void
  /** Runs tries of one address one after the other: a thousand sent at once are judged by the failures among them. */
  inTurn<T>(address: string, run: () => Promise<T>): Promise<T>
}

const HOUR_MS = 3600 * 1000
/** Source: ARCHITECTURE.md, "Signing in". */
const PER_ADDRESS = 20
/** A code that nobody gave names no hub, so these are counted for the whole server. */
const ALTOGETHER = 500
/** Addresses kept at most; the oldest is dropped, so that a flood of addresses fills no memory. */
const ADDRESSES_KEPT = 10_000

export function makeFailedTries(clock: Clock): FailedTries {
  const byAddress = new Map<string, number[]>()
  const lastTurns = new Map<string, Promise<unknown>>()
  let all: number[] = []
  const recent = (times: number[]) => {
    const since = clock() - HOUR_MS
    return times.filter((at) => at > since)
  }
  return {
    isBlocked(address) {
      all = recent(all)
      return all.length >= ALTOGETHER || recent(byAddress.get(address) ?? []).length >= PER_ADDRESS
    },
    count(address) {
      const times = [...recent(byAddress.get(address) ?? []), clock()]
      byAddress.delete(address)
      byAddress.set(address, times)
      if (byAddress.size > ADDRESSES_KEPT) byAddress.delete(byAddress.keys().next().value ?? '')
      all.push(clock())
    },
    inTurn(address, run) {
      const before = lastTurns.get(address) ?? Promise.resolve()
      const turn = before.then(run, run)
      lastTurns.set(address, turn)
      const forget = () => {
        if (lastTurns.get(address) === turn) lastTurns.delete(address)
      }
      turn.then(forget, forget)
      return turn
    },
  }
}
