import { makeClaimKey, parseClaimKey } from '#domain/claimKey.ts'
import type { ClaimKey, MemberId, PersonId, Random, RunId, SessionId } from '#domain/ids.ts'
import type { AssessmentClaim, RecordedAssessment } from '#domain/skills/assessments.ts'
import { readAssessment } from '#domain/skills/readAssessment.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { DocumentChange, Json } from './change.ts'

/** Assessments stand among a member's claims in `run/{r}/claims/{member}`, under keys `run:person:random`: with the run
 *  where marks have a session. Apps and servers that do not know them take them for claims of another kind, and keep
 *  them. */

/** Of the run as a whole: an assessment is of no single session. */
export const makeAssessmentKey = (run: RunId, person: PersonId, random: Random): ClaimKey =>
  makeClaimKey(run as string as SessionId, person, random)

export const assessmentChange = (
  run: RunId,
  member: MemberId,
  key: ClaimKey,
  claim: AssessmentClaim,
): DocumentChange => ({
  document: documentId.claims(run, member),
  entries: [[key, JSON.parse(JSON.stringify(claim))]],
})

/** The assessor is the document's owner, never what the value says. Everything else there is passed over. */
export function readAssessments(
  entries: Iterable<readonly [string, Json]>,
  run: RunId,
  assessor: MemberId,
): RecordedAssessment[] {
  const found: RecordedAssessment[] = []
  for (const [key, value] of entries) {
    const about = parseClaimKey(key)
    if (!about?.person || about.session !== (run as string)) continue
    const claim = readAssessment(value)
    if (claim) found.push({ key, run, person: about.person, assessor, claim })
  }
  return found
}
