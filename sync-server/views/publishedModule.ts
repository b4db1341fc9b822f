import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import { canonicalJson } from '#documents/canonicalJson.ts'
import { moduleChange } from '#documents/module.ts'
import { applyChange, openDocument, readAll } from '#documents/yMap.ts'
import { checkModule } from '#domain/checkModule.ts'
import type { ModuleId } from '#domain/ids.ts'
import type { Module } from '#domain/learning.ts'
import { invariant } from '#domain/result.ts'
import type { LibraryModule } from '../library/library.ts'

/** A module as devices download it. */
export interface PublishedModule {
  id: ModuleId
  module: Module
  /** One Yjs update, V1: the same bytes for the same content, on every server. */
  bytes: Uint8Array<ArrayBuffer>
  /** SHA-256 of the document's entries as canonical JSON, hexadecimal: a device knows by it what it holds. */
  digest: string
}

/** Everything in a published document is written under this one client id, in the order of its keys. Each version is a
 *  document of its own on a device, so that no two are ever merged. */
const PUBLISHER = 1

/** Makes the document of a library's module.
 *  Errors: throws for a module with faults: a broken promise of the library's tests. */
export function publishModule({ id, module }: LibraryModule): PublishedModule {
  const [fault] = checkModule(module)
  invariant(!fault, `module ${id} has no fault, such as ${fault?.fault} at ${fault?.at}`)
  const document = openDocument()
  document.clientID = PUBLISHER
  applyChange(document, moduleChange(id, module), false, null)
  const bytes = new Uint8Array(Y.encodeStateAsUpdate(document))
  const digest = createHash('sha256')
    .update(canonicalJson(readAll(document)))
    .digest('hex')
  return { id, module, bytes, digest }
}
