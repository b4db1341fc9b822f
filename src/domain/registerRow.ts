import { type ClaimBook, type Counted, compare, everything, openClaims } from './claimBook.ts'
import type { RecordedClaim, RecordedReview } from './claims.ts'
import type { ClaimKey, PersonId } from './ids.ts'
import type { NotHeldResolution } from './notHeld.ts'
import { allSame, mostCautious, type Outcome, sameValue, type Valuer } from './outcome.ts'
import type { RecordedDecision, ReviewBook } from './submissions.ts'

export interface RegisterRow {
  person: PersonId
  /** null: not recorded, which is neither absent nor nobody came (F5). */
  outcome: Outcome | null
  /** The claims that are neither withdrawn by their recorder nor replaced (F6); in a submitted register, of those that
   *  the submission covers or a decision names. `outcome` is made of them. */
  open: RecordedClaim[]
  /** Open among all claims, corrections too: what a new mark replaces and what undo takes back. */
  live: RecordedClaim[]
  /** Open values differ and no decision covers them all. The cautious value is in `outcome`. */
  disagreement: boolean
  /** The decision that made `outcome`, if one holds. */
  decision: RecordedReview | null
  /** Claims after, or unseen by, the submission that would change this row; to be decided on (F7). */
  corrections: Correction[]
}

export interface Correction {
  person: PersonId
  claims: RecordedClaim[]
  before: Outcome | null
  after: Outcome | null
}

/** Makes the function that resolves one person's row.
 *  @param covered what the submissions cover; null while nothing is submitted, when every claim counts */
export function makeRowResolver(
  book: ClaimBook,
  reviews: ReviewBook,
  covered: ReadonlySet<ClaimKey> | null,
  notHeld: NotHeldResolution,
  valuer: Valuer,
): (person: PersonId) => RegisterRow {
  /** Minutes are 0 while it counts as not taken place, whatever the marks say. */
  const cautious = (values: readonly Outcome[]): Outcome | null => {
    const outcome = mostCautious(values)
    return outcome && notHeld.counting.length
      ? { ...outcome, minutes: 0, lateMinutes: 0, leftEarlyMinutes: 0 }
      : outcome
  }

  return (person) => {
    const decisions = reviews.decisions.get(person) ?? []
    const decided = new Set(decisions.flatMap(({ review }) => review.settles))
    // What the office has decided on belongs to the submitted register from then on.
    const counted: Counted = covered ? (key) => covered.has(key) || decided.has(key) : everything

    const open = openClaims(book, person, counted, notHeld.closed)
    const values = open.map(valuer.ofClaim)
    const about = covered || decisions.length ? claimsAbout(book, person) : []
    const decide = (claims: readonly RecordedClaim[]) =>
      strictest(holding(decisions, [...claims, ...notHeld.counting], about), valuer)
    const made = decide(open)
    const outcome = made?.outcome ?? cautious(values)
    const row = { person, outcome, open, disagreement: !made && !allSame(values), decision: made?.decision ?? null }
    if (!covered) return { ...row, live: open, corrections: [] }

    const live = openClaims(book, person, everything, notHeld.closed)
    const claims = about.filter(({ key }) => !counted(key))
    if (!claims.length) return { ...row, live, corrections: [] }
    const liveValues = live.map(valuer.ofClaim)
    const madeAfter = decide(live)
    const after = madeAfter?.outcome ?? cautious(liveValues)
    const isChange =
      !sameValue(outcome, after) || (made ? !madeAfter && !allSame(liveValues) : !sameValues(values, liveValues))
    return { ...row, live, corrections: isChange ? [{ person, claims, before: outcome, after }] : [] }
  }
}

/** Every claim that says something of a person, and every withdrawal of one, by key. */
function claimsAbout(book: ClaimBook, person: PersonId): RecordedClaim[] {
  const stated = [...(book.marks.get(person) ?? []), ...(book.everyones.get(person) ?? [])]
  const withdrawals = new Set<RecordedClaim>(stated.flatMap(book.withdrawalsOf))
  return [...stated, ...withdrawals].sort((a, b) => compare(a.key, b.key))
}

/** Decisions that hold: they settle every open claim, and at least one that is known of the person. */
function holding(
  decisions: readonly RecordedDecision[],
  open: readonly RecordedClaim[],
  known: readonly RecordedClaim[],
): RecordedDecision[] {
  return decisions.filter(({ review }) => {
    const settles = new Set(review.settles)
    return open.every(({ key }) => settles.has(key)) && known.some(({ key }) => settles.has(key))
  })
}

/** Of several decisions that hold the most cautious; the office undoes the other. */
function strictest(decisions: readonly RecordedDecision[], valuer: Valuer) {
  const outcomes = decisions.map(({ review }) => valuer.ofDecision(review))
  const outcome = mostCautious(outcomes)
  const at = outcomes.findIndex(({ status, minutes }) => status === outcome?.status && minutes === outcome.minutes)
  const decision = decisions[at]
  return outcome && decision ? { outcome, decision } : null
}

const sameValues = (some: readonly Outcome[], others: readonly Outcome[]): boolean =>
  some.every((value) => others.some((other) => sameValue(value, other))) &&
  others.every((value) => some.some((other) => sameValue(value, other)))
