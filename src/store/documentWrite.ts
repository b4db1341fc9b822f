import type { DocumentChange } from '#documents/change.ts'
import { parseDocumentId } from '#protocol/documentIds.ts'
import { drawClientId, type SeatCore, type YjsRoom } from './core.ts'
import { hasEarlierWork, rebuildDocument } from './rebuild.ts'
import type { OutboxEntry, SeatDatabase } from './seatDatabase.ts'
import { headOf } from './transaction.ts'
import { waiting } from './waiting.ts'

interface Writing {
  at: number
  session?: OutboxEntry['session']
  alone?: boolean
}

/** Applies one change and queues it; gives its number in the outbox. A change that stands already in an insert-only
 *  document is done: null. */
export async function writeChange(
  core: SeatCore,
  room: YjsRoom,
  db: SeatDatabase,
  change: DocumentChange,
  { at, session, alone = false }: Writing,
): Promise<number | null> {
  const info = parseDocumentId(change.document)
  // Asked for together: each answer of the database is a wait.
  let [head, additions] = await Promise.all([
    headOf(core, db, change.document),
    info ? core.readModel.additionsFor(db, info, change.entries) : null,
  ])
  const earlier = await hasEarlierWork(db, head)
  head.clientId ??= drawClientId(core.random)
  let doc = await core.documents.take(room, head)
  if (earlier || room.hasGap(doc, head.clientId)) {
    await rebuildDocument(core, room, db, head)
    head = await headOf(core, db, change.document)
    doc = await core.documents.take(room, head)
    additions &&= info && (await core.readModel.additionsFor(db, info, change.entries))
  }
  const before = head.last
  const update = room.changeDocument(doc, change, info?.nature === 'insert-only')
  if (!update) return null
  const n = before + 1
  const entry = { ...waiting(at), document: change.document, change, command: null, update, row: n, alone, session }
  const written = Promise.all([
    db.outbox.add(entry),
    db.rows.add({ document: change.document, n, kind: 'update', bytes: update }),
    db.heads.put({ ...head, last: n }),
    additions ? core.readModel.add(db, additions) : info && core.readModel.project(db, info, room.entriesOf(doc)),
  ])
  const [queued] = await written
  core.documents.holds(change.document, head.generation, n)
  return queued
}
