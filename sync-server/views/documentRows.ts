import SQLite from 'better-sqlite3'
import type { DeviceId, HubId, MemberId } from '#domain/ids.ts'
import type { Scope } from '#protocol/documentIds.ts'
import type { DocumentName } from './decodeMessages.ts'

/** One change of a document as it came. */
export interface DocumentRow {
  sequence: number
  member: MemberId
  device: DeviceId
  receivedAt: number
  bytes: Uint8Array
}

export interface RowsAfter {
  hub: HubId
  scope: Scope
  after: string
  upto: number
  most: number
}

export interface DocumentRows {
  /** What a fresh reader is sent, in the order of the feed. */
  standing(of: DocumentName): DocumentRow[]
  /** Every change that was ever taken, also where one row stands for many by now. */
  history(of: DocumentName): DocumentRow[]
  /** Documents with so many rows that came before a time. */
  long(hub: HubId, before: number, rows: number): { scope: Scope; document: string }[]
  /** Documents of a scope, and of those that it stands for, whose ids come after one, in their order; at most so many. */
  after(asked: RowsAfter): { scope: Scope; document: string }[]
  /** The same of projections, as they are now. */
  projectionsAfter(asked: RowsAfter): { document: string; sequence: number; bytes: Uint8Array }[]
  close(): void
}

/** Reads documents' rows beside the thread that writes them. */
export const openDocumentRows = (file: string): DocumentRows =>
  documentRowsOf(new SQLite(file, { readonly: true, fileMustExist: true }))

/** On a database that is open. `close` closes it. */
export function documentRowsOf(db: SQLite.Database): DocumentRows {
  const columns = 'seq AS sequence, member, device, received_at AS receivedAt, bytes'
  const standing = db.prepare<[DocumentName], DocumentRow>(
    `SELECT ${columns} FROM rows WHERE hub = @hub AND scope = @scope AND document = @document ORDER BY seq`,
  )
  // A row without a device is one that stands for others, which are in the history.
  const history = db.prepare<[DocumentName], DocumentRow>(
    `SELECT ${columns} FROM history WHERE hub = @hub AND document = @document
     UNION ALL
     SELECT ${columns} FROM rows WHERE hub = @hub AND scope = @scope AND document = @document AND device <> ''
     ORDER BY sequence`,
  )
  const long = db.prepare<[string, number, number], { scope: Scope; document: string }>(
    `SELECT scope, document FROM rows WHERE hub = ? AND received_at < ? GROUP BY scope, document HAVING count(*) >= ?`,
  )
  // What a scope stands for has names that go on after a colon, which comes just before a semicolon.
  const asked = `hub = @hub AND (scope = @scope OR (scope > @scope || ':' AND scope < @scope || ';'))
       AND document > @after`
  const after = db.prepare<[RowsAfter], { scope: Scope; document: string }>(
    `SELECT DISTINCT scope, document FROM rows WHERE ${asked} AND seq <= @upto ORDER BY document LIMIT @most`,
  )
  const projectionsAfter = db.prepare<[RowsAfter], { document: string; sequence: number; bytes: Uint8Array }>(
    `SELECT document, seq AS sequence, bytes FROM projections WHERE ${asked} ORDER BY document LIMIT @most`,
  )
  return {
    standing: (of) => standing.all(of),
    history: (of) => history.all(of),
    long: (hub, before, rows) => long.all(hub, before, rows),
    after: (of) => after.all(of),
    projectionsAfter: (of) => projectionsAfter.all(of),
    close: () => db.close(),
  }
}
