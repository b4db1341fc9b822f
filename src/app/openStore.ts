import { beginNewLog } from '#store/beginNewLog.ts'
import { createDeviceStore } from '#store/deviceStore.ts'
import { letGoOfDisk } from './letGoOfDisk.ts'

const TOUCHES = ['pointerdown', 'keydown'] as const

/** Time for a screen to stand and be looked at. */
const LEISURE_AFTER_MS = 1_000

/** Once, when the page has nothing else to do. */
function atLeisure(run: () => void): () => void {
  let idle: number | null = null
  const timer = setTimeout(() => {
    // Safari has no idle callbacks.
    if (!('requestIdleCallback' in globalThis)) return run()
    idle = requestIdleCallback(run)
  }, LEISURE_AFTER_MS)
  return () => {
    clearTimeout(timer)
    if (idle !== null) cancelIdleCallback(idle)
  }
}

/** The store with the browser's own disk, clock and randomness. */
export const openStore = () => {
  letGoOfDisk(window, window, () => location.reload())
  beginNewLog(indexedDB).catch(reportError)
  return createDeviceStore({
    disk: { indexedDB, IDBKeyRange },
    clock: Date.now,
    // Missing over plain http, whatever the types say.
    subtle: crypto.subtle as SubtleCrypto | undefined,
    random: (count) => crypto.getRandomValues(new Uint8Array(count)),
    whenVisible(listener) {
      const look = () => {
        if (document.visibilityState === 'visible') listener()
      }
      document.addEventListener('visibilitychange', look)
      return () => document.removeEventListener('visibilitychange', look)
    },
    beforeWriting(listener) {
      const cancel = atLeisure(listener)
      for (const kind of TOUCHES) document.addEventListener(kind, listener, { capture: true, passive: true })
      return () => {
        cancel()
        for (const kind of TOUCHES) document.removeEventListener(kind, listener, { capture: true })
      }
    },
  })
}
