import { computed, createModel } from '@preact/signals'
import { follow } from '#screens/shared/follow.ts'
import type { Loadable, Seat } from '#store/api.ts'
import type { ModuleRow } from '#store/learningApi.ts'
import { compareText } from '#text/collate.ts'
import { localText } from '#text/localText.ts'

export interface LibraryView {
  /** By title, as the language on screen sorts. */
  modules: ModuleRow[]
  /** What all of them take on this phone. */
  usedBytes: number
}

export function arrangeLibrary(rows: readonly ModuleRow[]): LibraryView {
  return {
    modules: rows.toSorted((a, b) => compareText(localText(a.title), localText(b.title))),
    usedBytes: rows.reduce((sum, { held, download }) => sum + (held?.bytes ?? 0) + (download?.received ?? 0), 0),
  }
}

/** The hub's modules, and what of them is here. */
export const LibraryModel = createModel((seat: Seat) => {
  const rows = follow(() => seat.learning.modules())
  const view = computed((): Loadable<LibraryView> => {
    const answer = rows.value
    return answer.state === 'ready' ? { state: 'ready', value: arrangeLibrary(answer.value) } : answer
  })
  return { view }
})
