import { computed, createModel, signal } from '@preact/signals'
import type { ModuleId } from '#domain/ids.ts'
import { NO_PROGRESS } from '#domain/progress.ts'
import { follow } from '#screens/shared/follow.ts'
import type { Loadable, Seat } from '#store/api.ts'
import type { ModuleRow, ModuleView, ProgressView } from '#store/learningApi.ts'

export interface ModulePageView {
  row: ModuleRow
  /** null: not on this phone. */
  view: ModuleView | null
  progress: ProgressView
}

const NOTHING_DONE: ProgressView = { progress: NO_PROGRESS, keptBy: 'hub', unsaved: false }

/** One module: what the hub says of it, what is here, and how far one is in it. */
export const ModulePageModel = createModel((seat: Seat, module: ModuleId) => {
  const rows = follow(() => seat.learning.modules())
  const content = follow(() => seat.learning.module(module))
  const progress = follow(() => seat.learning.progress(module))
  const askingToFree = signal(false)
  const page = computed((): Loadable<ModulePageView> => {
    if (rows.value.state !== 'ready') return rows.value
    const row = rows.value.value.find((one) => one.module === module)
    if (!row) return { state: 'missing' }
    if (content.value.state === 'loading') return { state: 'loading' }
    const view = content.value.state === 'ready' ? content.value.value : null
    const done = progress.value.state === 'ready' ? progress.value.value : NOTHING_DONE
    return { state: 'ready', value: { row, view, progress: done } }
  })
  return { page, askingToFree }
})
