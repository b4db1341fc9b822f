import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import { COMPRESS_ABOVE_BYTES, COMPRESSED_ALREADY, compressedFolder, compressedName, hashOf } from './builtApp.ts'

/** `node sync-server/http/compressApp.ts FOLDER`: compresses a built app once and as far as it goes, which would keep a
 *  server busy for seconds at its first visitor. */

const BEST = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }

export async function compressApp(folder: string): Promise<void> {
  const into = compressedFolder(folder)
  rmSync(into, { recursive: true, force: true })
  mkdirSync(into, { recursive: true })
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extname(entry.name) !== '.map' && !COMPRESSED_ALREADY.has(extname(entry.name)))
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name)))
    .filter((bytes) => bytes.length > COMPRESS_ABOVE_BYTES)
  const writing = files.map(async (bytes) =>
    writeFileSync(join(into, compressedName(hashOf(bytes))), await promisify(brotliCompress)(bytes, BEST)),
  )
  await Promise.all(writing)
}

const [, script, folder] = process.argv
if (script === import.meta.filename && folder !== undefined) await compressApp(folder)
