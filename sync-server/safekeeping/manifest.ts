import { createHash } from 'node:crypto'
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { fail, ok, type Result } from '#domain/result.ts'

/** What a backup says of itself: every byte of it stands under a hash here, this page too. */
export interface Manifest {
  format: 'teren-backup'
  version: 1
  /** Of Teren, when it was taken. */
  teren: string
  /** Of the tables. */
  schema: number
  serverId: string
  epoch: string
  /** ms UTC. */
  takenAt: number
  /** Highest sequence of each hub that is in it. */
  heads: Record<string, number>
  files: BackupFile[]
}

interface BackupFile {
  /** From the backup's folder, with forward slashes. */
  path: string
  bytes: number
  /** Hex. */
  sha256: string
}

export const MANIFEST = 'manifest.json'
const CHUNK_BYTES = 1024 * 1024

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Two lines: the manifest as JSON, and its hash. */
export function writeManifest(manifest: Manifest): string {
  const json = JSON.stringify(manifest)
  return `${json}\n${sha256(json)}\n`
}

/** The error is a line for the terminal. */
export function readManifest(folder: string): Result<Manifest, string> {
  let text: string
  try {
    // By bytes: what is no UTF-8 would otherwise be read as the same sign, whichever it was.
    text = readFileSync(join(folder, MANIFEST), 'latin1')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return fail(`${folder} is no backup, or one that was never finished: it has no ${MANIFEST}`)
    return fail(`${join(folder, MANIFEST)} cannot be read (${code})`)
  }
  const [json = '', hash, end, ...more] = text.split('\n')
  const isWhole = hash === createHash('sha256').update(json, 'latin1').digest('hex') && end === '' && more.length === 0
  if (!isWhole) return fail(`${MANIFEST} is damaged`)
  const manifest = JSON.parse(Buffer.from(json, 'latin1').toString('utf8')) as Manifest
  if (manifest.format !== 'teren-backup') return fail(`${MANIFEST} is of something else`)
  if (manifest.version !== 1) return fail(`${MANIFEST} was written by a newer Teren`)
  return ok(manifest)
}

/** Throws what the disk throws. */
export function hashFile(file: string): { bytes: number; sha256: string } {
  const handle = openSync(file, 'r')
  try {
    const hash = createHash('sha256')
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES)
    let bytes = 0
    for (;;) {
      const read = readSync(handle, chunk)
      if (read === 0) return { bytes, sha256: hash.digest('hex') }
      hash.update(chunk.subarray(0, read))
      bytes += read
    }
  } finally {
    closeSync(handle)
  }
}
