import type { Clock } from '#domain/ids.ts'
import { MAX_COMPACTED_BYTES } from '#protocol/limits.ts'
import type { Log } from '../log/Log.ts'
import type { Report } from '../report.ts'
import type { Decoder } from './decoder.ts'

/** Documents that are changed at will grow by a row a change, for ever. Now and then those with many old rows are told
 *  by one row to whoever reads from the beginning; what was taken from whom stays in the history. */
export interface Compaction {
  /** Goes through every hub once. Returns how many documents were made shorter. */
  goThrough(): Promise<number>
  close(): Promise<void>
}

export interface CompactionDeps {
  log: Log
  decoder: Decoder
  clock: Clock
  report: Report
  /** Calls back once after so many milliseconds; returns what cancels it. */
  after(ms: number, callback: () => void): () => void
}

/** Fewer are not worth a row of their own. */
const ROWS_AT_LEAST = 64
/** Phones that are in use have younger rows soon; they are sent nothing twice. */
const OLDER_THAN_MS = 7 * 24 * 3600 * 1000
/** Whoever runs the server hears of a document before it is as long as one can be. */
const LONG_BYTES = MAX_COMPACTED_BYTES / 2
const FIRST_AFTER_MS = 60_000
const AGAIN_AFTER_MS = 6 * 3600 * 1000
const FOUND_WITHIN_MS = 30_000
const COMPACTED_WITHIN_MS = 10_000

export function startCompaction({ log, decoder, clock, report, after }: CompactionDeps): Compaction {
  let isClosed = false
  let running: Promise<unknown> = Promise.resolve()
  let cancel = after(FIRST_AFTER_MS, again)

  function again(): void {
    if (isClosed) return
    running = goThrough().finally(() => {
      if (!isClosed) cancel = after(AGAIN_AFTER_MS, again)
    })
  }

  async function goThrough(): Promise<number> {
    const before = clock() - OLDER_THAN_MS
    let shorter = 0
    for (const { hub } of log.access().hubs) {
      // After a restore, rows have to be given back one by one. Where no backups are taken there is none to put back.
      const until = log.identity().backedUpTo(hub) || Number.POSITIVE_INFINITY
      const found = await decoder.ask('findLong', { hub, before, rows: ROWS_AT_LEAST }, FOUND_WITHIN_MS)
      for (const name of found.ok ? found.value : []) {
        if (isClosed) return shorter
        const made = await decoder.ask('compact', { ...name, before }, COMPACTED_WITHIN_MS)
        const size = made.ok ? (made.value?.bytes.length ?? 0) : 0
        // What cannot be opened in time, or would be too long, stays as it is, and is reported.
        const why = !made.ok ? made.error : size > MAX_COMPACTED_BYTES ? 'too-long' : null
        if (why) report('not-compacted', { hub, document: name.document, why })
        if (why || !made.ok || made.value === null || made.value.upto > until) continue
        if (size > LONG_BYTES) report('document-long', { hub, document: name.document, bytes: size })
        const done = await log.compact({ hub, document: name.document, ...made.value, at: clock() })
        if (done.ok) shorter++
      }
    }
    return shorter
  }

  return {
    goThrough,
    async close() {
      isClosed = true
      cancel()
      await running
    },
  }
}
