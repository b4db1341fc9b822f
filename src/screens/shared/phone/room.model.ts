import { createModel, signal } from '@preact/signals'
import { type BrowserStorage, freeBytesOf } from './storage.ts'

/** How much room is left, as far as the browser tells. */
export const RoomModel = createModel((storage: Pick<BrowserStorage, 'estimate'> | undefined) => {
  const freeBytes = signal<number | null>(null)

  async function measure(): Promise<void> {
    try {
      if (storage) freeBytes.value = freeBytesOf(await storage.estimate())
    } catch {
      // The browser refuses to tell: nothing is said about it.
      freeBytes.value = null
    }
  }

  void measure()
  return { freeBytes }
})
