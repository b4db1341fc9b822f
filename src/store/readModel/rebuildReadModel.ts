import { documentId, parseDocumentId } from '#protocol/documentIds.ts'
import type { DocumentRoom, SeatCore } from '../core.ts'
import { rowsAbove } from '../openDocuments.ts'
import { READ_MODEL, READ_MODEL_VERSION } from '../seatDatabase.ts'
import { attributionsOf } from './attribution.ts'

/** Documents of one transaction: a tap in another tab waits no longer than for these. */
const STEP_DOCUMENTS = 25

/** Makes the whole read model again from the documents, as after a change of its shape. The database must be open: this is
 *  part of opening it. In steps that the database remembers, so that a phone that is put away in the midst of it goes on
 *  there, and of two tabs each does what the other has not. */
export async function rebuildReadModel(core: SeatCore, told: (done: number, of: number) => void): Promise<void> {
  const room = await core.yjs()
  for (let reached = await begin(core); reached !== null; reached = await takeStep(core, room)) {
    const { heads } = core.db
    const [done, of] = await Promise.all([heads.where('document').belowOrEqual(reached).count(), heads.count()])
    told(done, of)
  }
}

/** Up to which document it has come, '' for none; null where there is nothing to do. */
const begin = ({ db, readModel }: SeatCore): Promise<string | null> =>
  db.transaction('rw', db.tables, async () => {
    const [made, begun] = await db.meta.bulkGet(['read-model', 'rebuilding'])
    if (made?.key === 'read-model' && made.version >= READ_MODEL_VERSION) return null
    if (begun?.key === 'rebuilding' && begun.version === READ_MODEL_VERSION) return begun.after
    for (const table of READ_MODEL) await db.table(table).clear()
    const told = await db.projections.get(documentId.erased())
    const info = parseDocumentId(documentId.erased())
    if (told && info) await readModel.replace(db, info, null, told.bytes)
    await db.meta.put({ key: 'rebuilding', version: READ_MODEL_VERSION, after: '' })
    return ''
  })

async function takeStep(core: SeatCore, room: DocumentRoom): Promise<string | null> {
  const { db } = core
  try {
    return await db.transaction('rw', db.tables, async () => {
      const begun = await db.meta.get('rebuilding')
      // Another tab came to its end.
      if (begun?.key !== 'rebuilding') return null
      const heads = await db.heads.where('document').above(begun.after).limit(STEP_DOCUMENTS).toArray()
      for (const head of heads) {
        const info = parseDocumentId(head.document)
        if (!info || info.nature === 'projection') continue
        const doc = await core.documents.take(room, head)
        const attributions = attributionsOf(room, await rowsAbove(db, head.document, 0))
        await core.readModel.project(db, info, room.entriesOf(doc), attributions)
      }
      const last = heads.length === STEP_DOCUMENTS ? heads.at(-1) : undefined
      if (last) await db.meta.put({ ...begun, after: last.document })
      else {
        await db.meta.put({ key: 'read-model', version: READ_MODEL_VERSION })
        await db.meta.delete('rebuilding')
      }
      return last?.document ?? null
    })
  } catch (error) {
    // What was read meanwhile may be noted in memory and not on the disk.
    core.documents.clear()
    throw error
  }
}
