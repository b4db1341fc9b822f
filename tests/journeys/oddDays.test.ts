import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MemberId, ProgrammeId } from '#domain/ids.ts'
import {
  chip,
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
import { RawClient, signIn } from '../support/rawClient.ts'
import { TestServer } from '../support/server.ts'
import { tearLog, throwDatabaseAway } from '../support/tornLog.ts'

/** Days on which more goes wrong than the network. */

let server: TestServer
const phones: PhoneBrowser[] = []

beforeEach(async () => {
  server = new TestServer()
  await server.start()
})
afterEach(async () => {
  await Promise.all(phones.splice(0).map((phone) => phone.dispose()))
  await server.dispose()
})

async function aTrainer(before?: (page: Page) => Promise<unknown>): Promise<{ phone: PhoneBrowser; page: Page }> {
  const phone = new PhoneBrowser(PHONE)
  phones.push(phone)
  const page = await phone.start()
  await before?.(page)
  await signInByLink(page, server.link('trainer'))
  await untilReady(page)
  return { phone, page }
}

/** The coordinator's own device, without a screen. */
async function aCoordinator() {
  const me = await signIn(server.origin, server.link('coordinator'))
  return {
    async open() {
      const client = await RawClient.open(server.origin, me.cookie)
      await client.hello(me.member)
      return { client, member: me.member }
    },
  }
}

/** Who is signed in on a phone, as its own database has it. */
const seatOn = (page: Page): Promise<{ member: MemberId; device: string }> =>
  page.evaluate(async () => {
    const open = indexedDB.open('teren-device')
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      open.onsuccess = () => resolve(open.result)
      open.onerror = () => reject(open.error)
    })
    const asked = database.transaction('seats').objectStore('seats').getAll()
    const [seat] = await new Promise<{ member: MemberId; device: string }[]>((resolve, reject) => {
      asked.onsuccess = () => resolve(asked.result)
      asked.onerror = () => reject(asked.error)
    })
    database.close()
    if (!seat) throw new Error('nobody is signed in')
    return { member: seat.member, device: seat.device }
  })

/** Presses the state buttons of these people one after the other, without waiting for anything. */
const press = (page: Page, people: string[]): Promise<void> =>
  page.evaluate((all) => {
    for (const person of all)
      document.querySelector<HTMLElement>(`[data-person="${person}"] button:last-child`)?.click()
  }, people)

describe('an odd day', () => {
  it('F2 F6 TA1 TA2 one trainer marks in two tabs at once: both show the same, and all of it is received, also when the one that sends is frozen', async () => {
    const { phone, page } = await aTrainer()
    const session = await openTodaysRegister(page)
    const people = await persons(page)
    const tab = await phone.newPage()
    await tab.goto(`${server.origin}/sessions/${session}`)
    await rows(tab).first().waitFor()
    await Promise.all([press(page, people.slice(0, 8)), press(tab, people.slice(4, 12))])
    for (const one of [page, tab]) await untilSaved(one)
    for (const one of [page, tab]) await untilReceived(one)
    for (const one of [page, tab]) {
      for (const person of people.slice(0, 12)) await expect.poll(() => stateOf(one, person)).toBe('Present')
      expect(await stateOf(one, people[12] ?? '')).toBe('Not marked')
    }

    // The tab that sends is put away by the system: the other takes its place once something waits, and it is fenced
    // when it wakes up.
    if (!engineCan('a tab that is frozen')) return
    const freezer = await phone.context().newCDPSession(page)
    await freezer.send('Page.setWebLifecycleState', { state: 'frozen' })
    await mark(tab, people[12] ?? '', 'Absent')
    await untilReceived(tab)
    await freezer.send('Page.setWebLifecycleState', { state: 'active' })
    await mark(page, people[13] ?? '', 'Present')
    for (const one of [page, tab]) await untilReceived(one)
    await expect.poll(() => stateOf(page, people[12] ?? '')).toBe('Absent')
  })

  it('F3 S1 a right lost while offline: each change is kept with its reason and its session, and is taken once the right is back', async () => {
    const { page } = await aTrainer()
    const coordinator = await aCoordinator()
    const session = await openTodaysRegister(page)
    const [first = '', second = ''] = await persons(page)
    await mark(page, first, 'Present')
    await untilReceived(page)
    const { member } = await seatOn(page)
    await server.kill()
    await mark(page, second, 'Present')
    await mark(page, second, 'Absent')
    await untilSaved(page)
    const title = (await page.locator('h1').textContent()) ?? ''
    await page.goto('about:blank')

    await server.start()
    const { client, member: office } = await coordinator.open()
    const programmes = client.changes.flatMap(({ document }) => /^office\/programme\/(.+)$/.exec(document)?.[1] ?? [])
    const all = [...new Set(programmes)] as ProgrammeId[]
    for (const programme of all) await client.command(office, { name: 'revoke', member, programme })
    await page.goto(`${server.origin}/waiting`)
    const refused = page.locator('li[data-state="refused"]')
    await expect.poll(() => refused.count(), { timeout: 20_000 }).toBe(2)
    const said = (await refused.allTextContents()).join(' ')
    expect(said).toContain('You are not allowed to record here.')
    expect(said).toContain(title)

    for (const programme of all) await client.command(office, { name: 'grant', member, programme })
    await page.goto(`${server.origin}/sessions/${session}`)
    await expect.poll(() => row(page, second).textContent(), { timeout: 20_000 }).toMatch(/Refused by the hub/)
    expect(await stateOf(page, second)).toBe('Absent')
    await page.goto(`${server.origin}/waiting`)
    await page.getByRole('button', { name: 'Send all again' }).click()
    await expect.poll(() => refused.count(), { timeout: 20_000 }).toBe(0)
    await page.goto(`${server.origin}/sessions/${session}`)
    await untilReceived(page)
    expect([await stateOf(page, first), await stateOf(page, second)]).toEqual(['Present', 'Absent'])
  })

  it.runIf(engineCan('a database whose log can be torn'))(
    'F2 S1 DK8 a browser killed in the midst of a write keeps what was saved before and after; one that threw all away says so, and what the hub has comes back',
    async () => {
      const { phone, page } = await aTrainer()
      const session = await openTodaysRegister(page)
      const [first = '', second = ''] = await persons(page)
      await server.kill()
      await mark(page, first, 'Present')
      await untilSaved(page)
      await phone.kill()
      expect(tearLog(phone.profile)).toBe(true)
      const again = await phone.start()
      await again.goto(`${server.origin}/sessions/${session}`)
      expect(await stateOf(again, first)).toBe('Present')
      await mark(again, second, 'Absent')
      await untilSaved(again)
      await phone.kill()

      const third = await phone.start()
      await third.goto(`${server.origin}/sessions/${session}`)
      expect([await stateOf(third, first), await stateOf(third, second)]).toEqual(['Present', 'Absent'])
      await server.start()
      await untilReceived(third)
      await server.kill()
      await phone.close()

      throwDatabaseAway(phone.profile)
      const empty = await phone.start()
      await empty.goto(`${server.origin}/sessions/${session}`)
      await empty.getByText('The browser has deleted what Teren kept on this phone.').waitFor()
      await server.start()
      await expect.poll(() => stateOf(empty, second), { timeout: 30_000 }).toBe('Absent')
      expect(await stateOf(empty, first)).toBe('Present')
      await mark(empty, first, 'Absent')
      await untilReceived(empty)
      await empty.goto(`${server.origin}/today`)
      await empty.getByText('Please look through your last registers.').waitFor()
      await empty.getByRole('button', { name: 'OK' }).click()
      await expect.poll(() => empty.getByText('The browser has deleted').count()).toBe(0)

      // Her own store alone, while it is known who she is.
      await empty.goto(`${server.origin}/livez`)
      await empty.evaluate(async () => {
        const all = await indexedDB.databases()
        for (const { name = '' } of all.filter((one) => one.name?.startsWith('teren-seat-')))
          await new Promise((gone) => {
            indexedDB.deleteDatabase(name).onsuccess = gone
          })
      })
      await empty.goto(`${server.origin}/today`)
      await empty.getByText('Please look through your last registers.').waitFor()
    },
  )

  it('S7 S1 a sign-in ended while something waits and is half typed: nothing vanishes, and a new link sends it', async () => {
    const { page } = await aTrainer()
    const coordinator = await aCoordinator()
    const session = await openTodaysRegister(page)
    const [first = '', second = ''] = await persons(page)
    const seat = await seatOn(page)
    await server.kill()
    await mark(page, first, 'Present')
    await untilSaved(page)
    await row(page, second).getByRole('button').first().click()
    await page.getByLabel('Note').fill('came with a ch')

    await server.start()
    const { client, member } = await coordinator.open()
    await client.command(member, { name: 'end-sign-in', ...seat })
    // Whether the mark was taken before the end or still waits depends on who reached the hub first.
    const dialog = page.getByRole('dialog')
    await dialog.getByText('The hub ended your sign-in meanwhile.').waitFor()
    expect(await page.getByLabel('Note').inputValue()).toBe('came with a ch')
    expect(await dialog.getByRole('button', { name: 'Save' }).count()).toBe(0)
    await page.keyboard.press('Escape')
    expect(await stateOf(page, first)).toBe('Present')
    await page.goto(`${server.origin}/waiting`)
    await page.getByText('Nothing is sent any more').waitFor()
    await page.getByText('It is sent when you have signed in again').waitFor()
    expect(await page.getByRole('button', { name: 'Try now' }).count()).toBe(0)

    await signInByLink(page, server.link('trainer'))
    await page.goto(`${server.origin}/sessions/${session}`)
    await rows(page).first().waitFor()
    await untilReceived(page)
    expect(await stateOf(page, first)).toBe('Present')
  })

  it('F5 F11 a phone whose clock falls back ten years shows the nearest sessions and says why, and says how far at contact', async () => {
    const { page } = await aTrainer((first) =>
      first.addInitScript(() => {
        const by = Number(localStorage.getItem('clock-off-by-ms') ?? 0)
        const RealDate = Date
        // biome-ignore lint/suspicious/noGlobalAssign: this page's clock is wrong
        Date = class extends RealDate {
          constructor(...given: ConstructorParameters<typeof RealDate>) {
            super(...((given.length ? given : [RealDate.now() + by]) as ConstructorParameters<typeof RealDate>))
          }
          static override now = () => RealDate.now() + by
        } as DateConstructor
      }),
    )
    await openTodaysRegister(page)
    await server.kill()
    await page.evaluate(() => localStorage.setItem('clock-off-by-ms', String(-3_652 * 86_400_000)))
    await page.goto(`${server.origin}/today`)
    await page.getByText('This phone’s clock stands before the last contact').waitFor()
    await openTodaysRegister(page)
    const [first = ''] = await persons(page)
    await mark(page, first, 'Present')
    await untilSaved(page)

    await server.start()
    await untilReceived(page)
    await page.goto(`${server.origin}/waiting`)
    await page.getByText('This phone’s clock is 3,652 days behind the hub’s.').waitFor()
    await page.goto(`${server.origin}/today`)
    await page.locator('a[href^="/sessions/"]').first().waitFor()
    await expect.poll(() => page.getByText('This phone’s clock stands before').count()).toBe(0)
  })

  it('U2 the register by keyboard alone: the focus is never lost, and large text scrolls only one way', async () => {
    const { page } = await aTrainer()
    await openTodaysRegister(page)
    const people = await persons(page)
    const focused = () =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent)
    const everyone = page.getByRole('button', { name: /^Everyone present/ })
    await everyone.focus()
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('Submit')
    const name = row(page, people[0] ?? '')
      .getByRole('button')
      .first()
    await name.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.getByRole('radio', { name: 'Present' }).focus()
    await page.keyboard.press('ArrowRight')
    await page.getByRole('button', { name: 'Save', exact: true }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => stateOf(page, people[0] ?? '')).toBe('Absent')
    expect(await name.evaluate((button) => button === document.activeElement)).toBe(true)
    await chip(page, people[1] ?? '').focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => stateOf(page, people[1] ?? '')).toBe('Absent')
    await untilSaved(page)
    expect(await savingLine(page).getAttribute('data-state')).not.toBe('unsaved')

    if (!engineCan('a page that changes its size')) return
    await page.setViewportSize({ width: 320, height: 640 })
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%'
    })
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth))
      .toBe(0)
  })
})
