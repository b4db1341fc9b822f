import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { makeId, type Random } from '#domain/ids.ts'
import { fail, ok, type Result } from '#domain/result.ts'
import { erasedPersons } from '../access/erasureRows.ts'
import {
  type Entry,
  journalFile,
  mirrorFile,
  type ReadJournal,
  readJournal,
  replayJournal,
  writeJournal,
} from '../log/accessJournal.ts'
import { databaseFile, lock, prepare, restoringFolder, TAG_KEY_BYTES } from '../log/dataFolder.ts'
import { syncFile, syncFolder } from '../log/durableFile.ts'
import { eraseFrom } from '../log/erasing.ts'
import { readSecretFile } from '../log/secretFile.ts'
import { tagOf } from '../log/tag.ts'
import { readBook, writeBook } from './backupBook.ts'
import type { Manifest } from './manifest.ts'
import { freeName, headsOf } from './takeBackup.ts'
import { verifyBackup } from './verifyBackup.ts'

/** Puts a backup into a data folder, as a new epoch: devices give back what was committed since, and nobody reads before
 *  a coordinator has said which of them go on. What stood in the folder is moved aside, never deleted. */

export interface RestoreBackup {
  backup: string
  dataFolder: string
  /** Where backups are taken, if that is known: a copy of the journal lies there. */
  backupFolder: string | null
  /** ms UTC. */
  now: number
  random: Random
}

export interface Restored {
  manifest: Manifest
  /** Where what stood there is now; null: nothing did. */
  aside: string | null
  /** Who may do what was taken from there; null: it is as old as the backup. */
  journal: string | null
  /** So many access rows are newer than the backup. */
  newerAccessRows: number
  hubs: number
}

/** The error is a line for the terminal. Throws `LogOpenError` where a server works on the folder. */
export function restoreBackup(wanted: RestoreBackup): Result<Restored, string> {
  const { backup, dataFolder } = wanted
  const verified = verifyBackup(backup)
  if (!verified.ok) return verified
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const held = lock(dataFolder)
  try {
    const journal = newestJournal(wanted, verified.value.manifest.serverId)
    const made = restoringFolder(dataFolder)
    rmSync(made, { recursive: true, force: true })
    mkdirSync(join(made, 'secrets'), { recursive: true, mode: 0o700 })
    for (const { path } of verified.value.manifest.files) copyFileSync(join(backup, path), join(made, path))
    const newerAccessRows = beginEpoch(made, wanted, verified.value.manifest, journal?.read.entries ?? [])
    const aside = changePlaces(made, wanted)
    return ok({
      manifest: verified.value.manifest,
      aside,
      journal: journal?.file ?? null,
      newerAccessRows,
      hubs: verified.value.hubs,
    })
  } catch (error) {
    return fail(`the backup could not be restored: ${(error as Error).message}`)
  } finally {
    held.close()
  }
}

/** The first of these is never older than those after it. */
function newestJournal(
  { backup, dataFolder, backupFolder }: RestoreBackup,
  serverId: string,
): { file: string; read: ReadJournal } | null {
  const files = [
    journalFile(dataFolder),
    ...(backupFolder === null ? [] : [mirrorFile(backupFolder, serverId)]),
    mirrorFile(join(backup, '..'), serverId),
  ]
  for (const file of files) {
    const read = readJournal(file)
    if (read?.serverId === serverId) return { file, read }
  }
  return null
}

/** Gives how many access rows are newer than the backup. */
function beginEpoch(
  folder: string,
  { now, random }: RestoreBackup,
  { takenAt, epoch: before }: Manifest,
  entries: readonly Entry[],
): number {
  const file = databaseFile(folder)
  const db = new SQLite(file)
  try {
    prepare(db)
    // Rows of a journal come in whatever order they were changed.
    db.pragma('foreign_keys = OFF')
    const tagKey = readSecretFile(folder, { name: 'tag.key', byteCount: TAG_KEY_BYTES, make: null })
    const epoch = makeId(random)
    const newer = db
      .transaction(() => {
        const heads = headsOf(db)
        const changed = replayJournal(db, entries)
        const keep = db.prepare(`INSERT OR IGNORE INTO epochs VALUES
          (?, ?, coalesce((SELECT max(n) FROM epochs WHERE hub = ?), 0) + 1, ?, ?, ?, ?, NULL)`)
        // A backup may be of an epoch before the last: those in between left it earlier than this one does, and their
        // devices share no more than that with it.
        const left = db
          .prepare<[string, string, string], number | null>(
            `SELECT min(fork_seq) FROM epochs
             WHERE hub = ? AND n > (SELECT n FROM epochs WHERE hub = ? AND epoch = ?)`,
          )
          .pluck()
        for (const hub of db.prepare<[], string>('SELECT hub FROM hubs').pluck().all()) {
          const head = heads[hub] ?? 0
          // The history that a hub began with has no row before it was left.
          keep.run(hub, before, hub, 0, 0, 0, 0)
          keep.run(hub, epoch, hub, Math.min(head, left.get(hub, hub, before) ?? head), takenAt, now, null)
          moveProjectionsOn(db, tagKey, { hub, epoch, head, now })
        }
        db.prepare("UPDATE meta SET value = ? WHERE name = 'epoch'").run(epoch)
        for (const erased of erasedPersons(db)) eraseFrom(db, erased)
        // All of them are made anew: devices may hold ones of which nobody here knows.
        db.prepare('DELETE FROM views').run()
        return changed
      })
      .immediate()
    writeJournal(journalFile(folder), db, serverIdOf(db))
    // One file again, so that it can be renamed.
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.pragma('journal_mode = DELETE')
    return newer
  } finally {
    db.close()
  }
}

/** Under new sequences: a device that holds a later one than the backup has takes this one in its place. */
function moveProjectionsOn(
  db: SQLite.Database,
  tagKey: Uint8Array,
  { hub, epoch, head, now }: { hub: string; epoch: string; head: number; now: number },
): void {
  const rows = db
    .prepare<[string], { document: string; bytes: Buffer }>(
      'SELECT document, bytes FROM projections WHERE hub = ? ORDER BY seq',
    )
    .all(hub)
  const move = db.prepare(
    'UPDATE projections SET seq = ?, made_at = ?, epoch = ?, tag = ? WHERE hub = ? AND document = ?',
  )
  for (const [at, { document, bytes }] of rows.entries()) {
    const sequence = head + 1 + at
    const tag = tagOf(tagKey, { hub, document, sequence, member: '', device: '', receivedAt: now, bytes })
    move.run(sequence, now, epoch, tag, hub, document)
  }
}

const serverIdOf = (db: SQLite.Database): string =>
  db.prepare<[], string>("SELECT value FROM meta WHERE name = 'server-id'").pluck().get() ?? ''

/** What is new takes the place of what stands, the database last. Interrupted, no server starts here before it was done
 *  again. Gives where the old is. */
function changePlaces(made: string, { backup, dataFolder, now }: RestoreBackup): string | null {
  const takenAt = readBook(dataFolder).find(({ folder }) => join(folder) === join(backup))?.takenAt
  const names = ['secrets', 'access.journal', 'backups.json', 'teren.db-wal', 'teren.db-shm', 'teren.db']
  const standing = names.filter((name) => existsSync(join(dataFolder, name)))
  const aside = freeName(dataFolder, 'replaced', now)
  // Backups that go further than this one are of another history now.
  const book = readBook(dataFolder).filter((entry) => takenAt !== undefined && entry.takenAt <= takenAt)
  if (standing.length > 0) mkdirSync(aside, { recursive: true, mode: 0o700 })
  for (const name of standing) renameSync(join(dataFolder, name), join(aside, name))
  for (const name of readdirSync(made)) if (name !== 'teren.db') renameSync(join(made, name), join(dataFolder, name))
  writeBook(dataFolder, book)
  syncFile(databaseFile(made))
  renameSync(databaseFile(made), databaseFile(dataFolder))
  syncFolder(dataFolder)
  rmSync(made, { recursive: true, force: true })
  syncFolder(dataFolder)
  return standing.length > 0 ? aside : null
}
