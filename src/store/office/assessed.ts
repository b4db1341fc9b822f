import { readAssessments } from '#documents/assessments.ts'
import type { RunId } from '#domain/ids.ts'
import { type RecordedAssessment, resolveAssessments } from '#domain/skills/assessments.ts'
import { FORMS } from '#domain/skills/builtIn/builtIn.ts'
import { documentId, parseDocumentId } from '#protocol/documentIds.ts'
import type { DocumentRoom, SeatCore } from '../core.ts'
import type { Assessed } from '../officeApi.ts'
import { storedForms } from '../skills/storedForms.ts'

/** What was assessed in some runs, from the claims documents of each. */
export async function readAssessed(core: SeatCore, room: DocumentRoom, runs: readonly RunId[]): Promise<Assessed> {
  const claims: RecordedAssessment[] = []
  for (const run of new Set(runs)) {
    const heads = await core.db.heads.where('document').startsWith(documentId.claims(run, '')).toArray()
    for (const head of heads) {
      const owner = parseDocumentId(head.document)?.owner
      if (!owner) continue
      const doc = await core.documents.take(room, head)
      claims.push(...readAssessments(room.entriesOf(doc), run, owner))
    }
  }
  return {
    forms: [...FORMS, ...(await storedForms(core, room)).flat()],
    assessments: resolveAssessments(claims),
  }
}
