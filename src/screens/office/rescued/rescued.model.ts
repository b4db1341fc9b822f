import { computed, createModel, signal } from '@preact/signals'
import { follow } from '#screens/shared/follow.ts'
import { SavingModel } from '#screens/shared/form/saving.model.ts'
import { minuteClock } from '#screens/shared/movingClock.ts'
import type { Seat } from '#store/api.ts'
import type { Office, RescuedRow } from '#store/officeApi.ts'

/** How many pieces of work wait for a decision; null until it is known. */
export const RescuedCountModel = createModel((office: Office) => {
  const rows = follow(() => office.rescued())
  const count = computed(() =>
    rows.value.state === 'ready' ? rows.value.value.filter(({ asked }) => asked === null).length : null,
  )
  return { count }
})

/** What ended devices had, and what a coordinator decides on it, each by a command of its own. */
export const RescuedModel = createModel((seat: Seat, office: Office) => {
  const rows = follow(() => office.rescued())
  const saving = new SavingModel()
  const now = minuteClock(seat.now)
  /** The work that is about to be discarded, until it is confirmed. */
  const discarding = signal<RescuedRow | null>(null)

  const decide = (name: 'take-up' | 'discard-rescued', { member, device, broughtAt: upto }: RescuedRow) =>
    saving.save(() => seat.command({ name, member, device, upto }))

  return {
    ...{ rows, saving, now, discarding },
    takeUp: (row: RescuedRow) => decide('take-up', row),
    async discard(): Promise<void> {
      const row = discarding.value
      discarding.value = null
      if (row) await decide('discard-rescued', row)
    },
  }
})

export type RescuedScreen = InstanceType<typeof RescuedModel>
