import { parseClaimKey } from '#domain/claimKey.ts'
import { type Claim, isMark, type RecordedClaim } from '#domain/claims.ts'
import type { ClaimKey, MemberId, RunId } from '#domain/ids.ts'
import { readClaim } from '#domain/readClaim.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { DocumentChange, Json } from './change.ts'

/** `run/{r}/claims/{member}`: everything one member states about a run's sessions. Insert-only: a key per claim. */

export const claimChange = (run: RunId, member: MemberId, key: ClaimKey, claim: Claim): DocumentChange => ({
  document: documentId.claims(run, member),
  entries: [[key, plain(claim)]],
})

/** Claims of kinds that this version does not know stay in the document and are not listed. */
export function readClaims(entries: Iterable<readonly [string, Json]>, recorder: MemberId): RecordedClaim[] {
  const claims: RecordedClaim[] = []
  for (const [key, value] of entries) {
    const claim = readRecordedClaim(key, value, recorder)
    if (claim) claims.push(claim)
  }
  return claims
}

/** One entry of a claims document; null if it is not a claim that this version knows.
 *  The recorder is the document's owner, never what the value says. */
export function readRecordedClaim(key: string, value: Json, recorder: MemberId): RecordedClaim | null {
  const about = parseClaimKey(key)
  const claim = about && readClaim(value)
  if (!about || !claim) return null
  // A mark is about one person; a bulk claim, a submission or a not-held is about the session.
  const recorded = { key: key as ClaimKey, session: about.session, person: about.person, recorder, claim }
  return claim.kind === 'withdrawal' || isMark(recorded) === (about.person !== null) ? recorded : null
}

/** The same value without keys that are undefined: what Yjs stores equals what is read again. */
const plain = (claim: Claim): Json => JSON.parse(JSON.stringify(claim))
