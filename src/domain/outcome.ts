import type { Everyone, Mark, RecordedClaim, Review, Status } from './claims.ts'
import type { Mode, SessionFacts } from './session.ts'
import { type MeasuredSession, measureSession } from './sessionTime.ts'

type Decision = Extract<Review, { kind: 'decision' }>

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

/** A session's facts, ready to value many claims by them. */
export interface Valuer {
  ofClaim(claim: RecordedClaim<Mark | Everyone>): Outcome
  ofDecision(decision: Decision): Outcome
}

/** At equal minutes the first of these counts (F6). */
const CAUTION: Record<Status, number> = { absent: 0, excused: 1, present: 2 }

export function makeValuer(facts: SessionFacts): Valuer {
  const session = measureSession(facts)
  // In a session held both ways a mark that does not say which was made in the room.
  const usualMode: Mode = facts.mode === 'online' ? 'online' : 'on-site'
  const missing = (status: Status): Outcome => ({
    status,
    mode: usualMode,
    minutes: 0,
    lateMinutes: 0,
    leftEarlyMinutes: 0,
  })

  return {
    ofClaim({ claim }) {
      if (claim.kind === 'mark' && claim.status !== 'present') return missing(claim.status)
      return { status: 'present', mode: claim.mode ?? usualMode, ...times(session, claim) }
    },
    ofDecision({ status, mode, minutes }) {
      if (status !== 'present') return missing(status)
      return { ...missing(status), mode: mode ?? usualMode, minutes: Math.min(minutes, session.netMinutes) }
    },
  }
}

function times(session: MeasuredSession, claim: Mark | Everyone) {
  if (claim.kind === 'everyone') return session.stay(undefined)
  const stay = session.stay(claim.spans)
  return claim.minutes === undefined ? stay : { ...stay, minutes: Math.min(claim.minutes, session.netMinutes) }
}

/** What counts of several: the fewest minutes, at a tie absent before excused before present; among the present the less
 *  favourable mode (F6). The rest only makes the choice the same on every device. */
export function mostCautious(outcomes: readonly Outcome[]): Outcome | null {
  const chosen = outcomes.reduce<Outcome | null>((best, next) => (best && caution(best, next) <= 0 ? best : next), null)
  if (chosen?.status !== 'present') return chosen
  const online = outcomes.some(({ status, mode }) => status === 'present' && mode === 'online')
  return online ? { ...chosen, mode: 'online' } : chosen
}

const caution = (a: Outcome, b: Outcome): number =>
  a.minutes - b.minutes ||
  CAUTION[a.status] - CAUTION[b.status] ||
  b.lateMinutes - a.lateMinutes ||
  b.leftEarlyMinutes - a.leftEarlyMinutes

/** Whether two say the same of a person: status, mode and minutes. Late and early only explain the minutes. */
export const sameValue = (a: Outcome | null, b: Outcome | null): boolean =>
  a === b || (a?.status === b?.status && a?.mode === b?.mode && a?.minutes === b?.minutes)

export const allSame = (outcomes: readonly Outcome[]): boolean =>
  outcomes.every((outcome) => sameValue(outcome, outcomes[0] ?? null))
