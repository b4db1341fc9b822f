/** Why a data folder cannot be opened.
 *  unwritable: folder or files cannot be made or written. corrupt: not a database, or a broken one.
 *  newer-schema: written by a newer Teren. older-schema: by an older one, and not brought up to date yet. locked: another server works on it.
 *  missing: there is none yet, where one is needed.
 *  restoring: a backup was being put back here, and that was interrupted.
 *  secret-lost: the file named in the message is missing, and what is stored depends on it. */
export type LogOpenErrorKind =
  | 'unwritable'
  | 'corrupt'
  | 'newer-schema'
  | 'older-schema'
  | 'locked'
  | 'missing'
  | 'restoring'
  | 'secret-lost'

export class LogOpenError extends Error {
  readonly kind: LogOpenErrorKind

  constructor(kind: LogOpenErrorKind, detail: string) {
    super(detail)
    this.name = 'LogOpenError'
    this.kind = kind
  }
}

const CORRUPT = ['SQLITE_NOTADB', 'SQLITE_CORRUPT']
const LOCKED = ['SQLITE_BUSY', 'SQLITE_LOCKED']

/** Names what SQLite or the file system threw while opening. */
export function openErrorOf(error: unknown): LogOpenError {
  if (error instanceof LogOpenError) return error
  const { code = '', message } = error as { code?: string; message: string }
  const is = (codes: string[]) => codes.some((known) => code.startsWith(known))
  return new LogOpenError(is(CORRUPT) ? 'corrupt' : is(LOCKED) ? 'locked' : 'unwritable', message)
}
