import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CLAIMS, claimKey, HonestDevice, HUB } from '../../tests/contracts/HonestDevice.ts'
import { databaseFile } from './dataFolder.ts'
import { LogOpenError } from './LogOpenError.ts'
import { openLog } from './openLog.ts'

const random = (count: number) => new Uint8Array(randomBytes(count))
const open = (folder: string) => openLog(folder, { clock: () => 1_790_000_000_000, random })

/** Kind of the error, and what was opened is closed. */
async function kindOf(folder: string): Promise<string> {
  try {
    await (await open(folder)).close()
    return 'opened'
  } catch (error) {
    if (error instanceof LogOpenError) return error.kind
    throw error
  }
}

describe('opening a data folder', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'teren-open-'))
  })
  afterEach(() => {
    chmodSync(folder, 0o700)
    rmSync(folder, { recursive: true, force: true })
  })

  it('makes what is missing, with a key that only its owner reads', async () => {
    const inner = join(folder, 'not', 'there')
    expect(await kindOf(inner)).toBe('opened')
    const key = join(inner, 'secrets', 'tag.key')
    expect(statSync(key).mode & 0o777).toBe(0o600)
    const made = readFileSync(key)
    expect(made).toHaveLength(32)
    expect(await kindOf(inner)).toBe('opened')
    expect(readFileSync(key)).toEqual(made)
  })

  it('is refused while another server works on it, and allowed once that one is gone', async () => {
    const first = await open(folder)
    expect(await kindOf(folder)).toBe('locked')
    await first.close()
    expect(await kindOf(folder)).toBe('opened')
  })

  it('is refused where no folder can be made', async () => {
    writeFileSync(join(folder, 'file'), '')
    expect(await kindOf(join(folder, 'file'))).toBe('unwritable')
    expect(await kindOf(join(folder, 'file', 'below'))).toBe('unwritable')
    mkdirSync(join(folder, 'data', 'teren.db'), { recursive: true })
    expect(await kindOf(join(folder, 'data'))).toBe('unwritable')
  })

  it('is refused when the file is no database, or that of another program', async () => {
    writeFileSync(databaseFile(folder), 'this is not a database, however long it may be '.repeat(50))
    expect(await kindOf(folder)).toBe('corrupt')
    rmSync(databaseFile(folder))
    const other = new SQLite(databaseFile(folder))
    other.exec('CREATE TABLE recipes (name TEXT)')
    other.close()
    expect(await kindOf(folder)).toBe('corrupt')
  })

  it('is refused when pages of the database are broken', async () => {
    const log = await open(folder)
    const phone = new HonestDevice('phone', CLAIMS)
    for (let i = 0; i < 30; i++) await log.append(phone.push(phone.set([claimKey(`n${i}`), 'x'.repeat(3000)])))
    await log.close()
    const bytes = readFileSync(databaseFile(folder))
    bytes.fill(0xab, 8192, bytes.length - 4096)
    writeFileSync(databaseFile(folder), bytes)
    expect(await kindOf(folder)).toBe('corrupt')
  })

  it('is refused when a newer version wrote it, and left as it was', async () => {
    await (await open(folder)).close()
    const db = new SQLite(databaseFile(folder))
    db.pragma('user_version = 99')
    db.close()
    const before = readFileSync(databaseFile(folder))
    expect(await kindOf(folder)).toBe('newer-schema')
    expect(readFileSync(databaseFile(folder))).toEqual(before)
  })

  it('keeps the write-ahead log and full synchronisation on, so that COMMIT means on disk', async () => {
    const log = await open(folder)
    const db = new SQLite(databaseFile(folder), { readonly: true })
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
    db.close()
    expect(log.head(HUB)).toBe(0)
    await log.close()
  })
})
