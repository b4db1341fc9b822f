import { computed, createModel } from '@preact/signals'
import { follow } from '#screens/shared/follow.ts'
import { movingClock } from '#screens/shared/movingClock.ts'
import type { Loadable, Seat } from '#store/api.ts'
import { type MyRun, myRuns } from './myRuns.ts'

/** A participant's runs and record as one, for every page about them. */
export const MyRunsModel = createModel((seat: Seat) => {
  const now = movingClock(() => seat.now())
  const classes = follow(() => seat.classes())
  const record = follow(() => seat.myRecord())
  const runs = computed((): Loadable<MyRun[]> => {
    if (classes.value.state !== 'ready') return classes.value
    if (record.value.state === 'loading') return record.value
    // Missing: the hub has sent none yet.
    const own = record.value.state === 'ready' ? record.value.value : null
    return { state: 'ready', value: myRuns(classes.value.value, own) }
  })
  /** By the hub's clock, ms UTC: how old is what is shown. null: the hub was never heard. */
  const asOf = computed((): number | null => {
    const { heardAt, clockOffsetMs } = seat.connection.value
    return heardAt === null ? null : heardAt - (clockOffsetMs ?? 0)
  })
  return { now, runs, asOf }
})

export type MyRunsScreen = InstanceType<typeof MyRunsModel>
