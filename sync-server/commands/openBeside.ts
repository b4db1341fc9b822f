import SQLite from 'better-sqlite3'
import { readAccess, runAccessOperation } from '../access/tables.ts'
import { databaseFile } from '../log/dataFolder.ts'
import type { AccessDesk } from './signInLinks.ts'

/** Opens a data folder's access rows beside the server that works on it, for inviting. Only operations that change
 *  nothing the server holds in memory may run here: an invitation is looked up in the database when it is redeemed.
 *  Throws what SQLite throws, as when there is no database. */
export function openBeside(dataFolder: string): AccessDesk & { close(): void } {
  // The server commits within milliseconds; a slow disk may keep either waiting for the other.
  const db = new SQLite(databaseFile(dataFolder), { fileMustExist: true, timeout: 5000 })
  db.pragma('synchronous = FULL')
  const serverId = db.prepare<[], { value: string }>("SELECT value FROM meta WHERE name = 'server-id'").get()?.value
  if (serverId === undefined) {
    db.close()
    throw new Error('the database has no server id: start the server once')
  }
  return {
    access: () => readAccess(db),
    identity: () => ({ serverId }),
    operate: async (operation) => {
      if (operation.kind !== 'make-invitation') throw new Error(`${operation.kind} cannot run beside the server`)
      return db.transaction(() => runAccessOperation(db, operation).outcome).immediate()
    },
    close: () => db.close(),
  }
}
