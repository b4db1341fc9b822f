import { parseClaimKey } from '#domain/claimKey.ts'
import type { RecordedReview, Review } from '#domain/claims.ts'
import { isId, type MemberId, type PersonId, type RunId } from '#domain/ids.ts'
import { readReview } from '#domain/readClaim.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { DocumentChange, Json } from './change.ts'
import { asObject } from './json.ts'

/** `run/{r}/review`: what coordinators accepted, returned and decided. Keys are made like those of claims, but for
 *  `newcomer/{p}`: that somebody who was made in the field is right as they stand in the directory. */

const NEWCOMER = 'newcomer/'

export const newcomerChecked = (run: RunId, person: PersonId, how: { at: number; by: MemberId }): DocumentChange => ({
  document: documentId.review(run),
  entries: [[`${NEWCOMER}${person}`, { at: how.at, by: how.by }]],
})

/** Whom a coordinator has looked at. That it is said is enough, however. */
export const readCheckedNewcomers = (entries: Iterable<readonly [string, Json]>): PersonId[] =>
  [...entries].flatMap(([key, value]) => {
    const person = key.startsWith(NEWCOMER) ? key.slice(NEWCOMER.length) : ''
    return isId(person) && asObject(value) ? [person as PersonId] : []
  })

export const reviewChange = (run: RunId, key: string, review: Review): DocumentChange => ({
  document: documentId.review(run),
  entries: [[key, JSON.parse(JSON.stringify(review))]],
})

export function readReviews(entries: Iterable<readonly [string, Json]>): RecordedReview[] {
  const reviews: RecordedReview[] = []
  for (const [key, value] of entries) {
    const about = parseClaimKey(key)
    const review = about && readReview(value)
    if (about && review) reviews.push({ key, session: about.session, person: about.person, review })
  }
  return reviews
}
