import type { YjsRoom } from './core.ts'
import type { HeadRow, SeatDatabase, UpdateRow } from './seatDatabase.ts'
import type { LiveDocument } from './yjsRoom.ts'

/** Documents in memory. Each is exactly what the rows up to `last` say, except inside the transaction that is writing:
 *  if that one fails, everything here is dropped, so that nothing in memory is ever ahead of the disk. */

interface OpenDocument {
  doc: LiveDocument
  generation: number
  last: number
}

/** More are closed again, the longest unused first. */
const KEPT_OPEN = 64

/** A client id that writes nothing. */
const NOBODY = 0

export interface OpenDocuments {
  /** The document as the running transaction sees it, under the head's client id. */
  take(room: YjsRoom, head: HeadRow): Promise<LiveDocument>
  /** The same of several, asked for at once. One after another, those that are in memory ask nothing of the disk, and
   *  Dexie, which follows native promises only so far, no longer knows the transaction when one comes that does. */
  takeAll(room: YjsRoom, heads: readonly HeadRow[]): Promise<LiveDocument[]>
  /** The document holds the rows up to here. */
  holds(document: string, generation: number, last: number): void
  put(document: string, doc: LiveDocument, generation: number, last: number): void
  drop(document: string): void
  clear(): void
}

export function createOpenDocuments(db: SeatDatabase): OpenDocuments {
  const open = new Map<string, OpenDocument>()

  function put(document: string, doc: LiveDocument, generation: number, last: number): void {
    open.delete(document)
    open.set(document, { doc, generation, last })
    const [oldest] = open.keys()
    if (open.size > KEPT_OPEN && oldest !== undefined) open.delete(oldest)
  }

  async function take(room: YjsRoom, head: HeadRow): Promise<LiveDocument> {
    const held = open.get(head.document)
    const current = held?.generation === head.generation ? held : null
    const doc = current?.doc ?? room.openEmpty()
    const seen = current?.last ?? 0
    if (head.last > seen) {
      // Rows of this client, from another tab: under its own number Yjs would think itself impersonated.
      doc.clientID = NOBODY
      const unread = await applyRows(room, db, doc, await rowsAbove(db, head.document, seen))
      if (unread) return take(room, forgetting(head.document, head))
    }
    if (head.clientId !== null) doc.clientID = head.clientId
    put(head.document, doc, head.generation, head.last)
    return doc
  }

  function forgetting(document: string, head: HeadRow): HeadRow {
    open.delete(document)
    return head
  }

  return {
    take,
    takeAll: (room, heads) => Promise.all(heads.map((head) => take(room, head))),
    put,
    holds(document, generation, last) {
      const held = open.get(document)
      if (held && held.generation === generation) held.last = last
    },
    drop: (document) => void open.delete(document),
    clear: () => open.clear(),
  }
}

export const rowsAbove = (db: SeatDatabase, document: string, n: number): Promise<UpdateRow[]> =>
  db.rows.where('[document+n]').between([document, n], [document, Number.POSITIVE_INFINITY], false, true).toArray()

export const isAcknowledged = (row: UpdateRow): boolean =>
  row.sequence !== undefined || row.formerSequence !== undefined

/** Applies rows in order. True if one of them was found to be unreadable: it is quarantined now, and the document,
 *  which may be half changed, has to be read again. */
export async function applyRows(
  room: YjsRoom,
  db: SeatDatabase,
  doc: LiveDocument,
  rows: UpdateRow[],
): Promise<boolean> {
  for (const row of rows) {
    if (row.quarantined || row.kind === 'part') continue
    try {
      room.applyBytes(doc, row.bytes)
    } catch {
      await db.rows.update([row.document, row.n], { quarantined: true })
      return true
    }
  }
  return false
}
