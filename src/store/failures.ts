import type { StoreFailure } from './api.ts'

/** The database behind us is not the one that was opened: wiped, or replaced. What was written is not saved. */
export class StoreLostError extends Error {
  override name = 'StoreLostError'
}

/** What a person can be told of an exception of Dexie, IndexedDB or our own. Errors hide inside others: Dexie wraps
 *  the browser's as `inner`, a bulk write lists its own as `failures`. */
export function toStoreFailure(error: unknown): StoreFailure {
  const errors = [...unwrap(error, 0)]
  const named = (...names: string[]) => errors.find((each) => names.includes(each.name))
  if (named('QuotaExceededError')) return { kind: 'storage-full' }
  if (named('VersionError')) return { kind: 'newer-version' }
  const refused = named('SecurityError', 'InvalidStateError', 'UnknownError', 'MissingAPIError', 'MissingApiError')
  // An open that was refused closes the database too, so the cause is asked for first.
  if (refused) return { kind: 'storage-refused', detail: describe(refused) }
  if (named('StoreLostError', 'DatabaseClosedError', 'DatabaseClosed')) return { kind: 'store-lost' }
  return { kind: 'failed', detail: errors[0] ? describe(errors[0]) : String(error) }
}

/** Firefox: the transaction after one that found the disk full may only delete, and refuses to put anything. It says
 *  nothing of the disk, and the one after it may write again. */
export const mayOnlyDelete = (error: unknown): boolean =>
  [...unwrap(error, 0)].some(({ name }) => name === 'InvalidStateError')

/** Trying again can only help once something outside has changed: room, a reload, a setting. */
export const concernsTheWholeStore = (failure: StoreFailure): boolean => failure.kind !== 'failed'

interface Wrapping {
  name: string
  message: string
  inner?: unknown
  cause?: unknown
  failures?: unknown
}

function* unwrap(error: unknown, depth: number): Generator<Wrapping> {
  if (typeof error !== 'object' || error === null || depth > 5) return
  const wrapping = error as Wrapping
  if (typeof wrapping.name === 'string') yield wrapping
  yield* unwrap(wrapping.inner, depth + 1)
  yield* unwrap(wrapping.cause, depth + 1)
  if (Array.isArray(wrapping.failures)) yield* unwrap(wrapping.failures[0], depth + 1)
}

const describe = (error: Wrapping) => `${error.name}: ${error.message}`
