import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { SEND_TAG } from '#sync/sendTag.ts'
import { LETTERS } from './letters.ts'

declare const self: ServiceWorkerGlobalScope & {
  __WB_MANIFEST: { url: string; revision: string | null }[]
  /** Of the script that sends, once it was loaded. Resolves with whether everything was answered. */
  terenSend?: () => Promise<boolean>
}

/** What the server answers itself; everything else that is navigated to is a screen of the app. */
const NOT_THE_APP = [
  /^\/api\//,
  /^\/sync\b/,
  /^\/yjs\//,
  /^\/files\//,
  /^\/livez$/,
  /^\/readyz$/,
  /^\/metrics$/,
  /\.\w+$/,
]

/** Chunks of the version before: a tab that still runs it goes on, also without a network, when another tab takes the
 *  new one and the precache drops what that does not have. */
const EARLIER = 'teren-earlier'

async function keepEarlier(present: ReadonlySet<string>): Promise<void> {
  await caches.delete(EARLIER)
  const earlier = await caches.open(EARLIER)
  const precaches = (await caches.keys()).filter((name) => name.startsWith('workbox-precache'))
  for (const precache of await Promise.all(precaches.map((name) => caches.open(name)))) {
    for (const request of await precache.keys()) {
      const { pathname } = new URL(request.url)
      const response = pathname.startsWith('/assets/') && !present.has(pathname) && (await precache.match(request))
      if (response) await earlier.put(request, response)
    }
  }
}

const all = self.__WB_MANIFEST.map((file) => (typeof file === 'string' ? { url: file, revision: null } : file))
const sending = all.find(({ url }) => /^assets\/send-[\w-]+\.js$/.test(url))
const files = all.filter((file) => file !== sending)
self.addEventListener('install', (event) => {
  const kept = keepEarlier(new Set(files.map(({ url }) => `/${url}`)))
  // On a full phone the new version comes all the same: such a tab then needs the network, or to be loaded anew.
  event.waitUntil(kept.catch(() => caches.delete(EARLIER)))
})

precacheAndRoute(files)
cleanupOutdatedCaches()
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/assets/'),
  async ({ request }) =>
    (await caches.match(request, { cacheName: EARLIER })) ??
    (await caches.match(request, { cacheName: LETTERS })) ??
    fetch(request),
)
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: NOT_THE_APP }))

// A new version waits until somebody asks for it (U4).
self.addEventListener('message', ({ data }) => {
  if (data?.type === 'SKIP_WAITING') void self.skipWaiting()
})

// The page that installed it works offline without being loaded again.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

/** What waits on this phone is sent when there is a network, also when no page of ours is open: where the browser has
 *  Background Sync. The script for it is fetched at installation, which is the last moment for that, and read again when
 *  it is needed. */
function loadSending(): void {
  if (sending) importScripts(trusted(`/${sending.url}`))
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string }
}
const policy = (self as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('teren', {
  createScriptURL: (url) => url,
})
const trusted = (url: string): string => policy?.createScriptURL(url) ?? url

/** Rejects where something still waits: the browser then asks again. */
async function send(): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window' })
  if (pages.some(({ visibilityState }) => visibilityState === 'visible')) throw new Error('a page sends by itself')
  if (!self.terenSend) loadSending()
  if (!(await self.terenSend?.())) throw new Error('something waits')
}

if ('SyncManager' in self) {
  self.addEventListener('install', loadSending)
  self.addEventListener('sync', (event) => {
    const woken = event as ExtendableEvent & { tag: string }
    if (woken.tag === SEND_TAG) woken.waitUntil(send())
  })
}
