import type { DocumentChange, Json } from './change.ts'

/** Versions of the shape of a document. Absent is 1: the key is written only by a migration, never at making, because
 *  two devices making the same key in an insert-only document would collide. Claims carry their kind instead. */
const VERSION_KEY = 'v'
const CURRENT = 1

/** The entries that lead from version n to n + 1. Must give the same on every device: several may migrate at once. */
type Step = (entries: ReadonlyMap<string, Json>) => DocumentChange['entries']

export interface Scheme {
  current: number
  /** By the version they start from. */
  steps: ReadonlyMap<number, Step>
}

const SCHEME: Scheme = { current: CURRENT, steps: new Map() }

export function versionOf(entries: ReadonlyMap<string, Json>): number {
  const version = entries.get(VERSION_KEY)
  return typeof version === 'number' && Number.isInteger(version) && version > 1 ? version : 1
}

/** Written by a newer app: to be shown as far as it can be read, and not changed here (S6). */
export const isNewer = (entries: ReadonlyMap<string, Json>, scheme: Scheme = SCHEME): boolean =>
  versionOf(entries) > scheme.current

/** What brings a document to the current version; null if there is nothing to do. */
export function migrate(
  document: string,
  entries: ReadonlyMap<string, Json>,
  scheme: Scheme = SCHEME,
): DocumentChange | null {
  const from = versionOf(entries)
  if (from >= scheme.current) return null
  const now = new Map(entries)
  const changed = new Map<string, Json>()
  for (let version = from; version < scheme.current; version++) {
    for (const [key, value] of scheme.steps.get(version)?.(now) ?? []) {
      now.set(key, value)
      changed.set(key, value)
    }
  }
  changed.set(VERSION_KEY, scheme.current)
  return { document, entries: [...changed] }
}
