import { parentPort, workerData } from 'node:worker_threads'
import { invariant } from '#domain/result.ts'
import { type Made, makeBacklog, nameOf } from './backlog.ts'
import { makeDocumentCache } from './documentCache.ts'
import { makeViewMaker } from './makeViews.ts'
import type { FromViewsWorker, ToViewsWorker, ViewsWorkerData } from './viewMessages.ts'
import { openViewSource } from './viewSource.ts'

/** The thread that opens documents. It reads beside the log and writes nothing: what it makes goes to the log as one
 *  job at a time, and the next is made when that one is answered. */

/** A log that takes nothing now, as on a full disk, is asked again after so long. */
const AGAIN_AFTER_MS = 5_000

const port = parentPort
invariant(port !== null, 'runs as a worker')
const { file, skipped } = workerData as ViewsWorkerData
const say = (message: FromViewsWorker) => port.postMessage(message)

const source = openViewSource(file)
const skippedNames = new Set(skipped)
const documents = makeDocumentCache(source, (hub, document, sequence) =>
  say({ type: 'unreadable', hub, document, sequence }),
)
const backlog = makeBacklog({
  ...{ source, documents, maker: makeViewMaker(source, documents) },
  isSkipped: (target) => skippedNames.has(nameOf(target)),
  onStart: (target) => say({ type: 'starts', target }),
  onFailed: (target, error) => say({ type: 'failed', target, error: String(error) }),
})

let isClosed = false
/** On its way to the log. */
let made: Made | null = null
let isPlanned = false

/** Goes on in a turn of its own, so that messages are heard in between. */
function goOn(afterMs = 0): void {
  if (isClosed || isPlanned || made || backlog.isEmpty) return
  isPlanned = true
  setTimeout(() => {
    isPlanned = false
    if (isClosed) return
    made = backlog.makeSome()
    say(made ? { type: 'made', job: made.job } : { type: 'rests' })
    goOn()
  }, afterMs)
}

port.on('message', (message: ToViewsWorker) => {
  if (message.type === 'close') {
    isClosed = true
    source.close()
    port.close()
    return
  }
  if (message.type === 'news') backlog.news(message.hubs)
  else if (made) {
    if (!message.ok) backlog.again(made)
    made = null
    if (!message.ok) return goOn(AGAIN_AFTER_MS)
  }
  goOn()
})

goOn()
