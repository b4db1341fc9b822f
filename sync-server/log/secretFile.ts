import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { replaceFile, syncFolder } from './durableFile.ts'
import { LogOpenError } from './LogOpenError.ts'

/** Secrets of a data folder: files of their own, which a copy of the database lacks. */

export interface SecretFile {
  name: string
  byteCount: number
  /** Makes it where it is missing. null: what is stored depends on it already, and a new one would quietly break that. */
  make: (() => Uint8Array) | null
}

/** Throws `LogOpenError`, or what the disk throws. */
export function readSecretFile(dataFolder: string, { name, byteCount, make }: SecretFile): Uint8Array {
  const folder = join(dataFolder, 'secrets')
  const file = join(folder, name)
  let secret = readIfThere(file)
  if (secret === null) {
    if (make === null) throw new LogOpenError('secret-lost', file)
    replaceFile(file, make())
    syncFolder(dataFolder)
  }
  secret ??= readFileSync(file)
  if (secret.length !== byteCount) throw new LogOpenError('corrupt', `${file} is not ${byteCount} bytes long`)
  return new Uint8Array(secret)
}

/** null where there is no such file; throws where it is there and cannot be read. */
function readIfThere(file: string): Buffer | null {
  try {
    return readFileSync(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
