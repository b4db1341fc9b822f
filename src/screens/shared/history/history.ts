import type { Span, Status } from '#domain/claims.ts'
import { type Attendance, isEveryone, isMark, itemOf, type RecordedClaim, type RecordedReview } from '#domain/claims.ts'
import type { ClaimKey, DeviceId, MemberId, PersonId } from '#domain/ids.ts'
import type { Mode } from '#domain/session.ts'
import type { RegisterView } from '#store/api.ts'
import type { SignatureRow } from '#store/signaturesApi.ts'

/** What became of a session and its people, one after another, as it is told to whoever was not there. Pure. */

/** What somebody's attendance was said to be. */
export interface Said {
  status: Status
  /** The hub's own word for it. */
  own: string | null
  mode: Mode | null
  spans: readonly Span[]
  minutes: number | null
  /** Of which item of the agenda; null: of the whole session. */
  item: { title: string | null } | null
}

/** tap: one person by hand. bulk: several at once. badge: read by a camera. walk-in: with the name typed at the door. */
export type Way = 'tap' | 'bulk' | 'badge' | 'walk-in'

export type Happened =
  | { kind: 'mark'; way: Way; isCorrection: boolean; before: readonly Said[]; now: Said; reason: string | null }
  | { kind: 'taken-back'; what: readonly Said[] }
  | { kind: 'submission-taken-back' }
  | { kind: 'submitted'; covers: number }
  | { kind: 'not-held'; reason: string }
  | { kind: 'class-book'; topic: string }
  | { kind: 'accepted' }
  | { kind: 'returned'; reason: string | null }
  | { kind: 'decided'; before: readonly Said[]; now: Said }
  /** Whether the session took place at all. */
  | { kind: 'decided-held'; wasHeld: boolean }
  | { kind: 'undone'; what: 'accepted' | 'returned' | 'decision' }
  | { kind: 'signed'; isTyped: boolean }

export interface HistoryEntry {
  id: string
  /** Whom it is about; nobody: the session as a whole. */
  persons: readonly PersonId[]
  what: Happened
  by: MemberId | null
  /** null: this device does not know the name. */
  byName: string | null
  deviceName: string | null
  /** By the phone's clock, ms UTC. */
  at: number
  /** By the server's clock, ms UTC; null while not received. */
  receivedAt: number | null
  /** What the phone's clock was off by; positive is ahead. null: not known. */
  clockOffsetMs: number | null
  /** Only *received* is at the hub. */
  place: 'received' | 'waiting' | 'refused' | 'unsaved'
}

/** Everything that happened, in the order in which the hub received it: no phone's clock decides an order (F11). What it
 *  does not have comes last.
 *  @param person what concerns this person, and what became of the register; null: all of it, and marks that one person
 *  made by one action in one entry. */
export function historyOf(
  view: RegisterView,
  signatures: readonly SignatureRow[],
  person: PersonId | null,
): HistoryEntry[] {
  const claims = once(view.claims)
  const known = new Map(claims.map((claim) => [claim.key, claim]))
  const reviews = view.reviews.filter(({ session }) => session === view.session.session)
  const reviewed = new Map(reviews.map((each) => [each.key, each]))
  const steps = [...claims, ...reviews].map((step) => ({ step, ...originOf(step, view) })).sort(byReceipt)
  const entries: HistoryEntry[] = []
  /** What is handed in at the moment that is told, and what it covers. */
  const submitted = new Map<ClaimKey, ReadonlySet<ClaimKey>>()
  const seen = new Set<PersonId>()

  for (const { step, ...origin } of steps) {
    for (const told of 'claim' in step ? tellClaim(step) : tellReview(step))
      entries.push({ ...origin, id: `${origin.id} ${told.persons[0] ?? ''} ${told.what.kind}`, ...told })
  }
  for (const signature of signatures) {
    if (signature.session !== view.session.session) continue
    entries.push({
      ...signedOrigin(signature, view),
      persons: [signature.person],
      what: { kind: 'signed', isTyped: 'typed' in signature.signed },
    })
  }
  const told = entries.sort(byReceipt)
  return person === null ? together(told) : told.filter((entry) => concerns(entry, person))

  type Told = Pick<HistoryEntry, 'persons' | 'what'>

  function tellClaim(recorded: RecordedClaim): Told[] {
    const { claim, key } = recorded
    if (isMark(recorded)) return recorded.person === null ? [] : [tellMark(recorded, recorded.person)]
    if (isEveryone(recorded)) {
      const { persons } = recorded.claim
      // One line for all, but for the one who is asked for what was there before.
      if (person === null) {
        const first = persons[0]
        return first === undefined ? [] : [{ ...tellMark(recorded, first), persons }]
      }
      return persons.includes(person) ? [tellMark(recorded, person)] : []
    }
    switch (claim.kind) {
      case 'submission':
        for (const replaced of claim.replaces) submitted.delete(replaced)
        submitted.set(key, new Set(claim.covers))
        return [{ persons: [], what: { kind: 'submitted', covers: claim.covers.length } }]
      case 'not-held':
        return [{ persons: [], what: { kind: 'not-held', reason: claim.reason } }]
      case 'class-book':
        return [{ persons: [], what: { kind: 'class-book', topic: claim.topic } }]
      case 'withdrawal':
        return tellWithdrawal(claim.withdraws, recorded.recorder)
    }
    return []
  }

  function tellMark(recorded: RecordedClaim<Attendance>, of: PersonId): Told {
    const { claim, key } = recorded
    const before = saidOf(claim.replaces, of)
    const isFirst = !seen.has(of)
    for (const each of isEveryone(recorded) ? recorded.claim.persons : [of]) seen.add(each)
    const isCorrection = submitted.size > 0 && ![...submitted.values()].some((covers) => covers.has(key))
    const way =
      'way' in claim && claim.way === 'badge'
        ? 'badge'
        : isEveryone(recorded) || isOneOfSeveral(recorded)
          ? 'bulk'
          : isFirst && view.walkIns.has(of)
            ? 'walk-in'
            : 'tap'
    const reason = 'about' in claim && claim.about ? (view.notes.get(claim.about) ?? null) : null
    return { persons: [of], what: { kind: 'mark', way, isCorrection, before, now: said(recorded), reason } }
  }

  /** Marks of one action have its moment: no finger marks two people within one millisecond. */
  function isOneOfSeveral(mark: RecordedClaim<Attendance>): boolean {
    return claims.some((other) => isMark(other) && other.person !== mark.person && isOneAction(other, mark))
  }

  function tellWithdrawal(keys: readonly ClaimKey[], recorder: MemberId): Told[] {
    const own = keys.flatMap((key) => known.get(key) ?? []).filter((claim) => claim.recorder === recorder)
    const told: Told[] = []
    for (const one of own) {
      if (submitted.delete(one.key)) told.push({ persons: [], what: { kind: 'submission-taken-back' } })
    }
    const marks = own.filter((one): one is RecordedClaim<Attendance> => isMark(one) || isEveryone(one))
    const persons = [...new Set(marks.flatMap(personsOf))]
    if (person !== null && !persons.includes(person)) return told
    const what = person === null ? marks : marks.filter((mark) => personsOf(mark).includes(person))
    if (what.length > 0)
      told.push({
        persons: person === null ? persons : [person],
        what: { kind: 'taken-back', what: distinct(what.map(said)) },
      })
    return told
  }

  function tellReview({ review, person: about }: RecordedReview): Told[] {
    const persons = about === null ? [] : [about]
    switch (review.kind) {
      case 'accepted':
        return [{ persons, what: { kind: 'accepted' } }]
      case 'returned':
        submitted.delete(review.submission)
        return [{ persons, what: { kind: 'returned', reason: review.reason ?? null } }]
      case 'undone': {
        const kind = reviewed.get(review.review)?.review.kind
        const what = kind === 'accepted' || kind === 'returned' ? kind : 'decision'
        return [{ persons, what: { kind: 'undone', what } }]
      }
      default: {
        if (about === null) return [{ persons, what: { kind: 'decided-held', wasHeld: review.status === 'present' } }]
        const isPresent = review.status === 'present'
        const now: Said = {
          ...{ status: review.status, own: null, mode: (isPresent && review.mode) || null, spans: [] },
          minutes: isPresent ? review.minutes : null,
          item: review.kind === 'item-decision' ? titled(review.item) : null,
        }
        return [{ persons, what: { kind: 'decided', before: saidOf(review.settles, about), now } }]
      }
    }
  }

  /** What was said of somebody by these claims, each thing once. */
  function saidOf(keys: readonly ClaimKey[], of: PersonId): Said[] {
    const stated = keys.flatMap((key) => {
      const claim = known.get(key)
      return claim && (isMark(claim) || isEveryone(claim)) && personsOf(claim).includes(of) ? [claim] : []
    })
    return distinct(stated.map(said))
  }

  function said(recorded: RecordedClaim<Attendance>): Said {
    const { claim } = recorded
    const item = itemOf(recorded)
    return {
      status: 'status' in claim ? claim.status : 'present',
      own: ('ownStatus' in claim && view.ownStatuses.get(claim.ownStatus ?? '')?.name) || null,
      mode: claim.mode ?? null,
      spans: 'spans' in claim ? (claim.spans ?? []) : [],
      minutes: claim.kind === 'mark' ? (claim.minutes ?? null) : null,
      item: item === null ? null : titled(item),
    }
  }

  function titled(item: string) {
    return { title: view.session.facts.agenda.find(({ id }) => id === item)?.title ?? null }
  }
}

/** A key names a claim among those of its recorder. The same one may come from this device's outbox and from the hub,
 *  which knows more. */
function once(claims: readonly RecordedClaim[]): RecordedClaim[] {
  const known = new Map<string, RecordedClaim>()
  for (const claim of claims) {
    const id = `${claim.recorder} ${claim.key}`
    if (known.get(id)?.receivedAt === undefined) known.set(id, claim)
  }
  return [...known.values()]
}

const personsOf = (recorded: RecordedClaim<Attendance>): readonly PersonId[] =>
  isEveryone(recorded) ? recorded.claim.persons : recorded.person === null ? [] : [recorded.person]

const distinct = (all: readonly Said[]): Said[] => [
  ...new Map(all.map((each) => [JSON.stringify(each), each])).values(),
]

const isOneAction = (one: RecordedClaim, other: RecordedClaim): boolean =>
  one.recorder === other.recorder && one.claim.at === other.claim.at

type Origin = Omit<HistoryEntry, 'persons' | 'what'>

function originOf(step: RecordedClaim | RecordedReview, view: RegisterView): Origin {
  const { key, device, receivedAt, clockOffsetMs } = step
  const by = 'claim' in step ? step.recorder : (step.reviewer ?? null)
  return {
    id: `${by} ${key}`,
    ...namesOf(by, device ?? null, view),
    at: 'claim' in step ? step.claim.at : step.review.at,
    receivedAt: receivedAt ?? null,
    clockOffsetMs: clockOffsetMs ?? null,
    place: placeOf(step, view),
  }
}

function signedOrigin(signature: SignatureRow, view: RegisterView): Origin {
  const { key, recorder, device, at, receivedAt, isUnsaved } = signature
  const place = isUnsaved ? 'unsaved' : receivedAt === null ? 'waiting' : 'received'
  return { id: `signature ${key}`, ...namesOf(recorder, device, view), at, receivedAt, clockOffsetMs: null, place }
}

const namesOf = (by: MemberId | null, device: DeviceId | null, { members, devices }: RegisterView) => ({
  by,
  byName: by === null ? null : (members.get(by) ?? null),
  deviceName: device === null ? null : (devices.get(device) ?? null),
})

function placeOf(step: RecordedClaim | RecordedReview, { unsaved, refused }: RegisterView): HistoryEntry['place'] {
  const key = step.key as ClaimKey
  if (unsaved.has(key)) return 'unsaved'
  if (refused.has(key)) return 'refused'
  return step.receivedAt === undefined ? 'waiting' : 'received'
}

function byReceipt(a: Origin, b: Origin): number {
  const received = ({ receivedAt }: Origin) => receivedAt ?? Number.MAX_SAFE_INTEGER
  const stated = ({ at, clockOffsetMs }: Origin) => at - (clockOffsetMs ?? 0)
  return received(a) - received(b) || stated(a) - stated(b) || (a.id < b.id ? -1 : 1)
}

/** What became of the register concerns everyone in it; the class book nobody. */
const concerns = ({ persons, what }: HistoryEntry, person: PersonId): boolean =>
  persons.length === 0 ? what.kind !== 'class-book' : persons.includes(person)

/** Whether somebody is spoken of at all, and not only the register. */
export const isAbout = (entries: readonly HistoryEntry[]): boolean => entries.some(({ persons }) => persons.length > 0)

/** One action for several people, said of each, is one thing that happened. */
function together(entries: readonly HistoryEntry[]): HistoryEntry[] {
  const told: HistoryEntry[] = []
  for (const entry of entries) {
    const last = told.at(-1)
    if (last && isSameAction(last, entry)) {
      told[told.length - 1] = { ...last, persons: [...last.persons, ...entry.persons] }
    } else told.push(entry)
  }
  return told
}

function isSameAction(one: HistoryEntry, other: HistoryEntry): boolean {
  if (one.what.kind !== 'mark' || other.what.kind !== 'mark') return false
  return (
    one.by === other.by && one.at === other.at && one.place === other.place && alike(one.what) === alike(other.what)
  )
}

const alike = (what: Happened): string => JSON.stringify(what)
