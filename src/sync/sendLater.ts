import { effect } from '@preact/signals'
import type { SyncPort } from '#store/syncPort.ts'
import { SEND_TAG } from './sendTag.ts'

/** Not sent by then, it may be a while. */
const LATER_AFTER_MS = 5_000

/** Background Sync, where there is one; TypeScript does not know it. */
interface Waking extends ServiceWorkerRegistration {
  sync?: { register(tag: string): Promise<void> }
}

/** Asks the browser to wake the service worker for what waits here: some seconds after something was saved and not sent,
 *  and when the page goes out of view, perhaps for ever. */
export function askForLater({ seats }: Pick<SyncPort, 'seats'>): void {
  if (!('serviceWorker' in navigator) || !('SyncManager' in globalThis)) return
  const waits = () => seats.peek().some(({ waiting }) => waiting.peek() > 0)
  const ask = () => {
    if (waits()) void register()
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  effect(() => {
    const count = seats.value.reduce((sum, { waiting }) => sum + waiting.value, 0)
    clearTimeout(timer)
    if (count > 0) timer = setTimeout(ask, LATER_AFTER_MS)
  })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') ask()
  })
}

async function register(): Promise<void> {
  try {
    const registration: Waking = await navigator.serviceWorker.ready
    await registration.sync?.register(SEND_TAG)
  } catch (error) {
    // Not allowed here: then it is sent when the app is opened.
    if (!(error instanceof DOMException)) reportError(error)
  }
}
