import { computed, createModel } from '@preact/signals'
import { follow } from '#screens/shared/follow.ts'
import type { Loadable, ProgrammeRow, Seat } from '#store/api.ts'
import type { CourseRow, Office } from '#store/officeApi.ts'
import { compareText } from '#text/collate.ts'
import { localText } from '#text/localText.ts'

/** One programme with its courses, by title. */
export const ProgrammeModel = createModel((seat: Seat, office: Office, id: string) => {
  const programmes = follow(() => seat.programmes())
  const all = follow(() => office.courses())
  const programme = computed((): Loadable<ProgrammeRow> => {
    if (programmes.value.state !== 'ready') return programmes.value
    const found = programmes.value.value.find((row) => row.programme === id)
    return found ? { state: 'ready', value: found } : { state: 'missing' }
  })
  const courses = computed((): CourseRow[] =>
    all.value.state === 'ready'
      ? all.value.value
          .filter((course) => course.programme === id)
          .toSorted((a, b) => compareText(localText(a.title), localText(b.title)))
      : [],
  )
  return { programme, courses }
})
