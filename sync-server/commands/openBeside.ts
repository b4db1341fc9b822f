import { existsSync } from 'node:fs'
import SQLite from 'better-sqlite3'
import { readAccess, runAccessOperation } from '../access/tables.ts'
import { checkOurs, databaseFile } from '../log/dataFolder.ts'
import { LogOpenError } from '../log/LogOpenError.ts'
import { SCHEMA_VERSION } from '../log/schema.ts'
import type { AccessDesk } from './signInLinks.ts'

/** Opens a data folder's access rows beside the server that works on it, for inviting. Only operations that change
 *  nothing the server holds in memory may run here: an invitation is looked up in the database when it is redeemed.
 *  Throws `LogOpenError`, or what SQLite throws. */
export function openBeside(dataFolder: string): AccessDesk & { close(): void } {
  const file = databaseFile(dataFolder)
  if (!existsSync(file)) throw new LogOpenError('missing', 'no database')
  // The server commits within milliseconds; a slow disk may keep either waiting for the other.
  const db = new SQLite(file, { fileMustExist: true, timeout: 5000 })
  checkOurs(db)
  const version = db.pragma('user_version', { simple: true }) as number
  if (version < SCHEMA_VERSION) throw new LogOpenError('older-schema', `schema ${version}`)
  db.pragma('synchronous = FULL')
  const serverId = db.prepare<[], { value: string }>("SELECT value FROM meta WHERE name = 'server-id'").get()?.value
  if (serverId === undefined) throw new LogOpenError('missing', 'no server id')
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
