import type { MemberId, PersonId, RunId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { DocumentChange, Json } from './change.ts'
import { asName, asNumber, asObject } from './json.ts'

/** `run/{r}/about/{p}`: free text about one person. Insert-only; a mark's `about` names the key. Personal text stands
 *  here and not in the claim, so that erasing the person erases it. */
export interface Note {
  text: string
  /** ms UTC by the phone's clock. */
  at: number
  /** Who says to have written it; the server's attribution decides. */
  by: MemberId | null
}

export const noteChange = (
  run: RunId,
  person: PersonId,
  key: string,
  note: { text: string; at: number; by: MemberId },
): DocumentChange => ({
  document: documentId.about(run, person),
  entries: [[key, { text: note.text, at: note.at, by: note.by }]],
})

export function readNotes(entries: Iterable<readonly [string, Json]>): Map<string, Note> {
  const notes = new Map<string, Note>()
  for (const [key, value] of entries) {
    const note = asObject(value)
    if (!note || typeof note.text !== 'string') continue
    notes.set(key, { text: note.text, at: asNumber(note.at) ?? 0, by: asName(note.by) })
  }
  return notes
}
