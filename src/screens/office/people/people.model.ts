import { computed, createModel } from '@preact/signals'
import type { RunId } from '#domain/ids.ts'
import { follow } from '#screens/shared/follow.ts'
import type { Loadable, LocalText, PersonRow, Seat } from '#store/api.ts'
import type { Office } from '#store/officeApi.ts'

export interface RunPeople {
  title: LocalText
  people: PersonRow[]
}

/** Who takes part in a run. */
export const PeopleModel = createModel((seat: Seat, office: Office, run: RunId) => {
  const plan = follow(() => office.plan(run))
  const runs = follow(() => seat.runs())
  const view = computed((): Loadable<RunPeople> => {
    if (plan.value.state !== 'ready') return plan.value
    const found = runs.value.state === 'ready' ? runs.value.value.find((row) => row.run === run) : undefined
    return { state: 'ready', value: { title: found?.title ?? {}, people: plan.value.value.people } }
  })
  return { view }
})
