import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import type { Random } from '#domain/ids.ts'
import { ACCESS_SCHEMA } from '../../../sync-server/access/tables.ts'
import { type AccessJournal, followAccess, journalFile, mirrorFile } from '../../../sync-server/log/accessJournal.ts'
import { databaseFile, prepare } from '../../../sync-server/log/dataFolder.ts'
import { scrub } from '../../../sync-server/log/erasing.ts'
import { APPLICATION_ID, LOG_SCHEMA, SCHEMA_VERSION } from '../../../sync-server/log/schema.ts'
import { type BackupBook, openBook } from '../../../sync-server/safekeeping/backupBook.ts'
import { restoreBackup } from '../../../sync-server/safekeeping/restoreBackup.ts'
import { takeBackup } from '../../../sync-server/safekeeping/takeBackup.ts'
import type { Chance } from './chance.ts'

/** The server's disk: its database in memory, or in some worlds in a data folder, whose last write may be torn, with what
 *  stands beside it, and a folder of backups elsewhere.
 *  What SQLite was told to be synced stays; of what it was writing when the machine lost its power any part may be there,
 *  and anything else where the rest would be. */

export const SERVER_ID = 'simulated-server'
export const TAG_KEY = new Uint8Array(32).fill(7)

/** In memory where there is such a folder: what is synced is then no slower. */
const FOLDERS_IN = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
let folders = 0

export class SimServerDisk {
  db: SQLite.Database
  /** Times that the last write was torn, and rows were gone with it that nobody had been told of. */
  torn = 0
  readonly isFile: boolean
  /** Where backups are put. */
  readonly backups: string
  /** Oldest first. */
  readonly backupsTaken: string[] = []
  #folder = ''
  #journal: AccessJournal | null = null
  #book: BackupBook | null = null
  /** The write-ahead log before and after the last write, in bytes; null: what was written is synced, and was said. */
  #unsaid: { from: number; to: number; changes: number } | null = null

  /** `database`: as it was left, in bytes. */
  constructor(database: Buffer | null, isFile: boolean) {
    this.isFile = isFile
    this.backups = join(FOLDERS_IN, `teren-simulated-${process.pid}-backups`)
    if (isFile) {
      rmSync(this.backups, { recursive: true, force: true })
      mkdirSync(this.backups)
      this.#nextFolder()
      mkdirSync(join(this.#folder, 'secrets'))
      writeFileSync(join(this.#folder, 'secrets', 'tag.key'), TAG_KEY)
      if (database) writeFileSync(databaseFile(this.#folder), database)
      this.db = new SQLite(databaseFile(this.#folder))
    } else this.db = new SQLite(database ?? ':memory:')
    this.#begin(database === null)
  }

  #begin(isNew: boolean): void {
    if (this.isFile) prepare(this.db)
    else if (isNew) makeTables(this.db)
    prepareOnce(this.db)
    const keep = this.db.prepare('INSERT OR IGNORE INTO meta VALUES (?, ?)')
    keep.run('server-id', SERVER_ID)
    keep.run('epoch', 'epoch-1')
  }

  get epoch(): string {
    return this.db.prepare<[], string>("SELECT value FROM meta WHERE name = 'epoch'").pluck().get() ?? ''
  }

  /** A process begins: it follows who may do what, beside the database. */
  follow(): void {
    const { db } = this
    this.#journal = this.isFile ? followAccess({ db, folder: this.#folder, serverId: SERVER_ID }, null) : null
  }

  /** As the thread that writes does, between a commit that may have changed access and telling of it. */
  keepAccess(isScrubDue: boolean): void {
    this.#journal?.keep()
    if (!isScrubDue) return
    this.#journal?.rewrite()
    if (this.isFile) scrub(this.db, this.#folder)
    else {
      this.db.exec('VACUUM')
      this.db.exec("DELETE FROM meta WHERE name = 'scrub'")
    }
  }

  /** Up to where a hub's rows are in two backups. */
  backedUpTo: BackupBook['backedUpTo'] = (hub) => {
    if (!this.isFile) return 0
    // The file says when it was changed by this machine's clock; opened anew by whoever changes it.
    this.#book ??= openBook(this.#folder, () => 0)
    return this.#book.backedUpTo(hub)
  }

  takeBackup(now: number): void {
    const taken = takeBackup({ dataFolder: this.#folder, into: this.backups, now, version: 'simulated', keep: null })
    if (!taken.ok) throw new Error(taken.error)
    this.backupsTaken.push(taken.value.folder)
    this.#book = null
  }

  /** A backup is put back while no process runs. `isLost`: the machine is another one, with nothing on its disk. */
  putBack(backup: string, { isLost, now, random }: { isLost: boolean; now: number; random: Random }): void {
    this.db.close()
    if (isLost) {
      const before = this.#folder
      // Beside the backups a copy of the journal is kept all the time.
      copyFileSync(journalFile(before), mirrorFile(this.backups, SERVER_ID))
      this.#nextFolder()
      rmSync(before, { recursive: true })
    }
    const restored = restoreBackup({ backup, dataFolder: this.#folder, backupFolder: this.backups, now, random })
    if (!restored.ok) throw new Error(restored.error)
    this.#book = null
    this.db = new SQLite(databaseFile(this.#folder))
    this.#begin(false)
  }

  /** Everything that is on it as text, byte by byte, and some of the backups. */
  bytes(backups: readonly string[]): string {
    if (!this.isFile) return this.db.serialize().toString('latin1')
    return [this.#folder, ...backups]
      .flatMap(filesIn)
      .map((file) => readFileSync(file, 'latin1'))
      .join('\n')
  }

  #nextFolder(): void {
    this.#folder = join(FOLDERS_IN, `teren-simulated-${process.pid}-${++folders}`)
    mkdirSync(this.#folder)
  }

  get #wal(): string {
    return `${databaseFile(this.#folder)}-wal`
  }

  /** Runs a commit. */
  writing<T>(commit: () => T): T {
    if (!this.isFile) return commit()
    const from = sizeOf(this.#wal)
    const before = this.#changes
    const done = commit()
    this.#unsaid = { from, to: sizeOf(this.#wal), changes: this.#changes - before }
    return done
  }

  /** Something is written, and nobody was told so yet. */
  get isUnsaid(): boolean {
    return this.#unsaid !== null
  }

  get #changes(): number {
    return (this.db.prepare('SELECT total_changes() AS changes').get() as { changes: number }).changes
  }

  /** What was committed last was said to whoever waited. */
  said(): void {
    this.#unsaid = null
  }

  /** The power goes: another process finds what is there. */
  crash(chance: Chance): void {
    if (!this.isFile) return
    const [before, left] = [this.#folder, this.db]
    const unsaid = this.#unsaid
    this.#unsaid = null
    this.#nextFolder()
    this.#journal = null
    this.#book = null
    // What processes share in memory goes with the power.
    const filter = (source: string) => !source.endsWith('.db-shm')
    cpSync(before, this.#folder, { recursive: true, filter })
    // A write-ahead log that began anew is written from its front: where the last write stands is not known then.
    const isTorn = unsaid !== null && unsaid.to > unsaid.from && unsaid.changes > 0 && chance.percent(70)
    if (isTorn) tear(this.#wal, unsaid, chance)
    const standing = isTorn ? countOf(left) : 0
    left.close()
    rmSync(before, { recursive: true })
    this.db = new SQLite(databaseFile(this.#folder))
    this.#begin(false)
    const found = isTorn ? countOf(this.db) : 0
    if (found > standing) throw new Error('a torn write gave more than was written')
    if (found < standing) this.torn++
  }

  close(): void {
    this.db.close()
    if (!this.isFile) return
    rmSync(this.#folder, { recursive: true })
    rmSync(this.backups, { recursive: true })
  }
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

/** Of a database in memory, which has no write-ahead log. */
function makeTables(db: SQLite.Database): void {
  db.exec(LOG_SCHEMA)
  db.exec(ACCESS_SCHEMA)
  db.pragma(`application_id = ${APPLICATION_ID}`)
  db.pragma(`user_version = ${SCHEMA_VERSION}`)
}

/** Some of the last write is there; where the rest would be is nothing, or what the disk held before. */
function tear(journal: string, { from, to }: { from: number; to: number }, chance: Chance): void {
  const cut = chance.whole(from, to - 1)
  if (chance.percent(50)) {
    truncateSync(journal, cut)
    return
  }
  const bytes = readFileSync(journal)
  bytes.set(chance.bytes(to - cut), cut)
  writeFileSync(journal, bytes)
}

const countOf = (db: SQLite.Database): number =>
  (db.prepare('SELECT (SELECT count(*) FROM rows) + (SELECT count(*) FROM requests) AS n').get() as { n: number }).n

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

/** Processes begin many times on one database, each with the same statements. None of them changes its statements. */
function prepareOnce(db: SQLite.Database): void {
  const prepared = new Map<string, SQLite.Statement>()
  const prepareNew = db.prepare.bind(db)
  db.prepare = ((source: string) => {
    const known = prepared.get(source) ?? prepareNew(source)
    prepared.set(source, known)
    return known
  }) as typeof db.prepare
}
