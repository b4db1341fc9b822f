import { type ReadonlySignal, signal } from '@preact/signals'

/** A new version of the app: offered when it is ready, taken only when somebody asks (U4). */
export interface Update {
  state: ReadonlySignal<{ waiting: boolean; postponed: boolean }>
  /** Takes it: this tab is loaded again. False, and nothing happens, while something here would be lost by that. */
  take(): boolean
  /** Somebody wants it later. */
  postpone(): void
  /** The person goes to another screen, where nothing typed is on this one any more. */
  movedOn(): void
  /** Follows what the service worker does, once there is one. */
  follow(worker: Registered): void
}

interface WorkerEvent {
  /** The page had a worker when it was opened. */
  isUpdate?: boolean | undefined
  /** It is not the worker that this page saw being installed: new to a page, too, that saw the first install. */
  isExternal?: boolean | undefined
}

/** The part of workbox-window that is needed; a test stands in for it. */
export interface Registered {
  addEventListener(type: 'waiting' | 'controlling', listener: (event: WorkerEvent) => void): void
  messageSkipWaiting(): void
}

export interface PageParts {
  reload(): void
  /** Something is not on disk, or half typed: loading the page again would lose it. */
  holdsWork(): boolean
  isHidden(): boolean
  onHidden(listener: () => void): void
}

export function createUpdate(page: PageParts): Update {
  const state = signal({ waiting: false, postponed: false })
  let worker: Registered | null = null
  let asked = false
  /** Another tab took the new version: this one still runs the old, whose chunks are gone from the cache. */
  let outdated = false
  /** A worker took this page, which had none: it is the first on the device, whoever registered it. */
  let firstCame = false
  const reloadIfOutdated = () => {
    if (!outdated || page.holdsWork()) return
    outdated = false
    page.reload()
  }
  page.onHidden(reloadIfOutdated)
  return {
    state,
    take() {
      if (page.holdsWork()) return false
      asked = true
      worker?.messageSkipWaiting()
      return true
    },
    postpone() {
      state.value = { ...state.value, postponed: true }
    },
    movedOn: reloadIfOutdated,
    follow(registered) {
      worker = registered
      worker.addEventListener('waiting', () => {
        state.value = { waiting: true, postponed: false }
      })
      worker.addEventListener('controlling', ({ isUpdate, isExternal }) => {
        const isFirst = !isUpdate && !firstCame
        firstCame = true
        if (isFirst || !(isUpdate || isExternal)) return
        outdated = true
        if (asked || page.isHidden()) reloadIfOutdated()
      })
    },
  }
}

/** @param unsaved how many changes are not on disk
 *  @param isHeld whether a text would be in its field again after loading the page anew */
export const browserPage = (unsaved: () => number, isHeld: (text: string) => boolean): PageParts => ({
  reload: () => location.reload(),
  holdsWork: () => unsaved() > 0 || isHalfTyped(document, isHeld),
  isHidden: () => document.hidden,
  onHidden: (listener) =>
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) listener()
    }),
})

/** Whether some field has text that is held nowhere else. What is saved as well only makes an update wait a little
 *  longer. */
export const isHalfTyped = (root: ParentNode, isHeld: (text: string) => boolean): boolean =>
  [...root.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')].some(
    (field) => field.type !== 'radio' && field.type !== 'checkbox' && field.value.trim() !== '' && !isHeld(field.value),
  )
