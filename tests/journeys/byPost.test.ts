import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  mark,
  openTodaysRegister,
  persons,
  rows,
  signInByLink,
  stateOf,
  untilReady,
  untilReceived,
  untilSaved,
} from '../support/people.ts'
import { PHONE, PhoneBrowser } from '../support/phone.ts'
import { RawClient, signIn } from '../support/rawClient.ts'
import { TestServer } from '../support/server.ts'
import { until } from '../support/until.ts'

/** Where no websocket gets through, and when no page is open. */

let server: TestServer
let phone: PhoneBrowser

beforeEach(async () => {
  server = new TestServer()
  phone = new PhoneBrowser(PHONE)
  await server.start()
})
afterEach(async () => {
  await phone.dispose()
  await server.dispose()
})

/** As behind a proxy that knows no websockets. */
const letNoWebsocketThrough = (page: Page) =>
  page.addInitScript(() => {
    class Refused extends EventTarget {
      onclose: ((event: { code: number }) => void) | null = null
      readyState = 3
      send() {
        throw new Error('never open')
      }
      close() {
        this.onclose?.({ code: 1006 })
      }
      constructor() {
        super()
        setTimeout(() => this.close())
      }
    }
    Object.assign(window, { WebSocket: Object.assign(Refused, { OPEN: 1 }) })
  })

/** Whose claims the hub has, by how many rows, as a coordinator's device is told. */
async function claimsAtTheHub(office: { cookie: string; member: Parameters<RawClient['hello']>[0] }) {
  const client = await RawClient.open(server.origin, office.cookie)
  await client.hello(office.member)
  client.close()
  return client.changes.filter(({ document }) => document.includes('/claims/')).length
}

describe('a network that lets no websocket through', () => {
  it('PO5 PO6 S1 F3 what is marked is received all the same, and once the app is closed by the service worker', async () => {
    const page = await phone.start()
    await letNoWebsocketThrough(page)
    await signInByLink(page, server.link('trainer'))
    await untilReady(page)
    const session = await openTodaysRegister(page)
    const [first = '', second = '', third = ''] = await persons(page)
    await mark(page, first, 'Present')
    await untilReceived(page)
    await page.goto(`${server.origin}/waiting`)
    await page.locator('[data-state="connected"]').waitFor()
    // Firefox, Safari and whatever is like an iPhone wake no service worker for this.
    if (!(await page.evaluate(() => 'SyncManager' in globalThis))) return

    const office = await signIn(server.origin, server.link('coordinator'))
    const before = await claimsAtTheHub(office)
    await page.goto(`${server.origin}/sessions/${session}`)
    await rows(page).first().waitFor()
    await server.kill()
    await mark(page, second, 'Present')
    await mark(page, third, 'Absent')
    await untilSaved(page)
    // The phone's first page stays, and is none of ours.
    await page.goto('about:blank')
    await server.start()
    await wakeServiceWorker(page)
    await until(
      'claims at the hub',
      () => claimsAtTheHub(office),
      (count) => count > before,
    )
    await page.goto(`${server.origin}/sessions/${session}`)
    await rows(page).first().waitFor()
    await untilReceived(page)
    expect([await stateOf(page, second), await stateOf(page, third)]).toEqual(['Present', 'Absent'])
  })
})

/** As the browser does once there is a network. */
async function wakeServiceWorker(page: Page): Promise<void> {
  const debug = await phone.context().newCDPSession(page)
  const found = Promise.withResolvers<string>()
  debug.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    const ours = registrations.find(({ scopeURL }) => scopeURL.startsWith(server.origin))
    if (ours) found.resolve(ours.registrationId)
  })
  await debug.send('ServiceWorker.enable')
  await debug.send('ServiceWorker.dispatchSyncEvent', {
    origin: server.origin,
    registrationId: await found.promise,
    tag: 'teren-send',
    lastChance: true,
  })
  await debug.detach()
}
