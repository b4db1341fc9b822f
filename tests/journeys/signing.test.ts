import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTodaysRegister, signInByLink, untilReady, untilReceived, untilSaved } from '../support/people.ts'
import { PhoneBrowser } from '../support/phone.ts'
import { scribble } from '../support/screens.ts'
import { TestServer } from '../support/server.ts'

/** Signatures on the glass, with the hub gone. */

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

it('F1 F2 F10 those present sign one after another offline, by hand or by name; it outlives a kill, and stands on the sheet', async () => {
  const page = await phone.start()
  await signInByLink(page, server.link('trainer'))
  await untilReady(page)
  const session = await openTodaysRegister(page)
  await server.kill()
  await page.locator('main ~ footer button').last().click()
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('link', { name: /^Collect signatures/ }).click()

  const who = page.locator('main form h2')
  const list = page.getByRole('list', { name: 'People present' }).getByRole('listitem')
  const confirm = page.getByRole('button', { name: 'Confirm the signature' })
  const first = await who.innerText()
  await confirm.click()
  await page.getByText('Nothing is drawn yet').waitFor()
  await scribble(page)
  await confirm.click()
  await expect.poll(() => who.innerText()).not.toBe(first)

  const second = await who.innerText()
  await page.getByRole('radio', { name: 'Type the name instead' }).check({ force: true })
  await page.getByLabel('Your name').fill('Made-up Name')
  await page.keyboard.press('Enter')
  await expect.poll(() => who.innerText()).not.toBe(second)
  const third = await who.innerText()
  await page.getByRole('button', { name: 'Skip' }).click()
  await expect.poll(() => who.innerText()).not.toBe(third)
  const fourth = await who.innerText()
  await scribble(page)
  await confirm.click()
  await expect.poll(() => list.filter({ hasText: 'Signed' }).count()).toBe(2)
  await untilSaved(page)
  await phone.kill()

  const again = await phone.start()
  await again.goto(`${server.origin}/signatures/${session}`)
  const rows = again.getByRole('list', { name: 'People present' }).getByRole('listitem')
  await rows.filter({ hasText: fourth }).getByRole('button').click()
  await again.getByRole('button', { name: 'Take the signature back' }).click()
  await expect.poll(() => again.locator('main form h2').innerText()).toBe(fourth)
  expect(await rows.filter({ hasText: first }).innerText()).toContain('Signed')
  expect(await rows.filter({ hasText: second }).innerText()).toContain('Name typed')

  await again.goto(`${server.origin}/print/sheets/${session}`)
  const cells = again.locator('[data-letters=here] [data-page] tbody tr td:last-child')
  await cells.first().waitFor()
  expect(await cells.locator('svg path').count()).toBe(1)
  expect(await cells.locator('i').allInnerTexts()).toEqual(['Made-up Name'])
  await again.locator('main input[type=radio]').nth(1).check({ force: true })
  await expect.poll(() => cells.locator('svg, i').count()).toBe(0)

  await server.start()
  await again.goto(`${server.origin}/signatures/${session}`)
  await untilReceived(again)
}, 120_000)
