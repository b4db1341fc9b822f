import { computed, signal } from '@preact/signals'
import { Dexie, type IndexableType, type ObservabilitySet, RangeSet, rangesOverlap, type Table } from 'dexie'
import type { Live, Loadable } from './api.ts'

/** A database that queries may follow once it is open. */
export interface Followed {
  db: Dexie
  open(): Promise<void>
  onFailure(error: unknown): void
}

/** A query over some tables, in one read transaction of its own. */
export interface Query<T> {
  tables: Table[]
  /** Of these rows alone, if it reads no others of its tables. */
  keys?: readonly IndexableType[]
  read(): Promise<T>
}

/** Read again once nothing has been written for so long: reading shall not get in the way of the next tap, whose own
 *  mark is on screen already. */
const QUIET_MS = 100
/** While writing goes on and on. */
const AT_LATEST_MS = 1_500

/** Runs a query now and whenever its tables have changed, in this tab or another. Gives the way to stop.
 *  A query that fails leaves what was last known; the failure itself is told by the next write.
 *  Not Dexie's own `liveQuery`: it reads at once after each write, and a tap a second time waits for that. */
export function follow<T>(
  { db, open, onFailure }: Followed,
  { tables, keys, read }: Query<T>,
  next: (found: T) => void,
): () => void {
  const parts = tables.map((table) => `idb://${db.name}/${table.name}/`)
  const rows = keys && new RangeSet().addKeys([...keys])
  let stopped = false
  let reading = false
  let timer: ReturnType<typeof setTimeout> | undefined
  /** When the oldest change not read yet was noticed; null: none. */
  let staleSince: number | null = null

  function noticed(changes: ObservabilitySet): void {
    const isAffected = Object.entries(changes).some(
      ([part, range]) =>
        part === 'all' ||
        (parts.some((prefix) => part.startsWith(prefix)) && (!rows || !range || rangesOverlap(range, rows))),
    )
    if (!isAffected) return
    staleSince ??= performance.now()
    if (!reading) readLater(staleSince)
  }

  function readLater(since: number): void {
    clearTimeout(timer)
    timer = setTimeout(readNow, Math.max(0, Math.min(QUIET_MS, since + AT_LATEST_MS - performance.now())))
  }

  async function readNow(): Promise<void> {
    reading = true
    staleSince = null
    try {
      const found = await db.transaction('r', tables, read)
      if (!stopped) next(found)
    } catch (error) {
      if (!stopped && !wasClosed(error)) onFailure(error)
    }
    reading = false
    if (!stopped && staleSince !== null) readLater(staleSince)
  }

  Dexie.on.storagemutated.subscribe(noticed)
  open().then(() => {
    if (!stopped) void readNow()
  }, onFailure)
  return () => {
    stopped = true
    clearTimeout(timer)
    Dexie.on.storagemutated.unsubscribe(noticed)
  }
}

/** Closing is no failure: whoever closed it knows, and the next write tells it. */
const wasClosed = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'DatabaseClosedError' || error.name === 'AbortError')

/** A live query whose code is loaded first. Missing where that cannot be had; asked again, it is tried again. */
export function liveLater<T>(load: () => Promise<Live<T>>): Live<T> {
  const found = signal<Live<T> | 'missing' | null>(null)
  let disposed = false
  const take = (live: Live<T> | 'missing') => {
    if (!disposed) found.value = live
    else if (live !== 'missing') live.dispose()
  }
  load().then(take, () => take('missing'))
  return {
    value: computed((): Loadable<T> => {
      const live = found.value
      return live === null ? { state: 'loading' } : live === 'missing' ? { state: 'missing' } : live.value.value
    }),
    dispose() {
      disposed = true
      const live = found.peek()
      if (live && live !== 'missing') live.dispose()
    },
  }
}

/** A signal that follows a query. `undefined` from the query: missing. */
export function liveOf<T>(followed: Followed, query: Query<T | undefined>): Live<T> {
  const value = signal<Loadable<T>>({ state: 'loading' })
  const dispose = follow(followed, query, (found) => {
    value.value = found === undefined ? { state: 'missing' } : { state: 'ready', value: found }
  })
  return { value, dispose }
}
