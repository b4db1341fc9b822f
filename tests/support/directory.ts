import SQLite from 'better-sqlite3'
import * as Y from 'yjs'
import { databaseFile } from '../../sync-server/log/dataFolder.ts'
import type { RawClient } from './rawClient.ts'
import type { TestServer } from './server.ts'

/** What stands in a running server's log, read from the outside of it. */
export function storedIn<T>({ data }: TestServer, sql: string, ...values: string[]): T[] {
  const db = new SQLite(databaseFile(data), { readonly: true })
  const rows = db.prepare<string[], T>(sql).all(...values)
  db.close()
  return rows
}

/** A person or an organisation of a hub's directory, by its document. */
export interface Listed {
  document: string
  givenName: string
  familyName: string
  /** Of an organisation. */
  name: string
}

/** The directory, as a device has it that may read it. */
export function directoryOn(client: RawClient): Listed[] {
  const documents = new Map<string, Y.Doc>()
  for (const { document, kind, bytes } of client.changes) {
    if (kind !== 'update' || !document.startsWith('staff/')) continue
    const doc = documents.get(document) ?? new Y.Doc()
    documents.set(document, doc)
    Y.applyUpdate(doc, bytes)
  }
  return [...documents].map(([document, doc]) => {
    const map = doc.getMap<unknown>('teren')
    const text = (key: string) => {
      const value = map.get(key)
      return typeof value === 'string' ? value : ''
    }
    return { document, givenName: text('givenName'), familyName: text('familyName'), name: text('name') }
  })
}
