import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import type SQLite from 'better-sqlite3'
import { appendSynced, replaceFile } from './durableFile.ts'

/** Who may do what, once more beside the database: each access row as it was written, line by line. A database that is
 *  put back from a backup does not know whose access was ended since, which codes were used, or who came; this does.
 *
 *  A line is eight letters of its hash, a space, and JSON: a table's name with a row, or with the key of one that is
 *  gone. The first names the server. What stands last of a row holds. A line that is not whole is passed over. */

/** Rows are written in this order, so that whatever one refers to stands before it. */
const TABLES = [
  ...['hubs', 'members', 'devices', 'sign_ins', 'invitations', 'grants', 'runs', 'admissions', 'hub_modules'],
  ...['commands', 'epochs', 'erasures', 'rescued'],
] as const
type Table = (typeof TABLES)[number]

type Value = string | number | null
type Row = Record<string, Value>

export interface Entry {
  table: Table
  row: Row
  isGone: boolean
}

export interface ReadJournal {
  serverId: string
  entries: Entry[]
  /** Lines that were passed over. */
  damaged: number
}

export const journalFile = (folder: string): string => join(folder, 'access.journal')
/** Where a copy of it is kept with the backups of a server. */
export const mirrorFile = (folder: string, serverId: string): string => join(folder, `access-${serverId}.journal`)

/** Longer than this, and three times as long as it need be, it is written anew at the start. */
const LINES_AT_LEAST = 1_000

const hashOf = (json: string): string => createHash('sha256').update(json).digest('hex').slice(0, 8)
const lineOf = (content: unknown[]): string => {
  const json = JSON.stringify(content)
  return `${hashOf(json)} ${json}\n`
}
const entryLine = ({ table, row, isGone }: Entry): string => lineOf(isGone ? [table, row, 'gone'] : [table, row])
const headLine = (serverId: string): string => lineOf(['journal', { version: 1, serverId }])

/** null: there is none, or none of ours. Throws what the disk throws. */
export function readJournal(file: string): ReadJournal | null {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  const lines = text.split('\n').filter((line) => line !== '')
  const contents = lines.map(contentOf)
  const [head] = contents
  const serverId = head?.[0] === 'journal' ? (head[1] as { serverId?: unknown }).serverId : null
  if (typeof serverId !== 'string') return null
  const known: ReadonlySet<unknown> = new Set(TABLES)
  const entries = contents.slice(1).flatMap((content): Entry[] => {
    const [table, row, gone] = content ?? []
    if (!known.has(table)) return []
    return [{ table: table as Table, row: row as Row, isGone: gone === 'gone' }]
  })
  return { serverId, entries, damaged: contents.filter((content) => content === null).length }
}

function contentOf(line: string): unknown[] | null {
  const json = line.slice(9)
  return line.startsWith(`${hashOf(json)} `) ? (JSON.parse(json) as unknown[]) : null
}

interface Columns {
  name: string
  isKey: boolean
  isBlob: boolean
}

function columnsOf(db: SQLite.Database, table: Table): Columns[] {
  const columns = db.pragma(`table_info(${table})`) as { name: string; type: string; pk: number }[]
  return columns.map(({ name, type, pk }) => ({ name, isKey: pk > 0, isBlob: type === 'BLOB' }))
}

/** A row as JSON, in SQL. `of`: what stands before each column's name. */
const jsonOf = (columns: Columns[], of: string): string =>
  `json_object(${columns
    .map(({ name, isBlob }) => `'${name}', ${isBlob ? `hex(${of}${name})` : `${of}${name}`}`)
    .join(', ')})`

const keyOf = (columns: Columns[], row: Row): string =>
  JSON.stringify(columns.filter(({ isKey }) => isKey).map(({ name }) => row[name] ?? null))

/** Rows of a database, in an order in which they can be put into another. */
function rowsOf(db: SQLite.Database): Entry[] {
  return TABLES.flatMap((table) => {
    const json = jsonOf(columnsOf(db, table), '')
    const rows = db.prepare<[], string>(`SELECT ${json} FROM ${table}`).pluck().all()
    return rows.map((row) => ({ table, row: JSON.parse(row) as Row, isGone: false }))
  })
}

/** Writes every access row of a database. Throws what the disk throws. */
export function writeJournal(file: string, db: SQLite.Database, serverId: string): void {
  replaceFile(file, headLine(serverId) + rowsOf(db).map(entryLine).join(''))
}

/** Brings a database's access rows to what a journal says, in the caller's transaction. Tables and columns that this
 *  version does not know are passed over. Gives how many rows are others now. */
export function replayJournal(db: SQLite.Database, entries: readonly Entry[]): number {
  const before = new Set(rowsOf(db).map(entryLine))
  for (const { table, row, isGone } of entries) {
    const columns = columnsOf(db, table).filter(({ name }) => row[name] !== undefined)
    const values = columns.map(({ name, isBlob }) => (isBlob ? Buffer.from(String(row[name]), 'hex') : row[name]))
    if (isGone) {
      const where = columns.filter(({ isKey }) => isKey)
      const key = where.map(({ name }) => values[columns.findIndex((column) => column.name === name)])
      db.prepare(`DELETE FROM ${table} WHERE ${where.map(({ name }) => `${name} = ?`).join(' AND ')}`).run(...key)
    } else {
      const names = columns.map(({ name }) => name).join(', ')
      db.prepare(`INSERT OR REPLACE INTO ${table} (${names}) VALUES (${columns.map(() => '?').join(', ')})`).run(
        ...values,
      )
    }
  }
  return rowsOf(db).filter((entry) => !before.has(entryLine(entry))).length
}

export interface AccessJournal {
  /** Writes what the last commits changed. Called after each of them, before anybody is told. */
  keep(): void
  /** Writes it anew, so that nothing of what it said before is left of it, nor of its copy. */
  rewrite(): void
}

/** Follows the access rows of a database that this process alone changes, and makes up for what was written beside it.
 *  `mirror`: a folder in which a copy is kept, as far as it can be written. Throws what the disk throws. */
export function followAccess(
  { db, folder, serverId }: { db: SQLite.Database; folder: string; serverId: string },
  mirror: string | null,
): AccessJournal {
  const file = journalFile(folder)
  makeUpFor(db, file, serverId)
  const copy = mirror === null ? null : startCopy(file, mirrorFile(mirror, serverId))

  // These live as long as this connection, and take part in its transactions: what is rolled back leaves nothing here.
  db.exec('CREATE TEMP TABLE changed_access (table_name TEXT NOT NULL, row TEXT NOT NULL, is_gone INTEGER NOT NULL)')
  for (const table of TABLES) {
    const columns = columnsOf(db, table)
    const keys = columns.filter(({ isKey }) => isKey)
    const note = (of: string, listed: Columns[], isGone: number) =>
      `INSERT INTO changed_access VALUES ('${table}', ${jsonOf(listed, of)}, ${isGone});`
    db.exec(`
      CREATE TEMP TRIGGER ${table}_made AFTER INSERT ON main.${table} BEGIN ${note('new.', columns, 0)} END;
      CREATE TEMP TRIGGER ${table}_changed AFTER UPDATE ON main.${table} BEGIN ${note('new.', columns, 0)} END;
      CREATE TEMP TRIGGER ${table}_gone AFTER DELETE ON main.${table} BEGIN ${note('old.', keys, 1)} END;`)
  }
  const changed = db.prepare<[], { table: Table; row: string; isGone: number }>(
    'SELECT table_name AS "table", row, is_gone AS isGone FROM changed_access ORDER BY rowid',
  )
  const forget = db.prepare('DELETE FROM changed_access')
  /** What a full disk did not take yet. The rows are in the database, and here with the next of them. */
  let unwritten = ''
  return {
    keep() {
      const entries = changed.all()
      if (entries.length > 0) forget.run()
      const lines = entries.map(({ table, row, isGone }) =>
        entryLine({ table, row: JSON.parse(row) as Row, isGone: isGone === 1 }),
      )
      unwritten += lines.join('')
      if (unwritten === '') return
      copy?.append(lines.join(''))
      if (appendSynced(file, unwritten)) unwritten = ''
    },
    rewrite() {
      forget.run()
      writeJournal(file, db, serverId)
      unwritten = ''
      copy?.replace()
    },
  }
}

/** Codes are also made by commands beside the server, and a journal may have been lost. */
function makeUpFor(db: SQLite.Database, file: string, serverId: string): void {
  const journal = readJournal(file)
  const rows = rowsOf(db)
  const isTooLong = (journal?.entries.length ?? 0) > Math.max(LINES_AT_LEAST, 3 * rows.length)
  if (journal?.serverId !== serverId || journal.damaged > 0 || isTooLong) {
    writeJournal(file, db, serverId)
    return
  }
  const columns = new Map(TABLES.map((table) => [table, columnsOf(db, table)]))
  const nameOf = ({ table, row }: Entry) => `${table} ${keyOf(columns.get(table) ?? [], row)}`
  const last = new Map(journal.entries.map((entry) => [nameOf(entry), entry]))
  const standing = new Set(rows.map(nameOf))
  const news = [
    ...rows.filter((entry) => {
      const told = last.get(nameOf(entry))
      return !told || entryLine(told) !== entryLine(entry)
    }),
    ...[...last].flatMap(([name, entry]) => (standing.has(name) || entry.isGone ? [] : [{ ...entry, isGone: true }])),
  ]
  if (news.length > 0 && !appendSynced(file, news.map(entryLine).join(''))) throw new Error('the disk takes nothing')
}

/** Best effort: the disk with the backups may be away. */
function startCopy(file: string, copy: string): { append(lines: string): void; replace(): void } {
  let before: Promise<unknown> = Promise.resolve()
  const then = (step: () => void | Promise<void>) => {
    before = before.then(step).catch(() => {
      // Written anew with the next start; a backup holds it too.
    })
  }
  const replace = () => {
    const whole = readFileSync(file)
    then(() => replaceFile(copy, whole))
  }
  replace()
  return { append: (lines) => then(() => appendFile(copy, lines)), replace }
}
