import { parseDocumentId, scopeOf } from '#protocol/documentIds.ts'
import type { Change } from '#protocol/frames.ts'
import type { SeatCore } from './core.ts'
import { dropErased } from './erasing.ts'
import { feedState, isOfEpoch, putFeedState } from './feedState.ts'
import type { SeatDatabase } from './seatDatabase.ts'
import { writing, writingPlainly } from './transaction.ts'

/** Rows from the hub: stored, read into the read model, and the cursor moved, in one transaction. The same row twice
 *  changes nothing. Bytes that cannot be read are kept and passed over; documents nobody knows are kept as they are. */
export async function applyChanges(
  core: SeatCore,
  changes: Change[],
  upto: number | null,
  epoch: string | null,
): Promise<void> {
  const projections = changes.filter(({ kind }) => kind === 'projection')
  const rows = changes.filter(({ kind }) => kind !== 'projection')
  const plainly = async (db: SeatDatabase) => {
    for (const change of projections) await storeProjection(core, db, change)
    if (upto === null) return
    const feed = await feedState(db)
    await putFeedState(db, { ...feed, cursor: Math.max(feed.cursor, upto), fills: [] })
  }
  if (rows.length === 0)
    return writingPlainly(core, async (db) => {
      if (await isOfEpoch(db, epoch)) await plainly(db)
    })
  return writing(core, async (room, db) => {
    if (!(await isOfEpoch(db, epoch))) return
    await room.applyRowsOfDocuments(core, room, db, rows)
    await plainly(db)
  })
}

async function storeProjection(core: SeatCore, db: SeatDatabase, change: Change): Promise<void> {
  const before = await db.projections.get(change.document)
  if (before && before.sequence >= change.sequence) return
  const { document, sequence, bytes } = change
  const info = parseDocumentId(document)
  if (info?.kind === 'erased') await dropErased(core, db, before?.bytes, bytes)
  if (info) await core.readModel.replace(db, info, before?.bytes ?? null, bytes)
  await db.projections.put({ document, scope: scopeOf(document), sequence, bytes })
}
