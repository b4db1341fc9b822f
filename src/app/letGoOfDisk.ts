/** A page that is left for another one, and that the browser may keep as it is to go back to. */
interface LeftPage {
  addEventListener(type: 'pagehide' | 'pageshow', listener: (event: { persisted: boolean }) => void): void
}

interface Databases {
  IDBDatabase: { prototype: IDBDatabase }
  IDBFactory: { prototype: IDBFactory }
}

/** Ends the database transactions that run when the page is left. WebKit keeps such a page frozen in the midst of one,
 *  and every later page of the app waits for it until it is forgotten. What is ended was not yet said
 *  to be saved. A migration that is being committed can no longer be ended: WebKit then waits for the page to take note of
 *  its end, unless its connection is closed. Dexie closes only connections that are open already. Gone back to, the page
 *  begins anew.
 *  On the browser's own objects, because libraries open databases too. */
export function letGoOfDisk(databases: Databases, page: LeftPage, again: () => void): void {
  const running = new Set<IDBTransaction>()
  const watch = (begun: IDBTransaction) => {
    running.add(begun)
    for (const end of ['complete', 'abort']) begun.addEventListener(end, () => running.delete(begun))
  }
  const { transaction } = databases.IDBDatabase.prototype
  databases.IDBDatabase.prototype.transaction = function begin(...given: Parameters<IDBDatabase['transaction']>) {
    const begun = transaction.apply(this, given)
    watch(begun)
    return begun
  }
  const migrating = new Map<IDBOpenDBRequest, IDBDatabase>()
  const { open } = databases.IDBFactory.prototype
  databases.IDBFactory.prototype.open = function openWatched(...given: Parameters<IDBFactory['open']>) {
    const request = open.apply(this, given)
    request.addEventListener('upgradeneeded', () => {
      migrating.set(request, request.result)
      if (request.transaction) watch(request.transaction)
    })
    for (const end of ['success', 'error']) request.addEventListener(end, () => migrating.delete(request))
    return request
  }
  let ended = false
  page.addEventListener('pagehide', ({ persisted }) => {
    if (!persisted) return
    for (const one of running) ended = abort(one) || ended
    for (const database of migrating.values()) database.close()
    ended ||= migrating.size > 0
  })
  page.addEventListener('pageshow', ({ persisted }) => {
    if (persisted && ended) again()
  })
}

/** Whether it could still be ended; one that is being committed ends by itself. */
function abort(transaction: IDBTransaction): boolean {
  try {
    transaction.abort()
    return true
  } catch (error) {
    if (error instanceof DOMException && error.name === 'InvalidStateError') return false
    throw error
  }
}
