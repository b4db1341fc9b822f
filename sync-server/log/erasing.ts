import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import type { HubId, PersonId, RunId } from '#domain/ids.ts'
import { documentId, parseDocumentId } from '#protocol/documentIds.ts'
import { erasedPersons, forgetInAccess } from '../access/erasureRows.ts'
import { journalFile, writeJournal } from './accessJournal.ts'
import { databaseFile, prepare } from './dataFolder.ts'

/** Erasing a person: what is theirs goes from every table in the commit that says so, and then from the bytes of the
 *  files, where a database keeps for a while what was deleted from it. */

export interface Erased {
  hub: HubId
  person: PersonId
  at: number
}

/** Takes everything of a person out of a database, in the caller's transaction. Of each row stays who wrote it, on which
 *  device and when, with its tag, which is a hash under a key of this server. Doing it again changes nothing. */
export function eraseFrom(db: SQLite.Database, { hub, person, at }: Erased): void {
  const which = db.prepare(
    'CREATE TEMP TABLE IF NOT EXISTS erasing (scope TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (scope, document))',
  )
  which.run()
  db.prepare('DELETE FROM erasing').run()
  findDocuments(db, hub, person)
  const here = 'hub = ? AND (scope, document) IN (SELECT scope, document FROM erasing)'
  for (const table of ['rows', 'history']) {
    db.prepare(
      `INSERT OR IGNORE INTO erased_rows
       SELECT hub, document, seq, member, device, received_at, clock_offset, epoch, tag, ? FROM ${table} WHERE ${here}`,
    ).run(at, hub)
  }
  // A hash of content that is short can be guessed, and these have no key.
  db.prepare(
    `DELETE FROM requests WHERE (device, tag) IN (SELECT device, tag FROM rows WHERE ${here}
                                                 UNION ALL SELECT device, tag FROM history WHERE ${here})`,
  ).run(hub, hub)
  for (const table of ['rows', 'history', 'projections']) db.prepare(`DELETE FROM ${table} WHERE ${here}`).run(hub)
  db.prepare('DELETE FROM quarantine WHERE hub = ? AND instr(document, ?) > 0').run(hub, person)
  db.prepare('DELETE FROM erasing').run()
  forgetInAccess(db, hub, person, at)
  db.prepare("INSERT OR REPLACE INTO meta VALUES ('scrub', 'due')").run()
}

/** Found by their scopes, as everything is. */
function findDocuments(db: SQLite.Database, hub: HubId, person: PersonId): void {
  const runs = db.prepare<[string], RunId>('SELECT run FROM runs WHERE hub = ?').pluck().all(hub)
  const keep = db.prepare('INSERT OR IGNORE INTO erasing VALUES (?, ?)')
  const named = [documentId.person(person), ...runs.map((run) => documentId.about(run, person))]
  for (const document of named) keep.run(parseDocumentId(document)?.scope ?? '', document)
  const scopes = [`self:${person}`, `person:${person}`, ...runs.map((run) => `part:${run}:${person}`)]
  const find = ['rows', 'projections', 'history'].map((table) =>
    db.prepare<[string, string], string>(`SELECT DISTINCT document FROM ${table} WHERE hub = ? AND scope = ?`).pluck(),
  )
  for (const scope of scopes)
    for (const each of find) for (const document of each.all(hub, scope)) keep.run(scope, document)
}

export const isScrubDue = (db: SQLite.Database): boolean =>
  db.prepare("SELECT 1 FROM meta WHERE name = 'scrub'").get() !== undefined

/** Writes a database anew, so that no byte of its files is of what was deleted. False: something else is reading in it, or
 *  the disk is full; it stays due. */
export function scrub(db: SQLite.Database, folder: string): boolean {
  try {
    for (const name of readdirSync(folder)) if (name.startsWith('replaced-')) scrubReplaced(db, join(folder, name))
    db.exec('VACUUM')
    if (!isFolded(db)) return false
    db.prepare("DELETE FROM meta WHERE name = 'scrub'").run()
    return true
  } catch (error) {
    if (error instanceof SQLite.SqliteError) return false
    throw error
  }
}

/** Not for long: everybody's work waits meanwhile. */
function isFolded(db: SQLite.Database): boolean {
  const before = db.pragma('busy_timeout', { simple: true }) as number
  db.pragma('busy_timeout = 200')
  const [result] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
  db.pragma(`busy_timeout = ${before}`)
  return result?.busy === 0
}

/** What was moved aside when a backup was put back. */
function scrubReplaced(current: SQLite.Database, folder: string): void {
  if (!existsSync(databaseFile(folder))) return
  const db = new SQLite(databaseFile(folder))
  try {
    prepare(db)
    db.transaction(() => {
      for (const erased of erasedPersons(current)) eraseFrom(db, erased)
      db.prepare("DELETE FROM meta WHERE name = 'scrub'").run()
    }).immediate()
    db.exec('VACUUM')
    const serverId = db.prepare<[], string>("SELECT value FROM meta WHERE name = 'server-id'").pluck().get() ?? ''
    if (existsSync(journalFile(folder))) writeJournal(journalFile(folder), db, serverId)
  } finally {
    // Closed as the last, it folds its write-ahead log into the database.
    db.close()
  }
}
