import type { ModuleId, PersonId } from '#domain/ids.ts'
import { mergeProgress, type Progress } from '#domain/progress.ts'
import { parseDocumentId } from '#protocol/documentIds.ts'
import type { ModuleReader } from '../learningApi.ts'
import type { SeatDatabase } from '../seatDatabase.ts'

/** Who has begun with a module, as their progress in the runs of this device says: each person once. */
export async function moduleReaders(db: SeatDatabase, module: ModuleId): Promise<ModuleReader[]> {
  const rows = await db.progress.filter((row) => row.module === module).toArray()
  const byPerson = new Map<PersonId, Progress[]>()
  for (const { document, progress } of rows) {
    const info = parseDocumentId(document)
    if (info?.kind !== 'progress' || !info.person) continue
    byPerson.set(info.person, [...(byPerson.get(info.person) ?? []), progress])
  }
  const persons = await db.persons.bulkGet([...byPerson.keys()])
  return [...byPerson].map(([person, of], at) => ({
    person,
    displayName: persons[at]?.displayName ?? '',
    lessonsRead: Object.keys(mergeProgress(of).read).length,
  }))
}
