/** How many requests may be under way without an answer, shared by all seats of the device. */
export interface FlightBudget {
  /** Reserves whatever is free, possibly 0. */
  take(): number
  giveBack(count: number): void
  /** Called once, when something is given back. */
  whenFree(again: () => void): void
}

export function createFlightBudget(size: number): FlightBudget {
  let free = size
  const starved = new Set<() => void>()
  return {
    take() {
      const taken = free
      free = 0
      return taken
    },
    giveBack(count) {
      if (count === 0) return
      free += count
      const waiting = [...starved]
      starved.clear()
      for (const again of waiting) again()
    },
    whenFree(again) {
      starved.add(again)
    },
  }
}
