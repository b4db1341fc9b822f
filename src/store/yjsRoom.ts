import * as Y from 'yjs'
import type { DocumentChange, Json } from '#documents/change.ts'
import { applyChange, openDocument, readAll } from '#documents/yMap.ts'
import { stateHash } from '#protocol/stateHash.ts'

/** All that the store does with Yjs itself. */

export type LiveDocument = Y.Doc

export const openEmpty = openDocument
export const entriesOf: (doc: Y.Doc) => Map<string, Json> = readAll

/** Throws for bytes that are not an update; the document may then be half changed and must be dropped. */
export const applyBytes = (doc: Y.Doc, bytes: Uint8Array): void => Y.applyUpdate(doc, bytes, 'stored')

/** Applies a change and gives its bytes; null if everything in it stands already. */
export function changeDocument(doc: Y.Doc, change: DocumentChange, insertOnly: boolean): Uint8Array | null {
  let bytes: Uint8Array | null = null
  const keep = (update: Uint8Array) => {
    bytes = update
  }
  doc.on('update', keep)
  try {
    applyChange(doc, change, insertOnly, 'own')
  } finally {
    doc.off('update', keep)
  }
  return bytes
}

export const mergeBytes = (updates: Uint8Array[]): Uint8Array =>
  updates.length === 1 && updates[0] ? updates[0] : Y.mergeUpdates(updates)

/** Whether bytes can be read as an update at all. */
export function isReadable(bytes: Uint8Array): boolean {
  try {
    Y.decodeUpdate(bytes)
    return true
  } catch {
    return false
  }
}

/** Names what a document holds (`#protocol/stateHash.ts`). */
export const stateHashOf = (doc: Y.Doc): string =>
  stateHash(Y.decodeStateVector(Y.encodeStateVector(doc)), readAll(doc))

/** First clock of a client after what an update holds of it; 0: nothing. */
export const reachedBy = (bytes: Uint8Array, clientId: number): number => Y.parseUpdateMeta(bytes).to.get(clientId) ?? 0

/** Keys that an update sets for the first time (later values of a key are written after the earlier, without it). */
export function keysOf(bytes: Uint8Array): string[] {
  const keys: string[] = []
  for (const struct of Y.decodeUpdate(bytes).structs) {
    if (struct instanceof Y.Item && typeof struct.parentSub === 'string') keys.push(struct.parentSub)
  }
  return keys
}

/** Structs of this client wait for earlier ones that are not there: whatever is written next would stay invisible. */
export function hasGap(doc: Y.Doc, clientId: number | null): boolean {
  const pending = doc.store.pendingStructs
  if (!pending || clientId === null) return false
  return pending.missing.has(clientId) || Y.parseUpdateMeta(pending.update).from.has(clientId)
}
