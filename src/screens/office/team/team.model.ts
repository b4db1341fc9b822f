import { computed, createModel } from '@preact/signals'
import { follow } from '#screens/shared/follow.ts'
import type { Loadable } from '#store/api.ts'
import type { Office, TeamRow } from '#store/officeApi.ts'
import { compareText } from '#text/collate.ts'

/** The team by name; participants are not of it. */
export const TeamModel = createModel((office: Office) => {
  const found = follow(() => office.team())
  const view = computed((): Loadable<TeamRow[]> => {
    if (found.value.state !== 'ready') return found.value
    const value = found.value.value.toSorted((a, b) => compareText(a.displayName, b.displayName))
    return { state: 'ready', value }
  })
  return { view, rows: computed((): TeamRow[] => (view.value.state === 'ready' ? view.value.value : [])) }
})
