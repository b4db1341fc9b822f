import { Worker } from 'node:worker_threads'
import { fail, type Result } from '#domain/result.ts'
import type { Report } from '../report.ts'
import type { BackupBook } from './backupBook.ts'
import type { TakeBackup } from './takeBackup.ts'

/** Backups by themselves, while the server runs. */

export interface BackupSettings {
  /** Folder of backups. */
  into: string
  everyMs: number
  /** So many are kept. */
  keep: number
}

export interface ScheduledBackups {
  /** What the last one failed of, since then; null: it did not. */
  readonly failure: string | null
  close(): Promise<void>
}

export interface ScheduleDeps {
  dataFolder: string
  settings: BackupSettings
  book: BackupBook
  version: string
  clock(): number
  report: Report
  after(ms: number, callback: () => void): () => void
  /** Copies in a thread of its own. */
  take(wanted: TakeBackup): { taken: Promise<Result<{ bytes: number }, string>>; stop(): Promise<unknown> }
}

/** Looked at so often whether one is due. The first time a moment after the start, which has enough to do. */
const LOOK_EVERY_MS = 60_000
/** After one that failed. */
const AGAIN_AFTER_MS = 3600_000

export function scheduleBackups(deps: ScheduleDeps): ScheduledBackups {
  const { dataFolder, settings, book, version, clock, report, after, take } = deps
  let failure: string | null = null
  let failedAt: number | null = null
  let running: { taken: Promise<unknown>; stop(): Promise<unknown> } | null = null
  let cancel = after(LOOK_EVERY_MS, look)

  function isDue(now: number): boolean {
    // Below 0 the clock was set back since.
    const since = (at: number | undefined | null) => (at == null || now < at ? Number.POSITIVE_INFINITY : now - at)
    const last = book.entries().find(({ folder }) => folder.startsWith(settings.into))?.takenAt
    return since(last) >= settings.everyMs && since(failedAt) >= AGAIN_AFTER_MS
  }

  function look(): void {
    cancel = after(LOOK_EVERY_MS, look)
    const now = clock()
    if (running || !isDue(now)) return
    const begun = take({ dataFolder, into: settings.into, now, version, keep: settings.keep })
    running = begun
    void begun.taken.then((taken) => {
      running = null
      failure = taken.ok ? null : taken.error
      failedAt = taken.ok ? null : now
      if (taken.ok) report('backup-taken', { bytes: taken.value.bytes, ms: clock() - now })
      else report('backup-failed', { error: taken.error })
    })
  }

  return {
    get failure() {
      return failure
    },
    async close() {
      cancel()
      await running?.stop()
    },
  }
}

/** One that is stopped leaves something unfinished behind, which a later one takes away. */
export function takeInThread(wanted: TakeBackup): ReturnType<ScheduleDeps['take']> {
  const worker = new Worker(new URL('./backupThread.ts', import.meta.url), { workerData: wanted, execArgv: [] })
  const taken = new Promise<Result<{ bytes: number }, string>>((resolve) => {
    worker.once('message', resolve)
    worker.once('error', (error) => resolve(fail(error instanceof Error ? error.message : String(error))))
    worker.once('exit', () => resolve(fail('it was interrupted')))
  })
  return { taken, stop: () => worker.terminate() }
}
