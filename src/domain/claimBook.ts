import {
  type AnyEveryone,
  type AnyMark,
  type Attendance,
  type Claim,
  isEveryone,
  isMark,
  itemOf,
  type NotHeld,
  type RecordedClaim,
  type Submission,
  type Withdrawal,
} from './claims.ts'
import type { ClaimKey, PersonId, SessionId } from './ids.ts'

/** A session's claims sorted by what they are about, whatever order they came in. */
export interface ClaimBook {
  marks: ReadonlyMap<PersonId, RecordedClaim<AnyMark>[]>
  everyones: ReadonlyMap<PersonId, RecordedClaim<AnyEveryone>[]>
  submissions: RecordedClaim<Submission>[]
  notHelds: RecordedClaim<NotHeld>[]
  /** Withdrawals of a claim by its own recorder; of somebody else's they have no effect. A withdrawal cannot be
   *  withdrawn: who changes their mind again states a new claim. */
  withdrawalsOf(claim: RecordedClaim): readonly RecordedClaim<Withdrawal>[]
  /** Everything but submissions, and the class book, which no submission freezes. */
  coverable: ClaimKey[]
}

/** Which claims are looked at: all, or those that a submission covers. */
export type Counted = (key: ClaimKey) => boolean
export const everything: Counted = () => true

export function openBook(session: SessionId, claims: Iterable<RecordedClaim>): ClaimBook {
  const marks = new Map<PersonId, RecordedClaim<AnyMark>[]>()
  const everyones = new Map<PersonId, RecordedClaim<AnyEveryone>[]>()
  const submissions: RecordedClaim<Submission>[] = []
  const notHelds: RecordedClaim<NotHeld>[] = []
  const withdrawalsByKey = new Map<ClaimKey, RecordedClaim<Withdrawal>[]>()
  const coverable: ClaimKey[] = []

  for (const claim of inOrder(session, claims)) {
    // Marks are about one person, all else about the whole session; what is keyed otherwise means nothing.
    if (isMark(claim) !== (claim.person !== null) || is(claim, 'class-book')) continue
    if (!is(claim, 'submission') && coverable.at(-1) !== claim.key) coverable.push(claim.key)
    if (isMark(claim) && claim.person) push(marks, claim.person, claim)
    else if (isEveryone(claim)) for (const person of new Set(claim.claim.persons)) push(everyones, person, claim)
    else if (is(claim, 'withdrawal'))
      for (const key of new Set(claim.claim.withdraws)) push(withdrawalsByKey, key, claim)
    else if (is(claim, 'submission')) submissions.push(claim)
    else if (is(claim, 'not-held')) notHelds.push(claim)
  }
  const withdrawalsOf = ({ key, recorder }: RecordedClaim) =>
    withdrawalsByKey.get(key)?.filter((withdrawal) => withdrawal.recorder === recorder) ?? NONE
  return { marks, everyones, submissions, notHelds, withdrawalsOf, coverable }
}

const NONE: readonly RecordedClaim<Withdrawal>[] = []

/** Each claim once, by key. The same claim may come from this phone's outbox and from the hub, which knows more.
 *  A key names a claim among those of its recorder: nobody can withdraw or displace a colleague's by copying its key. */
function inOrder(session: SessionId, claims: Iterable<RecordedClaim>): RecordedClaim[] {
  const ordered = [...claims].filter((claim) => claim.session === session)
  ordered.sort(
    (a, b) =>
      compare(a.key, b.key) ||
      compare(a.recorder, b.recorder) ||
      Number(a.receivedAt === undefined) - Number(b.receivedAt === undefined),
  )
  return ordered.filter(({ key, recorder }, at) => {
    const before = ordered[at - 1]
    return before?.key !== key || before.recorder !== recorder
  })
}

export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const is = <K extends Claim['kind']>(
  claim: RecordedClaim,
  kind: K,
): claim is RecordedClaim<Extract<Claim, { kind: K }>> => claim.claim.kind === kind

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

// ---------------------------------------------------------------- what is open (F6)

const isStanding = (book: ClaimBook, counted: Counted) => (claim: RecordedClaim) =>
  counted(claim.key) && !book.withdrawalsOf(claim).some((withdrawal) => counted(withdrawal.key))

/** Without those that another replaces. Claims that replace each other in a circle, which no honest phone writes, are
 *  all kept: nothing stated may vanish. */
function unreplaced<C extends RecordedClaim>(standing: C[]): C[] {
  if (standing.length < 2) return standing
  const replaced = new Set<ClaimKey>()
  for (const { claim } of standing) for (const key of claim.replaces) replaced.add(key)
  if (!replaced.size) return standing
  const open = standing.filter(({ key }) => !replaced.has(key))
  return open.length ? open : standing
}

/** Those who say that the session did not take place and have not taken it back. */
export const standingNotHelds = (book: ClaimBook, counted: Counted): RecordedClaim<NotHeld>[] =>
  book.notHelds.filter(isStanding(book, counted))

/** Of those, the ones that nobody replaced by saying it again. */
export const openNotHelds = (standing: RecordedClaim<NotHeld>[]): RecordedClaim<NotHeld>[] => unreplaced(standing)

/** A person's open claims: marks, or where there is none, the bulk claims that name the person.
 *  What is said of the whole session is said of each item of the agenda; what is said of an item is said, and replaces,
 *  nowhere else.
 *  @param item of this item; null: of what lies in none
 *  @param closed what those who say that it did not take place replace */
export function openClaims(
  book: ClaimBook,
  person: PersonId,
  counted: Counted,
  closed: ReadonlySet<ClaimKey>,
  item: string | null,
): RecordedClaim<Attendance>[] {
  const stands = isStanding(book, counted)
  const standing = (claim: RecordedClaim) => [null, item].includes(itemOf(claim)) && stands(claim)
  const marks = unreplaced((book.marks.get(person) ?? []).filter(standing))
  const open = marks.length ? marks : unreplaced((book.everyones.get(person) ?? []).filter(standing))
  return closed.size ? open.filter(({ key }) => !closed.has(key)) : open
}
