import type { SeatCore } from './core.ts'
import { holdOwn } from './givingBack.ts'
import type { HeadRow, SeatDatabase } from './seatDatabase.ts'

/** Takes a document's rows and head away, inside a transaction of `writing`. Entries of the outbox stay, with their bytes
 *  and in plain values: what was not received is still sent, and is stated again where the document comes back (S1). */
export async function forgetDocument(core: SeatCore, db: SeatDatabase, head: HeadRow): Promise<void> {
  const { document, last } = head
  await holdOwn(core, db, head)
  await db.rows.where('[document+n]').between([document, 0], [document, last], true, true).delete()
  await db.heads.delete(document)
  await db.outbox.where('document').equals(document).modify({ row: null })
}
