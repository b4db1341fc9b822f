import type { Everyone, Mark, RecordedClaim, RecordedReview } from '#domain/claims.ts'
import type { ClaimKey, MemberId, PersonId } from '#domain/ids.ts'
import { type Correction, type Outcome, type Register, type RegisterRow, resolveRegister } from '#domain/register.ts'
import type { SessionFacts } from '#domain/session.ts'
import { stay } from '#domain/sessionTime.ts'
import type { PersonRow, RegisterView } from '#store/api.ts'

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
  standing: Standing
  note: string | null
}

export interface PersonReport {
  person: PersonId
  row: PersonRow | null
  onRoster: boolean
  outcome: Outcome | null
  disagreement: boolean
  decision: RecordedReview | null
  corrections: Correction[]
  /** Open ones first, then by the time they were stated. */
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
  /** Submissions, *did not take place*, withdrawals; by the time they were stated. */
  events: SessionEvent[]
  correctionCount: number
  /** Claims that the hub does not have. */
  notReceived: number
}

const isMark = (recorded: RecordedClaim): recorded is RecordedClaim<Mark> => recorded.claim.kind === 'mark'
const isEveryone = (recorded: RecordedClaim): recorded is RecordedClaim<Everyone> => recorded.claim.kind === 'everyone'

/** The value that a claim gives a person by itself. */
function valueStatedBy(claim: Mark | Everyone, facts: SessionFacts): Outcome {
  const mode = claim.mode ?? (facts.mode === 'online' ? 'online' : 'on-site')
  const status = claim.kind === 'mark' ? claim.status : 'present'
  if (status !== 'present') return { status, mode, minutes: 0, lateMinutes: 0, leftEarlyMinutes: 0 }
  const stayed = stay(facts, claim.kind === 'mark' ? claim.spans : undefined)
  const minutes = claim.kind === 'mark' && claim.minutes !== undefined ? claim.minutes : stayed.minutes
  return { status, mode, ...stayed, minutes }
}

const sameValue = (a: Outcome, b: Outcome): boolean =>
  a.status === b.status && a.minutes === b.minutes && (a.status !== 'present' || a.mode === b.mode)

/** Everything about a session that the office looks at, from what the store gives. Pure. */
export function reportSession(view: RegisterView): SessionReport {
  const register = resolveRegister({
    session: view.session.session,
    facts: view.session.facts,
    roster: view.roster.map(({ person }) => person),
    claims: view.claims,
    reviews: view.reviews,
  })
  const withdrawn = withdrawnClaims(view.claims)
  const onRoster = new Set(view.roster.map(({ person }) => person))
  const rosterRows = new Map(view.roster.map((row) => [row.person, row]))
  const marks = Map.groupBy(
    view.claims.filter(isMark).filter(({ person }) => person !== null),
    ({ person }) => person,
  )
  const bulks = view.claims.filter(isEveryone)

  const people = register.rows.map((row): PersonReport => {
    const own = [...(marks.get(row.person) ?? []), ...bulks.filter(({ claim }) => claim.persons.includes(row.person))]
    const claims = own
      .map((recorded) => claimLine(recorded, row, register.facts, withdrawn, view))
      .sort((a, b) => rank(a.standing) - rank(b.standing) || a.at - b.at || (a.key < b.key ? -1 : 1))
    return {
      person: row.person,
      row: rosterRows.get(row.person) ?? view.people.get(row.person) ?? null,
      onRoster: onRoster.has(row.person),
      outcome: row.outcome,
      disagreement: row.disagreement,
      decision: row.decision,
      corrections: row.corrections,
      claims,
    }
  })
  return {
    register,
    people,
    events: sessionEvents(view, register),
    correctionCount: register.rows.reduce((sum, row) => sum + row.corrections.length, 0),
    notReceived: view.unsaved.size + view.waiting.size + view.refused.size,
  }
}

/** Keys that were taken back by the one who stated them; of somebody else's a withdrawal has no effect (F6). */
function withdrawnClaims(claims: readonly RecordedClaim[]): ReadonlySet<ClaimKey> {
  const recorderOf = new Map(claims.map(({ key, recorder }) => [key, recorder]))
  const keys = new Set<ClaimKey>()
  for (const { claim, recorder } of claims) {
    if (claim.kind !== 'withdrawal') continue
    for (const key of claim.withdraws) if (recorderOf.get(key) === recorder) keys.add(key)
  }
  return keys
}

const RANK: readonly Standing[] = ['counts', 'open', 'correction', 'yielded', 'replaced', 'withdrawn']
const rank = (standing: Standing): number => RANK.indexOf(standing)

function claimLine(
  recorded: RecordedClaim<Mark> | RecordedClaim<Everyone>,
  row: RegisterRow,
  facts: SessionFacts,
  withdrawn: ReadonlySet<ClaimKey>,
  view: RegisterView,
): ClaimLine {
  const { claim } = recorded
  const value = valueStatedBy(claim, facts)
  return {
    ...originOf(recorded, view),
    bulk: claim.kind === 'everyone',
    value,
    standing: standingOf(recorded, value, row, withdrawn),
    note: claim.kind === 'mark' && claim.about ? (view.notes.get(claim.about) ?? null) : null,
  }
}

function standingOf(
  { key, claim }: RecordedClaim,
  value: Outcome,
  row: RegisterRow,
  withdrawn: ReadonlySet<ClaimKey>,
): Standing {
  if (row.corrections.some(({ claims }) => claims.some((other) => other.key === key))) return 'correction'
  if (row.open.some((other) => other.key === key)) {
    return row.outcome && sameValue(value, row.outcome) ? 'counts' : 'open'
  }
  if (withdrawn.has(key)) return 'withdrawn'
  if (claim.kind === 'everyone' && row.open.some((other) => other.claim.kind === 'mark')) {
    const replaced = row.open.some(({ claim: by }) => by.kind === 'mark' && by.replaces.includes(key))
    return replaced ? 'replaced' : 'yielded'
  }
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

function sessionEvents(view: RegisterView, register: Register): SessionEvent[] {
  const counting = new Set([...register.submissions.map(({ key }) => key), ...register.notHeld.map(({ key }) => key)])
  return view.claims
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
    .sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1))
}
