import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { ClaimKey, SessionId } from '#domain/ids.ts'
import { fail, ok, type Result } from '#domain/result.ts'
import type { StoreFailure } from './api.ts'
import { concernsTheWholeStore, toStoreFailure } from './failures.ts'
import type { Action } from './write.ts'

/** Actions between the tap and the disk. Shown at once as not saved; plain as soon as their transaction is complete.
 *  One whose write failed stays here, in the order of the taps, until it is written (F2). */

export interface PendingAction {
  action: Action
  /** On disk; shown from here until the query that shows it from there has run. */
  saved: boolean
}

export interface Unsaved {
  pending: ReadonlySignal<PendingAction[]>
  /** Why the last write failed; null once everything is written. */
  failure: ReadonlySignal<StoreFailure | null>
  /** Shows an action and writes it, after those before it. */
  save(action: Action): Promise<Result<void, StoreFailure>>
  /** Writes everything that is not written. */
  flush(): Promise<Result<void, StoreFailure>>
  /** A register is on screen: what is saved stays shown until its query has run. Gives the way to stop. */
  watch(session: SessionId): () => void
  /** What was put into the outbox from here and may not have been counted there yet. */
  queued: ReadonlySignal<Queued[]>
  /** A count of the outbox that began at `written` and saw entries up to `newest` is known. */
  counted(newest: number, written: number): void
  /** How many writes have completed; a query that began at this number sees all of them. */
  written(): number
  /** A query of this session that began at `written` has found these claims. */
  found(session: SessionId, keys: ReadonlySet<ClaimKey>, written: number): void
}

export interface Queued {
  /** Number in the outbox. */
  n: number
  /** Which completed write put it there, counted from 1. */
  write: number
}

/** `write` gives the numbers of what it put into the outbox. */
export function createUnsaved(write: (action: Action) => Promise<number[]>): Unsaved {
  const pending = signal<PendingAction[]>([])
  const failure = signal<StoreFailure | null>(null)
  const queued = signal<Queued[]>([])
  const watched = new Map<SessionId, number>()
  const outcomes = new Map<Action, (outcome: Result<void, StoreFailure>) => void>()
  const savedAs = new Map<Action, number>()
  let writes = 0
  let running: Promise<void> | null = null
  let again = false

  const replace = (action: Action, by: PendingAction[]) => {
    pending.value = pending.value.flatMap((item) => (item.action === action ? by : [item]))
  }

  function settle(action: Action, outcome: Result<void, StoreFailure>): void {
    outcomes.get(action)?.(outcome)
    outcomes.delete(action)
  }

  function complete(action: Action, numbers: number[]): void {
    writes += 1
    queued.value = [...queued.value, ...numbers.map((n) => ({ n, write: writes }))]
    const session = action.shown?.session
    if (session !== undefined && watched.has(session)) {
      savedAs.set(action, writes)
      replace(action, [{ action, saved: true }])
    } else replace(action, [])
    settle(action, ok(undefined))
  }

  /** One round over everything unwritten, oldest first. What only fails for itself does not hold up the rest. */
  async function round(): Promise<void> {
    let failed: StoreFailure | null = null
    for (const { action } of pending.value.filter((item) => !item.saved)) {
      if (failed && concernsTheWholeStore(failed)) {
        settle(action, fail(failed))
        continue
      }
      try {
        const numbers = await write(action)
        batch(() => complete(action, numbers))
      } catch (error) {
        failed = toStoreFailure(error)
        settle(action, fail(failed))
      }
    }
    failure.value = failed
  }

  /** Runs rounds until nothing was asked for meanwhile. */
  async function rounds(): Promise<void> {
    do {
      again = false
      await round()
    } while (again)
    running = null
  }

  async function flush(): Promise<Result<void, StoreFailure>> {
    again = true
    running ??= rounds()
    await running
    return failure.value ? fail(failure.value) : ok(undefined)
  }

  return {
    pending,
    failure,
    queued,
    counted(newest, written) {
      queued.value = queued.value.filter(({ n, write }) => n > newest && write > written)
    },
    async save(action) {
      const outcome = new Promise<Result<void, StoreFailure>>((resolve) => outcomes.set(action, resolve))
      pending.value = [...pending.value, { action, saved: false }]
      await Promise.race([flush(), outcome])
      return outcome
    },
    flush,
    watch(session) {
      watched.set(session, (watched.get(session) ?? 0) + 1)
      return () => {
        const left = (watched.get(session) ?? 1) - 1
        if (left > 0) watched.set(session, left)
        else {
          watched.delete(session)
          pending.value = pending.value.filter((item) => !item.saved || item.action.shown?.session !== session)
        }
      }
    },
    written: () => writes,
    found(session, keys, written) {
      const arrived = ({ action, saved }: PendingAction) =>
        saved &&
        action.shown?.session === session &&
        ((savedAs.get(action) ?? 0) <= written || action.shown.claims.every((claim) => keys.has(claim.key)))
      const left = pending.value.filter((item) => !arrived(item))
      if (left.length === pending.value.length) return
      for (const item of pending.value) if (arrived(item)) savedAs.delete(item.action)
      pending.value = left
    },
  }
}
