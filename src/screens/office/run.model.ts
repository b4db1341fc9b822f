import { computed, createModel, effect } from '@preact/signals'
import type { RunId } from '#domain/ids.ts'
import { minuteClock } from '#screens/shared/movingClock.ts'
import type { Loadable, RunRow, Seat, SessionRow } from '#store/api.ts'
import { memberNames } from './memberNames.ts'
import { progressOf, type RunProgress } from './programmes.model.ts'

export interface RunView {
  run: RunRow
  sessions: SessionRow[]
  progress: RunProgress
}

/** One run with its sessions, by time. */
export const RunModel = createModel((seat: Seat, id: RunId) => {
  const runs = seat.runs()
  const found = seat.sessionsOfRun(id)
  const now = minuteClock(seat.now)
  effect(() => () => {
    runs.dispose()
    found.dispose()
  })
  const sessions = computed(() => (found.value.value.state === 'ready' ? found.value.value.value : []))
  const names = memberNames(seat, sessions)
  const view = computed((): Loadable<RunView> => {
    const all = runs.value.value
    const own = found.value.value
    if (all.state === 'loading' || own.state === 'loading') return { state: 'loading' }
    const run = all.state === 'ready' ? all.value.find((row) => row.run === id) : undefined
    if (!run) return { state: 'missing' }
    const ordered = sessions.value.toSorted((a, b) => a.startsAt - b.startsAt || a.index - b.index)
    return { state: 'ready', value: { run, sessions: ordered, progress: progressOf(ordered, now.value) } }
  })
  return { view, names, now }
})
