import { makeClaimKey, parseClaimKey } from '#domain/claimKey.ts'
import type { ClaimKey, MemberId, PersonId, Random, RunId, SessionId } from '#domain/ids.ts'
import { readSignatureEntry, type SignatureEntry, type Signed } from '#domain/signatures/signatures.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { DocumentChange, Json } from './change.ts'

/** Signatures stand among the notes about a person in `run/{r}/about/{p}`, under keys as claims have: only who may read
 *  names reads them, and they go with the person. Apps that do not know them see no text there, and pass them over. */

interface Stated {
  at: number
  by: MemberId
}

export const makeSignatureKey = (session: SessionId, person: PersonId, random: Random): ClaimKey =>
  makeClaimKey(session, person, random)

export const signatureChange = (
  run: RunId,
  person: PersonId,
  key: ClaimKey,
  { at, by, ...signed }: Stated & Signed,
): DocumentChange => ({
  document: documentId.about(run, person),
  entries: [[key, JSON.parse(JSON.stringify({ kind: 'signature', ...signed, at, by }))]],
})

export const takeBackChange = (
  run: RunId,
  person: PersonId,
  key: ClaimKey,
  { at, by, withdraws }: Stated & { withdraws: readonly string[] },
): DocumentChange => ({
  document: documentId.about(run, person),
  entries: [[key, { kind: 'signature-withdrawal', withdraws: [...withdraws], at, by }]],
})

export interface SignatureOfSession {
  key: string
  session: SessionId
  entry: SignatureEntry
}

/** Of the person whose document it is. Everything else there is passed over. */
export function readSignatures(entries: Iterable<readonly [string, Json]>, person: PersonId): SignatureOfSession[] {
  const found: SignatureOfSession[] = []
  for (const [key, value] of entries) {
    const about = parseClaimKey(key)
    if (about?.person !== person) continue
    const entry = readSignatureEntry(value)
    if (entry) found.push({ key, session: about.session, entry })
  }
  return found
}
