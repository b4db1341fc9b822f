import type { Page } from 'playwright-core'

/** Puts ever smaller stones into a database beside the app's until the browser refuses even a small one. */
export async function fillStorage(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const opened = indexedDB.open('ballast', 1)
    opened.onupgradeneeded = () => opened.result.createObjectStore('stones', { autoIncrement: true })
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      opened.onsuccess = () => resolve(opened.result)
      opened.onerror = () => reject(opened.error)
    })
    const put = (byteCount: number) =>
      new Promise<boolean>((resolve) => {
        const writing = database.transaction('stones', 'readwrite', { durability: 'strict' })
        // Random, or the database packs it.
        const bytes = new Uint8Array(byteCount)
        for (let at = 0; at < byteCount; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536))
        writing.oncomplete = () => resolve(true)
        writing.onabort = () => resolve(false)
        try {
          writing.objectStore('stones').add(bytes)
        } catch {
          // Firefox: after a refused write the next may only delete.
          resolve(false)
        }
      })
    for (const byteCount of [1_048_576, 262_144, 65_536, 16_384, 4_096, 1_024]) {
      for (let stone = 0; await put(byteCount); stone++) {
        if (stone > 64) throw new Error(`the browser takes everything: ${stone} stones of ${byteCount} bytes`)
      }
    }
    database.close()
  })
}
