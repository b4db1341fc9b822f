import { trustedScript } from './trustedScript.ts'
import type { Update } from './update.ts'

/** An app that is never closed asks for a new version now and then. */
const ASK_EVERY_MS = 3600_000

/** Registers the service worker, by a library that is fetched only now. Nothing to do where there is none: an old or locked-down browser, development. */
export async function registerServiceWorker(update: Update): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  await attempt(async () => {
    const { Workbox } = await import('workbox-window')
    const worker = new Workbox(trustedScript('/sw.js'))
    update.follow(worker)
    let askedAt = Date.now()
    document.addEventListener('visibilitychange', () => {
      if (document.hidden || Date.now() - askedAt < ASK_EVERY_MS) return
      askedAt = Date.now()
      void attempt(() => worker.update())
    })
    await worker.register()
  })
}

/** Offline, or a server that is being updated: the app in the cache goes on. */
async function attempt(act: () => Promise<unknown>): Promise<void> {
  try {
    await act()
  } catch (error) {
    reportError(error)
  }
}
