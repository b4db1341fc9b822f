import * as Y from 'yjs'
import { type DocumentChange, type Json, ROOT } from './change.ts'
import { isJson } from './json.ts'

/** Garbage collection is on: the content of replaced values need not stay, the log has it. */
export const openDocument = (): Y.Doc => new Y.Doc({ gc: true })

/** Every key of the root map whose value is plain JSON. Other content (a shared type nested by some other program,
 *  bytes) is not ours to read and is left where it is. */
export function readAll(document: Y.Doc): Map<string, Json> {
  const entries = new Map<string, Json>()
  document.getMap(ROOT).forEach((value, key) => {
    if (isJson(value)) entries.set(key, value)
  })
  return entries
}

/** Applies a change in one Yjs transaction. In an insert-only document a key that stands already is left as it is:
 *  an action re-applied after a rebuild is done when its key stands (and the server refuses to overwrite). */
export function applyChange(document: Y.Doc, change: DocumentChange, insertOnly: boolean, origin: unknown): void {
  document.transact(() => {
    const root = document.getMap<Json>(ROOT)
    for (const [key, value] of change.entries) {
      if (insertOnly && root.has(key)) continue
      root.set(key, value)
    }
  }, origin)
}
