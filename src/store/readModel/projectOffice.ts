import type { Json } from '#documents/change.ts'
import { readCourse } from '#documents/course.ts'
import { readOwnStatuses } from '#documents/hub.ts'
import { readProgramme } from '#documents/programme.ts'
import type { CourseId, ProgrammeId } from '#domain/ids.ts'
import { sameJson } from '#domain/sameJson.ts'
import type { DocumentInfo } from '#protocol/documentIds.ts'
import type { SeatDatabase } from '../seatDatabase.ts'
import { refreshRun } from './projectPlan.ts'

export async function projectProgramme(
  db: SeatDatabase,
  info: DocumentInfo,
  entries: ReadonlyMap<string, Json>,
): Promise<void> {
  const programme = info.subject as ProgrammeId
  if (entries.size === 0) return db.programmes.delete(programme)
  const { demonstration: _, ...row } = readProgramme(entries)
  await db.programmes.put({ programme, ...row })
}

export async function projectCourse(
  db: SeatDatabase,
  info: DocumentInfo,
  entries: ReadonlyMap<string, Json>,
): Promise<void> {
  const course = info.subject as CourseId
  if (entries.size === 0) await db.courses.delete(course)
  else {
    const row = { course, ...readCourse(entries) }
    if (sameJson(await db.courses.get(course), row)) return
    await db.courses.put(row)
  }
  for (const run of await db.runs.where('course').equals(course).toArray()) await refreshRun(db, run.run)
}

export async function projectHub(db: SeatDatabase, entries: ReadonlyMap<string, Json>): Promise<void> {
  const [before, now] = [await db.ownStatuses.toArray(), readOwnStatuses(entries)]
  const ids = new Set(now.map(({ id }) => id))
  await db.ownStatuses.bulkDelete(before.flatMap(({ id }) => (ids.has(id) ? [] : [id])))
  await db.ownStatuses.bulkPut(now)
}
