import { createModel, signal } from '@preact/signals'
import type { Saved, StoreFailure } from '#store/api.ts'

/** What pressing *save* does: one attempt at a time, and a failure stays in words until the next one. Saved again, it is
 *  the same thing and not another. */
export const SavingModel = createModel(() => {
  const busy = signal(false)
  const failure = signal<StoreFailure | null>(null)
  return {
    busy,
    failure,
    /** Whether it is on disk now (F2). */
    async save(action: () => Saved): Promise<boolean> {
      if (busy.peek()) return false
      busy.value = true
      failure.value = null
      const saved = await action()
      busy.value = false
      if (!saved.ok) failure.value = saved.error
      return saved.ok
    },
  }
})

export type Saving = InstanceType<typeof SavingModel>
