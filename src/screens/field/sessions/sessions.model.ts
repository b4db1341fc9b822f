import { computed, createModel, signal } from '@preact/signals'
import { matcher, searchKeys } from '#domain/searchKeys.ts'
import type { Day } from '#domain/session.ts'
import { addDays } from '#domain/sessionTime.ts'
import { follow } from '#screens/shared/follow.ts'
import { movingClock } from '#screens/shared/movingClock.ts'
import type { Loadable, Seat, SessionRow } from '#store/api.ts'
import { dayIn } from '#text/format.ts'

const BACK_DAYS = 7
const AHEAD_DAYS = 28
const STEP_DAYS = 28
/** With a filter the whole time is searched. */
const FIRST_DAY = '1970-01-01'
const LAST_DAY = '9999-12-31'
const MOST_SHOWN = 200

export interface DayOfSessions {
  day: Day
  sessions: SessionRow[]
}

export interface SessionsView {
  days: DayOfSessions[]
  /** Found, but more than a list can bear. */
  leftOut: number
}

/** Sessions by day, filtered by words in title or place, whatever the alphabet. */
export function arrangeSessions(sessions: readonly SessionRow[], filter: string): SessionsView {
  const text = filter.trim()
  const isMeant = matcher(text)
  const found = sessions
    .filter(
      ({ title, place }) =>
        text === '' || isMeant([...Object.values(title).flatMap((one) => searchKeys(one)), ...searchKeys(place)]),
    )
    .toSorted((a, b) => a.startsAt - b.startsAt)
  const byDay = Map.groupBy(found.slice(0, MOST_SHOWN), ({ facts }) => facts.date)
  return {
    days: [...byDay].map(([day, list]) => ({ day, sessions: list })),
    leftOut: Math.max(0, found.length - MOST_SHOWN),
  }
}

export const SessionsModel = createModel((seat: Seat) => {
  const now = movingClock(() => seat.now())
  const today = computed(() => dayIn(now.value.at))
  const filter = signal('')
  const jumped = signal<Day>('')
  const from = signal<Day>(addDays(today.peek(), -BACK_DAYS))
  const to = signal<Day>(addDays(today.peek(), AHEAD_DAYS))

  const searching = computed(() => filter.value.trim() !== '')
  const answer = follow(() =>
    searching.value ? seat.sessionsBetween(FIRST_DAY, LAST_DAY) : seat.sessionsBetween(from.value, to.value),
  )
  const view = computed((): Loadable<SessionsView> => {
    const sessions = answer.value
    if (sessions.state !== 'ready') return sessions
    return { state: 'ready', value: arrangeSessions(sessions.value, filter.value) }
  })

  return {
    now,
    today,
    filter,
    jumped,
    from,
    to,
    searching,
    view,
    setFilter(text: string) {
      filter.value = text
    },
    /** Shows the days from a date on. */
    jump(day: Day) {
      jumped.value = day
      if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return
      filter.value = ''
      from.value = day
      to.value = addDays(day, AHEAD_DAYS)
    },
    earlier() {
      from.value = addDays(from.value, -STEP_DAYS)
    },
    later() {
      to.value = addDays(to.value, STEP_DAYS)
    },
  }
})

export type SessionsScreen = InstanceType<typeof SessionsModel>
