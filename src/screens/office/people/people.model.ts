import { computed, createModel } from '@preact/signals'
import type { RunId } from '#domain/ids.ts'
import { byName } from '#screens/shared/byName.ts'
import { follow } from '#screens/shared/follow.ts'
import type { Loadable, LocalText, PersonRow, Seat } from '#store/api.ts'
import type { Office } from '#store/officeApi.ts'

export interface RunPeople {
  title: LocalText
  people: RunPerson[]
}

export interface RunPerson extends PersonRow {
  /** In the run, also where no name is known. */
  number: number | null
}

/** By name; whoever has none here, after those, by number. */
const inList = (a: RunPerson, b: RunPerson): number =>
  Number(!a.displayName) - Number(!b.displayName) || (a.displayName ? byName(a, b) : (a.number ?? 0) - (b.number ?? 0))

/** Who takes part in a run. */
export const PeopleModel = createModel((seat: Seat, office: Office, run: RunId) => {
  const plan = follow(() => office.plan(run))
  const runs = follow(() => seat.runs())
  const view = computed((): Loadable<RunPeople> => {
    if (plan.value.state !== 'ready') return plan.value
    const found = runs.value.state === 'ready' ? runs.value.value.find((row) => row.run === run) : undefined
    const { people, numbers } = plan.value.value
    const numbered = people.map((row) => ({ ...row, number: numbers.get(row.person) ?? null }))
    return { state: 'ready', value: { title: found?.title ?? {}, people: numbered.sort(inList) } }
  })
  return { view }
})
