import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { version } from '../../package.json'
import { keptBuildFile, keptVersions, makeNextBuild, PRESENT_BUILD, unpackBuild } from '../support/builds.ts'
import {
  mark,
  openTodaysRegister,
  persons,
  row,
  rows,
  savingLine,
  signInByLink,
  stateOf,
  untilReady,
  untilReceived,
  untilSaved,
} from '../support/people.ts'
import { engineCan, PHONE, PhoneBrowser } from '../support/phone.ts'
import { TestServer } from '../support/server.ts'

/** A new version comes while people work (U4, S6): to whom an older app has, and to whom has something half typed. */

let server: TestServer
let folder: string
const phones: PhoneBrowser[] = []

beforeEach(() => {
  server = new TestServer()
  folder = mkdtempSync(join(tmpdir(), 'teren-builds-'))
})
afterEach(async () => {
  await Promise.all(phones.splice(0).map((phone) => phone.dispose()))
  await server.dispose()
  rmSync(folder, { recursive: true, force: true })
})

/** The server as it starts with another build in its folder: nobody is served meanwhile. */
async function serve(app: string): Promise<void> {
  await server.kill()
  server.env.TEREN_APP = app
  await server.start()
}

async function aTrainer(): Promise<{ phone: PhoneBrowser; page: Page }> {
  const phone = new PhoneBrowser(PHONE)
  phones.push(phone)
  const page = await phone.start()
  await signInByLink(page, server.link('trainer'))
  await untilReady(page)
  return { phone, page }
}

const NEXT = '9.0.0'
const BRINGS = 'Made up by the test.'
function nextBuild(): string {
  const next = join(folder, 'next')
  const news = { version: NEXT, day: '2030-01-01', points: [BRINGS] }
  makeNextBuild(PRESENT_BUILD, next, { version, next: NEXT, news })
  return next
}

const openNote = (page: Page, person: string) => row(page, person).getByRole('button').first().click()
const note = (page: Page) => page.getByRole('dialog').getByLabel('Note')

/** A tab that does not let go of the member's database when it is asked to, as one that hangs; gives how it lets go. */
async function holdDatabase(tab: Page): Promise<() => Promise<void>> {
  const held = await tab.evaluateHandle(async () => {
    const found = (await indexedDB.databases()).find(({ name = '' }) => name.startsWith('teren-seat-'))
    const opening = indexedDB.open(found?.name ?? '')
    return new Promise<IDBDatabase>((resolve, reject) => {
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => reject(opening.error)
    })
  })
  return () => held.evaluate((database) => database.close())
}

/** In the background: another tab is in front. */
const hide = (page: Page) =>
  page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => true })
    document.dispatchEvent(new Event('visibilitychange'))
  })

async function versionOn(page: Page): Promise<string> {
  await page.goto(`${server.origin}/phone`)
  return (await page.getByText(/^Teren, version/).textContent()) ?? ''
}

/** The oldest and the newest that people may have; those between when asked for (`npm run test:long`). */
const olds = keptVersions().filter(
  (_, place, all) => process.env.TEREN_KEPT === 'all' || place === 0 || place === all.length - 1,
)

describe('an old build against the newest server', () => {
  it('is kept: the version before this one, at least', () => {
    expect(keptVersions()).toContain('0.1.0')
  })

  it.each(olds)(
    'S6 U4 TA1 %s signs in, works offline, sends, and is brought up to date with all of it while it is open beside',
    async (old) => {
      const app = join(folder, old)
      unpackBuild(readFileSync(keptBuildFile(old)), app)
      server.env.TEREN_APP = app
      await server.start()
      const { phone, page } = await aTrainer()
      const session = await openTodaysRegister(page)
      const [first = '', second = '', third = '', fourth = ''] = await persons(page)
      await server.kill()
      await mark(page, first, 'Present')
      await mark(page, second, 'Absent')
      await untilSaved(page)
      await server.start()
      await untilReceived(page)
      await server.kill()
      await mark(page, third, 'Present')
      await untilSaved(page)

      // A version kept before it is raised is the present one itself: what follows it is made of it.
      await serve(old === version ? nextBuild() : PRESENT_BUILD)
      // Left while it receives, 0.1.0 holds up later pages in WebKit: it does not let go of the disk yet.
      await untilReceived(page)
      // Another tab stays open, and goes on with the old version whatever becomes of the database.
      const beside = await phone.newPage()
      await beside.goto(`${server.origin}/sessions/${session}`)
      await rows(beside).first().waitFor()
      await page.goto(`${server.origin}/today`)
      const letGo = old === '0.1.0' ? await holdDatabase(beside) : null
      // How it is offered is the old version's.
      const offer = page.getByRole('button', { name: /^(Update|See what is new)$/ })
      const tellsFirst = (await offer.textContent()) === 'See what is new'
      // Gone to another page at once, it might not have said yet that it is to be taken.
      const anew = page.waitForEvent('load')
      await offer.click()
      if (tellsFirst) await page.getByRole('dialog').getByRole('button', { name: 'Take it now' }).click()
      await anew
      if (letGo) {
        const asks = page.getByText('Close Teren in every other tab and window.')
        await asks.waitFor()
        await letGo()
        await asks.waitFor({ state: 'detached' })
      }
      await expect.poll(() => versionOn(page), { timeout: 60_000 }).toContain(old === version ? NEXT : version)
      await page.goto(`${server.origin}/sessions/${session}`)
      await rows(page).first().waitFor()
      await untilReceived(page)
      expect([await stateOf(page, first), await stateOf(page, second), await stateOf(page, third)]).toEqual([
        'Present',
        'Absent',
        'Present',
      ])
      await Promise.all([mark(page, first, 'Absent'), mark(beside, fourth, 'Present')])
      for (const tab of [page, beside]) await untilReceived(tab)
      for (const tab of [page, beside]) {
        await expect.poll(() => stateOf(tab, first)).toBe('Absent')
        await expect.poll(() => stateOf(tab, fourth)).toBe('Present')
      }
    },
  )
})

/** Deaths of a browser; the long tests have them. */
const KILLS = Number(process.env.TEREN_KILLS ?? 0)

if (KILLS > 0) {
  describe('a phone whose browser is killed while its database is brought up to date', () => {
    it.each(Array.from({ length: KILLS }, (_, at) => Math.round((at * 1_500) / KILLS)))(
      'S6 S1 %i ms after it began, it is brought up to date at the next start, with all of it',
      async (afterMs) => {
        const app = join(folder, '0.1.0')
        unpackBuild(readFileSync(keptBuildFile('0.1.0')), app)
        server.env.TEREN_APP = app
        await server.start()
        const { phone, page } = await aTrainer()
        const session = await openTodaysRegister(page)
        const [first = '', second = ''] = await persons(page)
        await mark(page, first, 'Present')
        await untilReceived(page)
        await serve(PRESENT_BUILD)
        await page.goto(`${server.origin}/today`)
        await page.getByRole('button', { name: 'Update' }).waitFor()
        await page.goto(`${server.origin}/sessions/${session}`)
        await rows(page).first().waitFor()
        await server.kill()
        await mark(page, second, 'Absent')
        await untilSaved(page)
        await page.goto(`${server.origin}/today`)
        await page.getByRole('button', { name: 'Update' }).click()
        await new Promise((resolve) => setTimeout(resolve, afterMs))
        await phone.kill()

        const again = await phone.start()
        await expect.poll(() => versionOn(again), { timeout: 20_000 }).toContain(version)
        await again.goto(`${server.origin}/sessions/${session}`)
        await rows(again).first().waitFor()
        expect([await stateOf(again, first), await stateOf(again, second)]).toEqual(['Present', 'Absent'])
        expect(await savingLine(again).getAttribute('data-state')).toBe('waiting')
        await server.start()
        // A browser that is killed may have kept no cookie, and 0.1.0 had no key to bring it back.
        await signInByLink(again, server.link('trainer'))
        await again.goto(`${server.origin}/sessions/${session}`)
        await rows(again).first().waitFor()
        await untilReceived(again)
      },
    )
  })

  describe('a new version', () => {
    it('U4 taken in one tab while a form is half typed in another: what it brings is said, nothing is lost, and old chunks are there', async () => {
      await server.start()
      const { phone, page } = await aTrainer()
      const session = await openTodaysRegister(page)
      const [person = '', other = ''] = await persons(page)
      await openNote(page, person)
      await page.getByRole('button', { name: 'Came again' }).click()
      await page.getByLabel('Came').nth(1).fill('10:45')
      await note(page).fill('came with a ch')
      // A third tab has never opened a sheet: it has yet to load what it needs for one.
      const late = await phone.newPage()
      await late.goto(`${server.origin}/sessions/${session}`)
      await rows(late).first().waitFor()

      await serve(nextBuild())
      const tab = await phone.newPage()
      await tab.goto(`${server.origin}/today`)
      await tab.getByRole('button', { name: 'See what is new' }).click()
      await tab.getByText(BRINGS).waitFor()
      await tab.getByRole('heading', { name: `New: Teren ${NEXT}` }).waitFor()
      await tab.getByRole('button', { name: 'Later' }).click()
      expect(await tab.getByRole('button', { name: 'See what is new' }).count()).toBe(0)
      await tab.goto(`${server.origin}/phone`)
      await tab.getByRole('button', { name: 'See what is new' }).click()
      await tab.getByRole('button', { name: 'Take it now' }).click()
      await expect.poll(() => versionOn(tab), { timeout: 20_000 }).toContain(NEXT)

      // Nobody is thrown out of what they do.
      expect(await note(page).inputValue()).toBe('came with a ch')
      for (const name of readdirSync(join(PRESENT_BUILD, 'assets')).filter((name) => !name.endsWith('.map'))) {
        expect((await fetch(`${server.origin}/assets/${name}`)).status, name).toBe(200)
      }
      await server.kill()
      // What the browser itself had kept of the old chunks is not to be relied on.
      if (engineCan('a cache that can be emptied')) {
        const debug = await phone.context().newCDPSession(late)
        await debug.send('Network.clearBrowserCache')
      }
      await openNote(late, other)
      await note(late).fill('nobody kept this')
      await late.keyboard.press('Escape')

      const loaded = page.waitForEvent('load')
      await hide(page)
      await loaded
      await expect.poll(() => note(page).inputValue()).toBe('came with a ch')
      expect(await page.getByLabel('Came').nth(1).inputValue()).toBe('10:45')
      await note(page).fill('came with a child')
      await page.getByRole('button', { name: 'Save' }).click()
      await untilSaved(page)
      await expect.poll(() => row(page, person).textContent()).toContain('came with a child')
      expect(await savingLine(page).getAttribute('data-state')).toBe('waiting')
      // What is closed or saved is not kept.
      await late.reload()
      await rows(late).first().waitFor()
      expect(await late.getByRole('dialog').count()).toBe(0)
      await openNote(late, other)
      expect(await note(late).inputValue()).toBe('')
    })
  })
}
