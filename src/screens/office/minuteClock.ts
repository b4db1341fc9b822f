import { effect, type ReadonlySignal, signal } from '@preact/signals'

const MINUTE_MS = 60_000

/** The seat's time as a signal that moves on once a minute, so that lists about *now* follow by themselves.
 *  Made inside a model, it stops with the model. */
export function minuteClock(now: () => { at: number }): ReadonlySignal<number> {
  const at = signal(now().at)
  effect(() => {
    const timer = setInterval(() => {
      at.value = now().at
    }, MINUTE_MS)
    return () => clearInterval(timer)
  })
  return at
}
