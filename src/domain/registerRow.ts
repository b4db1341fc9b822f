import { type ClaimBook, type Counted, compare, everything, openClaims } from './claimBook.ts'
import { type Attendance, itemOf, type RecordedClaim, type RecordedReview } from './claims.ts'
import type { ClaimKey, PersonId } from './ids.ts'
import type { NotHeldResolution } from './notHeld.ts'
import { allSame, mostCautious, type Outcome, type PartOutcome, sameValue, type Valuer } from './outcome.ts'
import type { RecordedDecision, RecordedItemDecision, ReviewBook } from './submissions.ts'

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
  /** The agenda's items in its order, then those that it no longer has and somebody speaks of. */
  items: RowItem[]
}

/** One person at one item of the agenda: resolved as a small register of its own. What is said of the whole session is
 *  said of each item. */
export interface RowItem {
  item: string
  outcome: Outcome | null
  /** As in the row, of what concerns this item. */
  open: RecordedClaim[]
  live: RecordedClaim[]
  disagreement: boolean
  /** The decision on this item that made `outcome`, if one holds and none on the whole row does. */
  decision: RecordedReview | null
  /** What the live claims come to. */
  after: Outcome | null
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
  const held = <O extends Outcome | null>(outcome: O): O =>
    outcome && notHeld.counting.length ? { ...outcome, minutes: 0, lateMinutes: 0, leftEarlyMinutes: 0 } : outcome

  const nowhere = (part: PartOutcome | null) =>
    part && notHeld.counting.length > 0 ? { ...held(part), time: [] } : part

  /** What is said of one person, among the claims that are looked at. */
  function said(person: PersonId, countedAt: (item: string | null) => Counted, asked: Asked): Said {
    const { items, about } = asked
    const openAt = (item: string | null) => openClaims(book, person, countedAt(item), notHeld.closed, item)
    // On an item that the agenda does not have only while something that counts here speaks of it.
    const decisions = asked.decisions.filter(
      ({ review: { item } }) => valuer.items.includes(item) || openAt(item).some((claim) => itemOf(claim) !== null),
    )
    const partOf = (item: string | null, open: RecordedClaim<Attendance>[]): SaidOfPart => {
      const own = decisions.filter(({ review }) => review.item === item)
      const known = about.filter((claim) => partsAbout(claim, about, valuer).includes(item))
      const made = strictest(holding(own, [...open, ...notHeld.counting], known), ({ key, review }) =>
        valuer.ofItemDecision(review, key),
      )
      if (made) return { open, values: [made.outcome], ...made }
      const values = open.map((claim) => valuer.inPart(item, claim))
      return { open, values, outcome: nowhere(mostCautious(values)), decision: null }
    }
    const whole = openAt(null)
    const parts = items.map((item) => {
      // Of an item that the agenda no longer has, only what was said of it alone says anything.
      const isPlanned = valuer.items.includes(item)
      return partOf(
        item,
        openAt(item).filter((claim) => isPlanned || itemOf(claim) !== null),
      )
    })
    const isWhole = decisions.length === 0 && parts.every(({ open }) => open.every((claim) => itemOf(claim) === null))
    if (items.length && valuer.hasRest) parts.push(partOf(null, whole))
    if (isWhole) {
      const values = whole.map(valuer.ofClaim)
      return { open: whole, values, outcome: held(mostCautious(values)), differ: !allSame(values), parts, isWhole }
    }
    const open = new Set(parts.flatMap((part) => part.open))
    return {
      open: [...open].sort((a, b) => compare(a.key, b.key)),
      values: [],
      outcome: valuer.together(parts.flatMap(({ outcome }) => outcome ?? [])),
      differ: !parts.every(({ values }) => allSame(values)),
      parts,
      isWhole,
    }
  }

  return (person) => {
    const decisions = reviews.decisions.get(person) ?? []
    const items = itemsOf(book, person, valuer.items)
    const itemDecisions = (reviews.itemDecisions.get(person) ?? []).filter(({ review }) => items.includes(review.item))
    // What the office has decided on belongs to the submitted register from then on: where it has decided on it.
    const decided = new Set(decisions.flatMap(({ review }) => review.settles))
    const isDecidedAt = (key: ClaimKey, item: string | null) =>
      decided.has(key) || itemDecisions.some(({ review }) => review.item === item && review.settles.includes(key))
    const countedAt = (item: string | null): Counted =>
      covered ? (key) => covered.has(key) || isDecidedAt(key, item) : everything

    const about = covered || decisions.length + itemDecisions.length ? claimsAbout(book, person) : []
    const asked = { items, decisions: itemDecisions, about }
    const now = said(person, countedAt, asked)
    const live = covered ? said(person, () => everything, asked) : now
    const decide = (claims: readonly RecordedClaim[]) =>
      strictest(holding(decisions, [...claims, ...notHeld.counting], about), ({ review }) => valuer.ofDecision(review))
    const made = decide(now.open)
    const outcome = made?.outcome ?? now.outcome
    const row = {
      person,
      outcome,
      open: now.open,
      live: live.open,
      disagreement: !made && now.differ,
      decision: made?.decision ?? null,
      corrections: [],
      items: items.flatMap((item, at) => rowItem(item, now.parts[at], live.parts[at], made !== null)),
    }
    if (!covered) return row

    const isCounted = (claim: RecordedClaim) =>
      covered.has(claim.key) || partsAbout(claim, about, valuer).every((item) => isDecidedAt(claim.key, item))
    const claims = about.filter((claim) => !isCounted(claim))
    if (!claims.length) return row
    const madeAfter = decide(live.open)
    const after = madeAfter?.outcome ?? live.outcome
    const isChange = !sameValue(outcome, after) || (made ? !madeAfter && live.differ : !sameSaid(now, live))
    return isChange ? { ...row, corrections: [{ person, claims, before: outcome, after }] } : row
  }

  function rowItem(item: string, now?: SaidOfPart, live?: SaidOfPart, isDecided?: boolean): RowItem[] {
    if (!now || !live) return []
    const { open, values } = now
    if (!valuer.items.includes(item) && !open.length && !live.open.length) return []
    const disagreement = !isDecided && !allSame(values)
    const decision = isDecided ? null : now.decision
    return [
      { item, outcome: plain(now.outcome), open, live: live.open, disagreement, decision, after: plain(live.outcome) },
    ]
  }
}

function plain(outcome: PartOutcome | null): Outcome | null {
  if (!outcome) return null
  const { time: _, typed: __, ...rest } = outcome
  return rest
}

/** Whether two say the same of a person; part by part, where one of them speaks of an item. */
const sameSaid = (some: Said, others: Said): boolean =>
  some.isWhole && others.isWhole
    ? sameValues(some.values, others.values)
    : some.parts.every(({ values }, at) => sameValues(values, others.parts[at]?.values ?? []))

/** Where something may be said of a person, and what is known of it. */
interface Asked {
  items: readonly string[]
  /** On these items. */
  decisions: readonly RecordedItemDecision[]
  about: readonly RecordedClaim[]
}

interface SaidOfPart {
  open: RecordedClaim<Attendance>[]
  values: PartOutcome[]
  outcome: PartOutcome | null
  decision: RecordedItemDecision | null
}

interface Said {
  open: RecordedClaim[]
  /** Of the whole session, where nothing else is said. */
  values: Outcome[]
  outcome: Outcome | null
  differ: boolean
  /** In the order of the items asked for; then the time in no item. Empty where no item is asked for. */
  parts: SaidOfPart[]
  /** Neither anything open nor any decision speaks of an item alone. */
  isWhole: boolean
}

/** The agenda's items, and those that only claims about the person know. */
function itemsOf(book: ClaimBook, person: PersonId, planned: readonly string[]): string[] {
  const claims = [...(book.marks.get(person) ?? []), ...(book.everyones.get(person) ?? [])]
  const named = claims.flatMap((claim) => itemOf(claim) ?? [])
  const unplanned = [...new Set(named)].filter((item) => !planned.includes(item)).sort()
  return [...planned, ...unplanned]
}

/** Every claim that says something of a person, and every withdrawal of one, by key. */
function claimsAbout(book: ClaimBook, person: PersonId): RecordedClaim[] {
  const stated = [...(book.marks.get(person) ?? []), ...(book.everyones.get(person) ?? [])]
  const withdrawals = new Set<RecordedClaim>(stated.flatMap(book.withdrawalsOf))
  return [...stated, ...withdrawals].sort((a, b) => compare(a.key, b.key))
}

/** The items that a claim speaks of; null: the time in none. */
function partsOf(claim: RecordedClaim, { items, hasRest }: Valuer): (string | null)[] {
  const item = itemOf(claim)
  return item === null ? [...items, ...(hasRest ? [null] : [])] : [item]
}

/** The same of a withdrawal: those that what it takes back speaks of. */
const partsAbout = (claim: RecordedClaim, about: readonly RecordedClaim[], valuer: Valuer): (string | null)[] => {
  if (claim.claim.kind !== 'withdrawal') return partsOf(claim, valuer)
  const { withdraws } = claim.claim
  const takenBack = about.filter((other) => other.claim.kind !== 'withdrawal' && withdraws.includes(other.key))
  return takenBack.flatMap((other) => partsOf(other, valuer))
}

type AnyDecision = RecordedDecision | RecordedItemDecision

/** Decisions that hold: they settle every open claim, and at least one that is known of the person. */
function holding<D extends AnyDecision>(
  decisions: readonly D[],
  open: readonly RecordedClaim[],
  known: readonly RecordedClaim[],
): D[] {
  return decisions.filter(({ review }) => {
    const settles = new Set(review.settles)
    return open.every(({ key }) => settles.has(key)) && known.some(({ key }) => settles.has(key))
  })
}

/** Of several decisions that hold the most cautious; the office undoes the other. */
function strictest<D extends AnyDecision, O extends Outcome>(decisions: readonly D[], worth: (decision: D) => O) {
  const outcomes = decisions.map(worth)
  const outcome = mostCautious(outcomes)
  const at = outcomes.findIndex(({ status, minutes }) => status === outcome?.status && minutes === outcome.minutes)
  const decision = decisions[at]
  return outcome && decision ? { outcome, decision } : null
}

const sameValues = (some: readonly Outcome[], others: readonly Outcome[]): boolean =>
  some.every((value) => others.some((other) => sameValue(value, other))) &&
  others.every((value) => some.some((other) => sameValue(value, other)))
