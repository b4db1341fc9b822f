import { openBook } from './claimBook.ts'
import type { ClassBookEntry, RecordedClaim } from './claims.ts'
import type { ClaimKey, MemberId, SessionId } from './ids.ts'

export type ClassBookFields = Pick<ClassBookEntry, 'topic' | 'method' | 'note'>

const isEntry = (recorded: RecordedClaim): recorded is RecordedClaim<ClassBookEntry> =>
  recorded.claim.kind === 'class-book' && recorded.person === null

/** The entries that stand: of each recorder the last, or several where they wrote on two phones that did not know of each
 *  other. Nobody's displaces a colleague's. By key, and so the same everywhere. */
export function classBookOf(session: SessionId, claims: readonly RecordedClaim[]): RecordedClaim<ClassBookEntry>[] {
  const { withdrawalsOf } = openBook(session, claims)
  const written = new Map(
    claims
      .filter((claim) => claim.session === session && isEntry(claim))
      .map((claim) => [claim.recorder + claim.key, claim]),
  )
  const standing = [...written.values()].filter(isEntry).filter((claim) => withdrawalsOf(claim).length === 0)
  const replaced = new Set(standing.flatMap(({ recorder, claim }) => claim.replaces.map((key) => recorder + key)))
  const open = standing.filter(({ recorder, key }) => !replaced.has(recorder + key))
  // An empty one takes back what stood before it.
  return open.filter(({ claim }) => hasWords(claim)).sort((a, b) => (a.key < b.key ? -1 : 1))
}

export const hasWords = ({ topic, method, note }: ClassBookFields): boolean => topic + method + note !== ''

/** Replaces what this recorder wrote before, as far as it is known here. */
export function stateClassBook(
  session: SessionId,
  claims: readonly RecordedClaim[],
  recorder: MemberId,
  fields: ClassBookFields,
  at: number,
): ClassBookEntry {
  const own = claims.filter((claim) => claim.session === session && isEntry(claim) && claim.recorder === recorder)
  const replaces: ClaimKey[] = [...new Set(own.map(({ key }) => key))]
  return {
    kind: 'class-book',
    topic: fields.topic.trim(),
    method: fields.method.trim(),
    note: fields.note.trim(),
    at,
    replaces,
  }
}
