import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  mark,
  openTodaysRegister,
  persons,
  signInByLink,
  untilReady,
  untilReceived,
  untilSaved,
} from '../support/people.ts'
import { engineCan, PHONE, PhoneBrowser } from '../support/phone.ts'
import { TestServer } from '../support/server.ts'

/** How safe the work is on a phone, as the phone itself says it. */

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

const PROMISES = 'a promise to keep data, given or refused'

/** Counts how often the browser is asked to keep what is here, and lets the test move the phone's clock on. Where nobody
 *  can answer for the browser, the page does. */
const watched = (page: Page) =>
  page.addInitScript((answers) => {
    const { prototype } = StorageManager
    const { persist } = prototype
    const promised = async () => localStorage.getItem('promised') === 'yes'
    prototype.persist = function () {
      localStorage.setItem('asked', String(Number(localStorage.getItem('asked') ?? 0) + 1))
      return answers ? promised() : persist.call(this)
    }
    if (answers) prototype.persisted = promised
    const { now } = Date
    Date.now = () => now() + Number(localStorage.getItem('later-by-ms') ?? 0)
  }, !engineCan(PROMISES))
async function promise(page: Page): Promise<void> {
  if (!engineCan(PROMISES)) return page.evaluate(() => localStorage.setItem('promised', 'yes'))
  const debug = await phone.context().newCDPSession(page)
  await debug.send('Browser.grantPermissions', { origin: server.origin, permissions: ['durableStorage'] })
}
const asked = (page: Page) => page.evaluate(() => Number(localStorage.getItem('asked') ?? 0))
const safety = (page: Page) => page.locator('section[aria-labelledby="phone-safety"]')

describe('this phone', () => {
  it('S1 asks the browser to keep the work after the first mark; says what is only here, of everybody, and what would be lost', async () => {
    if (!engineCan('an answer about its storage')) return
    const page = await phone.start()
    await watched(page)
    await signInByLink(page, server.link('trainer'))
    await untilReady(page)
    await page.goto(`${server.origin}/phone`)
    await safety(page).getByText('The hub has everything from this phone.').waitFor()
    await page.goto(`${server.origin}/today`)
    await openTodaysRegister(page)
    const [first = '', second = ''] = await persons(page)
    expect(await asked(page)).toBe(0)
    await mark(page, first, 'Present')
    await expect.poll(() => asked(page)).toBe(1)
    await untilReceived(page)

    // Refused, as a browser does that does not know us yet: said, with what to do, and worked on all the same.
    await page.goto(`${server.origin}/phone`)
    await safety(page).getByRole('heading', { name: 'Not protected yet' }).waitFor()
    await safety(page).getByRole('button', { name: 'Ask the browser to keep it' }).click()
    await safety(page).getByText('The browser did not promise it.').waitFor()

    const name = await page.locator('section[aria-labelledby="phone-people"] li p').first().textContent()
    await signInByLink(page, server.link('trainer', 1))
    await untilReady(page)
    await page.goto(`${server.origin}/phone`)
    const switching = page.getByRole('button', { name: `Switch to ${name}` })
    await switching.click()
    await switching.waitFor({ state: 'detached' })
    await page.goto(`${server.origin}/today`)
    await openTodaysRegister(page)
    await server.kill()
    await mark(page, second, 'Present')
    await untilSaved(page)
    await page.goto(`${server.origin}/phone`)
    await page.getByRole('button', { name: /^Switch to / }).click()
    await safety(page).getByText('1 change is only on this phone.').waitFor()
    await page.getByText(/^1 change only here · since/).waitFor()
    expect(await page.getByText('1 change would be lost.').count()).toBe(3)

    // A day and an hour later the work still waits: a calm word where work is made, until the browser promises to keep it.
    await page.evaluate(() => localStorage.setItem('later-by-ms', String(25 * 3_600_000)))
    await page.goto(`${server.origin}/today`)
    const note = page.getByRole('link', { name: /^Some of your work has waited here for more than a day/ })
    await note.click()
    await safety(page).getByRole('heading', { name: 'Not protected yet' }).waitFor()
    await promise(page)
    await safety(page).getByRole('button', { name: 'Ask the browser to keep it' }).click()
    await safety(page).getByRole('heading', { name: 'Kept safe here' }).waitFor()
    await page.goto(`${server.origin}/today`)
    await page.locator('h1').waitFor()
    await page.goto(`${server.origin}/phone`)
    await safety(page).getByRole('heading', { name: 'Kept safe here' }).waitFor()
    expect(await note.count()).toBe(0)
  })

  it('S1 says of a private window what it looks like', async () => {
    if (!engineCan('a private window')) return
    const first = await phone.start()
    await first.goto(`${server.origin}/phone`)
    await safety(first).getByRole('heading', { name: 'Not protected yet' }).waitFor()
    const privately = await phone.context().browser()?.newContext()
    const page = await privately?.newPage()
    if (!page) throw new Error('no private window')
    await page.goto(`${server.origin}/phone`)
    await safety(page).getByRole('heading', { name: 'This looks like a private window' }).waitFor()
    await page.getByText('You close this window').waitFor()
    await privately?.close()
  })
})
