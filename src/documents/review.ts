import { parseClaimKey } from '#domain/claimKey.ts'
import type { RecordedReview, Review } from '#domain/claims.ts'
import type { RunId } from '#domain/ids.ts'
import { readReview } from '#domain/readClaim.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { DocumentChange, Json } from './change.ts'

/** `run/{r}/review`: what coordinators accepted, returned and decided. Keys are made like those of claims. */

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
