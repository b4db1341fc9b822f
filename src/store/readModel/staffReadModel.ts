import type { ReadModel } from '../core.ts'
import { addClaims, attributeClaims, registersFor } from './projectClaims.ts'
import { projectDocument } from './projectDocument.ts'
import { projectStandings } from './projectStandings.ts'

/** What trainers, coordinators and observers hold. */
export const staffReadModel: ReadModel = {
  project: projectDocument,
  attribute: attributeClaims,
  additionsFor: async (db, info, entries) => (info.kind === 'claims' ? registersFor(db, info, entries) : null),
  add: addClaims,
  async replace(db, info, before, now) {
    if (info.kind === 'erased') await projectStandings(db, before, now)
  },
}
