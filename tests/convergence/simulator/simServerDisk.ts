import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { ACCESS_SCHEMA } from '../../../sync-server/access/tables.ts'
import { databaseFile, prepare } from '../../../sync-server/log/dataFolder.ts'
import { APPLICATION_ID, LOG_SCHEMA, SCHEMA_VERSION } from '../../../sync-server/log/schema.ts'
import type { Chance } from './chance.ts'

/** The server's disk: its database in memory, or in some worlds in a file, whose last write may be torn.
 *  What SQLite was told to be synced stays; of what it was writing when the machine lost its power any part may be there,
 *  and anything else where the rest would be. */

/** In memory where there is such a folder: what is synced is then no slower. */
const FOLDERS_IN = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
let folders = 0

export class SimServerDisk {
  db: SQLite.Database
  /** Times that the last write was torn, and rows were gone with it that nobody had been told of. */
  torn = 0
  readonly isFile: boolean
  #folder = ''
  /** The write-ahead log before and after the last write, in bytes; null: what was written is synced, and was said. */
  #unsaid: { from: number; to: number; changes: number } | null = null

  /** `database`: as it was left, in bytes. */
  constructor(database: Buffer | null, isFile: boolean) {
    this.isFile = isFile
    if (isFile) {
      this.#nextFolder()
      if (database) writeFileSync(databaseFile(this.#folder), database)
      this.db = new SQLite(databaseFile(this.#folder))
    } else this.db = new SQLite(database ?? ':memory:')
    this.#begin(database === null)
  }

  #begin(isNew: boolean): void {
    if (this.isFile) prepare(this.db)
    else if (isNew) makeTables(this.db)
    prepareOnce(this.db)
  }

  #nextFolder(): void {
    this.#folder = join(FOLDERS_IN, `teren-simulated-${process.pid}-${++folders}`)
    mkdirSync(this.#folder)
  }

  get #journal(): string {
    return `${databaseFile(this.#folder)}-wal`
  }

  /** Runs a commit. */
  writing<T>(commit: () => T): T {
    if (!this.isFile) return commit()
    const from = sizeOf(this.#journal)
    const before = this.#changes
    const done = commit()
    this.#unsaid = { from, to: sizeOf(this.#journal), changes: this.#changes - before }
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
    const [before, journalBefore, left] = [this.#folder, this.#journal, this.db]
    const unsaid = this.#unsaid
    this.#unsaid = null
    this.#nextFolder()
    copyFileSync(databaseFile(before), databaseFile(this.#folder))
    if (sizeOf(journalBefore) > 0) copyFileSync(journalBefore, this.#journal)
    // A write-ahead log that began anew is written from its front: where the last write stands is not known then.
    const isTorn = unsaid !== null && unsaid.to > unsaid.from && unsaid.changes > 0 && chance.percent(70)
    if (isTorn) tear(this.#journal, unsaid, chance)
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
    if (this.isFile) rmSync(this.#folder, { recursive: true })
  }
}

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
