import { type Attendance, itemOf, type RecordedClaim, type Review, type Status } from './claims.ts'
import type { Mode, SessionFacts } from './session.ts'
import { coveredMinutes, measureSession, type Part, type Piece } from './sessionTime.ts'

type Decision = Extract<Review, { kind: 'decision' }>
type ItemDecision = Extract<Review, { kind: 'item-decision' }>

/** What counts for one person in one session. */
export interface Outcome {
  status: Status
  mode: Mode
  /** Net of breaks. 0 unless present. */
  minutes: number
  /** Minutes missed at the start and at the end, from in–out times (F8). 0 unless present. */
  lateMinutes: number
  leftEarlyMinutes: number
}

/** What counts for one person in a part of the session, and when that was. */
export interface PartOutcome extends Outcome {
  time: readonly Piece[]
  /** The claim or decision whose minutes were typed by hand, and how many: no more than so many count in all its parts. */
  typed?: { key: string; minutes: number }
}

type Stated = RecordedClaim<Attendance>

/** A session's facts, ready to value many claims by them. */
export interface Valuer {
  netMinutes: number
  /** Ids of the agenda's items, in its order. */
  items: readonly string[]
  /** Whether any time lies in no item. */
  hasRest: boolean
  /** A claim about the whole session. */
  ofClaim(claim: Stated): Outcome
  ofDecision(decision: Decision): Outcome
  /** A decision on one item, and the key by which it is known. */
  ofItemDecision(decision: ItemDecision, key: string): PartOutcome
  /** What a claim says of one item of the agenda, and null: of the time in no item. */
  inPart(item: string | null, claim: Stated): PartOutcome
  /** One person's parts together: overlapping items count once, never more than the session (F8). null: nothing is said
   *  of any part. */
  together(parts: readonly PartOutcome[]): Outcome | null
}

/** At equal minutes the first of these counts (F6). */
const CAUTION: Record<Status, number> = { absent: 0, excused: 1, present: 2 }

export function makeValuer(facts: SessionFacts): Valuer {
  const session = measureSession(facts)
  const { items, rest } = session.divide(facts.agenda)
  // In a session held both ways a mark that does not say which was made in the room.
  const usualMode: Mode = facts.mode === 'online' ? 'online' : 'on-site'
  const without = (status: Status): Outcome => ({
    status,
    mode: usualMode,
    minutes: 0,
    lateMinutes: 0,
    leftEarlyMinutes: 0,
  })
  const modeOf = ({ claim }: Stated): Mode => claim.mode ?? usualMode
  const typedOf = ({ claim }: Stated) => (claim.kind === 'mark' ? claim.minutes : undefined)

  return {
    netMinutes: session.netMinutes,
    items: [...items.keys()],
    hasRest: rest.minutes > 0 || items.size === 0,

    ofClaim(recorded) {
      const status = statusOf(recorded)
      if (status !== 'present') return without(status)
      const stay = session.stay(spansOf(recorded))
      const typed = typedOf(recorded)
      const minutes = typed === undefined ? stay.minutes : Math.min(typed, session.netMinutes)
      return { status, mode: modeOf(recorded), ...stay, minutes }
    },

    ofDecision({ status, mode, minutes }) {
      if (status !== 'present') return without(status)
      return { ...without(status), mode: mode ?? usualMode, minutes: Math.min(minutes, session.netMinutes) }
    },

    ofItemDecision({ item, status, mode = usualMode, minutes: decided }, key) {
      const part = items.get(item)
      if (status !== 'present') return { ...without(status), time: [] }
      if (!part) return { ...without(status), mode, time: [] }
      const minutes = Math.min(decided, part.minutes)
      return { ...without(status), mode, minutes, time: part.attend(undefined).time, typed: { key, minutes } }
    },

    inPart(item, recorded) {
      const status = statusOf(recorded)
      const part: Part | undefined = item === null ? rest : items.get(item)
      if (status !== 'present') return { ...without(status), time: [] }
      if (!part) return { ...without(status), mode: modeOf(recorded), time: [] }
      const stay = part.attend(spansOf(recorded))
      // Who came at eleven was not there at ten.
      if (itemOf(recorded) === null && stay.minutes === 0 && part.minutes > 0) return { ...without('absent'), time: [] }
      const value = { status, mode: modeOf(recorded), ...stay }
      const typed = typedOf(recorded)
      if (typed === undefined) return value
      return { ...value, minutes: Math.min(typed, stay.minutes), typed: { key: recorded.key, minutes: typed } }
    },

    together(parts) {
      const present = parts.filter(({ status }) => status === 'present')
      const chosen = mostCautious(present.length ? present : parts)
      if (chosen?.status !== 'present') return chosen && without(chosen.status)
      const timeOf = (those: readonly PartOutcome[]) => coveredMinutes(those.flatMap(({ time }) => time))
      const typed = new Map(present.flatMap((part) => (part.typed ? [[part.typed.key, part.typed.minutes]] : [])))
      const atMost = [...typed.values()].reduce((sum, minutes) => sum + minutes, 0)
      const minutes = Math.min(timeOf(present), timeOf(present.filter((part) => !part.typed)) + atMost)
      return { ...without('present'), mode: chosen.mode, minutes }
    },
  }
}

const statusOf = ({ claim }: Stated): Status => ('status' in claim ? claim.status : 'present')
const spansOf = ({ claim }: Stated) => ('spans' in claim ? claim.spans : undefined)

/** What counts of several: the fewest minutes, at a tie absent before excused before present; among the present the less
 *  favourable mode (F6). The rest only makes the choice the same on every device. */
export function mostCautious<O extends Outcome>(outcomes: readonly O[]): O | null {
  const chosen = outcomes.reduce<O | null>((best, next) => (best && caution(best, next) <= 0 ? best : next), null)
  if (chosen?.status !== 'present') return chosen
  const online = outcomes.some(({ status, mode }) => status === 'present' && mode === 'online')
  return online ? { ...chosen, mode: 'online' } : chosen
}

const caution = (a: Outcome & Partial<PartOutcome>, b: Outcome & Partial<PartOutcome>): number =>
  a.minutes - b.minutes ||
  CAUTION[a.status] - CAUTION[b.status] ||
  b.lateMinutes - a.lateMinutes ||
  b.leftEarlyMinutes - a.leftEarlyMinutes ||
  Number(a.typed === undefined) - Number(b.typed === undefined)

/** Whether two say the same of a person: status, mode and minutes. Late and early only explain the minutes. */
export const sameValue = (a: Outcome | null, b: Outcome | null): boolean =>
  a === b || (a?.status === b?.status && a?.mode === b?.mode && a?.minutes === b?.minutes)

export const allSame = (outcomes: readonly Outcome[]): boolean =>
  outcomes.every((outcome) => sameValue(outcome, outcomes[0] ?? null))
