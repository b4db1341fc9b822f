import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'

/** Files beside the database that must be as durable as what it holds. */

/** Whole or as it was before, also after a power cut. For the eyes of this account only. Throws what the disk throws. */
export function replaceFile(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const unfinished = `${file}.new`
  rmSync(unfinished, { force: true })
  const handle = openSync(unfinished, 'wx', 0o600)
  try {
    writeWhole(handle, Buffer.from(content))
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(unfinished, file)
  syncFolder(dirname(file))
}

/** Adds to a file and waits until that is on disk. False: nothing was added, the disk takes nothing now. */
export function appendSynced(file: string, text: string): boolean {
  let handle: number | null = null
  let before = 0
  try {
    handle = openSync(file, 'a', 0o600)
    before = fstatSync(handle).size
    writeWhole(handle, Buffer.from(text))
    fsyncSync(handle)
    return true
  } catch {
    cutBack(handle, before)
    return false
  } finally {
    if (handle !== null) closeSync(handle)
  }
}

function cutBack(handle: number | null, bytes: number): void {
  try {
    if (handle !== null) ftruncateSync(handle, bytes)
  } catch {
    // A half line at the end is passed over by whoever reads.
  }
}

function writeWhole(handle: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at)
}

/** A new name is on disk only when its folder is. Windows cannot, and need not. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

export function syncFile(file: string): void {
  const handle = openSync(file, 'r+')
  fsyncSync(handle)
  closeSync(handle)
}
