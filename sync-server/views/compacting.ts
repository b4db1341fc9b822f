import * as Y from 'yjs'
import { openDocument, readAll } from '#documents/yMap.ts'
import type { Compacted } from './decodeMessages.ts'
import type { DocumentRow } from './documentRows.ts'
import { changedKeys } from './restoring.ts'

/** One row in the place of many, for whoever reads a document from its beginning. null: nothing is gained, or it would
 *  not be whole. By a document that is opened: merging bytes collects no garbage and takes twelve times as long. */
export function compact(rows: readonly DocumentRow[]): Compacted | null {
  const last = rows.at(-1)
  if (!last) return null
  const doc = openDocument()
  for (const { bytes } of rows) Y.applyUpdate(doc, bytes)
  const bytes = Y.encodeStateAsUpdate(doc)
  const size = rows.reduce((sum, row) => sum + row.bytes.length, 0)
  return bytes.length < size && saysTheSame(bytes, doc) ? { bytes, upto: last.sequence, rows: rows.length } : null
}

/** Whether a fresh reader of these bytes alone has what the document holds, and lacks nothing to go on from there. */
function saysTheSame(bytes: Uint8Array, doc: Y.Doc): boolean {
  const fresh = openDocument()
  Y.applyUpdate(fresh, bytes)
  const isWhole = fresh.store.pendingStructs === null && fresh.store.pendingDs === null
  const vector = Buffer.from(Y.encodeStateVector(fresh))
  return isWhole && vector.equals(Y.encodeStateVector(doc)) && changedKeys(readAll(fresh), readAll(doc)).length === 0
}
