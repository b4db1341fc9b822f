import { computed, createModel, effect } from '@preact/signals'
import { minuteClock } from '#screens/shared/movingClock.ts'
import type { Loadable, Seat, SessionRow } from '#store/api.ts'
import { memberNames } from './memberNames.ts'
import { standingOf } from './programmes.model.ts'

/** The store is asked once, for what is over a day from now; the minute decides what is over already. */
const ASK_AHEAD_MS = 86_400_000

/** Sessions whose time has passed with nothing recorded, latest first, with the names of who teaches them. */
export const MissedModel = createModel((seat: Seat) => {
  const now = minuteClock(seat.now)
  const found = seat.sessionsMissed(now.peek() + ASK_AHEAD_MS)
  effect(() => () => found.dispose())
  const sessions = computed((): Loadable<SessionRow[]> => {
    const rows = found.value.value
    if (rows.state !== 'ready') return rows
    const missed = rows.value.filter((session) => standingOf(session, now.value) === 'missed')
    return { state: 'ready', value: missed.toSorted((a, b) => b.endsAt - a.endsAt) }
  })
  const ready = computed(() => (sessions.value.state === 'ready' ? sessions.value.value : []))
  /** null until it is known. */
  const count = computed(() => (sessions.value.state === 'ready' ? sessions.value.value.length : null))
  return { sessions, count, names: memberNames(seat, ready), now }
})
