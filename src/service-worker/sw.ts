import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

declare const self: ServiceWorkerGlobalScope & {
  __WB_MANIFEST: { url: string; revision: string | null }[]
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

const files = self.__WB_MANIFEST
self.addEventListener('install', (event) => {
  const kept = keepEarlier(new Set(files.map((file) => `/${typeof file === 'string' ? file : file.url}`)))
  // On a full phone the new version comes all the same: such a tab then needs the network, or to be loaded anew.
  event.waitUntil(kept.catch(() => caches.delete(EARLIER)))
})

precacheAndRoute(files)
cleanupOutdatedCaches()
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/assets/'),
  async ({ request }) => (await caches.match(request, { cacheName: EARLIER })) ?? fetch(request),
)
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: NOT_THE_APP }))

// A new version waits until somebody asks for it (U4).
self.addEventListener('message', ({ data }) => {
  if (data?.type === 'SKIP_WAITING') void self.skipWaiting()
})

// The page that installed it works offline without being loaded again.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
