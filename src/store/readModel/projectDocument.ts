import type { Json } from '#documents/change.ts'
import type { DocumentInfo } from '#protocol/documentIds.ts'
import type { SeatDatabase } from '../seatDatabase.ts'
import { type Attributions, NO_ATTRIBUTIONS } from './attribution.ts'
import { projectBadges } from './projectBadges.ts'
import { projectClaims, projectReviews } from './projectClaims.ts'
import { projectCourse, projectHub, projectProgramme } from './projectOffice.ts'
import { projectNotes, projectOrganisation, projectPerson } from './projectPersons.ts'
import { projectPlan } from './projectPlan.ts'
import { projectProgress } from './projectProgress.ts'

/** Brings the read model up to one document's present entries. None left: everything made of it goes.
 *  Inside a transaction of `writing`. Kinds that have no rows here are none of its business. */
export async function projectDocument(
  db: SeatDatabase,
  info: DocumentInfo,
  entries: ReadonlyMap<string, Json>,
  attributions: Attributions = NO_ATTRIBUTIONS,
): Promise<void> {
  switch (info.kind) {
    case 'hub':
      return projectHub(db, entries)
    case 'programme':
      return projectProgramme(db, info, entries)
    case 'course':
      return projectCourse(db, info, entries)
    case 'plan':
      return projectPlan(db, info, entries)
    case 'claims':
      return projectClaims(db, info, entries, attributions)
    case 'review':
      return projectReviews(db, info, entries, attributions)
    case 'about':
      return projectNotes(db, info, entries)
    case 'person':
      await projectBadges(db, info, entries)
      return projectPerson(db, info, entries)
    case 'progress':
      await projectBadges(db, info, entries)
      return projectProgress(db, info, entries)
    case 'private':
      return projectProgress(db, info, entries)
    case 'organisation':
      return projectOrganisation(db, info, entries)
    default:
      return
  }
}
