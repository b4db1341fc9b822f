import { mkdirSync } from 'node:fs'
import type { Cookie, Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { applyUpdate, Doc } from 'yjs'
import { type Json, ROOT } from '#documents/change.ts'
import { type Hub, readHub } from '#documents/hub.ts'
import type { MemberId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import { findAxeFaults } from '../support/axe.ts'
import { findGeometryFaults } from '../support/geometry.ts'
import { untilReady, untilReceived } from '../support/people.ts'
import { DESKTOP, engineCan, PHONE, PhoneBrowser } from '../support/phone.ts'
import { RawClient } from '../support/rawClient.ts'
import { TestServer } from '../support/server.ts'

/** An empty server, from the link in the terminal to the office of its hub. */

const FOLDER = process.env.TEREN_SCREENSHOTS

let server: TestServer
const browsers: PhoneBrowser[] = []

const open = async (...[options]: ConstructorParameters<typeof PhoneBrowser>) => {
  const browser = new PhoneBrowser(options)
  browsers.push(browser)
  return browser.start()
}

/** `screen-theme-state` of what is looked at. */
async function judge(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  if (FOLDER) {
    mkdirSync(FOLDER, { recursive: true })
    await page.screenshot({ path: `${FOLDER}/${name}.png` })
  }
  const target = name.startsWith('phone') ? 'field' : 'desk'
  const faults = { geometry: await findGeometryFaults(page, target), axe: await findAxeFaults(page) }
  expect(faults, name).toEqual({ geometry: [], axe: [] })
}

/** What the server has of `all/hub`, read with the cookies of a browser. */
async function hubAtServer(cookies: Cookie[], member: MemberId): Promise<Hub> {
  const client = await RawClient.open(server.origin, cookies.map(({ name, value }) => `${name}=${value}`).join('; '))
  await client.hello(member)
  client.close()
  const doc = new Doc()
  for (const { document, bytes } of client.changes) if (document === documentId.hub()) applyUpdate(doc, bytes)
  return readHub(new Map(doc.getMap<Json>(ROOT).entries()))
}

const names = (page: Page) => ({ hub: page.getByLabel('Name of your hub'), person: page.getByLabel('Your name') })
const setUp = (page: Page) => page.getByRole('button', { name: 'Set up the hub' })
const nothingYet = (page: Page) => page.getByRole('heading', { name: 'Plan your first run' })

beforeEach(async () => {
  server = new TestServer({ TEREN_DEMO: '0' })
  await server.start()
})
afterEach(async () => {
  await Promise.all(browsers.splice(0).map((browser) => browser.dispose()))
  await server.dispose()
})

describe('an empty server', () => {
  it('S7 is set up by its printed link, once, and whoever did it stays signed in when it starts again', async () => {
    const link = await server.setUpLink()
    const page = await open(PHONE)
    await page.goto(link)
    await setUp(page).click()
    await page.getByRole('alert').first().waitFor()
    await judge(page, 'phone-light-set-up-names-missing')
    await names(page).hub.fill('Hub Ostrava')
    await names(page).person.fill('Eva Nováková')
    await judge(page, 'phone-light-set-up')
    const answer = page.waitForResponse((response) => response.url().endsWith('/api/set-up'))
    await setUp(page).click()
    const { member } = (await (await answer).json()) as { member: MemberId }
    await page.waitForURL((url) => url.pathname === '/office')
    await nothingYet(page).waitFor()
    await untilReady(page)
    await judge(page, 'phone-light-office-empty')
    await page.getByRole('link', { name: 'Begin' }).click()
    await page.getByRole('button', { name: 'Make the run' }).waitFor()
    await judge(page, 'phone-light-first-run')
    await page.goto(`${server.origin}/office`)
    await nothingYet(page).waitFor()

    // Somebody else with the same link comes too late.
    const other = await open(PHONE)
    await other.goto(link)
    await names(other).hub.fill('Another')
    await names(other).person.fill('Somebody')
    await setUp(other).click()
    await other.getByRole('alert').getByText('A hub is already set up here.').waitFor()
    await judge(other, 'phone-light-set-up-used')

    await server.stop()
    await server.start()
    await page.reload()
    await nothingYet(page).waitFor()
    await untilReceived(page)
    expect(new URL(page.url()).pathname).toBe('/office')
    await page.goto(`${server.origin}/phone`)
    await page.getByText('Eva Nováková').first().waitFor()
    expect(server.output).not.toContain('set-up#')

    // Not after it is closed: WebKit's browser then answers no more.
    const cookies = await page.context().cookies(server.origin)
    await page.close()
    expect(await hubAtServer(cookies, member)).toEqual({ name: 'Hub Ostrava', languages: ['en'], demonstration: false })
  })

  it('U2 shows pages without faults on a desk too, in the dark, and where the code is missing', async () => {
    const link = await server.setUpLink()
    for (const dark of [false, true]) {
      const theme = dark ? 'dark' : 'light'
      const page = await open({ ...DESKTOP, dark })
      await page.goto(`${server.origin}/set-up`)
      await page.getByRole('heading', { level: 2 }).waitFor()
      await judge(page, `desktop-${theme}-set-up-no-code`)
      await page.goto(link)
      await setUp(page).waitFor()
      await judge(page, `desktop-${theme}-set-up`)
      if (!dark) continue
      await names(page).hub.fill('Hub Ostrava')
      await names(page).person.fill('Eva Nováková')
      await setUp(page).click()
      await nothingYet(page).waitFor()
      await untilReady(page)
      await judge(page, 'desktop-dark-office-empty')
      if (!engineCan('a page that changes its theme')) continue
      await page.emulateMedia({ colorScheme: 'light' })
      await judge(page, 'desktop-light-office-empty')
    }
  })
})
