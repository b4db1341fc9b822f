import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chip, mark, persons, rows, signInByLink, untilReady, untilReceived, untilSaved } from '../support/people.ts'
import { DESKTOP, PHONE, PhoneBrowser } from '../support/phone.ts'
import { TestServer } from '../support/server.ts'

/** The Plovdiv workshop in a real browser: marked item by item by two trainers, the server gone meanwhile. */

const server = new TestServer()
const phones: PhoneBrowser[] = []

async function signedIn(role: 'trainer' | 'coordinator', at: number, screen = PHONE): Promise<Page> {
  const phone = new PhoneBrowser(screen)
  phones.push(phone)
  const page = await phone.start()
  await signInByLink(page, server.link(role, at, 'plovdiv'))
  await untilReady(page)
  return page
}

const choose = (page: Page, item: RegExp) => page.getByRole('radio', { name: item }).check({ force: true })
/** What stands at each item, in words, as a row's name says it. */
const signsOf = async (page: Page, person: string): Promise<string[]> => {
  const text =
    (await rows(page)
      .and(page.locator(`[data-person="${person}"]`))
      .textContent()) ?? ''
  return [...text.matchAll(/: (Present|Absent|Not marked)\./g)].map(([, state]) => state ?? '')
}

beforeAll(async () => {
  await server.start()
})
afterAll(async () => {
  await Promise.all(phones.map((phone) => phone.dispose()))
  await server.dispose()
})

describe('a workshop with an agenda', () => {
  it('F1 F6 F8 two trainers mark different items with the server gone; all of it adds up, and nothing differs', async () => {
    const [angel, vesela] = [await signedIn('trainer', 0), await signedIn('trainer', 1)]
    const link = angel.locator('a[href^="/sessions/"]').first()
    await link.waitFor()
    const href = await link.getAttribute('href')
    for (const page of [angel, vesela]) {
      await page.goto(`${server.origin}${href}`)
      await rows(page).nth(21).waitFor()
      await page.getByRole('region', { name: 'What you mark' }).waitFor()
    }
    await server.kill()
    const [absent = '', always = ''] = await persons(angel)

    await choose(angel, /Представяне/)
    await angel.getByRole('button', { name: /^Everyone present/ }).click()
    await mark(angel, absent, 'Absent')
    await choose(vesela, /Първи панел/)
    await vesela.getByRole('button', { name: /^Everyone present/ }).click()
    for (const page of [angel, vesela]) await untilSaved(page)

    await server.start()
    for (const page of [angel, vesela]) {
      await untilReceived(page)
      await expect.poll(() => signsOf(page, absent)).toEqual(['Absent', 'Present', 'Not marked', 'Not marked'])
      await expect.poll(() => signsOf(page, always)).toEqual(['Present', 'Present', 'Not marked', 'Not marked'])
      expect(await page.locator('[data-tone="two"]').count()).toBe(0)
      await choose(page, /Whole session/)
      // Three quarters of an hour of the one, an hour and a half of the other.
      await expect.poll(() => chip(page, absent).textContent()).toMatch(/1 h 30 min/)
      await expect.poll(() => chip(page, always).textContent()).toMatch(/2 h 15 min/)
    }

    const desk = await signedIn('coordinator', 0, DESKTOP)
    await desk.goto(`${server.origin}/office${href}`)
    const line = desk.locator(`[data-person="${absent}"]`)
    await line.waitFor()
    await expect.poll(() => line.textContent()).toMatch(/Представяне.*Absent.*Първи панел.*1 h 30 min.*Present/)
  })
})
