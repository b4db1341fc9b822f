import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import type { Live, Loadable } from '#store/api.ts'

/** Follows a live query whose question changes: asks anew when a signal read in `ask` changes, and disposes the old
 *  one. The last answer stays on screen until the next is there. Made inside a model, it ends with the model. */
export function follow<T>(ask: () => Live<T>): ReadonlySignal<Loadable<T>> {
  const answer = signal<Loadable<T>>({ state: 'loading' })
  effect(() => {
    const live = ask()
    const stop = live.value.subscribe((value) => {
      if (value.state !== 'loading' || untracked(() => answer.value.state) === 'loading') answer.value = value
    })
    return () => {
      stop()
      live.dispose()
    }
  })
  return answer
}
