import type { Update } from './update.ts'

const SCRIPT = '/sw.js'
/** An app that is never closed asks for a new version now and then. */
const ASK_EVERY_MS = 3600_000

/** Registers the service worker, by a library that is fetched only now. Nothing to do where there is none: an old or locked-down browser, development. */
export async function registerServiceWorker(update: Update): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  await attempt(async () => {
    const { Workbox } = await import('workbox-window')
    const worker = new Workbox(trustedScript())
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

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string }
}

/** Where there are Trusted Types it is one, and `string` only to the compiler. The one named policy that the server's Trusted Types rule allows, for this one address. */
function trustedScript(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  if (!trustedTypes) return SCRIPT
  const policy = trustedTypes.createPolicy('teren', {
    createScriptURL(url) {
      if (url !== SCRIPT) throw new TypeError(`no script of ours: ${url}`)
      return url
    },
  })
  return policy.createScriptURL(SCRIPT)
}
