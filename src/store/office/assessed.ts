import type { RunId } from '#domain/ids.ts'
import { resolveAssessments } from '#domain/skills/assessments.ts'
import { FORMS } from '#domain/skills/builtIn/builtIn.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { DocumentRoom, SeatCore } from '../core.ts'
import type { Assessed } from '../officeApi.ts'
import { claimsOf, formHeads, formsOf } from '../skills/storedForms.ts'

/** What was assessed in some runs, from the claims documents of each. */
export async function readAssessed(core: SeatCore, room: DocumentRoom, runs: readonly RunId[]): Promise<Assessed> {
  const ofRuns = [...new Set(runs)].map(async (run) => ({
    run,
    heads: await core.db.heads.where('document').startsWith(documentId.claims(run, '')).toArray(),
  }))
  const [ofForms, ...found] = await Promise.all([formHeads(core.db), ...ofRuns])
  const [own, ...claims] = await Promise.all([
    formsOf(core, room, ofForms),
    ...found.map(({ run, heads }) => claimsOf(core, room, run, heads)),
  ])
  return { forms: [...FORMS, ...own.flat()], assessments: resolveAssessments(claims.flat()) }
}
