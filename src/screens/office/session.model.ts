import { computed, createModel, effect, signal } from '@preact/signals'
import type { RunId, SessionId } from '#domain/ids.ts'
import { minuteClock } from '#screens/shared/movingClock.ts'
import { followSignatures } from '#screens/shared/signatures/followSignatures.ts'
import type { Loadable, RegisterView, Seat, SessionRow } from '#store/api.ts'
import type { SignatureRow } from '#store/signaturesApi.ts'
import { progressOf } from './programmes.model.ts'
import type { RunView } from './run.model.ts'
import { reportSession, type SessionReport } from './sessionReport.ts'

export interface SessionPage {
  view: RegisterView
  report: SessionReport
  /** Of this session, given on the glass. */
  signatures: readonly SignatureRow[]
}

/** One session's register with every claim, and the other sessions of its run; follows whatever arrives. */
export const SessionModel = createModel((seat: Seat, session: SessionId) => {
  const register = seat.register(session)
  const now = minuteClock(seat.now)
  effect(() => () => register.dispose())

  const recordedRun = computed(() =>
    register.value.value.state === 'ready' ? register.value.value.value.run.run : null,
  )
  const signatures = followSignatures(seat, () => recordedRun.value)

  const page = computed((): Loadable<SessionPage> => {
    const view = register.value.value
    if (view.state !== 'ready') return view
    const given = signatures.value.state === 'ready' ? signatures.value.value : []
    return {
      state: 'ready',
      value: {
        view: view.value,
        report: reportSession(view.value, seat.info.value),
        signatures: given.filter((each) => each.session === session),
      },
    }
  })
  const names = computed(() => (page.value.state === 'ready' ? page.value.value.view.members : new Map()))

  /** Known only once the register is. */
  const runId = computed((): RunId | null => (page.value.state === 'ready' ? page.value.value.view.session.run : null))
  const siblings = signal<Loadable<SessionRow[]>>({ state: 'loading' })
  effect(() => {
    if (runId.value === null) return
    const sessions = seat.sessionsOfRun(runId.value)
    const stop = sessions.value.subscribe((rows) => {
      siblings.value = rows
    })
    return () => {
      stop()
      sessions.dispose()
    }
  })
  const run = computed((): RunView | null => {
    if (page.value.state !== 'ready' || siblings.value.state !== 'ready') return null
    const sessions = siblings.value.value.toSorted((a, b) => a.startsAt - b.startsAt || a.index - b.index)
    return { run: page.value.value.view.run, sessions, progress: progressOf(sessions, now.value) }
  })

  return { page, run, names, now }
})
