import { computed, createModel } from '@preact/signals'
import { addDays, dayOf } from '#domain/sessionTime.ts'
import { follow } from '#screens/shared/follow.ts'
import { movingClock } from '#screens/shared/movingClock.ts'
import { clockDifference } from '#screens/shared/waiting/waiting.model.ts'
import type { Loadable, SavingStatus, Seat, SessionRow } from '#store/api.ts'
import { dayIn } from '#text/format.ts'
import { delivers } from '../today/today.model.ts'

/** So far back what was begun and never handed in is looked for; what has no record at all is, however old. */
const BACK_DAYS = 14
const TEN_MINUTES_MS = 600_000

/** What a session's register still lacks. */
export type Gap =
  | { kind: 'no-record' | 'not-submitted' | 'returned' }
  /** People of whom nothing is recorded, or on whom two records differ. */
  | { kind: 'not-marked' | 'differ'; count: number }

/** In the order in which they are put right. */
export function gapsOf({ cancelled, state, counts, startsAt }: SessionRow, now: number): Gap[] {
  if (cancelled) return []
  if (state === 'not-started') return startsAt > now ? [] : [{ kind: 'no-record' }]
  if (state !== 'in-progress' && state !== 'returned') return []
  const people: Gap[] = [
    { kind: 'not-marked', count: counts.notRecorded },
    { kind: 'differ', count: counts.disagreements },
  ]
  const handedIn = state === 'returned' ? 'returned' : 'not-submitted'
  return [...people.filter((gap) => 'count' in gap && gap.count > 0), { kind: handedIn }]
}

export interface ClosingSession {
  session: SessionRow
  gaps: Gap[]
}

/** One's own sessions, as they stand at the end of the day. */
export interface ClosingDay {
  today: ClosingSession[]
  /** Of days before, and left open; the latest first. */
  before: ClosingSession[]
  /** How many of today's are still to come. */
  ahead: number
}

/** `sessions` may name one twice. */
export function arrangeClosing(
  sessions: readonly SessionRow[],
  now: number,
  me: Parameters<typeof delivers>[1],
): ClosingDay {
  const own = [...new Map(sessions.map((one) => [one.session, one])).values()]
    .filter((session) => delivers(session, me))
    .toSorted((a, b) => a.startsAt - b.startsAt)
  const isToday = ({ facts, endsAt }: SessionRow) => facts.date === dayOf(now, facts.zone) || endsAt > now
  const withGaps = (session: SessionRow): ClosingSession => ({ session, gaps: gapsOf(session, now) })
  const today = own.filter(({ facts }) => facts.date <= dayOf(now, facts.zone)).filter(isToday)
  return {
    today: today.map(withGaps),
    before: own
      .filter((session) => session.endsAt <= now && !isToday(session))
      .map(withGaps)
      .filter(({ gaps }) => gaps.length > 0)
      .toReversed(),
    ahead: today.filter(({ cancelled, state, startsAt }) => !cancelled && state === 'not-started' && startsAt > now)
      .length,
  }
}

/** The one sentence about the day. Nothing is called done that is not. */
export type Verdict =
  | { kind: 'unsaved' | 'refused' | 'waiting'; changes: number }
  | { kind: 'missing' | 'ahead'; sessions: number }
  /** Which day it is nobody has confirmed, or the sessions are still on their way. */
  | { kind: 'unsure' }
  | { kind: 'received' }

export function judgeDay(
  { today, before, ahead }: ClosingDay,
  { unsaved, refused, waiting }: Pick<SavingStatus, 'unsaved' | 'refused' | 'waiting'>,
  isSure: boolean,
): Verdict {
  if (unsaved > 0) return { kind: 'unsaved', changes: unsaved }
  const missing = [...today, ...before].filter(({ gaps }) => gaps.length > 0).length
  if (missing > 0) return { kind: 'missing', sessions: missing }
  if (refused > 0) return { kind: 'refused', changes: refused }
  if (!isSure) return { kind: 'unsure' }
  if (ahead > 0) return { kind: 'ahead', sessions: ahead }
  return waiting > 0 ? { kind: 'waiting', changes: waiting } : { kind: 'received' }
}

/** What was recorded today, what is missing, and what waits (F12). */
export const CloseDayModel = createModel((seat: Seat) => {
  const now = movingClock(() => seat.now())
  const today = computed(() => dayIn(now.value.at))
  const slowNow = computed(() => Math.floor(now.value.at / TEN_MINUTES_MS) * TEN_MINUTES_MS)
  const near = follow(() => seat.sessionsBetween(addDays(today.value, -BACK_DAYS), addDays(today.value, 1)))
  const missed = follow(() => seat.sessionsMissed(slowNow.value))

  const day = computed((): Loadable<ClosingDay> => {
    const [some, others] = [near.value, missed.value]
    if (some.state !== 'ready') return some
    if (others.state !== 'ready') return others
    const { member } = seat.info.value
    return { state: 'ready', value: arrangeClosing([...others.value, ...some.value], now.value.at, member) }
  })
  const verdict = computed((): Verdict | null => {
    if (day.value.state !== 'ready') return null
    const isSure = now.value.trusted && !seat.connection.value.filling
    return judgeDay(day.value.value, seat.saving.value, isSure)
  })
  const clockMinutes = computed(() => clockDifference(seat.connection.value.clockOffsetMs))

  return { now, today, day, verdict, clockMinutes }
})
