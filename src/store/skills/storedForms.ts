import { readAssessments } from '#documents/assessments.ts'
import { readForms } from '#documents/form.ts'
import type { RunId } from '#domain/ids.ts'
import type { RecordedAssessment } from '#domain/skills/assessments.ts'
import { checkForm } from '#domain/skills/checkForm.ts'
import type { Form } from '#domain/skills/form.ts'
import { documentId, parseDocumentId } from '#protocol/documentIds.ts'
import type { DocumentRoom, SeatCore } from '../core.ts'
import type { HeadRow, SeatDatabase } from '../seatDatabase.ts'

/** Both are read in a transaction over rows, after whatever else is asked of it: documents that are in memory ask
 *  nothing, and a transaction of which nothing is asked ends. */

export const formHeads = (db: SeatDatabase): Promise<HeadRow[]> =>
  db.heads.where('document').startsWith(documentId.form('')).toArray()

/** The hub's own forms, each in all its versions, the oldest first. One that is wrong would score what it does not say,
 *  and is none. */
export async function formsOf(core: SeatCore, room: DocumentRoom, heads: readonly HeadRow[]): Promise<Form[][]> {
  const forms = (await core.documents.takeAll(room, heads)).map((doc, place) => {
    const id = parseDocumentId(heads[place]?.document ?? '')?.subject
    return id === undefined ? [] : readForms(id, room.entriesOf(doc)).filter((form) => checkForm(form).length === 0)
  })
  return forms.filter((versions) => versions.length > 0)
}

/** What everybody said in a run, of the heads of its claims documents. */
export async function claimsOf(
  core: SeatCore,
  room: DocumentRoom,
  run: RunId,
  heads: readonly HeadRow[],
): Promise<RecordedAssessment[]> {
  const claims = (await core.documents.takeAll(room, heads)).map((doc, place) => {
    const owner = parseDocumentId(heads[place]?.document ?? '')?.owner
    return owner === undefined ? [] : readAssessments(room.entriesOf(doc), run, owner)
  })
  return claims.flat()
}
