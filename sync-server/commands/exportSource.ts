import { existsSync } from 'node:fs'
import SQLite from 'better-sqlite3'
import type { HubId } from '#domain/ids.ts'
import { readAccess } from '../access/tables.ts'
import { checkOurs, databaseFile } from '../log/dataFolder.ts'
import { LogOpenError } from '../log/LogOpenError.ts'
import { documentRowsOf } from '../views/documentRows.ts'
import type { ExportSource } from './exportHub.ts'

/** Reads a data folder as of one moment, also beside the server that works on it. Throws `LogOpenError`. */
export function openExportSource(dataFolder: string): ExportSource & { close(): void } {
  const file = databaseFile(dataFolder)
  if (!existsSync(file)) throw new LogOpenError('missing', 'no database')
  const db = new SQLite(file, { readonly: true, fileMustExist: true })
  checkOurs(db)
  // Everything below reads one state.
  db.exec('BEGIN')
  const rows = documentRowsOf(db)
  const documents = db.prepare<[string], { scope: string; document: string }>(
    'SELECT DISTINCT scope, document FROM rows WHERE hub = ? ORDER BY document',
  )
  const projections = db.prepare<[string], { document: string; madeAt: number; bytes: Buffer }>(
    'SELECT document, made_at AS madeAt, bytes FROM projections WHERE hub = ? ORDER BY document',
  )
  return {
    serverId: db.prepare<[], string>("SELECT value FROM meta WHERE name = 'server-id'").pluck().get() ?? '',
    access: readAccess(db),
    documents: (hub: HubId) => documents.all(hub),
    history: (of) => rows.history(of),
    projections: (hub: HubId) => projections.all(hub),
    close: () => db.close(),
  }
}
