import { readAssessments } from '#documents/assessments.ts'
import type { RunId } from '#domain/ids.ts'
import { type RecordedAssessment, resolveAssessments } from '#domain/skills/assessments.ts'
import { FORMS } from '#domain/skills/builtIn/builtIn.ts'
import { documentId, parseDocumentId } from '#protocol/documentIds.ts'
import type { DocumentRoom, SeatCore } from '../core.ts'
import type { Assessed } from '../officeApi.ts'
import { formHeads, formsOf } from '../skills/storedForms.ts'

/** What was assessed in some runs, from the claims documents of each. */
export async function readAssessed(core: SeatCore, room: DocumentRoom, runs: readonly RunId[]): Promise<Assessed> {
  const ofRuns = [...new Set(runs)].map(async (run) => ({
    run,
    heads: await core.db.heads.where('document').startsWith(documentId.claims(run, '')).toArray(),
  }))
  const [ofForms, ...found] = await Promise.all([formHeads(core.db), ...ofRuns])
  const claims: RecordedAssessment[] = []
  for (const { run, heads } of found) {
    for (const head of heads) {
      const owner = parseDocumentId(head.document)?.owner
      if (!owner) continue
      const doc = await core.documents.take(room, head)
      claims.push(...readAssessments(room.entriesOf(doc), run, owner))
    }
  }
  const own = await formsOf(core, room, ofForms)
  return { forms: [...FORMS, ...own.flat()], assessments: resolveAssessments(claims) }
}
