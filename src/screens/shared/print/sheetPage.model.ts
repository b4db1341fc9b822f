import { computed, createModel, signal } from '@preact/signals'
import type { SessionId } from '#domain/ids.ts'
import type { Loadable, Seat } from '#store/api.ts'
import { follow } from '../follow.ts'
import { followSignatures } from '../signatures/followSignatures.ts'
import type { SheetLook } from './SheetPaper.tsx'
import { type Sheet, sheetOf } from './sheet.model.ts'

/** One session's sheet, and how it shall look. */
export const SheetModel = createModel((seat: Seat, session: SessionId) => {
  const register = follow(() => seat.register(session))
  const run = computed(() => (register.value.state === 'ready' ? register.value.value.run.run : null))
  const signatures = followSignatures(seat, () => run.value)
  const programmes = follow(() => seat.programmes())
  const look = signal<SheetLook>({ kind: 'recorded', emptyRows: 0 })

  const sheet = computed((): Loadable<Sheet> => {
    if (register.value.state !== 'ready') return register.value
    if (programmes.value.state === 'loading') return { state: 'loading' }
    const known = programmes.value.state === 'ready' ? programmes.value.value : []
    if (signatures.value.state === 'loading') return { state: 'loading' }
    const given = signatures.value.state === 'ready' ? signatures.value.value : []
    return { state: 'ready', value: sheetOf(register.value.value, known, given) }
  })

  return {
    sheet,
    look,
    /** ms by the hub's clock: when the page was opened. */
    printedAt: signal(seat.now().at),
    change(part: Partial<SheetLook>) {
      look.value = { ...look.peek(), ...part }
    },
  }
})
