import { computed, createModel, effect, signal } from '@preact/signals'
import type { RunId, SessionId } from '#domain/ids.ts'
import type { Day } from '#domain/session.ts'
import type { Live, Loadable, RegisterView, RunRow, Seat, SessionRow } from '#store/api.ts'
import { follow } from '../follow.ts'
import { followSignatures } from '../signatures/followSignatures.ts'
import type { SheetLook } from './SheetPaper.tsx'
import { type Sheet, sheetOf } from './sheet.model.ts'

/** So many are laid out at once: as many as a phone measures in some seconds. */
export const MOST_SHEETS = 60

/** The sheets of a run's sessions in a period, one after another. */
export const SheetsModel = createModel((seat: Seat, run: RunId) => {
  const runs = follow(() => seat.runs())
  const sessions = follow(() => seat.sessionsOfRun(run))
  const signatures = followSignatures(seat, () => run)
  const programmes = follow(() => seat.programmes())
  const look = signal<SheetLook>({ kind: 'recorded', emptyRows: 0 })
  /** '': from the first, to the last. */
  const from = signal<Day>('')
  const to = signal<Day>('')
  const registers = signal<ReadonlyMap<SessionId, Live<RegisterView>>>(new Map())

  const all = computed((): SessionRow[] => (sessions.value.state === 'ready' ? sessions.value.value : []))
  /** In the order in which they take place; none that was cancelled. */
  const chosen = computed(() =>
    all.value.filter(
      ({ cancelled, facts: { date } }) =>
        !cancelled && (from.value === '' || date >= from.value) && (to.value === '' || date <= to.value),
    ),
  )
  const isTooMany = computed(() => chosen.value.length > MOST_SHEETS)

  effect(() => {
    const wanted = isTooMany.value ? [] : chosen.value.map(({ session }) => session)
    const held = registers.peek()
    const next = new Map(wanted.map((session) => [session, held.get(session) ?? seat.register(session)]))
    for (const [session, live] of held) if (!next.has(session)) live.dispose()
    if (next.size !== held.size || wanted.some((session) => !held.has(session))) registers.value = next
  })
  effect(() => () => {
    for (const live of registers.peek().values()) live.dispose()
  })

  return {
    look,
    from,
    to,
    chosen,
    isTooMany,
    printedAt: signal(seat.now().at),
    run: computed((): RunRow | null =>
      runs.value.state === 'ready' ? (runs.value.value.find((row) => row.run === run) ?? null) : null,
    ),
    /** loading until every register was read. */
    sheets: computed((): Loadable<Sheet[]> => {
      if (sessions.value.state !== 'ready') return sessions.value
      const known = programmes.value.state === 'ready' ? programmes.value.value : []
      const views = [...registers.value.values()].map((live) => live.value.value)
      const given = signatures.value.state === 'ready' ? signatures.value.value : []
      const isLoading = programmes.value.state === 'loading' || signatures.value.state === 'loading'
      if (isLoading || views.some(({ state }) => state === 'loading')) return { state: 'loading' }
      return {
        state: 'ready',
        value: views.flatMap((view) => (view.state === 'ready' ? sheetOf(view.value, known, given) : [])),
      }
    }),
    change(part: Partial<SheetLook>) {
      look.value = { ...look.peek(), ...part }
    },
  }
})
