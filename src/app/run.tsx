import { effect, signal } from '@preact/signals'
import type { ComponentChild } from 'preact'
import { createDrafts } from '#screens/shared/drafts.ts'
import type { Device } from '#store/api.ts'
import type { DeviceStore } from '#store/deviceStore.ts'
import { formatWallTime } from '#text/format.ts'
import { activate, language } from '#text/i18n.tsx'
import { chooseLanguage } from '#text/languages.ts'
import { App } from './App.tsx'
import type { Loss } from './afterLoss.ts'
import type { StorageCare } from './careForStorage.ts'
import { followInstall } from './install.ts'
import { openNext, rememberRole } from './rooms.ts'
import { createServices } from './services.ts'
import { settled } from './settled.ts'
import { startSync } from './startSync.ts'
import { browserPage, createUpdate } from './update.ts'

interface Start {
  /** Being opened since before this was loaded. */
  store: Promise<DeviceStore>
  show(screen: ComponentChild): void
  /** The language is the person's choice, not the address's. */
  followPerson: boolean
}

/** Draws the first screen, and only when that shows what it came to show starts what talks to the network. */
export async function run({ store, show, followPerson }: Start): Promise<void> {
  // The browser's first format takes as long as the disk does, and every screen needs one.
  formatWallTime('00:00')
  const { device, port, preload } = await store
  const chosen = device.language.peek()
  if (followPerson && chosen !== null && chooseLanguage([chosen]) !== language.peek()) {
    await activate(chooseLanguage([chosen]))
  }
  const drafts = createDrafts(storage('sessionStorage'))
  const update = createUpdate(browserPage(() => unsavedOf(device.saving.peek()), drafts.hold))
  const atRisk = signal(false)
  const lost = signal(false)
  const ready = Promise.withResolvers<void>()
  const sync = ready.promise.then(() => startSync(port))
  const services = createServices({
    device,
    port,
    // Whoever needs it now does not wait for the screen: that may be waiting for them.
    sync: () => {
      ready.resolve()
      return sync
    },
    drafts,
    habits: createDrafts(storage('localStorage')),
    update,
    install: followInstall(window),
    atRisk,
    lost,
  })
  followRole(device)
  show(<App context={{ device, services }} onMovedOn={update.movedOn} />)
  void settled(document).then(ready.resolve)

  await ready.promise
  await lookForLoss({ device, sync: () => sync, lost }).catch(reportError)
  await preload(Boolean(navigator.serviceWorker?.controller))
  await openNext().catch(reportError)
  followLanguage(device)
  warnBeforeLeaving(device)
  await import('./serviceWorker.ts').then((worker) => worker.registerServiceWorker(update)).catch(reportError)
  await careFor({ device, port, atRisk }).catch(reportError)
  await import('./keepForLists.ts').then(({ keepForLists }) => keepForLists(device)).catch(reportError)
}

const unsavedOf = (saving: Device['saving']['value']): number =>
  saving.reduce((count, one) => count + one.saving.unsaved, 0)

/** What a tab keeps over being loaded anew, or a browser over being closed; null where it is told to keep nothing. */
function storage(kind: 'sessionStorage' | 'localStorage'): Storage | null {
  try {
    return globalThis[kind]
  } catch {
    return null
  }
}

/** The next start fetches what whoever is on screen sees first. */
function followRole(device: Device) {
  effect(() => {
    const role = device.seat.value?.info.value.role
    if (role) rememberRole(role)
  })
}

/** The language changes when the person chooses another, in this tab or in another. */
function followLanguage(device: Device) {
  let before = device.language.peek()
  effect(() => {
    const next = device.language.value
    if (next === before) return
    before = next
    void activate(chooseLanguage(next === null ? navigator.languages : [next])).catch(reportError)
  })
}

/** The browser asks before it closes or reloads a page that holds what is not on disk. */
function warnBeforeLeaving(device: Device) {
  const ask = (event: BeforeUnloadEvent) => event.preventDefault()
  effect(() => {
    // Only while it is needed: such a listener keeps pages out of the browser's cache for going back.
    if (unsavedOf(device.saving.value) > 0) addEventListener('beforeunload', ask)
    else removeEventListener('beforeunload', ask)
  })
}

/** A phone that lost what was kept on it says so. */
async function lookForLoss(found: Pick<Loss, 'device' | 'sync' | 'lost'>): Promise<void> {
  const { afterLoss } = await import('./afterLoss.ts')
  afterLoss({ ...found, marks: storage('localStorage'), schedule: (run, afterMs) => setTimeout(run, afterMs) })
}

/** Keeps an eye on what lies here. On plain http there is no storage to ask about. */
async function careFor(cared: Pick<StorageCare, 'device' | 'port' | 'atRisk'>): Promise<void> {
  if (!navigator.storage?.persist) return
  const { careForStorage } = await import('./careForStorage.ts')
  const schedule = (run: () => void, afterMs: number) => {
    const timer = setTimeout(run, afterMs)
    return () => clearTimeout(timer)
  }
  careForStorage({ ...cared, storage: navigator.storage, clock: Date.now, schedule })
}
