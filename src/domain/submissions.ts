import type { ClaimBook } from './claimBook.ts'
import type { RecordedClaim, RecordedReview, Review, Submission } from './claims.ts'
import type { ClaimKey, PersonId, SessionId } from './ids.ts'
import type { SessionFacts } from './session.ts'
import { netMinutes } from './sessionTime.ts'

type Recorded<Kind extends Review['kind']> = RecordedReview & { review: Review & { kind: Kind } }
export type RecordedDecision = Recorded<'decision'>
export type RecordedItemDecision = Recorded<'item-decision'>

/** A session's reviews that stand: nothing undone. */
export interface ReviewBook {
  accepted: ReadonlySet<ClaimKey>
  returned: ReadonlySet<ClaimKey>
  /** By person; under null those on the whole session, by key. */
  decisions: ReadonlyMap<PersonId | null, RecordedDecision[]>
  /** By person, by key; a decision on an item is about somebody. */
  itemDecisions: ReadonlyMap<PersonId, RecordedItemDecision[]>
}

const isKind =
  <Kind extends Review['kind']>(kind: Kind) =>
  (recorded: RecordedReview): recorded is Recorded<Kind> =>
    recorded.review.kind === kind

export function openReviews(session: SessionId, reviews: Iterable<RecordedReview>): ReviewBook {
  const ofSession = [...reviews].filter((recorded) => recorded.session === session)
  const undone = new Set(ofSession.flatMap(({ review }) => (review.kind === 'undone' ? [review.review] : [])))
  const byKey = new Map(ofSession.filter(({ key }) => !undone.has(key)).map((recorded) => [recorded.key, recorded]))
  const standing = [...byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1))

  const returned = new Set(standing.filter(isKind('returned')).map(({ review }) => review.submission))
  const accepted = new Set(standing.filter(isKind('accepted')).map(({ review }) => review.submission))
  // Two coordinators may have said both: what was returned is to be looked at again.
  for (const key of returned) accepted.delete(key)
  const isAboutSomebody = (recorded: RecordedItemDecision): recorded is RecordedItemDecision & { person: PersonId } =>
    recorded.person !== null
  return {
    accepted,
    returned,
    decisions: Map.groupBy(standing.filter(isKind('decision')), ({ person }) => person),
    itemDecisions: Map.groupBy(
      standing.filter(isKind('item-decision')).filter(isAboutSomebody),
      ({ person }) => person,
    ),
  }
}

export interface Submitted {
  /** Those that count; empty while the register is not submitted. */
  counting: RecordedClaim<Submission>[]
  /** Those that a new submission has to replace. */
  effective: RecordedClaim<Submission>[]
}

/** Which submissions count (F7). One is effective unless its recorder withdrew it before it was accepted, and while all
 *  that it replaces was returned: nobody replaces a submitted register without the office. */
export function countingSubmissions({ submissions, withdrawalsOf }: ClaimBook, reviews: ReviewBook): Submitted {
  const standing = submissions.filter(
    (submission) => reviews.accepted.has(submission.key) || withdrawalsOf(submission).length === 0,
  )
  const keys = new Set(submissions.map(({ key }) => key))
  const gone = new Set(submissions.filter((submission) => !standing.includes(submission)).map(({ key }) => key))
  const effective = standing.filter(({ claim }) =>
    claim.replaces.every((key) => !keys.has(key) || gone.has(key) || reviews.returned.has(key)),
  )
  const unreplaced = effective.filter(
    ({ key }) => !effective.some((other) => other.key !== key && other.claim.replaces.includes(key)),
  )
  return { counting: unreplaced.length ? unreplaced : effective, effective }
}

/** The facts frozen by submissions: of several the one with the fewest minutes. */
export function frozenFacts(submissions: readonly RecordedClaim<Submission>[]): SessionFacts | null {
  const facts = submissions.map(({ claim }) => ({ facts: claim.facts, minutes: netMinutes(claim.facts) }))
  return (
    facts.reduce<(typeof facts)[number] | null>(
      (fewest, next) => (fewest && fewest.minutes <= next.minutes ? fewest : next),
      null,
    )?.facts ?? null
  )
}
