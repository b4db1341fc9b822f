import { isEveryone, isMark, itemOf, type Status } from '#domain/claims.ts'
import type { MemberId, PersonId, SessionId } from '#domain/ids.ts'
import { type DocumentInfo, parseDocumentId } from '#protocol/documentIds.ts'
import { readAssessments } from './assessments.ts'
import type { DocumentChange } from './change.ts'
import { readRecordedClaim } from './claimsDocument.ts'
import { readSignatures } from './signatures.ts'

/** What a change does, for the page that lists every waiting and refused change. Screens put it in words. */
export type ChangeDescription =
  /** item: of the agenda; without it the whole session. */
  | { kind: 'mark'; session: SessionId; person: PersonId; status: Status; item?: string }
  | { kind: 'everyone'; session: SessionId; item?: string }
  | { kind: 'withdrawal' | 'submission' | 'not-held' | 'class-book'; session: SessionId }
  | { kind: 'assessment' | 'signature' | 'signature-withdrawal'; document: string; person: PersonId }
  | {
      kind:
        | 'person'
        | 'plan'
        | 'note'
        | 'programme'
        | 'course'
        | 'organisation'
        | 'hub'
        | 'board'
        | 'progress'
        | 'other'
      document: string
    }

export function describeChange(document: string, entries: DocumentChange['entries']): ChangeDescription {
  const info = parseDocumentId(document)
  switch (info?.kind) {
    case 'claims':
      return describeClaim(entries, info.owner) ?? describeAssessment(info, entries) ?? { kind: 'other', document }
    case 'person':
    case 'plan':
    case 'programme':
    case 'course':
    case 'organisation':
    case 'hub':
    case 'board':
    case 'progress':
      return { kind: info.kind, document }
    case 'private':
      return { kind: 'progress', document }
    case 'about': {
      const [signature] = info.person ? readSignatures(entries, info.person) : []
      if (!info.person || !signature) return { kind: 'note', document }
      return { kind: signature.entry.kind, document, person: info.person }
    }
    default:
      return { kind: 'other', document }
  }
}

function describeClaim(entries: DocumentChange['entries'], recorder: MemberId | undefined): ChangeDescription | null {
  for (const [key, value] of entries) {
    const recorded = recorder && readRecordedClaim(key, value, recorder)
    if (!recorded) continue
    const { session, person, claim } = recorded
    const item = itemOf(recorded)
    const at = item === null ? {} : { item }
    if (isEveryone(recorded)) return { kind: 'everyone', session, ...at }
    if (isMark(recorded)) return person && { kind: 'mark', session, person, status: recorded.claim.status, ...at }
    return { kind: claim.kind as 'withdrawal' | 'submission' | 'not-held' | 'class-book', session }
  }
  return null
}

function describeAssessment(
  { id, run, owner }: DocumentInfo,
  entries: DocumentChange['entries'],
): ChangeDescription | null {
  const [first] = run && owner ? readAssessments(entries, run, owner) : []
  return first ? { kind: 'assessment', document: id, person: first.person } : null
}
