import { createModel, signal } from '@preact/signals'
import type { Live, Seat, StoreFailure } from '#store/api.ts'
import type { OwnBadge, OwnBadges } from '#store/badgesApi.ts'
import { follow } from '../follow.ts'

const LOADING: Live<OwnBadge | null> = { value: signal({ state: 'loading' }), dispose: () => undefined }

/** A participant's own badge. */
export const OwnBadgeModel = createModel((seat: Seat) => {
  const badges = signal<OwnBadges | null>(null)
  const failure = signal<StoreFailure | null>(null)
  const working = signal(false)
  const badge = follow(() => badges.value?.badge() ?? LOADING)

  async function load(): Promise<void> {
    try {
      const own = await seat.ownBadges()
      badges.value = own
      const told = await own.tell()
      if (!told.ok) failure.value = told.error
    } catch (error) {
      failure.value = { kind: 'failed', detail: String(error) }
    }
  }
  void load()

  return {
    ...{ badge, failure, working },
    async make(): Promise<void> {
      const own = badges.peek()
      if (!own || working.peek()) return
      working.value = true
      failure.value = null
      const made = await own.make()
      if (!made.ok) failure.value = made.error
      working.value = false
    },
  }
})
