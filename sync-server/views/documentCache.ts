import * as Y from 'yjs'
import type { Json } from '#documents/change.ts'
import { openDocument, readAll } from '#documents/yMap.ts'
import type { HubId } from '#domain/ids.ts'
import type { Scope } from '#protocol/documentIds.ts'
import type { UpdateRow, ViewSource } from './viewSource.ts'

/** Entries of documents, decoded when first asked for and kept while they do not change, so far as memory allows. */
export interface DocumentCache {
  /** Entries of every document of a scope that has any. */
  scope(hub: HubId, scope: Scope): ReadonlyMap<string, Entries>
  /** Of documents of a scope, read together: a scope is walked through once for all of them. */
  documents(hub: HubId, scope: Scope, ids: readonly string[]): ReadonlyMap<string, Entries>
  /** Something of a document is new. */
  forget(hub: HubId, document: string): void
}

export type Entries = ReadonlyMap<string, Json>

/** Bytes of updates whose entries are kept. Decoded they take some ten times as much. */
const KEPT_BYTES = 4 * 1024 * 1024

/** @param onUnreadable bytes that are no update: passed over, as devices pass over them */
export function makeDocumentCache(
  source: ViewSource,
  onUnreadable: (hub: HubId, document: string, sequence: number) => void,
): DocumentCache {
  /** Oldest use first. */
  const kept = new Map<string, { entries: Entries; bytes: number }>()
  let keptBytes = 0

  const keyOf = (hub: HubId, document: string) => `${hub} ${document}`

  function drop(key: string): void {
    keptBytes -= kept.get(key)?.bytes ?? 0
    kept.delete(key)
  }

  function keep(key: string, entries: Entries, bytes: number): void {
    drop(key)
    kept.set(key, { entries, bytes })
    keptBytes += bytes
    for (const oldest of kept.keys()) {
      if (keptBytes <= KEPT_BYTES || oldest === key) break
      drop(oldest)
    }
  }

  function decode(hub: HubId, document: string, rows: readonly UpdateRow[]): Entries {
    const doc = openDocument()
    for (const { bytes, sequence } of rows) {
      if (isReadable(bytes)) Y.applyUpdate(doc, bytes)
      else onUnreadable(hub, document, sequence)
    }
    const entries = readAll(doc)
    doc.destroy()
    return entries
  }

  return {
    scope(hub, scope) {
      const rows = Map.groupBy(source.updates(hub, scope, null), (row) => row.document)
      return new Map([...rows].map(([document, updates]) => [document, decode(hub, document, updates)]))
    },
    documents(hub, scope, ids) {
      const found = new Map<string, Entries>()
      const missing: string[] = []
      for (const id of ids) {
        const key = keyOf(hub, id)
        const known = kept.get(key)
        if (!known) missing.push(id)
        else {
          found.set(id, known.entries)
          keep(key, known.entries, known.bytes)
        }
      }
      if (missing.length === 0) return found
      const rows = Map.groupBy(source.updates(hub, scope, missing), (row) => row.document)
      for (const id of missing) {
        const updates = rows.get(id) ?? []
        const entries = decode(hub, id, updates)
        found.set(id, entries)
        keep(
          keyOf(hub, id),
          entries,
          updates.reduce((sum, { bytes }) => sum + bytes.length, id.length),
        )
      }
      return found
    },
    forget: (hub, document) => drop(keyOf(hub, document)),
  }
}

function isReadable(bytes: Uint8Array): boolean {
  try {
    Y.decodeUpdate(bytes)
    return true
  } catch {
    return false
  }
}
