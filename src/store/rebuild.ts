import type { DocumentChange } from '#documents/change.ts'
import { sameJson } from '#domain/sameJson.ts'
import { parseDocumentId } from '#protocol/documentIds.ts'
import { drawClientId, type SeatCore, type YjsRoom } from './core.ts'
import { applyRows, isAcknowledged, rowsAbove } from './openDocuments.ts'
import { type Attributions, NO_ATTRIBUTIONS } from './readModel/attribution.ts'
import type { HeadRow, SeatDatabase, UpdateRow } from './seatDatabase.ts'
import type { LiveDocument } from './yjsRoom.ts'

/** Builds a document again from the rows that the server has, under a new client id and generation, and applies its
 *  remaining actions to it. Needed after a refusal: Yjs chains one client's updates, so whatever was written after a
 *  refused one would stay pending for ever; a live document never sheds it. Inside a transaction of `writing`. */
export async function rebuildDocument(
  core: SeatCore,
  room: YjsRoom,
  db: SeatDatabase,
  before: HeadRow,
  attributions: Attributions = NO_ATTRIBUTIONS,
): Promise<void> {
  const { document } = before
  const info = parseDocumentId(document)
  const insertOnly = info?.nature === 'insert-only'
  core.documents.drop(document)

  const rows = await rowsAbove(db, document, 0)
  const own = rows.filter((row) => !isAcknowledged(row) && row.kind === 'update')
  await db.rows.bulkDelete(own.map((row): [string, number] => [document, row.n]))
  const doc = await readAcknowledged(room, db, rows)
  // Also when the hub's copy of it was here before the refusal: a cloned phone has sent the same.
  await settleRefused(room, db, document, doc)
  const clientId = drawClientId(core.random)
  doc.clientID = clientId

  let last = before.last
  const entries = await db.outbox.where('document').equals(document).sortBy('n')
  for (const entry of entries) {
    if (entry.n === undefined || !entry.change || entry.state === 'refused') continue
    const update = standsEqual(room, doc, entry.change) ? null : room.changeDocument(doc, entry.change, insertOnly)
    if (update) {
      last += 1
      await db.rows.add({ document, n: last, kind: 'update', bytes: update })
      await db.outbox.update(entry.n, { update, row: last })
    } else if (entry.request !== null) {
      await db.outbox.update(entry.n, { row: null })
    } else if (standsEqual(room, doc, entry.change)) {
      await db.outbox.delete(entry.n)
    } else {
      // The key was taken by something else that the server has: sending it again cannot help.
      await db.outbox.update(entry.n, { state: 'refused', refusal: 'key-taken', row: null })
    }
  }
  const unanswered = await db.requests.where('document').equals(document).count()
  const head = { ...before, generation: before.generation + 1, clientId, last, unsettled: unanswered > 0 }
  await db.heads.put(head)
  core.documents.put(document, doc, head.generation, last)
  if (info) await core.readModel.project(db, info, room.entriesOf(doc), attributions)
}

/** Whether this store has changes for a document that it holds anew: its scope was lost and came back. */
export const hasEarlierWork = async (db: SeatDatabase, head: HeadRow): Promise<boolean> =>
  head.clientId === null && (await db.outbox.where('document').equals(head.document).count()) > 0

/** A refused change that stands after all, with the same content, is done: its answer was about a repetition. */
export async function settleRefused(
  room: YjsRoom,
  db: SeatDatabase,
  document: string,
  doc: LiveDocument,
): Promise<void> {
  for (const entry of await db.outbox.where('document').equals(document).toArray()) {
    if (entry.n === undefined || entry.state !== 'refused' || !entry.change) continue
    if (standsEqual(room, doc, entry.change)) await db.outbox.delete(entry.n)
  }
}

async function readAcknowledged(room: YjsRoom, db: SeatDatabase, rows: UpdateRow[]): Promise<LiveDocument> {
  const acknowledged = rows.filter(isAcknowledged)
  for (;;) {
    const doc = room.openEmpty()
    if (!(await applyRows(room, db, doc, acknowledged))) return doc
    const bad = await db.rows.bulkGet(acknowledged.map((row): [string, number] => [row.document, row.n]))
    acknowledged.splice(0, acknowledged.length, ...bad.filter((row) => row !== undefined))
  }
}

/** Whether every key of a change holds its value already. */
function standsEqual(room: YjsRoom, doc: LiveDocument, change: DocumentChange): boolean {
  const entries = room.entriesOf(doc)
  return change.entries.every(([key, value]) => entries.has(key) && sameJson(entries.get(key), value))
}
