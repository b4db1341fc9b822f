import { type Attendance, isEveryone, isMark, itemOf, type RecordedClaim, type RecordedReview } from '#domain/claims.ts'
import type { ClaimKey, MemberId, PersonId } from '#domain/ids.ts'
import { isByItem } from '#domain/itemRegister.ts'
import { makeValuer, sameValue, type Valuer } from '#domain/outcome.ts'
import { ownStatusOf } from '#domain/ownStatus.ts'
import { type Correction, type Outcome, type Register, type RegisterRow, resolveRegister } from '#domain/register.ts'
import { byName } from '#screens/shared/byName.ts'
import type { PersonRow, RegisterView, SeatInfo } from '#store/api.ts'

/** Where a claim is. Only *received* is at the hub. */
export type Place = 'received' | 'waiting' | 'unsaved' | 'refused'

/** What became of a claim.
 *  counts: its value is what counts for now. open: stands, but another open value counts.
 *  yielded: *everyone present*, where somebody recorded this person alone.
 *  replaced, withdrawn: shown quietly, never gone. correction: came after the submission, not counted yet. */
export type Standing = 'counts' | 'open' | 'yielded' | 'replaced' | 'withdrawn' | 'correction'

/** One claim with all that is known of its origin. */
export interface Origin {
  key: ClaimKey
  recorder: MemberId
  /** null: this device does not know the name. */
  recorderName: string | null
  deviceName: string | null
  /** By the phone's clock, ms UTC. */
  at: number
  /** By the server's clock, ms UTC; null while not received. */
  receivedAt: number | null
  clockOffsetMs: number | null
  place: Place
}

export interface ClaimLine extends Origin {
  /** One mark, or *everyone present*. */
  bulk: boolean
  value: Outcome
  /** What the hub calls it, where it is one of its own statuses. */
  own: string | null
  standing: Standing
  note: string | null
  /** Of which item of the agenda it is; null: of the whole session. */
  item: { title: string | null } | null
}

/** What counts at one item of the agenda. */
export interface ItemReport {
  item: string
  /** null: the agenda does not have it any more. */
  title: string | null
  outcome: Outcome | null
  disagreement: boolean
  /** A coordinator's on this item, if one holds. */
  decision: RecordedReview | null
  /** How many records stand. */
  records: number
}

export interface PersonReport {
  person: PersonId
  row: PersonRow | null
  /** In the run, for who may not see names; null for somebody who never was on its list. */
  number: number | null
  onRoster: boolean
  outcome: Outcome | null
  own: string | null
  disagreement: boolean
  decision: RecordedReview | null
  corrections: Correction[]
  /** Where somebody spoke of single items: all of them. */
  items: ItemReport[]
  /** Open ones first, then in the order in which the hub received them. */
  claims: ClaimLine[]
}

export type SessionEvent = Origin &
  (
    | { kind: 'submission'; counts: boolean; covers: number }
    | { kind: 'not-held'; reason: string; counts: boolean }
    | { kind: 'withdrawal'; withdraws: number }
  )

export interface SessionReport {
  register: Register
  people: PersonReport[]
  /** Submissions, *did not take place*, withdrawals; in the order in which the hub received them. */
  events: SessionEvent[]
  correctionCount: number
  /** Claims that the hub does not have. */
  notReceived: number
}

type Self = Pick<SeatInfo, 'member' | 'displayName'>

/** Everything about a session that the office looks at, from what the store gives. Pure.
 *  Who looks is known by name also where no projection has arrived. */
export function reportSession(given: RegisterView, self: Self): SessionReport {
  const view = { ...given, members: new Map([[self.member, self.displayName], ...given.members]) }
  const register = resolveRegister({
    session: view.session.session,
    facts: view.session.facts,
    roster: view.roster.toSorted(byName).map(({ person }) => person),
    claims: view.claims,
    reviews: view.reviews,
  })
  const all = once(view.claims)
  const withdrawn = withdrawnClaims(all)
  const valuer = makeValuer(register.facts)
  const onRoster = new Set(view.roster.map(({ person }) => person))
  const rosterRows = new Map(view.roster.map((row) => [row.person, row]))
  const marks = Map.groupBy(
    all.filter(isMark).filter(({ person }) => person !== null),
    ({ person }) => person,
  )
  const bulks = all.filter(isEveryone)

  const people = register.rows.map((row): PersonReport => {
    const own = [...(marks.get(row.person) ?? []), ...bulks.filter(({ claim }) => claim.persons.includes(row.person))]
    const claims = own
      .map((recorded) => claimLine(recorded, row, valuer, withdrawn, view, register))
      .sort((a, b) => rank(a.standing) - rank(b.standing) || byReceipt(a, b))
    return {
      person: row.person,
      row: rosterRows.get(row.person) ?? view.people.get(row.person) ?? null,
      number: view.numbers.get(row.person) ?? null,
      onRoster: onRoster.has(row.person),
      outcome: row.outcome,
      own: view.ownStatuses.get(ownStatusOf(row) ?? '')?.name ?? null,
      disagreement: row.disagreement,
      decision: row.decision,
      corrections: row.corrections,
      items: itemReports(row, register),
      claims,
    }
  })
  return {
    register,
    people,
    events: sessionEvents(all, view, register),
    correctionCount: register.rows.reduce((sum, row) => sum + row.corrections.length, 0),
    notReceived: view.unsaved.size + view.waiting.size + view.refused.size,
  }
}

/** A key names a claim among those of its recorder. */
const idOf = ({ recorder, key }: Pick<RecordedClaim, 'recorder' | 'key'>): string => `${recorder} ${key}`

/** Each claim once. The same one may come from this device's outbox and from the hub, which knows more. */
function once(claims: readonly RecordedClaim[]): RecordedClaim[] {
  const known = new Map<string, RecordedClaim>()
  for (const claim of claims) {
    const other = known.get(idOf(claim))
    if (!other || other.receivedAt === undefined) known.set(idOf(claim), claim)
  }
  return [...known.values()]
}

/** Claims that were taken back by the one who stated them; of somebody else's a withdrawal has no effect (F6). */
const withdrawnClaims = (claims: readonly RecordedClaim[]): ReadonlySet<string> =>
  new Set(
    claims.flatMap(({ claim, recorder }) =>
      claim.kind === 'withdrawal' ? claim.withdraws.map((key) => idOf({ recorder, key })) : [],
    ),
  )

const RANK: readonly Standing[] = ['counts', 'open', 'correction', 'yielded', 'replaced', 'withdrawn']
const rank = (standing: Standing): number => RANK.indexOf(standing)

const titleOf = (item: string, { facts }: Register): string | null =>
  facts.agenda.find(({ id }) => id === item)?.title ?? null

function itemReports(row: RegisterRow, register: Register): ItemReport[] {
  if (!isByItem(row)) return []
  return row.items.map(({ item, outcome, disagreement, decision, open }) => ({
    ...{ item, title: titleOf(item, register), outcome, disagreement, decision },
    records: open.length,
  }))
}

function claimLine(
  recorded: RecordedClaim<Attendance>,
  row: RegisterRow,
  valuer: Valuer,
  withdrawn: ReadonlySet<string>,
  view: RegisterView,
  register: Register,
): ClaimLine {
  const { claim } = recorded
  const item = itemOf(recorded)
  return {
    ...originOf(recorded, view),
    bulk: isEveryone(recorded),
    value: item === null ? valuer.ofClaim(recorded) : valuer.inPart(item, recorded),
    own: ('ownStatus' in claim && view.ownStatuses.get(claim.ownStatus ?? '')?.name) || null,
    standing: standingOf(recorded, valuer, row, withdrawn),
    note: 'about' in claim && claim.about ? (view.notes.get(claim.about) ?? null) : null,
    item: item === null ? null : { title: titleOf(item, register) },
  }
}

/** Whether this value is what counts. In a disagreement the mode may come from another claim (F6). */
const countsAs = (value: Outcome, { outcome, disagreement }: Pick<RegisterRow, 'outcome' | 'disagreement'>): boolean =>
  disagreement && outcome !== null
    ? value.status === outcome.status && value.minutes === outcome.minutes
    : sameValue(value, outcome)

/** The same where single items are spoken of: wherever this claim stands, its value is what counts there, and nobody had
 *  to decide. */
function countsAtItems(recorded: RecordedClaim<Attendance>, valuer: Valuer, { items, decision }: RegisterRow): boolean {
  const standing = items.filter(({ open }) => open.some((other) => idOf(other) === idOf(recorded)))
  const isDecided = decision !== null || standing.some((part) => part.decision !== null)
  return !isDecided && standing.every((part) => countsAs(valuer.inPart(part.item, recorded), part))
}

function standingOf(
  recorded: RecordedClaim<Attendance>,
  valuer: Valuer,
  row: RegisterRow,
  withdrawn: ReadonlySet<string>,
): Standing {
  const { key } = recorded
  const same = (other: RecordedClaim) => idOf(other) === idOf(recorded)
  if (row.corrections.some(({ claims }) => claims.some(same))) return 'correction'
  if (row.open.some(same)) {
    const counts = isByItem(row) ? countsAtItems(recorded, valuer, row) : countsAs(valuer.ofClaim(recorded), row)
    return counts ? 'counts' : 'open'
  }
  if (withdrawn.has(idOf(recorded))) return 'withdrawn'
  const item = itemOf(recorded)
  const open = item === null ? row.open : (row.items.find((one) => one.item === item)?.open ?? [])
  const marks = open.filter(isMark)
  if (isEveryone(recorded) && marks.length > 0)
    return marks.some(({ claim: by }) => by.replaces.includes(key)) ? 'replaced' : 'yielded'
  return 'replaced'
}

function originOf(
  { key, recorder, claim, device, receivedAt, clockOffsetMs }: RecordedClaim,
  view: RegisterView,
): Origin {
  return {
    key,
    recorder,
    recorderName: view.members.get(recorder) ?? null,
    deviceName: device === undefined ? null : (view.devices.get(device) ?? null),
    at: claim.at,
    receivedAt: receivedAt ?? null,
    clockOffsetMs: clockOffsetMs ?? null,
    place: placeOf(key, view),
  }
}

function placeOf(key: ClaimKey, { unsaved, waiting, refused }: RegisterView): Place {
  if (unsaved.has(key)) return 'unsaved'
  if (refused.has(key)) return 'refused'
  return waiting.has(key) ? 'waiting' : 'received'
}

/** The hub's clock orders; phones' clocks, as far as they were measured, only what arrived at once (F11). What the hub
 *  does not have comes last. */
function byReceipt(a: Origin, b: Origin): number {
  const received = ({ receivedAt }: Origin) => receivedAt ?? Number.MAX_SAFE_INTEGER
  const stated = ({ at, clockOffsetMs }: Origin) => at - (clockOffsetMs ?? 0)
  return received(a) - received(b) || stated(a) - stated(b) || (a.key < b.key ? -1 : 1)
}

function sessionEvents(all: readonly RecordedClaim[], view: RegisterView, register: Register): SessionEvent[] {
  const counting = new Set([...register.submissions.map(({ key }) => key), ...register.notHeld.map(({ key }) => key)])
  return all
    .flatMap((recorded): SessionEvent[] => {
      const { claim, key } = recorded
      const origin = originOf(recorded, view)
      const counts = counting.has(key)
      switch (claim.kind) {
        case 'submission':
          return [{ ...origin, kind: 'submission', counts, covers: claim.covers.length }]
        case 'not-held':
          return [{ ...origin, kind: 'not-held', reason: claim.reason, counts }]
        case 'withdrawal':
          return [{ ...origin, kind: 'withdrawal', withdraws: claim.withdraws.length }]
        default:
          return []
      }
    })
    .sort(byReceipt)
}
