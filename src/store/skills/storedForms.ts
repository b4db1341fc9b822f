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
  const forms: Form[][] = []
  for (const head of heads) {
    const id = parseDocumentId(head.document)?.subject
    if (id === undefined) continue
    const doc = await core.documents.take(room, head)
    const versions = readForms(id, room.entriesOf(doc)).filter((form) => checkForm(form).length === 0)
    if (versions.length > 0) forms.push(versions)
  }
  return forms
}
