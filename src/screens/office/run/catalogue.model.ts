import { computed, createModel } from '@preact/signals'
import { follow } from '#screens/shared/follow.ts'
import type { ProgrammeRow, RunRow, Seat } from '#store/api.ts'
import type { CourseRow, Office } from '#store/officeApi.ts'
import { compareText } from '#text/collate.ts'
import { localText } from '#text/localText.ts'

interface Catalogue {
  programmes: ProgrammeRow[]
  courses: CourseRow[]
  runs: RunRow[]
}

const byTitle = (a: Pick<CourseRow, 'title'>, b: Pick<CourseRow, 'title'>) =>
  compareText(localText(a.title), localText(b.title))

/** What a run can be a run of: programmes and courses by title, and the runs there are. */
export const CatalogueModel = createModel((seat: Seat, office: Office) => {
  const programmes = follow(() => seat.programmes())
  const courses = follow(() => office.courses())
  const runs = follow(() => seat.runs())
  /** null while it is read. */
  const view = computed((): Catalogue | null => {
    const [p, c, r] = [programmes.value, courses.value, runs.value]
    if (p.state !== 'ready' || c.state !== 'ready' || r.state !== 'ready') return null
    return { programmes: p.value.toSorted(byTitle), courses: c.value.toSorted(byTitle), runs: r.value }
  })
  return { view }
})

/** The number after the last run of a course. */
export const nextNumber = (runs: readonly RunRow[], course: string): number =>
  1 + Math.max(0, ...runs.filter((run) => run.course === course).map((run) => run.number ?? 0))
