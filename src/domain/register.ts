import { openBook } from './claimBook.ts'
import type { RecordedClaim, RecordedReview, Submission } from './claims.ts'
import type { ClaimKey, MemberId, PersonId, SessionId } from './ids.ts'
import { resolveNotHeld } from './notHeld.ts'
import { makeValuer, type Outcome } from './outcome.ts'
import { makeRowResolver, type RegisterRow } from './registerRow.ts'
import type { SessionFacts } from './session.ts'
import { countingSubmissions, frozenFacts, openReviews, type ReviewBook } from './submissions.ts'

export type { Outcome } from './outcome.ts'
export type { Correction, RegisterRow, RowItem } from './registerRow.ts'

/** Derived, never stored (F5, F7). *returned*: handed back to be put right; until it is submitted again everything
 *  stated counts as before a submission, and nothing is a correction. */
export type RegisterState = 'not-started' | 'in-progress' | 'submitted' | 'accepted' | 'returned' | 'did-not-take-place'

export interface RegisterCounts {
  present: number
  /** Of the present: came late, left early, or not at an item of the agenda. */
  partial: number
  absent: number
  excused: number
  notRecorded: number
  disagreements: number
}

export interface Register {
  session: SessionId
  state: RegisterState
  /** The facts minutes are counted from: the session's, or those frozen by a submission that was not returned. */
  facts: SessionFacts
  /** What whoever is there all the time comes to. */
  netMinutes: number
  /** Everyone on the roster in the order given, then persons who have claims without being on it, by id. */
  rows: RegisterRow[]
  counts: RegisterCounts
  /** The session's own facts, as the plan has them now. */
  plannedFacts: SessionFacts
  /** Submissions that count. Two when two recorders submitted without seeing each other. */
  submissions: RecordedClaim<Submission>[]
  /** Who says that it did not take place, and why. */
  notHeld: { recorder: MemberId; reason: string; key: ClaimKey }[]
  /** Somebody says it did not take place while marks are open that they had not seen, or says or unsays so outside the
   *  submitted register. A decision on the whole session (`session:*`) settles it: status *present* says that it took
   *  place, any other that it did not. */
  notHeldContested: boolean
  /** What a submission made now would cover. */
  coverable: ClaimKey[]
  /** What a submission made now would replace. */
  replaceable: ClaimKey[]
}

export interface RegisterInput {
  session: SessionId
  facts: SessionFacts
  /** In the order rows shall have. */
  roster: PersonId[]
  claims: Iterable<RecordedClaim>
  reviews: Iterable<RecordedReview>
}

/** What counts for everyone in one session (F5–F8). The same for the same claims and reviews, in whatever order. */
export function resolveRegister(input: RegisterInput): Register {
  const book = openBook(input.session, input.claims)
  const reviews = openReviews(input.session, input.reviews)
  const { counting, effective } = countingSubmissions(book, reviews)
  const isHandedBack = counting.some(({ key }) => reviews.returned.has(key))
  const submitted = isHandedBack ? [] : counting
  const facts = frozenFacts(submitted) ?? input.facts
  const covered = submitted.length ? new Set(submitted.flatMap(({ claim }) => claim.covers)) : null
  const notHeld = resolveNotHeld(book, reviews, covered)
  const kept = new Set(counting.map(({ key }) => key).filter((key) => !reviews.returned.has(key)))
  const valuer = makeValuer(facts)
  const resolveRow = makeRowResolver(book, reviews, covered, notHeld, valuer)

  const roster = new Set(input.roster)
  const rows = [...roster].map(resolveRow)
  const others = new Set([...book.marks.keys(), ...book.everyones.keys()])
  for (const person of [...others].sort()) {
    if (roster.has(person)) continue
    const row = resolveRow(person)
    // A walk-in taken back leaves no row behind.
    if (row.outcome || row.live.length || row.corrections.length) rows.push(row)
  }

  return {
    session: input.session,
    state: stateOf(counting, reviews, notHeld.counting.length > 0, rows),
    facts,
    netMinutes: valuer.netMinutes,
    plannedFacts: input.facts,
    rows,
    counts: countRows(rows),
    submissions: counting,
    notHeld: notHeld.said.map(({ key, recorder, claim }) => ({ recorder, reason: claim.reason, key })),
    notHeldContested: notHeld.isContested(rows.flatMap(({ open }) => open)),
    coverable: book.coverable,
    // Of several that count, one that the office keeps is replaced by nobody.
    replaceable: effective.map(({ key }) => key).filter((key) => !isHandedBack || !kept.has(key)),
  }
}

function stateOf(
  submissions: readonly RecordedClaim<Submission>[],
  { accepted, returned }: ReviewBook,
  notHeld: boolean,
  rows: readonly RegisterRow[],
): RegisterState {
  if (notHeld) return 'did-not-take-place'
  if (submissions.some(({ key }) => returned.has(key))) return 'returned'
  if (submissions.length) return submissions.every(({ key }) => accepted.has(key)) ? 'accepted' : 'submitted'
  return rows.some(({ live }) => live.length) ? 'in-progress' : 'not-started'
}

export function countRows(rows: readonly RegisterRow[]): RegisterCounts {
  const counts: RegisterCounts = { present: 0, partial: 0, absent: 0, excused: 0, notRecorded: 0, disagreements: 0 }
  for (const { outcome, disagreement, items } of rows) {
    if (disagreement) counts.disagreements++
    if (outcome) counts[outcome.status]++
    else counts.notRecorded++
    const isPart = (of: Outcome | null) => of !== null && of.lateMinutes + of.leftEarlyMinutes > 0
    const isAway = (of: Outcome | null) => of !== null && of.status !== 'present'
    const isMissed = items.some((item) => isPart(item.outcome) || isAway(item.outcome))
    if (outcome?.status === 'present' && (isPart(outcome) || isMissed)) counts.partial++
  }
  return counts
}
