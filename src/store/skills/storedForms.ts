import { readForms } from '#documents/form.ts'
import { checkForm } from '#domain/skills/checkForm.ts'
import type { Form } from '#domain/skills/form.ts'
import { documentId, parseDocumentId } from '#protocol/documentIds.ts'
import type { DocumentRoom, SeatCore } from '../core.ts'
import type { HeadRow, SeatDatabase } from '../seatDatabase.ts'

export const formHeads = (db: SeatDatabase): Promise<HeadRow[]> =>
  db.heads.where('document').startsWith(documentId.form('')).toArray()

/** The hub's own forms, each in all its versions, the oldest first. One that is wrong would score what it does not say,
 *  and is none. In a transaction over rows, after whatever else is asked of it: documents that are in memory ask
 *  nothing, and a transaction of which nothing is asked ends. */
export async function formsOf(core: SeatCore, room: DocumentRoom, heads: readonly HeadRow[]): Promise<Form[][]> {
  const found = await Promise.all(
    heads.map(async (head): Promise<Form[]> => {
      const id = parseDocumentId(head.document)?.subject
      if (id === undefined) return []
      const doc = await core.documents.take(room, head)
      return readForms(id, room.entriesOf(doc)).filter((form) => checkForm(form).length === 0)
    }),
  )
  return found.filter((versions) => versions.length > 0)
}
