import type { Json } from '#documents/change.ts'
import { readProgress } from '#documents/progress.ts'
import { sameJson } from '#domain/sameJson.ts'
import type { DocumentInfo } from '#protocol/documentIds.ts'
import type { SeatDatabase } from '../seatDatabase.ts'

export async function projectProgress(
  db: SeatDatabase,
  info: DocumentInfo,
  entries: ReadonlyMap<string, Json>,
): Promise<void> {
  const now = readProgress(entries)
  const before = await db.progress.where('document').equals(info.id).toArray()
  for (const { document, module } of before) if (!now.has(module)) await db.progress.delete([document, module])
  for (const [module, progress] of now) {
    if (sameJson(before.find((row) => row.module === module)?.progress, progress)) continue
    await db.progress.put({ document: info.id, module, progress })
  }
}
