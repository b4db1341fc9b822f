import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PHONE, PhoneBrowser } from '../support/chromium.ts'
import { openTodaysRegister, persons, row, signInByLink, untilReady } from '../support/people.ts'
import { TestServer } from '../support/server.ts'

/** A new version comes while people work (U4, S6). */

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

async function aTrainer(): Promise<{ phone: PhoneBrowser; page: Page }> {
  const phone = new PhoneBrowser(PHONE)
  phones.push(phone)
  const page = await phone.start()
  await signInByLink(page, server.link('trainer'))
  await untilReady(page)
  return { phone, page }
}

describe('a new version', () => {
  it('U4 what is half typed is there again after the page was loaded anew, and gone once it is closed', async () => {
    const { page } = await aTrainer()
    await openTodaysRegister(page)
    const [person = '', other = ''] = await persons(page)
    const note = page.getByLabel('Note')
    await row(page, person).getByRole('button').first().click()
    await page.getByRole('button', { name: 'Came again' }).click()
    await page.getByLabel('Came').nth(1).fill('10:45')
    await note.fill('came with a ch')
    await page.reload()
    await expect.poll(() => note.inputValue()).toBe('came with a ch')
    expect(await page.getByLabel('Came').nth(1).inputValue()).toBe('10:45')
    await page.keyboard.press('Escape')
    await page.reload()
    await row(page, other).waitFor()
    expect(await page.getByRole('dialog').count()).toBe(0)
    await row(page, person).getByRole('button').first().click()
    expect(await note.inputValue()).toBe('')
  })
})
