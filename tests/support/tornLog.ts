import { appendFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Leaves Chromium's database as a kill in the midst of a write does: with half a record behind the last whole one. */

const BLOCK = 32_768
const HEADER = 7
const CLAIMED = 600
const WRITTEN = 100

const databaseFolder = (profile: string): string => join(profile, 'Default', 'IndexedDB')

/** False where there is no log, because the browser was killed before it made one. */
export function tearLog(profile: string): boolean {
  const log = newestLog(databaseFolder(profile))
  if (!log) return false
  const left = BLOCK - (statSync(log).size % BLOCK)
  const record = Buffer.alloc(HEADER + WRITTEN, 0x5a)
  record.writeUInt16LE(CLAIMED, 4)
  // A whole record, as its header says.
  record.writeUInt8(1, 6)
  // The writer fills up what is too little for a header.
  appendFileSync(log, Buffer.concat([Buffer.alloc(left < HEADER ? left : 0), record]))
  return true
}

function newestLog(folder: string): string | undefined {
  const logs = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return logs
    .filter((name) => /\.leveldb\/\d+\.log$/.test(name))
    .sort()
    .map((name) => join(folder, name))
    .at(-1)
}

/** Everything is thrown away, as Chromium does with what it finds damaged; cookies and local storage stay. */
export const throwDatabaseAway = (profile: string): void => rmSync(databaseFolder(profile), { recursive: true })
