import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'

const HALF_MINUTE_MS = 30_000
const MINUTE_MS = 60_000

type Now = () => { at: number; trusted: boolean }

/** The seat's time as a signal that moves on by itself, so that *starts in 14 min* stays true, and at once when the
 *  hub's clock becomes known. Made inside a model, it stops with the model. */
export function movingClock(now: Now): ReadonlySignal<{ at: number; trusted: boolean }> {
  const ticks = signal(0)
  effect(() => {
    const timer = setInterval(() => {
      ticks.value += 1
    }, HALF_MINUTE_MS)
    return () => clearInterval(timer)
  })
  return computed(() => {
    void ticks.value
    return now()
  })
}

/** The same in whole minutes, ms UTC, for long lists: whatever is received meanwhile, they are arranged anew only once
 *  a minute. */
export function minuteClock(now: Now): ReadonlySignal<number> {
  const clock = movingClock(now)
  return computed(() => Math.floor(clock.value.at / MINUTE_MS) * MINUTE_MS)
}
