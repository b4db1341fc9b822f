import * as Y from 'yjs'
import { openDocument, readAll } from '#documents/yMap.ts'
import { parseDocumentId } from '#protocol/documentIds.ts'

/** What rows say, taken together. */

export function documentsOf(rows: { document: string; bytes: Uint8Array }[]): Map<string, Y.Doc> {
  const documents = new Map<string, Y.Doc>()
  for (const row of rows) {
    if (!parseDocumentId(row.document)) continue
    const document = documents.get(row.document) ?? openDocument()
    documents.set(row.document, document)
    Y.applyUpdate(document, new Uint8Array(row.bytes))
  }
  return documents
}

/** How often each marker stands as a whole: a mark and its note are two documents, and come one after the other. */
export function timesStated(documents: ReadonlyMap<string, Y.Doc>): (marker: string) => number {
  const notes = new Map<string, string>()
  const abouts = new Map<string, number>()
  const texts: string[] = []
  for (const [id, document] of documents) {
    const kind = parseDocumentId(id)?.kind
    for (const [key, value] of readAll(document)) {
      if (kind === 'about') notes.set(String((value as { text?: string }).text), key)
      else if (kind === 'claims') {
        const { about, reason } = value as { about?: string; reason?: string }
        if (about) abouts.set(about, (abouts.get(about) ?? 0) + 1)
        if (reason) texts.push(reason)
      } else if (kind === 'person' && key === 'familyName') texts.push(String(value))
      else if (kind === 'progress' || kind === 'private') {
        const { choices } = value as { choices?: string[] }
        texts.push(...(choices ?? [key.slice(key.lastIndexOf('/') + 1)]))
      }
    }
  }
  return (marker) => {
    const note = notes.get(marker)
    return note === undefined ? texts.filter((text) => text === marker).length : (abouts.get(note) ?? 0)
  }
}
