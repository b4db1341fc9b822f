import { computed, createModel, effect } from '@preact/signals'
import type { SessionId } from '#domain/ids.ts'
import type { Loadable, RegisterView, Seat } from '#store/api.ts'
import { minuteClock } from './minuteClock.ts'
import { reportSession, type SessionReport } from './sessionReport.ts'

export interface SessionPage {
  view: RegisterView
  report: SessionReport
}

/** One session's register with every claim; follows whatever arrives. */
export const SessionModel = createModel((seat: Seat, session: SessionId) => {
  const register = seat.register(session)
  const now = minuteClock(seat.now)
  effect(() => () => register.dispose())
  const page = computed((): Loadable<SessionPage> => {
    const view = register.value.value
    if (view.state !== 'ready') return view
    return { state: 'ready', value: { view: view.value, report: reportSession(view.value) } }
  })
  return { page, now }
})
