import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { ACCESS_SCHEMA } from '../access/tables.ts'
import { LogOpenError, openErrorOf } from './LogOpenError.ts'
import { migrate } from './migrations.ts'
import { APPLICATION_ID, LOG_SCHEMA, SCHEMA_VERSION } from './schema.ts'
import { readSecretFile } from './secretFile.ts'

/** What a data folder holds: `teren.db`, a lock beside it, `secrets/` and `access.journal`, which a copy of the database
 *  lacks, and `backups.json`. */

export const TAG_KEY_BYTES = 32
/** Databases up to this are checked page by page when opened (about 0.3 s for 100 MB). */
const CHECKED_UP_TO_PAGES = 65_536

export const databaseFile = (folder: string): string => join(folder, 'teren.db')
/** There while a backup is being put back, and after somebody was interrupted doing it. */
export const restoringFolder = (folder: string): string => join(folder, '.restoring')

/** What the first start of a folder needs to be random; unused afterwards. */
export interface FolderSeed {
  serverId: string
  epoch: string
  tagKey: Uint8Array
}

export interface OpenFolder {
  db: SQLite.Database
  tagKey: Uint8Array
  identity: { serverId: string; epoch: string }
  close(): void
}

/** A lock that ends with the process, however it ends: the operating system's, taken by SQLite on a file of its own. */
export function lock(folder: string): SQLite.Database {
  const db = new SQLite(join(folder, 'lock'), { timeout: 0 })
  try {
    db.exec('BEGIN EXCLUSIVE')
    return db
  } catch (error) {
    db.close()
    const opened = openErrorOf(error)
    throw opened.kind === 'locked' ? new LogOpenError('locked', 'another server works on this folder') : opened
  }
}

/** Throws unless this is a database of ours that this version can work on, or an empty one. */
export function checkOurs(db: SQLite.Database): void {
  const version = db.pragma('user_version', { simple: true }) as number
  const application = db.pragma('application_id', { simple: true }) as number
  const tables = db.prepare<[], { count: number }>('SELECT count(*) AS count FROM sqlite_schema').get()?.count ?? 0
  if (tables > 0 && application !== APPLICATION_ID) throw new LogOpenError('corrupt', 'not a database of Teren')
  if (version > SCHEMA_VERSION)
    throw new LogOpenError('newer-schema', `schema ${version}; this version knows ${SCHEMA_VERSION}`)
}

/** Settings that make COMMIT mean "on disk", and the tables of this version. */
export function prepare(db: SQLite.Database): void {
  checkOurs(db)
  if ((db.pragma('page_count', { simple: true }) as number) <= CHECKED_UP_TO_PAGES) {
    const found = db.pragma('quick_check(1)', { simple: true })
    if (found !== 'ok') throw new LogOpenError('corrupt', String(found))
  }
  if (db.pragma('journal_mode = WAL', { simple: true }) !== 'wal')
    throw new LogOpenError('unwritable', 'this file system cannot hold a write-ahead log')
  db.pragma('synchronous = FULL')
  // macOS calls it synced while the drive still holds it; elsewhere this changes nothing.
  db.pragma('fullfsync = ON')
  db.transaction(() => {
    migrate(db)
    db.exec(LOG_SCHEMA)
    db.exec(ACCESS_SCHEMA)
    db.pragma(`application_id = ${APPLICATION_ID}`)
    db.pragma(`user_version = ${SCHEMA_VERSION}`)
  }).immediate()
}

/** Whether anything was tagged. */
const hasRows = (db: SQLite.Database): boolean =>
  db.prepare('SELECT 1 FROM rows UNION ALL SELECT 1 FROM projections LIMIT 1').get() !== undefined

function identityOf(db: SQLite.Database, seed: FolderSeed): { serverId: string; epoch: string } {
  const keep = db.prepare('INSERT OR IGNORE INTO meta VALUES (?, ?)')
  const read = db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE name = ?')
  const kept = (name: string, made: string) => {
    keep.run(name, made)
    return read.get(name)?.value ?? made
  }
  return { serverId: kept('server-id', seed.serverId), epoch: kept('epoch', seed.epoch) }
}

/** Opens a data folder for writing, making what is missing. Throws `LogOpenError`, having let go of everything. */
export function openFolder(folder: string, seed: FolderSeed): OpenFolder {
  const held: SQLite.Database[] = []
  const close = () => {
    for (const db of held.toReversed()) db.close()
  }
  try {
    // People's names stand in there: nobody else on this machine reads them.
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    held.push(lock(folder))
    if (existsSync(restoringFolder(folder))) throw new LogOpenError('restoring', 'a restore was not finished')
    const db = new SQLite(databaseFile(folder))
    held.push(db)
    prepare(db)
    const make = hasRows(db) ? null : () => seed.tagKey
    const tagKey = readSecretFile(folder, { name: 'tag.key', byteCount: TAG_KEY_BYTES, make })
    return { db, tagKey, identity: identityOf(db, seed), close }
  } catch (error) {
    close()
    throw openErrorOf(error)
  }
}
