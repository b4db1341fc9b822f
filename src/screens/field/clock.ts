import { effect, type ReadonlySignal, signal } from '@preact/signals'

const HALF_MINUTE_MS = 30_000

/** The seat's time as a signal that moves on by itself, so that *starts in 14 min* stays true.
 *  Made inside a model, it stops with the model. */
export function movingClock(
  now: () => { at: number; trusted: boolean },
): ReadonlySignal<{ at: number; trusted: boolean }> {
  const time = signal(now())
  effect(() => {
    const timer = setInterval(() => {
      time.value = now()
    }, HALF_MINUTE_MS)
    return () => clearInterval(timer)
  })
  return time
}
