import type { ResourceLimits } from 'node:worker_threads'
import { Worker } from 'node:worker_threads'
import type { Clock, HubId } from '#domain/ids.ts'
import type { Committed, Log } from '../log/Log.ts'
import type { Report } from '../report.ts'
import { nameOf, type Target } from './backlog.ts'
import type { FromViewsWorker, ToViewsWorker, ViewsWorkerData } from './viewMessages.ts'

/** What of a worker is used here, so that tests can hand in another. */
export interface ViewsThread {
  post(message: ToViewsWorker): void
  onMessage(listener: (message: FromViewsWorker) => void): void
  /** Called once, however it ended; null: by itself. */
  onEnded(listener: (error: Error | null) => void): void
  terminate(): void
}

export interface ViewsDeps {
  log: Log
  clock: Clock
  report: Report
  /** Calls back once after so many milliseconds; returns what cancels it. */
  after(ms: number, callback: () => void): () => void
  startThread(data: Pick<ViewsWorkerData, 'skipped'>): ViewsThread
}

export interface Views {
  /** Resolves when the thread has let go of the database. */
  close(): Promise<void>
}

/** Changes that follow each other closely are taken together: a phone marks forty people in a minute. */
const NEWS_AFTER_MS = 150
/** A thread that ended is started again after so long, doubled each time up to the most; forgotten once it ran long. */
const RESTART_AFTER_MS = 1_000
const RESTART_AFTER_AT_MOST_MS = 60_000
const RAN_LONG_MS = 5 * 60_000
/** Ended so often at the same page or record, it is left out until the server starts again. */
const ENDS_AT_ONE_TARGET = 2
const CLOSES_WITHIN_MS = 2_000
/** A page or a record that takes longer, by bytes that Yjs cannot get to the end of, ends the thread. A large one takes
 *  a thousandth of this. */
const MADE_WITHIN_MS = 20_000

/** Keeps the thread that makes views at work: tells it of news, writes what it makes, starts it again if it ends. */
export function startViews(deps: ViewsDeps): Views {
  const { log, report, clock, after } = deps
  const endedAt = new Map<string, number>()
  const skipped = new Set<string>()
  const news = new Set<HubId>()
  let cancelNews: (() => void) | null = null
  let cancelRestart: (() => void) | null = null
  let thread: ViewsThread | null = null
  let restarts = 0
  let startedAt = 0
  /** What it said last that it makes. */
  let making: Target | null = null
  let cancelDeadline: (() => void) | null = null
  let isClosing = false
  const closed = Promise.withResolvers<void>()

  function start(): void {
    startedAt = clock()
    making = null
    const started = deps.startThread({ skipped: [...skipped] })
    thread = started
    started.onMessage((message) => take(message, started))
    started.onEnded((error) => ended(error))
  }

  function take(message: FromViewsWorker, from: ViewsThread): void {
    if (thread !== from) return
    if (message.type !== 'unreadable') cancelDeadline?.()
    switch (message.type) {
      case 'made': {
        making = null
        const written = log.project({ ...message.job, at: clock() })
        void written.then(({ ok }) => {
          if (thread === from) from.post({ type: 'written', ok })
        })
        return
      }
      case 'starts':
        making = message.target
        cancelDeadline = after(MADE_WITHIN_MS, () => from.terminate())
        return
      case 'rests':
        making = null
        return
      case 'failed': {
        const { hub, kind, id } = message.target
        report('view-failed', { hub, kind, id, error: message.error })
        return
      }
      case 'unreadable': {
        const { hub, document, sequence } = message
        report('view-row-unreadable', { hub, document, sequence })
        return
      }
    }
  }

  function ended(error: Error | null): void {
    cancelDeadline?.()
    thread = null
    if (isClosing) {
      closed.resolve()
      return
    }
    const at = making ? { kind: making.kind, id: making.id } : {}
    report('views-ended', { error: error?.message ?? 'ended by itself', ...at })
    if (making) leaveOut(making)
    if (clock() - startedAt > RAN_LONG_MS) restarts = 0
    const wait = Math.min(RESTART_AFTER_AT_MOST_MS, RESTART_AFTER_MS * 2 ** restarts)
    restarts++
    cancelRestart = after(wait, start)
  }

  function leaveOut(target: Target): void {
    const name = nameOf(target)
    const times = (endedAt.get(name) ?? 0) + 1
    endedAt.set(name, times)
    if (times < ENDS_AT_ONE_TARGET) return
    skipped.add(name)
    report('view-left-out', { hub: target.hub, kind: target.kind, id: target.id })
  }

  log.onCommit((committed: Committed) => {
    for (const row of committed.rows) if (isNews(row)) news.add(row.hub)
    if (news.size === 0 || cancelNews || isClosing) return
    cancelNews = after(NEWS_AFTER_MS, () => {
      cancelNews = null
      // A thread that is to be started looks at everything by itself.
      thread?.post({ type: 'news', hubs: [...news] })
      news.clear()
    })
  })

  start()
  return {
    async close() {
      isClosing = true
      cancelNews?.()
      cancelRestart?.()
      if (!thread) return
      const tooLong = after(CLOSES_WITHIN_MS, () => thread?.terminate())
      thread.post({ type: 'close' })
      await closed.promise
      tooLong()
    },
  }
}

/** Not what this thread makes itself, which would call it again for nothing. */
const isNews = ({ kind, document }: Committed['rows'][number]): boolean =>
  kind === 'update' || document.endsWith('/staff')

/** More is a fault: it ends the thread, not the server. */
const LIMITS: ResourceLimits = { maxOldGenerationSizeMb: 512 }

/** The real thread on a log's database. */
export function startViewsThread(data: ViewsWorkerData): ViewsThread {
  const worker = new Worker(new URL('./viewsWorker.ts', import.meta.url), {
    workerData: data,
    execArgv: [],
    resourceLimits: LIMITS,
  })
  let error: Error | null = null
  worker.on('error', (cause) => {
    error = cause instanceof Error ? cause : new Error(String(cause))
  })
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => worker.on('message', listener),
    onEnded: (listener) => worker.once('exit', () => listener(error)),
    terminate: () => void worker.terminate(),
  }
}
