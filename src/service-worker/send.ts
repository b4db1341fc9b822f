import { beginNewLog } from '#store/beginNewLog.ts'
import { openOutboxes } from '#store/outboxes.ts'
import { browserChannel, browserLocks, deflate, fetching, random, schedule } from '#sync/browserPorts.ts'
import { connectByPost } from '#sync/connectByPost.ts'
import { sendOnce } from '#sync/sendOnce.ts'
import { version } from '../../package.json'

/** What the service worker loads to send what waits: store and sync as pages have them, in one script, since service
 *  workers take no chunks. It is read only when the browser says that it is time. */
async function sendWhatWaits(): Promise<boolean> {
  beginNewLog(indexedDB).catch(reportError)
  const outboxes = await openOutboxes({ disk: { indexedDB, IDBKeyRange }, clock: Date.now, random })
  try {
    return await sendOnce({
      ...outboxes,
      connect: connectByPost({ fetch: fetching, schedule }),
      ...{ clock: Date.now, random, schedule, deflate },
      ...{ locks: browserLocks(), channel: browserChannel(), build: version },
      report: (problem) => reportError(new Error(problem)),
    })
  } finally {
    outboxes.close()
  }
}

Object.assign(globalThis, { terenSend: sendWhatWaits })
