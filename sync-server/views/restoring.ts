import * as Y from 'yjs'
import { type Json, ROOT } from '#documents/change.ts'
import { openDocument, readAll } from '#documents/yMap.ts'
import type { MemberId } from '#domain/ids.ts'
import type { Restoring } from '../access/operations.ts'
import type { Moment } from './decodeMessages.ts'
import type { DocumentRow } from './documentRows.ts'

/** A document led back to a moment: by a new change on top of all that came since, so that every device gets there
 *  whatever it holds, and what is taken back stays in the history. */

type Entries = ReadonlyMap<string, Json>

/** Entries whose value differs between two states, of either. */
export function changedKeys(before: Entries, after: Entries): string[] {
  const keys = new Set([...before.keys(), ...after.keys()])
  return [...keys].filter((key) => JSON.stringify(before.get(key)) !== JSON.stringify(after.get(key)))
}

/** @param rows every change of the document, in the order of the feed
 *  @param clientId one that nobody has used in it
 *  Returns null where the document holds just what it should. */
export function restoringChange(rows: readonly DocumentRow[], moment: Moment, clientId: number): Restoring | null {
  const doc = openDocument()
  // From the first row after the moment on: a clock that was set back mixes nothing up.
  const since = rows.findIndex(({ receivedAt }) => receivedAt > moment.at)
  const [earlier, later] = since < 0 ? [rows, []] : [rows.slice(0, since), rows.slice(since)]
  for (const { bytes } of earlier) Y.applyUpdate(doc, bytes)
  const target = new Map(readAll(doc))
  if (moment.by === null) for (const { bytes } of later) Y.applyUpdate(doc, bytes)
  else keepOthers(doc, later, moment.by, target)
  const present = readAll(doc)
  const keys = changedKeys(present, target)
  if (keys.length === 0) return null

  doc.clientID = clientId
  let update: Uint8Array = new Uint8Array()
  doc.on('update', (bytes: Uint8Array) => {
    update = bytes
  })
  doc.transact(() => {
    const root = doc.getMap<Json>(ROOT)
    for (const key of keys) {
      const value = target.get(key)
      if (value === undefined) root.delete(key)
      else root.set(key, value)
    }
  })
  return { update, keys: keys.length, basedOn: rows.at(-1)?.sequence ?? 0 }
}

/** Takes the later rows up, and into the target whatever somebody else wrote; what one member wrote over it is not. */
function keepOthers(doc: Y.Doc, later: readonly DocumentRow[], by: MemberId, target: Map<string, Json>): void {
  let before = readAll(doc)
  for (const { bytes, member } of later) {
    Y.applyUpdate(doc, bytes)
    const after = readAll(doc)
    if (member !== by) {
      for (const key of changedKeys(before, after)) {
        const value = after.get(key)
        if (value === undefined) target.delete(key)
        else target.set(key, value)
      }
    }
    before = after
  }
}
