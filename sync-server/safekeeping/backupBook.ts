import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { HubId } from '#domain/ids.ts'
import { replaceFile } from '../log/durableFile.ts'

/** Which backups were taken of a data folder, and how far each goes. A file beside the database, so that the server and
 *  a command beside it can both write it down. */

export interface BackupEntry {
  /** Where it was put. */
  folder: string
  /** ms UTC. */
  takenAt: number
  /** Highest sequence of each hub that is in it. */
  heads: Record<string, number>
}

export interface BackupBook {
  /** Newest first. */
  entries(): readonly BackupEntry[]
  /** Up to where a hub's rows are in two backups: one of them may turn out to be unreadable. 0: in fewer. */
  backedUpTo(hub: HubId): number
}

const KEPT = 100
/** Looked at again after so long. */
const FRESH_FOR_MS = 1_000

const bookFile = (dataFolder: string): string => join(dataFolder, 'backups.json')

/** Nothing where it is missing or cannot be read: devices then keep what they have for longer. */
export function readBook(dataFolder: string): BackupEntry[] {
  try {
    const book = JSON.parse(readFileSync(bookFile(dataFolder), 'utf8')) as { backups?: BackupEntry[] }
    return (book.backups ?? []).toSorted((a, b) => b.takenAt - a.takenAt)
  } catch {
    return []
  }
}

/** Throws what the disk throws. */
export function writeBook(dataFolder: string, entries: readonly BackupEntry[]): void {
  const backups = entries.toSorted((a, b) => b.takenAt - a.takenAt).slice(0, KEPT)
  replaceFile(bookFile(dataFolder), `${JSON.stringify({ version: 1, backups }, null, 2)}\n`)
}

/** Follows the file, whoever writes it. */
export function openBook(dataFolder: string, clock: () => number): BackupBook {
  let entries: BackupEntry[] = []
  let changedAt = -1
  let lookedAt = Number.NEGATIVE_INFINITY
  function look(): readonly BackupEntry[] {
    const now = clock()
    if (Math.abs(now - lookedAt) < FRESH_FOR_MS) return entries
    lookedAt = now
    const at = statSync(bookFile(dataFolder), { throwIfNoEntry: false })?.mtimeMs ?? 0
    if (at !== changedAt) entries = readBook(dataFolder)
    changedAt = at
    return entries
  }
  return {
    entries: look,
    backedUpTo(hub) {
      const [, second = 0] = look()
        .map(({ heads }) => heads[hub] ?? 0)
        .sort((a, b) => b - a)
      return second
    },
  }
}
