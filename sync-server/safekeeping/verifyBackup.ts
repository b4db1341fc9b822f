import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { fail, ok, type Result } from '#domain/result.ts'
import { checkOurs, databaseFile, TAG_KEY_BYTES } from '../log/dataFolder.ts'
import { readSecretFile } from '../log/secretFile.ts'
import { tagOf } from '../log/tag.ts'
import { hashFile, MANIFEST, type Manifest, readManifest } from './manifest.ts'
import { headsOf } from './takeBackup.ts'

/** Whether a backup, or a data folder, is what it was when it was written. */

export interface Verified {
  /** Rows, rows that went into the history, and projections, each with its tag. */
  rows: number
  hubs: number
}

/** Every byte by the hashes of the manifest, then what the database holds. The error is a line for the terminal. */
export function verifyBackup(folder: string): Result<Verified & { manifest: Manifest }, string> {
  const read = readManifest(folder)
  if (!read.ok) return read
  const manifest = read.value
  const bytes = verifyFiles(folder, manifest)
  if (!bytes.ok) return bytes
  const content = verifyData(folder)
  if (!content.ok) return content
  const { heads, ...counted } = content.value
  // The bytes are as they were written: were they those of this backup?
  if (JSON.stringify(heads) !== JSON.stringify(manifest.heads))
    return fail(`${folder}: the database goes to other sequences than its ${MANIFEST} says`)
  return ok({ ...counted, manifest })
}

function verifyFiles(folder: string, { files }: Manifest): Result<void, string> {
  const named = new Set([MANIFEST, ...files.map(({ path }) => path)])
  for (const path of filesOf(folder)) if (!named.has(path)) return fail(`${folder}: ${path} does not belong to it`)
  for (const { path, bytes, sha256 } of files) {
    try {
      const found = hashFile(join(folder, path))
      if (found.bytes !== bytes) return fail(`${folder}: ${path} has ${found.bytes} bytes instead of ${bytes}`)
      if (found.sha256 !== sha256) return fail(`${folder}: ${path} is damaged`)
    } catch (error) {
      return fail(`${folder}: ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`)
    }
  }
  return ok(undefined)
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(join(folder).length + 1)
        .replaceAll('\\', '/'),
    )
}

/** The database as SQLite sees it, and each row by its tag. Also of a data folder, while a server writes in it. */
export function verifyData(folder: string): Result<Verified & { heads: Record<string, number> }, string> {
  const damaged = (detail: string) => fail(`${databaseFile(folder)} is damaged: ${detail}`)
  let db: SQLite.Database | null = null
  try {
    db = new SQLite(databaseFile(folder), { readonly: true, fileMustExist: true })
    checkOurs(db)
    return db.transaction((open: SQLite.Database) => {
      const found = open.pragma('integrity_check(1)', { simple: true })
      if (found !== 'ok') return damaged(String(found))
      const key = readSecretFile(folder, { name: 'tag.key', byteCount: TAG_KEY_BYTES, make: null })
      let rows = 0
      for (const row of taggedRows(open)) {
        rows++
        if (!row.tag.equals(tagOf(key, row))) return damaged(`row ${row.sequence} of ${row.document} is not as written`)
      }
      const heads = headsOf(open)
      return ok({ rows, hubs: Object.keys(heads).length, heads })
    })(db)
  } catch (error) {
    return damaged((error as Error).message)
  } finally {
    db?.close()
  }
}

interface TaggedRow {
  hub: string
  document: string
  sequence: number
  member: string
  device: string
  receivedAt: number
  tag: Buffer
  bytes: Buffer
}

function taggedRows(db: SQLite.Database): IterableIterator<TaggedRow> {
  const columns = 'hub, document, seq AS sequence, member, device, received_at AS receivedAt, tag, bytes'
  return db
    .prepare<[], TaggedRow>(
      `SELECT ${columns} FROM rows UNION ALL SELECT ${columns} FROM history UNION ALL
       SELECT hub, document, seq, '', '', made_at, tag, bytes FROM projections`,
    )
    .iterate()
}
