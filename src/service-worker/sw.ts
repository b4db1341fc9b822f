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

precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: NOT_THE_APP }))

// A new version waits until somebody asks for it (U4).
self.addEventListener('message', ({ data }) => {
  if (data?.type === 'SKIP_WAITING') void self.skipWaiting()
})

// The page that installed it works offline without being loaded again.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
