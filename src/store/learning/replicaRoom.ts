import { clearDocument, IndexeddbPersistence } from 'y-indexeddb'
import * as Y from 'yjs'
import { canonicalJson } from '#documents/canonicalJson.ts'
import type { Json } from '#documents/change.ts'
import { readModule } from '#documents/module.ts'
import { openDocument, readAll } from '#documents/yMap.ts'
import type { Module } from '#domain/learning.ts'

/** All that the store does with y-indexeddb, which keeps downloaded modules and nothing else. Imported only dynamically.
 *
 *  What it does not do, by its own source (9.0.12): it drops the promise of each write and is silent on a full disk; it
 *  does not keep structs that are still pending; it resolves nothing when its database cannot be opened; asked for a
 *  database that is gone, it makes an empty one. Hence nothing is believed but the digest of a document that was loaded. */

export interface LoadedModule {
  /** SHA-256 of the document's entries as canonical JSON, hexadecimal. */
  digest: string
  module: Module
}

/** A database that is opened by nobody for so long is not going to be. */
const OPENS_WITHIN_MS = 15_000

/** What downloaded bytes hold; null for bytes that are not one whole update. */
export async function readBytes(bytes: Uint8Array): Promise<LoadedModule | null> {
  const document = openDocument()
  try {
    Y.applyUpdate(document, bytes)
  } catch {
    return null
  }
  return document.store.pendingStructs ? null : loaded(readAll(document))
}

/** Writes a replica, closes it, and loads it again: gives what then stands there. null: it could not be opened. */
export async function writeReplica(name: string, bytes: Uint8Array): Promise<LoadedModule | null> {
  const written = await withReplica(name, (document) => Y.applyUpdate(document, bytes))
  return written && loadReplica(name)
}

/** What a replica holds. One that is gone holds an empty module. null: it could not be opened. */
export async function loadReplica(name: string): Promise<LoadedModule | null> {
  const found = await withReplica(name, (document) => readAll(document))
  return found && loaded(found.value)
}

/** Errors: rejects where the browser refuses. */
export const deleteReplica = (name: string): Promise<void> => clearDocument(name)

/** Opens a replica, does something with its document, and closes it: closing waits for what is being written. */
async function withReplica<T>(name: string, act: (document: Y.Doc) => T): Promise<{ value: T } | null> {
  const document = openDocument()
  const persistence = new IndexeddbPersistence(name, document)
  // Of its two promises one tells when all was read, the other only where the database could not be opened.
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLong = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, OPENS_WITHIN_MS, null)
  })
  const couldNot = persistence._db.then(
    () => tooLong,
    () => null,
  )
  const opened = await Promise.race([persistence.whenSynced, couldNot])
  clearTimeout(timer)
  if (opened === null) return null
  const value = act(document)
  await persistence.destroy()
  document.destroy()
  return { value }
}

async function loaded(entries: ReadonlyMap<string, Json>): Promise<LoadedModule> {
  const text = new TextEncoder().encode(canonicalJson(entries))
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', text))
  const digest = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return { digest, module: readModule(entries) }
}
