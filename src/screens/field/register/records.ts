import { type Attendance, isEveryone, isMark, itemOf, type RecordedClaim, type Withdrawal } from '#domain/claims.ts'
import type { ClaimKey, DeviceId, MemberId, PersonId } from '#domain/ids.ts'
import type { RegisterRow } from '#domain/register.ts'
import type { ItemId, RegisterView } from '#store/api.ts'

/** One thing that somebody stated about a person, and what became of it. */
export interface PersonRecord {
  key: ClaimKey
  recorded: RecordedClaim<Attendance>
  /** counts: one of the open ones. correction: came after the submission, waits for a decision. replaced: a later one
   *  saw it. withdrawn: taken back by who made it. */
  standing: 'counts' | 'correction' | 'replaced' | 'withdrawn'
}

type Stated = RecordedClaim<Attendance>

/** Keys that their own recorders took back. */
export function withdrawnKeys(claims: readonly RecordedClaim[]): Set<ClaimKey> {
  const owner = new Map(claims.map(({ key, recorder }) => [key, recorder]))
  const keys = new Set<ClaimKey>()
  for (const { claim, recorder } of claims) {
    if (claim.kind !== 'withdrawal') continue
    for (const key of (claim as Withdrawal).withdraws) if (owner.get(key) === recorder) keys.add(key)
  }
  return keys
}

/** Everything stated about a person in this session: what is open first, then what it replaced.
 *  @param item only what speaks of this item of the agenda; null: everything */
export function recordsOf(view: RegisterView, row: RegisterRow, item: ItemId): PersonRecord[] {
  const withdrawn = withdrawnKeys(view.claims)
  const open = new Set(row.open.map(({ key }) => key))
  const live = new Set(row.live.map(({ key }) => key))
  const about = view.claims.filter((recorded): recorded is Stated => concerns(recorded, row.person, item))
  const records = about.map(
    (recorded): PersonRecord => ({
      key: recorded.key,
      recorded,
      standing: standingOf(recorded.key),
    }),
  )
  const stands = ({ standing }: PersonRecord) => standing === 'counts' || standing === 'correction'
  return [...records.filter(stands), ...records.filter((record) => !stands(record)).reverse()]

  function standingOf(key: ClaimKey): PersonRecord['standing'] {
    if (open.has(key)) return 'counts'
    if (withdrawn.has(key)) return 'withdrawn'
    return live.has(key) ? 'correction' : 'replaced'
  }
}

function concerns(recorded: RecordedClaim, person: PersonId, item: ItemId): boolean {
  if (item !== null && ![null, item].includes(itemOf(recorded))) return false
  return isMark(recorded) ? recorded.person === person : isEveryone(recorded) && recorded.claim.persons.includes(person)
}

/** Marks of this member about a person, which are taken back with one tap; with an item in hand only those of the item. */
export const isOwnMark = (recorded: RecordedClaim, me: MemberId, person: PersonId, item: ItemId): boolean =>
  isMark(recorded) &&
  recorded.recorder === me &&
  recorded.person === person &&
  (item === null || itemOf(recorded) === item)

/** What was stated by one tap: a mark, several at once, or everyone present. */
export interface Step {
  keys: ClaimKey[]
  claims: RecordedClaim<Attendance>[]
}

/** What *Undo* takes back, one after the other: what this member stated on this phone and still stands, latest first.
 *  Whether it was sent makes no difference: a withdrawal is a claim, too.
 *  `seen` holds keys in the order in which they appeared on this screen, latest last. */
export function ownSteps(
  claims: readonly RecordedClaim[],
  me: MemberId,
  device: DeviceId,
  seen: readonly ClaimKey[],
): Step[] {
  const withdrawn = withdrawnKeys(claims)
  const covered = new Set<ClaimKey>()
  for (const { key, claim } of claims) {
    if (claim.kind === 'submission' && !withdrawn.has(key)) for (const one of claim.covers) covered.add(one)
  }
  const place = new Map(seen.map((key, at) => [key, at]))
  const placeOf = ({ key }: RecordedClaim) => place.get(key) ?? -1
  const own = claims.filter(
    (claim): claim is RecordedClaim<Attendance> =>
      claim.recorder === me &&
      (claim.device === undefined || claim.device === device) &&
      (isMark(claim) || isEveryone(claim)) &&
      !withdrawn.has(claim.key) &&
      !covered.has(claim.key),
  )
  const steps: Step[] = []
  // Of those that stand at the same place the later in the list is the later: sorting keeps their order.
  for (const claim of own.toSorted((a, b) => placeOf(a) - placeOf(b)).reverse()) {
    const before = steps.at(-1)
    if (before?.claims[0] && isOneStep(before.claims[0], claim)) {
      before.keys.push(claim.key)
      before.claims.push(claim)
    } else steps.push({ keys: [claim.key], claims: [claim] })
  }
  return steps
}

/** Marks of one action have its moment. No finger marks two people within one millisecond. */
const isOneStep = (one: RecordedClaim<Attendance>, other: RecordedClaim<Attendance>): boolean =>
  isMark(one) && isMark(other) && one.claim.at === other.claim.at && one.claim.status === other.claim.status
