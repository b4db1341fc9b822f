import { createDeviceStore } from '#store/deviceStore.ts'
import { letGoOfDisk } from './letGoOfDisk.ts'

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
  })
}
