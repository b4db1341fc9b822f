import type { PersonId, RunId } from '#domain/ids.ts'
import type { OwnStatus } from '#domain/ownStatus.ts'
import type { PersonRow } from '../api.ts'
import type { CourseRow, RunPlan } from '../officeApi.ts'
import { numbersOf, withoutKeys } from '../registerQuery.ts'
import type { SeatDatabase } from '../seatDatabase.ts'
import { unknownPerson } from '../unknownPerson.ts'

export const courses = (db: SeatDatabase): Promise<CourseRow[]> => db.courses.toArray()

export const ownStatuses = async (db: SeatDatabase): Promise<OwnStatus[]> =>
  (await db.ownStatuses.toArray()).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1))

export const persons = async (db: SeatDatabase, ids: readonly PersonId[]): Promise<PersonRow[]> =>
  (await db.persons.bulkGet([...ids])).flatMap((row) => (row ? [withoutKeys(row)] : []))

/** undefined: no such run here. */
export async function planOfRun(db: SeatDatabase, run: RunId): Promise<RunPlan | undefined> {
  const planned = await db.plans.get(run)
  if (!planned) return undefined
  const { programme, course, number, activity, sessions, roster } = planned.plan
  const rows = await db.persons.bulkGet(roster.map(({ person }) => person))
  const people = roster.map(({ person }, at) => {
    const row = rows[at]
    return row ? withoutKeys(row) : unknownPerson(person)
  })
  return { run, programme, course, number, activity, sessions, people, numbers: numbersOf(planned.plan) }
}
