import { parseDocumentId } from '#protocol/documentIds.ts'
import type { SeatCore } from '../core.ts'
import { rowsAbove } from '../openDocuments.ts'
import { READ_MODEL, READ_MODEL_VERSION } from '../seatDatabase.ts'
import { attributionsOf } from './attribution.ts'

/** Makes the whole read model again from the documents, as after a change of its shape. The database must be open:
 *  this is part of opening it. */
export async function rebuildReadModel(core: SeatCore): Promise<void> {
  const room = await core.yjs()
  const { db } = core
  await db.transaction('rw', db.tables, async () => {
    for (const table of READ_MODEL) await db.table(table).clear()
    for (const head of await db.heads.toArray()) {
      const info = parseDocumentId(head.document)
      if (!info || info.nature === 'projection') continue
      const doc = await core.documents.take(room, head)
      const attributions = attributionsOf(room, await rowsAbove(db, head.document, 0))
      await core.readModel.project(db, info, room.entriesOf(doc), attributions)
    }
    await db.meta.put({ key: 'read-model', version: READ_MODEL_VERSION })
  })
}
