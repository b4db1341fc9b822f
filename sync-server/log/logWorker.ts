import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { invariant } from '#domain/result.ts'
import { followAccess } from './accessJournal.ts'
import { type FolderSeed, openFolder } from './dataFolder.ts'
import { scrub } from './erasing.ts'
import { openErrorOf } from './LogOpenError.ts'
import { type Entry, packResult, unpackJobs } from './packing.ts'
import { SqliteLog } from './SqliteLog.ts'
import type { FromLogWorker, ToLogWorker } from './workerMessages.ts'

/** The thread that writes. Group commit without a timer: what arrives while one commit runs is the next commit. */

/** Most jobs in one transaction, so that the first of them is not kept waiting. */
const MOST_JOBS = 2_000

/** Somebody reads in the database, as a backup does, or its disk is full. */
const SCRUB_AGAIN_AFTER_MS = 2_000

export interface LogWorkerData {
  folder: string
  seed: FolderSeed
  now: number
  library: readonly string[]
  journalMirror: string | null
}

const port = parentPort
invariant(port !== null, 'runs as a worker')
const { folder, seed, now, library, journalMirror } = workerData as LogWorkerData
const say = (message: FromLogWorker) => port.postMessage(message)

function start() {
  const opened = openFolder(folder, seed)
  const log = new SqliteLog(opened.db, { tagKey: opened.tagKey, epoch: opened.identity.epoch, now, library })
  const { serverId } = opened.identity
  const journal = followAccess({ db: opened.db, folder, serverId }, journalMirror)
  log.tellDecisions(now)
  let trying: NodeJS.Timeout | null = null
  const tidy = () => {
    if (trying !== null || !log.isScrubDue()) return
    // Before the files of the database: interrupted, all of it is done again.
    journal.rewrite()
    if (scrub(opened.db, folder)) return
    trying = setTimeout(() => {
      trying = null
      tidy()
    }, SCRUB_AGAIN_AFTER_MS)
  }
  tidy()
  say({ type: 'opened', identity: opened.identity, access: log.access() })
  const close = () => {
    if (trying !== null) clearTimeout(trying)
    opened.close()
  }
  return { log, journal, tidy, close }
}

function serve({ log, journal, tidy, close }: ReturnType<typeof start>) {
  let queue: Entry[] = []
  let closing = false

  function take(message: ToLogWorker) {
    if (message.type === 'close') closing = true
    else for (const entry of unpackJobs(message)) queue.push(entry)
  }

  /** Everything that arrived meanwhile. */
  function takeWaiting() {
    while (queue.length < MOST_JOBS) {
      const waiting = receiveMessageOnPort(port as NonNullable<typeof port>)
      if (waiting === undefined) return
      take(waiting.message as ToLogWorker)
    }
  }

  port?.on('message', (first: ToLogWorker) => {
    take(first)
    takeWaiting()
    while (queue.length > 0) {
      const batch = queue.slice(0, MOST_JOBS)
      queue = queue.slice(MOST_JOBS)
      const result = log.commit(batch.map((entry) => entry.job))
      const mayChangeAccess = batch.some(({ job }) => job.kind === 'operate' || job.kind === 'give-back')
      if (mayChangeAccess) {
        journal.keep()
        tidy()
      }
      const packed = packResult(batch, result)
      port?.postMessage({ type: 'committed', ...packed } satisfies FromLogWorker, [packed.tags.buffer])
      takeWaiting()
    }
    if (closing) {
      close()
      port?.close()
    }
  })
}

try {
  serve(start())
} catch (error) {
  const { kind, message } = openErrorOf(error)
  say({ type: 'refused', kind, detail: message })
  port.close()
}
