import { isEveryone, isMark, itemOf, type RecordedClaim } from '#domain/claims.ts'
import type { ClaimKey } from '#domain/ids.ts'
import type { Outcome, RegisterInput } from '#domain/register.ts'
import type { Mode, SessionFacts } from '#domain/session.ts'

/** A second, plain implementation of rules F5–F8, to check the real one against. Each notion is written as the rules
 *  define it, as a question asked of the whole list of claims; nothing is indexed or sorted, and minutes are counted one
 *  by one. Slow. Only for sessions in a zone without clock changes. */

interface ReferenceItem {
  item: string
  outcome: Outcome | null
  open: ClaimKey[]
  live: ClaimKey[]
  disagreement: boolean
  decided: boolean
  after: Outcome | null
}

interface ReferenceRow {
  person: string
  outcome: Outcome | null
  items: ReferenceItem[]
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

  const onItem = (person: string, item: string | null) =>
    reviews.flatMap(({ key, person: whom, review }) =>
      whom === person && review.kind === 'item-decision' && review.item === item ? [{ key, ...review }] : [],
    )

  const isWithdrawn = (claim: RecordedClaim, world: World) =>
    claims.some(
      (other) =>
        world.has(other.key) &&
        other.claim.kind === 'withdrawal' &&
        other.recorder === claim.recorder &&
        other.claim.withdraws.includes(claim.key),
    )
  const stands = (claim: RecordedClaim, world: World) => world.has(claim.key) && !isWithdrawn(claim, world)
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

  const covered = counting.flatMap(({ claim }) => (claim.kind === 'submission' ? claim.covers : []))
  /** What counts of what is said of a person, and of it at an item. */
  const worldOf = (person: string | null, item: string | null = null): World => {
    if (!isSubmitted) return all
    const decisions = [...decisionsOn(person), ...(person === null || item === null ? [] : onItem(person, item))]
    return new Set([...covered, ...decisions.flatMap(({ settles }) => settles)])
  }

  // ---- did it take place?
  const notHelds = claims.filter(({ claim }) => claim.kind === 'not-held')
  const sayNot = notHelds.filter((claim) => stands(claim, worldOf(null)))
  const openNot = openOf(sayNot)
  const liveNot = openOf(notHelds.filter((claim) => stands(claim, all)))
  const onSession = decisionsOn(null).filter(({ settles }) => openNot.every(({ key }) => settles.includes(key)))
  const saysTook = onSession.some(({ status }) => status === 'present')
  const saysNot = onSession.some(({ status }) => status !== 'present')
  const isNotHeld = openNot.length > 0 && !(saysTook && !saysNot)

  // ---- one person
  const names = (recorded: RecordedClaim, person: string) =>
    isEveryone(recorded) && recorded.claim.persons.some((named) => named === person)
  /** Open claims about a person, of those that speak of the item; null: of those about the whole session. */
  const openIn = (person: string, world: World, item: string | null) => {
    const heard = claims.filter((claim) => stands(claim, world) && (itemOf(claim) === null || itemOf(claim) === item))
    const marks = openOf(heard.filter((claim) => isMark(claim) && claim.person === person))
    const open = marks.length ? marks : openOf(heard.filter((claim) => names(claim, person)))
    return open.filter(({ key }) => !(isNotHeld && sayNot.some(({ claim }) => claim.replaces.includes(key))))
  }
  const about = (person: string) => {
    const said = claims.filter((claim) => (isMark(claim) && claim.person === person) || names(claim, person))
    const takenBack = claims.filter(
      ({ claim, recorder }) =>
        claim.kind === 'withdrawal' &&
        said.some((one) => one.recorder === recorder && claim.withdraws.includes(one.key)),
    )
    return [...said, ...takenBack]
  }

  const times = new Map<string | null, Time>()
  const minutesIn = (item: string | null): Time => {
    const known = times.get(item) ?? timeOf(item, facts)
    times.set(item, known)
    return known
  }
  const planned = [...new Set(facts.agenda.map(({ id }) => id))]
  const itemsAbout = (person: string) => {
    const named = about(person).flatMap((claim) => itemOf(claim) ?? [])
    return [...planned, ...[...new Set(named)].filter((item) => !planned.includes(item)).sort()]
  }

  const hasRest = minutesIn(null).working.length > 0 || !planned.length
  /** The items of which a claim says something, and null where it does of the time in none. */
  const spokenOf = (recorded: RecordedClaim, person: string): (string | null)[] => {
    const { claim } = recorded
    if (claim.kind === 'withdrawal')
      return about(person)
        .filter(({ key, claim: other }) => other.kind !== 'withdrawal' && claim.withdraws.includes(key))
        .flatMap((other) => spokenOf(other, person))
    const item = itemOf(recorded)
    return item === null ? [...planned, ...(hasRest ? [null] : [])] : [item]
  }

  /** What is said of a person: of the whole session, or if anything open or decided speaks of an item, of each part. */
  const saidIn = (person: string, worldAt: (item: string | null) => World) => {
    const whole = openIn(person, worldAt(null), null)
    const parts = itemsAbout(person).map((item) => {
      const heard = openIn(person, worldAt(item), item)
      const open = planned.includes(item) ? heard : heard.filter((claim) => itemOf(claim) !== null)
      return partOf(person, item, open)
    })
    const isDecidedOn = parts.some(({ item, open }) => decisionsAt(person, item, open).length > 0)
    const isWhole = !isDecidedOn && !parts.some(({ open }) => open.some((claim) => itemOf(claim) !== null))
    if (hasRest) parts.push(partOf(person, null, whole))
    const values = whole.map((claim) => stated(claim, facts))
    return {
      open: isWhole ? whole : claims.filter((one) => parts.some(({ open }) => open.includes(one))),
      isWhole,
      values,
      parts,
    }
  }
  type Said = ReturnType<typeof saidIn>

  /** Of an item that is not on the agenda nothing is decided unless something open speaks of it. */
  const decisionsAt = (person: string, item: string | null, open: RecordedClaim[]) =>
    item !== null && !planned.includes(item) && open.length === 0 ? [] : onItem(person, item)

  const partOf = (person: string, item: string | null, open: RecordedClaim[]) => {
    const byKey = [...open].sort((a, b) => (a.key < b.key ? -1 : 1))
    const time = minutesIn(item)
    const mustSettle = [...open, ...(isNotHeld ? openNot : [])].map(({ key }) => key)
    const holding = decisionsAt(person, item, open).filter(
      ({ settles }) =>
        mustSettle.every((key) => settles.includes(key)) &&
        about(person).some((claim) => settles.includes(claim.key) && spokenOf(claim, person).includes(item)),
    )
    if (holding.length) {
      const values = holding
        .sort((a, b) => (a.key < b.key ? -1 : 1))
        .map(({ key, status, mode, minutes }): PartValue => {
          if (status !== 'present') return { status, mode: usual(facts), minutes: 0, ...NEITHER, there: [] }
          const given = Math.min(minutes, time.working.length)
          const value = { status, mode: mode ?? usual(facts), minutes: given, ...NEITHER, there: time.working }
          return item !== null && planned.includes(item) ? { ...value, typed: { key, minutes: given } } : value
        })
      const outcome = cautious(values)
      return { item, open: byKey, values: outcome ? [outcome] : [], outcome, decided: true }
    }
    const values = byKey.map((claim) => statedOf(claim, item, time, facts))
    const outcome = cautious(values)
    return {
      item,
      open: byKey,
      values,
      outcome: outcome && isNotHeld ? { ...outcome, minutes: 0, ...NEITHER, there: [] } : outcome,
      decided: false,
    }
  }

  /** Every minute somebody was there, once. A claim with minutes typed by hand gives no more than those. */
  const together = ({ parts }: Said): Outcome | null => {
    const outcomes = parts.flatMap(({ outcome }) => outcome ?? [])
    const present = outcomes.filter(({ status }) => status === 'present')
    const mode = present.some((value) => value.mode === 'online') ? 'online' : (present[0]?.mode ?? usual(facts))
    if (present.length === 0) {
      const status = outcomes.some((value) => value.status === 'absent') ? 'absent' : 'excused'
      return outcomes.length ? { status, mode: usual(facts), minutes: 0, ...NEITHER } : null
    }
    const minutesOf = (values: PartValue[]) => new Set(values.flatMap(({ there }) => there)).size
    const typed = new Map(present.flatMap(({ typed }) => (typed ? [[typed.key, typed.minutes]] : [])))
    const ceiling = minutesOf(present.filter((value) => !value.typed)) + [...typed.values()].reduce((a, b) => a + b, 0)
    return { status: 'present', mode, minutes: Math.min(minutesOf(present), ceiling), ...NEITHER }
  }

  const nothingIfNotHeld = <O extends Outcome>(outcome: O | null) =>
    outcome && isNotHeld ? { ...outcome, minutes: 0, ...NEITHER } : outcome

  const resolveIn = (person: string, said: Said) => {
    const mustSettle = [...said.open, ...(isNotHeld ? openNot : [])].map(({ key }) => key)
    const holding = decisionsOn(person).filter(
      ({ settles }) =>
        mustSettle.every((key) => settles.includes(key)) && about(person).some(({ key }) => settles.includes(key)),
    )
    const lists = said.isWhole ? [said.values] : said.parts.map(({ values }) => values)
    const differ = lists.some((values) => new Set(values.map(asText)).size > 1)
    if (holding.length) {
      const decided = holding.map(
        ({ status, mode, minutes }): Outcome =>
          status === 'present'
            ? { status, mode: mode ?? usual(facts), minutes: Math.min(minutes, fullMinutes(facts)), ...NEITHER }
            : { status, mode: usual(facts), minutes: 0, ...NEITHER },
      )
      return { outcome: cautious(decided), decided: true, disagreement: false, differ }
    }
    const outcome = said.isWhole ? nothingIfNotHeld(cautious(said.values)) : together(said)
    return { outcome, decided: false, disagreement: differ, differ }
  }

  const rowOf = (person: string): ReferenceRow => {
    const worlds = new Map([...itemsAbout(person), null].map((item) => [item, worldOf(person, item)]))
    const said = saidIn(person, (item) => worlds.get(item) ?? all)
    const saidLive = saidIn(person, () => all)
    const now = resolveIn(person, said)
    const then = resolveIn(person, saidLive)
    const isInside = (claim: RecordedClaim) =>
      covered.includes(claim.key) || spokenOf(claim, person).every((item) => worlds.get(item)?.has(claim.key))
    const outside = isSubmitted ? about(person).filter((claim) => !isInside(claim)) : []
    const kinds = (values: Outcome[]) => [...new Set(values.map(asText))].sort().join()
    const sameSaid =
      said.isWhole && saidLive.isWhole
        ? kinds(said.values) === kinds(saidLive.values)
        : said.parts.every(({ values }, at) => kinds(values) === kinds(saidLive.parts[at]?.values ?? []))
    const wouldChange =
      asText(now.outcome) !== asText(then.outcome) || (now.decided ? !then.decided && then.differ : !sameSaid)
    const items = said.parts.flatMap((part, at): ReferenceItem[] => {
      const live = saidLive.parts[at]
      if (part.item === null || !live) return []
      if (!planned.includes(part.item) && part.open.length + live.open.length === 0) return []
      return [
        {
          item: part.item,
          outcome: plain(part.outcome),
          open: keysOf(part.open),
          live: keysOf(live.open),
          disagreement: !now.decided && new Set(part.values.map(asText)).size > 1,
          decided: !now.decided && part.decided,
          after: plain(live.outcome),
        },
      ]
    })
    return {
      person,
      outcome: now.outcome,
      items,
      open: keysOf(said.open),
      live: keysOf(saidLive.open),
      disagreement: now.disagreement,
      decided: now.decided,
      correction:
        outside.length > 0 && wouldChange
          ? { claims: keysOf(outside), before: now.outcome, after: then.outcome }
          : null,
    }
  }

  const named = claims.flatMap((claim) => [
    ...(isMark(claim) && claim.person ? [claim.person] : []),
    ...(isEveryone(claim) ? claim.claim.persons : []),
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

/** Where a time lies in the session, in minutes from its start. */
const positionIn = (facts: SessionFacts) => (wall: string) => (clock(wall) - clock(facts.start) + 1440) % 1440

interface Time {
  /** Minutes from the session's start, breaks among them. */
  all: number[]
  working: number[]
}

/** The minutes of an item of the agenda; null: those that lie in no item. */
function timeOf(item: string | null, facts: SessionFacts): Time {
  const position = positionIn(facts)
  const [opening, length] = pieceOf(facts.start, facts.end)
  const isIn = (minute: number, id: string | null) =>
    facts.agenda.some((one) => {
      const from = position(one.start)
      return (id === null || one.id === id) && from <= minute && minute < from + pieceOf(one.start, one.end)[1]
    })
  const all = Array.from({ length }, (_, at) => at).filter((minute) =>
    item === null ? !isIn(minute, null) : isIn(minute, item),
  )
  const working = new Set(workingMinutes(facts).map((minute) => minute - opening))
  return { all, working: all.filter((minute) => working.has(minute)) }
}

interface PartValue extends Outcome {
  there: number[]
  typed?: { key: string; minutes: number }
}

const plain = (value: PartValue | null): Outcome | null => {
  if (!value) return null
  const { there: _, typed: __, ...outcome } = value
  return outcome
}

/** What a claim says of a part of the session. */
function statedOf(
  recorded: RecordedClaim,
  item: string | null,
  { all, working }: Time,
  facts: SessionFacts,
): PartValue {
  const { claim, key } = recorded
  const away = (status: 'absent' | 'excused') => ({ status, mode: usual(facts), minutes: 0, ...NEITHER, there: [] })
  if ('status' in claim && claim.status !== 'present') return away(claim.status)
  const mode = ('mode' in claim && claim.mode) || usual(facts)
  const [start, end] = [all[0] ?? 0, (all.at(-1) ?? -1) + 1]
  const position = positionIn(facts)
  const sessionEnds = pieceOf(facts.start, facts.end)[1]
  const at = (wall: string) => (wall === facts.end ? sessionEnds : position(wall))
  const own = itemOf(recorded) === null ? undefined : facts.agenda.find(({ id }) => id === item)
  const given = 'spans' in claim ? (claim.spans ?? []) : []
  const spans = (given.length ? given : [{}])
    .map(({ from, to }: { from?: string; to?: string }) => [
      position(from ?? own?.start ?? facts.start),
      at(to ?? own?.end ?? facts.end),
    ])
    .map(([from = 0, to = 0]) => [given.length ? from : start, given.length ? to : end] as const)
    .map(([from, to]) => [Math.max(from, start), Math.min(to, end)] as const)
    .filter(([from, to]) => from < to)
  const there = working.filter((minute) => spans.some(([from, to]) => from <= minute && minute < to))
  if (itemOf(recorded) === null && there.length === 0 && working.length > 0) return away('absent')
  const entered = Math.min(...spans.map(([from]) => from))
  const left = Math.max(...spans.map(([, to]) => to))
  const value = {
    status: 'present' as const,
    mode,
    minutes: there.length,
    lateMinutes: working.filter((minute) => minute < entered).length,
    leftEarlyMinutes: spans.length ? working.filter((minute) => minute >= left).length : 0,
    there,
  }
  const typed = claim.kind === 'mark' ? claim.minutes : undefined
  if (typed === undefined) return value
  return { ...value, minutes: Math.min(typed, there.length), typed: { key, minutes: typed } }
}

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
function cautious<O extends Outcome>(values: O[]): O | null {
  if (!values.length) return null
  const fewest = values.filter(({ minutes }) => minutes === Math.min(...values.map((value) => value.minutes)))
  for (const status of ['absent', 'excused', 'present'] as const) {
    const found = fewest.filter((value) => value.status === status)
    if (!found.length) continue
    const lateMinutes = Math.max(...found.map((value) => value.lateMinutes))
    const latest = found.filter((value) => value.lateMinutes === lateMinutes)
    const leftEarlyMinutes = Math.max(...latest.map((value) => value.leftEarlyMinutes))
    const earliest = latest.filter((value) => value.leftEarlyMinutes === leftEarlyMinutes)
    const chosen = (earliest.find((value) => 'typed' in value) ?? earliest[0]) as O
    const isOnline = values.some((value) => value.status === 'present' && value.mode === 'online')
    return status === 'present' && isOnline ? { ...chosen, mode: 'online' } : chosen
  }
  return null
}
