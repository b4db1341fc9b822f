import type { Registered } from './update.ts'

/** The parts of the browser's service worker that are needed; a test stands in for them. */
export interface WorkerContainer extends EventTarget {
  readonly controller: unknown
}
interface Worker extends EventTarget {
  readonly state: string
  postMessage(message: unknown): void
}
export interface WorkerRegistration extends EventTarget {
  readonly installing: Worker | null
  readonly waiting: Worker | null
}

/** Tells when a new version waits, and when one takes this page over. The first worker of a page that had none is no
 *  new version. */
export function followWorker(registration: WorkerRegistration, container: WorkerContainer): Registered {
  return {
    addEventListener(type, listener) {
      if (type === 'controlling') {
        let before = container.controller
        container.addEventListener('controllerchange', () => {
          listener({ isUpdate: Boolean(before) })
          before = container.controller
        })
        return
      }
      const tell = () => {
        if (registration.waiting && container.controller) listener({})
      }
      const follow = () => {
        const worker = registration.installing
        worker?.addEventListener('statechange', () => {
          if (worker.state === 'installed') tell()
        })
      }
      registration.addEventListener('updatefound', follow)
      follow()
      tell()
    },
    messageSkipWaiting: () => registration.waiting?.postMessage({ type: 'SKIP_WAITING' }),
  }
}
