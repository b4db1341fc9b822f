import { computed, createModel, signal } from '@preact/signals'
import type { ModuleId } from '#domain/ids.ts'
import { follow } from '#screens/shared/follow.ts'
import { SavingModel } from '#screens/shared/form/saving.model.ts'
import type { Loadable, Seat } from '#store/api.ts'
import type { LibraryRow, ModuleReader } from '#store/learningApi.ts'
import { compareText } from '#text/collate.ts'
import { localText } from '#text/localText.ts'

/** What a module is to the hub, with what was asked for here and is not answered yet. */
export type ModuleState = 'added' | 'being-added' | 'being-withdrawn' | 'offered'

export function moduleState({ given, asked }: Pick<LibraryRow, 'given' | 'asked'>): ModuleState {
  if (asked === 'give' && !given) return 'being-added'
  if (asked === 'withdraw' && given) return 'being-withdrawn'
  return given ? 'added' : 'offered'
}

const ORDER: readonly ModuleState[] = ['added', 'being-added', 'being-withdrawn', 'offered']

/** Those that the hub has stand first; then by title, as the language on screen sorts. */
export function arrangeModules(rows: readonly LibraryRow[]): LibraryRow[] {
  const place = (row: LibraryRow) => ORDER.indexOf(moduleState(row))
  return rows.toSorted((a, b) => place(a) - place(b) || compareText(localText(a.title), localText(b.title)))
}

/** Every module that the server can give. */
export const ModulesModel = createModel((seat: Seat) => {
  const found = follow(() => seat.learning.library())
  const view = computed((): Loadable<LibraryRow[]> => {
    const answer = found.value
    return answer.state === 'ready' ? { state: 'ready', value: arrangeModules(answer.value) } : answer
  })
  return { view }
})

/** One of them, and what coordinators do about it. */
export const ModuleModel = createModel((seat: Seat, module: ModuleId) => {
  const library = follow(() => seat.learning.library())
  const found = follow(() => seat.learning.readers(module))
  const saving = new SavingModel()
  /** Withdrawing is asked about. */
  const asking = signal(false)

  const row = computed((): Loadable<LibraryRow> => {
    if (library.value.state !== 'ready') return library.value
    const value = library.value.value.find((one) => one.module === module)
    return value ? { state: 'ready', value } : { state: 'missing' }
  })
  /** The furthest first. */
  const readers = computed((): Loadable<ModuleReader[]> => {
    if (found.value.state !== 'ready') return found.value
    const value = found.value.value.toSorted(
      (a, b) => b.lessonsRead - a.lessonsRead || compareText(a.displayName, b.displayName),
    )
    return { state: 'ready', value }
  })

  return {
    ...{ row, readers, saving, asking },
    give: () => saving.save(() => seat.learning.give(module)),
    async withdraw(): Promise<void> {
      asking.value = false
      await saving.save(() => seat.learning.withdraw(module))
    },
  }
})

export type ModuleScreen = InstanceType<typeof ModuleModel>
