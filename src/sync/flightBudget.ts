/** How many requests may be under way without an answer, shared by all seats of the device. */
export interface FlightBudget {
  /** Reserves whatever is free, possibly 0. Who got 0 is called again when something is given back. */
  take(whenFree: () => void): number
  giveBack(count: number): void
}

export function createFlightBudget(size: number): FlightBudget {
  let free = size
  const starved = new Set<() => void>()
  return {
    take(whenFree) {
      const taken = free
      free = 0
      if (taken === 0) starved.add(whenFree)
      return taken
    },
    giveBack(count) {
      if (count === 0) return
      free += count
      const waiting = [...starved]
      starved.clear()
      for (const again of waiting) again()
    },
  }
}
