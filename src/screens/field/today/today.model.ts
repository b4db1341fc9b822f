import { computed, createModel } from '@preact/signals'
import type { MemberId } from '#domain/ids.ts'
import { addDays, dayOf } from '#domain/sessionTime.ts'
import { follow } from '#screens/shared/follow.ts'
import { movingClock } from '#screens/shared/movingClock.ts'
import type { Loadable, Seat, SessionRow } from '#store/api.ts'
import { dayIn } from '#text/format.ts'

const WEEK_DAYS = 7
const NEAREST = 6
const TEN_MINUTES_MS = 600_000

/** What Today shows. `next` is the one session to open now; `others` are delivered by somebody else. */
export interface TodayView {
  next: SessionRow | null
  today: SessionRow[]
  others: SessionRow[]
  week: SessionRow[]
}

export const delivers = (session: SessionRow, me: MemberId): boolean =>
  session.trainers.length === 0 || session.trainers.includes(me)

const isOpen = ({ cancelled, state }: SessionRow): boolean =>
  !cancelled && (state === 'not-started' || state === 'in-progress' || state === 'returned')

/** The session that a trainer wants now: the one that runs, else the one that comes, else the last still open. */
export function nextSession(sessions: readonly SessionRow[], now: number): SessionRow | null {
  const open = sessions.filter(isOpen)
  return (
    open.find(({ startsAt, endsAt }) => startsAt <= now && now < endsAt) ??
    open.find(({ startsAt }) => startsAt > now) ??
    open.at(-1) ??
    null
  )
}

/** Sorts the week's sessions into what Today shows. *Today* is the day where the session is held; one that runs past
 *  midnight stays until it is over. */
export function arrangeToday(sessions: readonly SessionRow[], now: number, me: MemberId): TodayView {
  const sorted = sessions.toSorted((a, b) => a.startsAt - b.startsAt)
  const runs = ({ startsAt, endsAt }: SessionRow) => startsAt <= now && now < endsAt
  const todays = sorted.filter((session) => session.facts.date === dayOf(now, session.facts.zone) || runs(session))
  const mine = todays.filter((session) => delivers(session, me))
  const next = nextSession(mine, now)
  return {
    next,
    today: mine.filter((session) => session !== next),
    others: todays.filter((session) => !delivers(session, me)),
    week: sorted.filter((session) => session.facts.date > dayOf(now, session.facts.zone) && delivers(session, me)),
  }
}

export const TodayModel = createModel((seat: Seat) => {
  const now = movingClock(() => seat.now())
  const today = computed(() => dayIn(now.value.at))
  const slowNow = computed(() => Math.floor(now.value.at / TEN_MINUTES_MS) * TEN_MINUTES_MS)
  const week = follow(() => seat.sessionsBetween(addDays(today.value, -1), addDays(today.value, WEEK_DAYS)))
  const missed = follow(() => seat.sessionsMissed(slowNow.value))
  const near = follow(() => seat.sessionsNear(slowNow.value, NEAREST))

  const view = computed((): Loadable<TodayView> => {
    const answer = week.value
    if (answer.state !== 'ready') return answer
    const { member } = seat.info.value
    return { state: 'ready', value: arrangeToday(answer.value, now.value.at, member) }
  })

  /** Own sessions that are over and have no record at all; latest first. */
  const withoutRecord = computed((): SessionRow[] => {
    if (missed.value.state !== 'ready') return []
    const { member } = seat.info.value
    return missed.value.value.filter((session) => delivers(session, member))
  })

  /** The sessions nearest to what the phone's clock says; used while that clock cannot be trusted. null: not read yet. */
  const nearest = computed((): SessionRow[] | null =>
    near.value.state === 'ready' ? near.value.value.toSorted((a, b) => a.startsAt - b.startsAt) : null,
  )

  return { now, today, view, withoutRecord, nearest }
})

export type TodayScreen = InstanceType<typeof TodayModel>
