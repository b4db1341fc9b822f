import { effect } from '@preact/signals'
import type { ComponentChild } from 'preact'
import type { Device } from '#store/api.ts'
import { activate } from '#text/i18n.tsx'
import { chooseLanguage } from '#text/languages.ts'
import { App } from './App.tsx'
import { openStore } from './openStore.ts'
import { createServices } from './services.ts'
import { browserPage, createUpdate } from './update.ts'

/** Opens the store, draws the first screen, and only then starts what talks to the network.
 *  `followPerson`: the language is the person's choice, not the address's. */
export async function run(show: (screen: ComponentChild) => void, followPerson: boolean): Promise<void> {
  const { device, port, preload } = await openStore()
  const language = device.language.peek()
  if (followPerson && language !== null) await activate(chooseLanguage([language]))
  const update = createUpdate(browserPage)
  const painted = Promise.withResolvers<void>()
  const sync = painted.promise.then(async () => (await import('./startSync.ts')).startSync(port))
  const services = createServices({ device, port, sync, update })
  show(<App context={{ device, services }} onMovedOn={update.movedOn} />)
  // The frame after the one that shows it.
  requestAnimationFrame(() => setTimeout(painted.resolve))
  // A tab in the background paints nothing and still has work to send.
  setTimeout(painted.resolve, PAINTED_WITHIN_MS)

  await painted.promise
  await preload()
  followLanguage(device)
  keepStorage(device)
  const { registerServiceWorker } = await import('./serviceWorker.ts')
  await registerServiceWorker(update)
}

const PAINTED_WITHIN_MS = 1_000

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

/** Asks the browser, once somebody is signed in, not to clear away what is kept here when space runs out. */
function keepStorage(device: Device) {
  let asked = false
  effect(() => {
    if (asked || device.seats.value.length === 0) return
    asked = true
    void navigator.storage?.persist?.().catch(reportError)
  })
}
