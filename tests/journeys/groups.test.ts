import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTodaysRegister, signInByLink, untilReady, untilReceived, untilSaved } from '../support/people.ts'
import { PhoneBrowser } from '../support/phone.ts'
import { TestServer } from '../support/server.ts'

/** What groups work out in a room without a network. */

let server: TestServer
let phone: PhoneBrowser

beforeEach(async () => {
  server = new TestServer()
  phone = new PhoneBrowser()
  await server.start()
})
afterEach(async () => {
  await phone.dispose()
  await server.dispose()
})

it('F1 F2 groups are dealt, a board is filled, ordered and voted on offline, outlives the phone being killed, and is printed', async () => {
  const page = await phone.start()
  await signInByLink(page, server.link('trainer'))
  await untilReady(page)
  const session = await openTodaysRegister(page)
  await server.kill()

  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('link', { name: /^Group work/ }).click()
  await page.getByRole('button', { name: 'Make groups' }).click()
  await page.getByRole('dialog').getByRole('combobox', { name: 'How many' }).selectOption('3')
  await page.getByRole('dialog').getByRole('button', { name: 'Make groups' }).click()
  const groups = page.getByRole('main').getByRole('listitem')
  await expect.poll(() => groups.count()).toBe(3)
  await groups.first().getByRole('link').click()

  const entries = page.getByRole('main').getByRole('list').getByRole('listitem')
  for (const [at, text] of ['A register', 'Mentors'].entries()) {
    await page.getByRole('button', { name: 'Add a priority' }).click()
    await page.getByRole('textbox', { name: 'Text' }).fill(text)
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await expect.poll(() => entries.count()).toBe(at + 1)
  }
  await page.getByRole('button', { name: 'Move up: Mentors' }).click()
  await expect.poll(() => entries.first().textContent()).toContain('Mentors')
  await page.getByRole('button', { name: '0 votes: Mentors' }).click()
  await page.getByRole('dialog').getByRole('checkbox').first().check()
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: '1 vote: Mentors' }).waitFor()
  await untilSaved(page)
  await phone.kill()

  const again = await phone.start()
  await again.goto(`${server.origin}/sessions/${session}`)
  await again.getByRole('button', { name: 'More', exact: true }).click()
  await again.getByRole('link', { name: /^Group work/ }).click()
  await again.getByRole('link', { name: 'Print the report' }).click()
  const lines = again.getByRole('main').locator('[data-page] tr', { hasText: 'Priorities' })
  await expect.poll(() => lines.allTextContents()).toEqual(['Priorities1Mentors1', 'Priorities2A register0'])
  await server.start()
  await again.goBack()
  await untilReceived(again)
}, 120_000)
