import { scopeOf } from '#protocol/documentIds.ts'
import { type DocumentRoom, drawClientId, type SeatCore } from './core.ts'
import { mayOnlyDelete, StoreLostError } from './failures.ts'
import { type HeadRow, READ_MODEL_VERSION, type SeatDatabase } from './seatDatabase.ts'

/** The one way into the seat's database for writing: a strict transaction over all of it, so that two writers, also of
 *  two tabs, never run together. Resolves when the transaction is complete; rejects with nothing written.
 *  Dexie reopens a wiped database silently and resolves, hence the store id is read each time. */
export async function writing<T>(
  core: SeatCore,
  work: (room: DocumentRoom, db: SeatDatabase) => Promise<T>,
): Promise<T> {
  const room = await core.yjs()
  return writingPlainly(core, (db) => work(room, db))
}

/** The same where no document is opened: whoever only reads along never loads Yjs. */
export async function writingPlainly<T>(core: SeatCore, work: Work<T>): Promise<T> {
  await core.open()
  return attempt(core, work).catch((error: unknown) => {
    if (mayOnlyDelete(error)) return attempt(core, work)
    throw error
  })
}

/** Before anything else is tried, what a failed attempt did to documents in memory is dropped: a change that stands
 *  there already is taken for done, and would never be written. */
async function attempt<T>(core: SeatCore, work: Work<T>): Promise<T> {
  try {
    return await write(core, work)
  } catch (error) {
    core.documents.clear()
    throw error
  }
}

type Work<T> = (db: SeatDatabase) => Promise<T>

const write = <T>(core: SeatCore, work: Work<T>): Promise<T> =>
  core.db.transaction('rw', core.db.tables, async () => {
    let ours = false
    const checkStore = async () => {
      const [store, made] = await core.db.meta.bulkGet(['store', 'read-model'])
      ours = store?.key === 'store' && store.id === core.storeId
      // A newer app is open in another tab, and may know more of what is written here: it reads all of it at its next start.
      if (made?.key === 'read-model' && made.version > READ_MODEL_VERSION)
        await core.db.meta.put({ key: 'read-model', version: READ_MODEL_VERSION })
    }
    // Asked first, hence answered first. The work goes on meanwhile, and is undone in a store that is not ours.
    const [checked, worked] = await Promise.allSettled([checkStore(), work(core.db)])
    if (checked.status === 'rejected') throw checked.reason
    if (!ours) throw new StoreLostError('another database, or none')
    if (worked.status === 'rejected') throw worked.reason
    return worked.value
  })

/** A document's head, or a new one that is not stored yet. Its generation is drawn: a document that was dropped and
 *  came back must not look like the copy that some tab still holds. */
export async function headOf(core: SeatCore, db: SeatDatabase, document: string): Promise<HeadRow> {
  const stored = await db.heads.get(document)
  if (stored) return stored
  return {
    document,
    scope: scopeOf(document),
    generation: drawClientId(core.random),
    clientId: null,
    last: 0,
    unsettled: false,
  }
}
