import { signal } from '@preact/signals'
import type { ModuleId } from '#domain/ids.ts'
import { NO_PROGRESS, type Progress } from '#domain/progress.ts'
import { ok } from '#domain/result.ts'
import type { Live, Loadable } from '#store/api.ts'
import type { Learning, LibraryRow, ModuleReader, ModuleRow, ModuleView } from '#store/learningApi.ts'

/** Learning modules in memory, for tests of screens. */
export interface TestLearning extends Learning {
  rows: ModuleRow[]
  /** What was done, in order. */
  did: unknown[][]
}

export function testLearning(
  given: {
    rows?: ModuleRow[]
    library?: LibraryRow[]
    readers?: ModuleReader[]
    views?: Map<ModuleId, Loadable<ModuleView>>
    progress?: Progress
  } = {},
): TestLearning {
  const { rows = [], library = [], readers = [], views = new Map(), progress = NO_PROGRESS } = given
  const did: unknown[][] = []
  const live = <T>(value: Loadable<T>): Live<T> => ({ value: signal(value), dispose: () => undefined })
  const doing =
    (name: string) =>
    async (...what: unknown[]) => {
      did.push([name, ...what])
      return ok(undefined)
    }
  return {
    rows,
    did,
    modules: () => live({ state: 'ready', value: rows }),
    module: (module) => live(views.get(module) ?? { state: 'missing' }),
    progress: () => live({ state: 'ready', value: { progress, keptBy: 'hub', unsaved: false } }),
    library: () => live({ state: 'ready', value: library }),
    readers: () => live({ state: 'ready', value: readers }),
    give: doing('give'),
    withdraw: doing('withdraw'),
    download: doing('download'),
    pause: doing('pause'),
    free: doing('free'),
    setTextSize: doing('setTextSize'),
    setLanguage: doing('setLanguage'),
    readTo: doing('readTo'),
    finishLesson: doing('finishLesson'),
    answer: doing('answer'),
  }
}
