import { type ClaimBook, everything, openNotHelds, standingNotHelds } from './claimBook.ts'
import type { NotHeld, RecordedClaim } from './claims.ts'
import type { ClaimKey } from './ids.ts'
import type { ReviewBook } from './submissions.ts'

export interface NotHeldResolution {
  /** Open ones that make the session count as not taken place; empty where the office decided that it did. */
  counting: RecordedClaim<NotHeld>[]
  /** Claims of others that those replace. */
  closed: ReadonlySet<ClaimKey>
  /** All who say so, also outside a submitted register. */
  said: RecordedClaim<NotHeld>[]
  isContested(openClaims: readonly RecordedClaim[]): boolean
}

/** Whether the session took place (F5). A decision on the whole session with the status *present* says that it did, any
 *  other that it did not. Two that contradict: it did not, and stays contested. */
export function resolveNotHeld(
  book: ClaimBook,
  reviews: ReviewBook,
  covered: ReadonlySet<ClaimKey> | null,
): NotHeldResolution {
  const decisions = (reviews.decisions.get(null) ?? []).map(({ review }) => ({
    took: review.status === 'present',
    settles: new Set(review.settles),
  }))
  const isCounted = (key: ClaimKey) => !covered || covered.has(key) || decisions.some(({ settles }) => settles.has(key))
  const standing = standingNotHelds(book, isCounted)
  const open = openNotHelds(standing)
  const live = openNotHelds(standingNotHelds(book, everything))
  const holding = decisions.filter(({ settles }) => open.every(({ key }) => settles.has(key)))
  const took = holding.some((decision) => decision.took)
  const did = holding.some((decision) => !decision.took)

  const counts = did || !took

  const changedSince = open.length !== live.length || open.some((claim) => !live.includes(claim))
  return {
    counting: counts ? open : [],
    closed: new Set(counts ? standing.flatMap(({ claim }) => claim.replaces) : []),
    said: [...new Set([...open, ...live])].sort((a, b) => (a.key < b.key ? -1 : 1)),
    isContested(openClaims) {
      if (changedSince) return true
      if (!open.length || openClaims.length === 0 || !counts) return false
      const upheld = holding.filter((decision) => !decision.took)
      return took || !upheld.some(({ settles }) => openClaims.every(({ key }) => settles.has(key)))
    },
  }
}
