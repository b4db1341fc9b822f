import { signal } from '@preact/signals'
import { liveQuery } from 'dexie'
import type { Live, Loadable } from './api.ts'

/** A database that queries may follow once it is open. */
export interface Followed {
  open(): Promise<void>
  onFailure(error: unknown): void
}

/** Runs a query now and whenever what it read has changed, in this tab or another. Gives the way to stop.
 *  A query that fails leaves what was last known; the failure itself is told by the next write. */
export function follow<T>(
  { open, onFailure }: Followed,
  query: () => Promise<T>,
  next: (found: T) => void,
): () => void {
  let stopped = false
  let unsubscribe = () => {
    stopped = true
  }
  // Opened outside the query: inside it Dexie follows what is read and refuses to write.
  open().then(() => {
    if (stopped) return
    const subscription = liveQuery(query).subscribe({ next, error: onFailure })
    unsubscribe = () => subscription.unsubscribe()
  }, onFailure)
  return () => unsubscribe()
}

/** A signal that follows a query. `undefined` from the query: missing. */
export function liveOf<T>(followed: Followed, query: () => Promise<T | undefined>): Live<T> {
  const value = signal<Loadable<T>>({ state: 'loading' })
  const dispose = follow(followed, query, (found) => {
    value.value = found === undefined ? { state: 'missing' } : { state: 'ready', value: found }
  })
  return { value, dispose }
}
