import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'

const HALF_MINUTE_MS = 30_000

/** The seat's time as a signal that moves on by itself, so that *starts in 14 min* stays true, and at once when the
 *  hub's clock becomes known. Made inside a model, it stops with the model. */
export function movingClock(
  now: () => { at: number; trusted: boolean },
): ReadonlySignal<{ at: number; trusted: boolean }> {
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
