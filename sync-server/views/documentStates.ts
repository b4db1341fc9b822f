import * as Y from 'yjs'
import { openDocument, readAll } from '#documents/yMap.ts'
import type { HubId } from '#domain/ids.ts'
import { parseDocumentId, type Scope } from '#protocol/documentIds.ts'
import { CHECKED_AT_ONCE } from '#protocol/limits.ts'
import { hashOfBytes } from '#protocol/scopeSetHash.ts'
import { stateHash } from '#protocol/stateHash.ts'
import type { DocumentName } from './decodeMessages.ts'
import type { Decoder } from './decoder.ts'
import type { DocumentRows } from './documentRows.ts'

/** What documents hold, by name of their state: for devices that ask whether their copy is the same. */

export interface StatesAsked {
  hub: HubId
  /** Also those scopes that it stands for. */
  scope: Scope
  /** Documents whose ids come after this one. */
  after: string
  /** As of this sequence. */
  upto: number
  /** Of projections too. */
  projections: boolean
}

export interface StatesFound {
  /** The last of those looked at; '' where none comes after. */
  through: string
  states: { document: string; hash: string }[]
}

export function statesOf(rows: DocumentRows, asked: StatesAsked): StatesFound {
  const { hub, upto } = asked
  const which = { ...asked, most: CHECKED_AT_ONCE }
  const documents = rows
    .after(which)
    .map((name) => ({ document: name.document, hash: () => hashOf(rows, { hub, ...name }, upto) }))
  const projections = asked.projections ? rows.projectionsAfter(which) : []
  const found = [
    ...documents,
    // What stood at that moment is nowhere any more once another was made.
    ...projections.map(({ document, sequence, bytes }) => ({
      ...{ document, hash: () => (sequence <= upto ? hashOfBytes(bytes) : '') },
    })),
  ]
    .toSorted((a, b) => (a.document < b.document ? -1 : 1))
    .slice(0, CHECKED_AT_ONCE)
  const states = found
    .filter(({ document }) => parseDocumentId(document) !== null)
    .map(({ document, hash }) => ({ document, hash: hash() }))
  return { through: found.length < CHECKED_AT_ONCE ? '' : (found.at(-1)?.document ?? ''), states }
}

function hashOf(rows: DocumentRows, name: DocumentName, upto: number): string {
  const doc = openDocument()
  for (const { bytes, sequence } of rows.standing(name)) if (sequence <= upto) takeUp(doc, bytes)
  const hash = stateHash(Y.decodeStateVector(Y.encodeStateVector(doc)), readAll(doc))
  doc.destroy()
  return hash
}

/** A row that cannot be read is passed over, as devices pass over it. */
export function takeUp(doc: Y.Doc, bytes: Uint8Array): void {
  try {
    Y.applyUpdate(doc, bytes)
  } catch {
    return
  }
}

const WITHIN_MS = 5_000

/** In the thread that opens documents. One question at a time: whoever waits for something else comes first. */
export function makeStates(decoder: Decoder): (asked: StatesAsked) => Promise<StatesFound | null> {
  let isBusy = false
  return async (asked) => {
    if (isBusy) return null
    isBusy = true
    const found = await decoder.ask('states', asked, WITHIN_MS)
    isBusy = false
    return found.ok ? found.value : null
  }
}
