import { computed, createModel, signal } from '@preact/signals'
import type { RunId } from '#domain/ids.ts'
import type { Loadable, PersonRow, ProgrammeRow, RunRow, Seat } from '#store/api.ts'
import { byName } from '../byName.ts'
import { follow } from '../follow.ts'

/** badges: eight on a page, to cut out. table: two on a page, folded so that the name stands on both sides. */
export type CardKind = 'badges' | 'table'

/** Who of a run gets a badge or a card: whose name is known here. */
export const CardsModel = createModel((seat: Seat, of: RunId) => {
  const participants = follow(() => seat.participants(of))
  const runs = follow(() => seat.runs())
  const programmes = follow(() => seat.programmes())
  const run = computed((): RunRow | null =>
    runs.value.state === 'ready' ? (runs.value.value.find((row) => row.run === of) ?? null) : null,
  )
  return {
    kind: signal<CardKind>('badges'),
    run,
    programme: computed((): ProgrammeRow | null =>
      programmes.value.state === 'ready'
        ? (programmes.value.value.find(({ programme }) => programme === run.value?.programme) ?? null)
        : null,
    ),
    people: computed((): Loadable<PersonRow[]> => {
      if (participants.value.state !== 'ready') return participants.value
      const named = participants.value.value.flatMap(({ person }) => (person.displayName ? person : []))
      return { state: 'ready', value: named.toSorted(byName) }
    }),
  }
})
