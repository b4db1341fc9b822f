import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { fail, ok, type Result } from '#domain/result.ts'
import { journalFile } from '../log/accessJournal.ts'
import { checkOurs, databaseFile } from '../log/dataFolder.ts'
import { replaceFile, syncFile, syncFolder } from '../log/durableFile.ts'
import { LogOpenError } from '../log/LogOpenError.ts'
import { type BackupEntry, readBook, writeBook } from './backupBook.ts'
import { hashFile, MANIFEST, type Manifest, writeManifest } from './manifest.ts'

/** Copies a data folder, also while a server writes in it: the database as of one moment, and beside it what it lacks. A
 *  backup has its name only once all of it is on disk. */

export interface TakeBackup {
  dataFolder: string
  /** Folder of backups; this one becomes a folder in it. */
  into: string
  /** ms UTC. */
  now: number
  /** Version of Teren. */
  version: string
  /** Older ones than so many are taken away afterwards. null: none. */
  keep: number | null
}

export interface TakenBackup {
  folder: string
  manifest: Manifest
  bytes: number
}

/** What a disk must have left beside the copy. */
const SPARE_BYTES = 16 * 1024 * 1024
const UNFINISHED = '.unfinished-'
/** Nobody works on one any more that was begun so long ago. */
const UNFINISHED_FOR_MS = 24 * 3600 * 1000
const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG', 'SQLITE_FULL', 'SQLITE_IOERR_WRITE']

/** The error is a line for the terminal. Throws `LogOpenError` where there is nothing to copy. */
export function takeBackup(wanted: TakeBackup): Result<TakenBackup, string> {
  const { dataFolder, into, now } = wanted
  if (!existsSync(databaseFile(dataFolder))) throw new LogOpenError('missing', 'no database')
  const unfinished = join(into, `${UNFINISHED}${process.pid}-${now}`)
  try {
    mkdirSync(into, { recursive: true, mode: 0o700 })
    clearUnfinished(into, now)
    const room = roomFor(dataFolder, into)
    if (!room.ok) return room
    mkdirSync(unfinished, { mode: 0o700 })
    const manifest = fill(unfinished, wanted)
    const folder = freeName(into, 'teren', now)
    renameSync(unfinished, folder)
    syncFolder(into)
    const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0)
    noteDown(wanted, { folder, takenAt: now, heads: manifest.heads })
    return ok({ folder, manifest, bytes })
  } catch (error) {
    if (error instanceof LogOpenError) throw error
    const { code = '', message } = error as NodeJS.ErrnoException
    return fail(
      FULL.includes(code)
        ? `the disk of ${into} takes no more: no backup was made, and nothing of it was left there`
        : `no backup was made in ${into}: ${message}`,
    )
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
  }
}

function roomFor(dataFolder: string, into: string): Result<void, string> {
  const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0
  const database = databaseFile(dataFolder)
  const needed = sizeOf(database) + sizeOf(`${database}-wal`) + sizeOf(journalFile(dataFolder)) + SPARE_BYTES
  const { bavail, bsize } = statfsSync(into)
  const left = bavail * bsize
  return left >= needed
    ? ok(undefined)
    : fail(`the disk of ${into} has ${inMegabytes(left)} left and a backup needs ${inMegabytes(needed)}: none was made`)
}

const inMegabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`

/** Throws what disks throw. */
function fill(folder: string, { dataFolder, now, version }: TakeBackup): Manifest {
  const copy = databaseFile(folder)
  const source = new SQLite(databaseFile(dataFolder), { readonly: true, fileMustExist: true })
  try {
    checkOurs(source)
    source.prepare('VACUUM INTO ?').run(copy)
  } finally {
    source.close()
  }
  syncFile(copy)
  // After the database: what they say of it may be newer, and never older.
  const paths = ['teren.db', ...copyBeside(dataFolder, folder)]
  const files = paths.map((path) => ({ path, ...hashFile(join(folder, path)) }))
  const manifest: Manifest = {
    format: 'teren-backup',
    version: 1,
    teren: version,
    ...readCopy(copy),
    takenAt: now,
    files,
  }
  replaceFile(join(folder, MANIFEST), writeManifest(manifest))
  return manifest
}

/** What no copy of the database has: secrets, and the journal of who may do what. */
function copyBeside(dataFolder: string, folder: string): string[] {
  const secrets = join(dataFolder, 'secrets')
  mkdirSync(join(folder, 'secrets'), { mode: 0o700 })
  const names = existsSync(secrets) ? readdirSync(secrets).filter((name) => !name.endsWith('.new')) : []
  const paths = names.map((name) => `secrets/${name}`)
  if (existsSync(journalFile(dataFolder))) paths.push('access.journal')
  for (const path of paths) {
    copyFileSync(join(dataFolder, path), join(folder, path))
    syncFile(join(folder, path))
  }
  syncFolder(join(folder, 'secrets'))
  return paths
}

function readCopy(file: string): Pick<Manifest, 'schema' | 'serverId' | 'epoch' | 'heads'> {
  const db = new SQLite(file, { readonly: true, fileMustExist: true })
  try {
    const meta = db.prepare<[string], string>('SELECT value FROM meta WHERE name = ?').pluck()
    return {
      schema: db.pragma('user_version', { simple: true }) as number,
      serverId: meta.get('server-id') ?? '',
      epoch: meta.get('epoch') ?? '',
      heads: headsOf(db),
    }
  } finally {
    db.close()
  }
}

/** Highest sequence of each hub. */
export function headsOf(db: SQLite.Database): Record<string, number> {
  const heads = db
    .prepare<[], { hub: string; head: number }>(
      `SELECT hub, max(coalesce((SELECT max(seq) FROM rows WHERE rows.hub = hubs.hub), 0),
                       coalesce((SELECT max(seq) FROM projections WHERE projections.hub = hubs.hub), 0)) AS head FROM hubs`,
    )
    .all()
  return Object.fromEntries(heads.map(({ hub, head }) => [hub, head]))
}

function clearUnfinished(into: string, now: number): void {
  for (const name of readdirSync(into)) {
    const begun = name.startsWith(UNFINISHED) ? Number(name.split('-').at(-1)) : now
    if (now - begun > UNFINISHED_FOR_MS) rmSync(join(into, name), { recursive: true, force: true })
  }
}

/** As `teren-2026-11-25-013000`, by UTC. */
export function freeName(into: string, what: string, now: number): string {
  const time = new Date(now).toISOString().replace('T', '-').replaceAll(':', '').slice(0, 17)
  for (let count = 1; ; count++) {
    const name = join(into, count === 1 ? `${what}-${time}` : `${what}-${time}-${count}`)
    if (!existsSync(name)) return name
  }
}

/** Takes the oldest away that were noted here, and no other. The backup is whole by now, whatever this meets. */
function noteDown({ dataFolder, into, keep }: TakeBackup, entry: BackupEntry): void {
  const entries = [entry, ...readBook(dataFolder)]
  const here = entries.filter(({ folder }) => join(folder, '..') === join(into))
  const old = keep === null ? [] : here.slice(keep)
  for (const { folder } of old) rmSync(folder, { recursive: true, force: true })
  writeBook(
    dataFolder,
    entries.filter((each) => !old.includes(each)),
  )
}
