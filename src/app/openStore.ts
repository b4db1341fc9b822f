import { createDeviceStore } from '#store/deviceStore.ts'
import { letGoOfDisk } from './letGoOfDisk.ts'

const TOUCHES = ['pointerdown', 'keydown'] as const

/** The store with the browser's own disk, clock and randomness. */
export const openStore = () => {
  letGoOfDisk(window, window, () => location.reload())
  return createDeviceStore({
    disk: { indexedDB, IDBKeyRange },
    clock: Date.now,
    random: (count) => crypto.getRandomValues(new Uint8Array(count)),
    whenVisible(listener) {
      const look = () => {
        if (document.visibilityState === 'visible') listener()
      }
      document.addEventListener('visibilitychange', look)
      return () => document.removeEventListener('visibilitychange', look)
    },
    whenTouched(listener) {
      for (const kind of TOUCHES) document.addEventListener(kind, listener, { capture: true, passive: true })
      return () => {
        for (const kind of TOUCHES) document.removeEventListener(kind, listener, { capture: true })
      }
    },
  })
}
