import { makeBacklog } from '../../../sync-server/views/backlog.ts'
import { makeDocumentCache } from '../../../sync-server/views/documentCache.ts'
import { makeViewMaker } from '../../../sync-server/views/makeViews.ts'
import type { FromViewsWorker } from '../../../sync-server/views/viewMessages.ts'
import type { ViewSource } from '../../../sync-server/views/viewSource.ts'
import type { ViewsThread } from '../../../sync-server/views/views.ts'

/** The thread that makes pages and records, on the simulation's time: the same backlog and maker, other messages. */

/** A log that takes nothing now is asked again after so long. */
const AGAIN_AFTER_MS = 5_000

export function simViewsThread(source: ViewSource, after: (ms: number, run: () => void) => void): ViewsThread {
  const listeners: ((message: FromViewsWorker) => void)[] = []
  const say = (message: FromViewsWorker) => {
    for (const listener of listeners) after(0.05, () => listener(message))
  }
  const documents = makeDocumentCache(source, (hub, document, sequence) =>
    say({ type: 'unreadable', hub, document, sequence }),
  )
  const backlog = makeBacklog({
    ...{ source, documents, maker: makeViewMaker(source, documents) },
    isSkipped: () => false,
    onStart: (target) => say({ type: 'starts', target }),
    onFailed: (target, error) => say({ type: 'failed', target, error: String(error) }),
  })
  let made: ReturnType<typeof backlog.makeSome> = null
  let isPlanned = false

  function goOn(afterMs = 1): void {
    if (isPlanned || made || backlog.isEmpty) return
    isPlanned = true
    after(afterMs, () => {
      isPlanned = false
      made = backlog.makeSome()
      if (made) say({ type: 'made', job: made.job })
      goOn()
    })
  }

  goOn()
  return {
    post: (message) =>
      after(0.05, () => {
        if (message.type === 'news') backlog.news(message.hubs)
        else if (message.type === 'written' && made) {
          if (!message.ok) backlog.again(made)
          made = null
          if (!message.ok) return goOn(AGAIN_AFTER_MS)
        }
        goOn()
      }),
    onMessage: (listener) => void listeners.push(listener),
    onEnded: () => undefined,
    terminate: () => undefined,
  }
}
