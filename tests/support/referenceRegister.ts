import type { RecordedClaim } from '#domain/claims.ts'
import type { ClaimKey } from '#domain/ids.ts'
import type { Outcome, RegisterInput } from '#domain/register.ts'
import type { Mode, SessionFacts } from '#domain/session.ts'

/** A second, plain implementation of rules F5–F8, to check the real one against. Each notion is written as the rules
 *  define it, as a question asked of the whole list of claims; nothing is indexed, sorted or remembered, and minutes are
 *  counted one by one. Slow. Only for sessions in a zone without clock changes. */

interface ReferenceRow {
  person: string
  outcome: Outcome | null
  open: ClaimKey[]
  live: ClaimKey[]
  disagreement: boolean
  decided: boolean
  correction: { claims: string[]; before: Outcome | null; after: Outcome | null } | null
}

export interface ReferenceRegister {
  state: string
  rows: ReferenceRow[]
  submissions: string[]
  notHeldContested: boolean
  /** A circle of replacements left nothing open by the definition alone. */
  hadCircle: boolean
}

type Key = ClaimKey
type World = ReadonlySet<Key>

export function referenceRegister(input: RegisterInput): ReferenceRegister {
  const claims = [...input.claims]
  const all: World = new Set(claims.map(({ key }) => key))
  let hadCircle = false

  const reviews = [...input.reviews].filter(
    ({ key }) => ![...input.reviews].some(({ review }) => review.kind === 'undone' && review.review === key),
  )
  const isReturned = (key: Key) => reviews.some(({ review }) => review.kind === 'returned' && review.submission === key)
  const isAccepted = (key: Key) =>
    !isReturned(key) && reviews.some(({ review }) => review.kind === 'accepted' && review.submission === key)
  const decisionsOn = (person: string | null) =>
    reviews.flatMap((recorded) =>
      recorded.person === person && recorded.review.kind === 'decision' ? [recorded.review] : [],
    )

  const isWithdrawn = (claim: RecordedClaim, world: World) =>
    claims.some(
      (other) =>
        world.has(other.key) &&
        other.claim.kind === 'withdrawal' &&
        other.recorder === claim.recorder &&
        other.claim.withdraws.includes(claim.key),
    )
  const standing = (kind: string, world: World) =>
    claims.filter((claim) => claim.claim.kind === kind && world.has(claim.key) && !isWithdrawn(claim, world))
  const openOf = (group: RecordedClaim[]) => {
    const open = group.filter(({ key }) => !group.some(({ claim }) => claim.replaces.includes(key)))
    if (open.length === 0 && group.length > 0) hadCircle = true
    return open.length ? open : group
  }

  // ---- submissions
  const submissions = claims.filter(({ claim }) => claim.kind === 'submission')
  const isTakenBack = (submission: RecordedClaim) => isWithdrawn(submission, all) && !isAccepted(submission.key)
  const effective = submissions.filter(
    (submission) =>
      !isTakenBack(submission) &&
      submissions
        .filter(({ key }) => submission.claim.replaces.includes(key))
        .every((replaced) => isReturned(replaced.key) || isTakenBack(replaced)),
  )
  const last = effective.filter(
    ({ key }) => !effective.some((other) => other.key !== key && other.claim.replaces.includes(key)),
  )
  const counting = last.length ? last : effective
  const isHandedBack = counting.some(({ key }) => isReturned(key))
  const isSubmitted = counting.length > 0 && !isHandedBack
  const frozen = (isSubmitted ? counting : [])
    .map(({ key, claim }) => ({ key, facts: claim.kind === 'submission' ? claim.facts : input.facts }))
    .sort((a, b) => fullMinutes(a.facts) - fullMinutes(b.facts) || (a.key < b.key ? -1 : 1))
  const facts = frozen[0]?.facts ?? input.facts

  const worldOf = (person: string | null): World => {
    if (!isSubmitted) return all
    const named = counting.flatMap(({ claim }) => (claim.kind === 'submission' ? claim.covers : []))
    return new Set([...named, ...decisionsOn(person).flatMap(({ settles }) => settles)])
  }

  // ---- did it take place?
  const sayNot = standing('not-held', worldOf(null))
  const openNot = openOf(sayNot)
  const liveNot = openOf(standing('not-held', all))
  const onSession = decisionsOn(null).filter(({ settles }) => openNot.every(({ key }) => settles.includes(key)))
  const saysTook = onSession.some(({ status }) => status === 'present')
  const saysNot = onSession.some(({ status }) => status !== 'present')
  const isNotHeld = openNot.length > 0 && !(saysTook && !saysNot)

  // ---- one person
  const openIn = (person: string, world: World) => {
    const marks = openOf(standing('mark', world).filter((mark) => mark.person === person))
    const bulk = () =>
      openOf(
        standing('everyone', world).filter(
          ({ claim }) => claim.kind === 'everyone' && claim.persons.some((named) => named === person),
        ),
      )
    const open = marks.length ? marks : bulk()
    return open.filter(({ key }) => !(isNotHeld && sayNot.some(({ claim }) => claim.replaces.includes(key))))
  }
  const about = (person: string) => {
    const said = claims.filter(
      ({ claim, person: subject }) =>
        (claim.kind === 'mark' && subject === person) ||
        (claim.kind === 'everyone' && claim.persons.some((named) => named === person)),
    )
    const takenBack = claims.filter(
      ({ claim, recorder }) =>
        claim.kind === 'withdrawal' &&
        said.some((one) => one.recorder === recorder && claim.withdraws.includes(one.key)),
    )
    return [...said, ...takenBack]
  }

  const resolveIn = (person: string, open: RecordedClaim[]) => {
    const mustSettle = [...open, ...(isNotHeld ? openNot : [])].map(({ key }) => key)
    const holding = decisionsOn(person).filter(
      ({ settles }) =>
        mustSettle.every((key) => settles.includes(key)) && about(person).some(({ key }) => settles.includes(key)),
    )
    const values = open.map((claim) => stated(claim, facts))
    const differ = new Set(values.map(asText)).size > 1
    if (holding.length) {
      const decided = holding.map(
        ({ status, mode, minutes }): Outcome =>
          status === 'present'
            ? { status, mode: mode ?? usual(facts), minutes: Math.min(minutes, fullMinutes(facts)), ...NEITHER }
            : { status, mode: usual(facts), minutes: 0, ...NEITHER },
      )
      return { outcome: cautious(decided), decided: true, disagreement: false, differ, values }
    }
    const outcome = cautious(values)
    return {
      outcome: outcome && isNotHeld ? { ...outcome, minutes: 0, ...NEITHER } : outcome,
      decided: false,
      disagreement: differ,
      differ,
      values,
    }
  }

  const rowOf = (person: string): ReferenceRow => {
    const world = worldOf(person)
    const open = openIn(person, world)
    const live = openIn(person, all)
    const now = resolveIn(person, open)
    const then = resolveIn(person, live)
    const outside = about(person).filter(({ key }) => !world.has(key))
    const kinds = (values: Outcome[]) => [...new Set(values.map(asText))].sort().join()
    const wouldChange =
      asText(now.outcome) !== asText(then.outcome) ||
      (now.decided ? !then.decided && then.differ : kinds(now.values) !== kinds(then.values))
    return {
      person,
      outcome: now.outcome,
      open: keysOf(open),
      live: keysOf(live),
      disagreement: now.disagreement,
      decided: now.decided,
      correction:
        isSubmitted && outside.length > 0 && wouldChange
          ? { claims: keysOf(outside), before: now.outcome, after: then.outcome }
          : null,
    }
  }

  const named = claims.flatMap(({ person, claim }) => [
    ...(claim.kind === 'mark' && person ? [person] : []),
    ...(claim.kind === 'everyone' ? claim.persons : []),
  ])
  const rows = [
    ...input.roster.map(rowOf),
    ...[...new Set(named)]
      .filter((person) => !input.roster.includes(person))
      .sort()
      .map(rowOf)
      .filter((row) => row.outcome || row.live.length > 0 || row.correction),
  ]

  const openKeys = rows.flatMap(({ open }) => open)
  const upheld =
    saysNot &&
    !saysTook &&
    onSession.some(({ status, settles }) => status !== 'present' && openKeys.every((key) => settles.includes(key)))
  const notHeldChanged = keysOf(openNot).join() !== keysOf(liveNot).join()
  return {
    state: isNotHeld
      ? 'did-not-take-place'
      : counting.length
        ? isHandedBack
          ? 'returned'
          : counting.every(({ key }) => isAccepted(key))
            ? 'accepted'
            : 'submitted'
        : rows.some(({ live }) => live.length)
          ? 'in-progress'
          : 'not-started',
    rows,
    submissions: keysOf(counting),
    notHeldContested: notHeldChanged || (isNotHeld && openKeys.length > 0 && !upheld),
    hadCircle,
  }
}

const NEITHER = { lateMinutes: 0, leftEarlyMinutes: 0 }
const keysOf = (claims: RecordedClaim[]) => claims.map(({ key }) => key).sort()
const asText = (outcome: Outcome | null) => outcome && `${outcome.status} ${outcome.mode} ${outcome.minutes}`
const usual = (facts: SessionFacts): Mode => (facts.mode === 'online' ? 'online' : 'on-site')

/** Every minute of the session that is no break, as minutes after the midnight that begins its day. */
function workingMinutes(facts: SessionFacts): number[] {
  const [start, length] = pieceOf(facts.start, facts.end)
  const breaks = facts.breaks.map((pause) => pieceOf(pause.start, pause.end))
  return Array.from({ length }, (_, at) => start + at).filter(
    (minute) => !breaks.some(([from, long]) => (minute - from + 1440) % 1440 < long),
  )
}

const clock = (wall: string) => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3))
const pieceOf = (from: string, to: string): [start: number, length: number] => [
  clock(from),
  (clock(to) - clock(from) + 1440) % 1440 || 1440,
]

const fullMinutes = (facts: SessionFacts) => workingMinutes(facts).length

function stated({ claim }: RecordedClaim, facts: SessionFacts): Outcome {
  if (claim.kind === 'mark' && claim.status !== 'present')
    return { status: claim.status, mode: usual(facts), minutes: 0, ...NEITHER }
  const mode = ('mode' in claim && claim.mode) || usual(facts)
  const working = workingMinutes(facts)
  const spans = (claim.kind === 'mark' && claim.spans) || []
  const [opening, length] = pieceOf(facts.start, facts.end)
  /** Position in the session of a time that lies in it. */
  const position = (wall: string) => (clock(wall) - opening + 1440) % 1440
  const there = spans.length
    ? working.filter((minute) =>
        spans.some(({ from, to }) => {
          const enters = from === undefined ? 0 : position(from)
          const leaves = to === undefined || to === facts.end ? length : position(to)
          return enters <= minute - opening && minute - opening < leaves
        }),
      )
    : working
  const entered = Math.min(...spans.map(({ from }) => (from === undefined ? 0 : position(from))), length)
  const left = Math.max(...spans.map(({ to }) => (to === undefined || to === facts.end ? length : position(to))), 0)
  const minutes = claim.kind === 'mark' ? claim.minutes : undefined
  return {
    status: 'present',
    mode,
    minutes: minutes === undefined ? there.length : Math.min(minutes, working.length),
    lateMinutes: spans.length ? working.filter((minute) => minute - opening < entered).length : 0,
    leftEarlyMinutes: spans.length ? working.filter((minute) => minute - opening >= left).length : 0,
  }
}

/** The fewest minutes; at a tie absent, then excused, then present; the less favourable mode among the present. */
function cautious(values: Outcome[]): Outcome | null {
  if (!values.length) return null
  const fewest = values.filter(({ minutes }) => minutes === Math.min(...values.map((value) => value.minutes)))
  for (const status of ['absent', 'excused', 'present'] as const) {
    const found = fewest.filter((value) => value.status === status)
    if (!found.length) continue
    const lateMinutes = Math.max(...found.map((value) => value.lateMinutes))
    const latest = found.filter((value) => value.lateMinutes === lateMinutes)
    const leftEarlyMinutes = Math.max(...latest.map((value) => value.leftEarlyMinutes))
    const chosen = { ...(latest[0] as Outcome), lateMinutes, leftEarlyMinutes }
    const isOnline = values.some((value) => value.status === 'present' && value.mode === 'online')
    return status === 'present' && isOnline ? { ...chosen, mode: 'online' } : chosen
  }
  return null
}
