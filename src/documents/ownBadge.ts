import type { PersonId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { DocumentChange, Json } from './change.ts'
import { asNumber, asObject, asText } from './json.ts'
import type { ProgressOf } from './progress.ts'

/** A badge on a person's own phone, by that person: its hash in `part/{r}/{p}/progress`, under the keys of `badges.ts`; what
 *  stands on it in `self/{p}/private`, which nobody else reads. */

const badgeKey = (hash: string): string => `badge/${hash}`

/** Whether the staff of a run can know it. */
export const isTold = (entries: ReadonlyMap<string, Json>, hash: string): boolean => entries.has(badgeKey(hash))

export const ownBadgeChange = (
  { run, person }: ProgressOf,
  change: { issued: string; revoked: readonly string[] },
  at: number,
): DocumentChange => ({
  document: documentId.progress(run, person),
  entries: [
    [badgeKey(change.issued), { at }],
    ...change.revoked.map((hash): [string, Json] => [`revoked/${hash}`, { at }]),
  ],
})

/** What a person's own phone shows. */
export interface OwnBadge {
  text: string
  madeAt: number
}

export function readOwnBadge(entries: ReadonlyMap<string, Json>): OwnBadge | null {
  const json = asObject(entries.get('badge'))
  const text = asText(json?.text)
  return text && text.length <= 100 ? { text, madeAt: asNumber(json?.at) ?? 0 } : null
}

export const ownBadgeTextChange = (person: PersonId, { text, madeAt }: OwnBadge): DocumentChange => ({
  document: documentId.private(person),
  entries: [['badge', { text, at: madeAt }]],
})
