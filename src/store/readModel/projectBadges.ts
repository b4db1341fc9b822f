import { readBadges } from '#documents/badges.ts'
import type { Json } from '#documents/change.ts'
import { sameJson } from '#domain/sameJson.ts'
import type { DocumentInfo } from '#protocol/documentIds.ts'
import type { SeatDatabase, StoredBadge } from '../seatDatabase.ts'

export async function projectBadges(
  db: SeatDatabase,
  { id: document, person, kind }: DocumentInfo,
  entries: ReadonlyMap<string, Json>,
): Promise<void> {
  if (!person) return
  const now = readBadges(entries).map(
    (fact): StoredBadge => ({ document, person, isOwn: kind === 'progress', ...fact }),
  )
  const before = await db.badges.where('document').equals(document).toArray()
  if (sameJson(before, now)) return
  const kept = new Set(now.map(({ hash }) => hash))
  for (const { hash } of before) if (!kept.has(hash)) await db.badges.delete([document, hash])
  await db.badges.bulkPut(now)
}
