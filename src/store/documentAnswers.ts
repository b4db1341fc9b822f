import { parseDocumentId } from '#protocol/documentIds.ts'
import type { SeatCore, YjsRoom } from './core.ts'
import { type Attribution, attributionOf } from './readModel/attribution.ts'
import { rebuildDocument } from './rebuild.ts'
import type { OutboxEntry, Received, RequestRow, SeatDatabase } from './seatDatabase.ts'

/** The waiting rows become one row: exactly the bytes that the server has under this sequence. */
export async function keepAcknowledged(
  core: SeatCore,
  room: YjsRoom,
  db: SeatDatabase,
  request: RequestRow,
  entries: OutboxEntry[],
  sequence: number,
  received: Received,
): Promise<void> {
  const { document } = request
  const head = await db.heads.get(document)
  // Its scope is not this seat's any more.
  if (!head) return
  await db.rows.bulkDelete(entries.flatMap(({ row }): [string, number][] => (row === null ? [] : [[document, row]])))
  const fed = await db.rows.where('sequence').equals(sequence).first()
  if (!fed) {
    const n = head.last + 1
    await db.rows.add({ document, n, kind: 'update', bytes: request.body, sequence, received })
    await db.heads.put({ ...head, last: n })
    // In memory it is there since the tap; other tabs take it as a row they have not seen.
    if (!head.unsettled) await core.documents.take(room, { ...head, last: n })
    head.last = n
  }
  const attributions = attributionsOfEntries(entries, attributionOf(fed?.received ?? received))
  if (head.unsettled) await rebuildDocument(core, room, db, head, attributions)
  const info = parseDocumentId(document)
  if (info) await core.readModel.attribute(db, info, attributions)
}

function attributionsOfEntries(entries: OutboxEntry[], attribution: Attribution): Map<string, Attribution> {
  const keys = entries.flatMap((entry) => entry.change?.entries.map(([key]) => key) ?? [])
  return new Map(keys.map((key) => [key, attribution]))
}
