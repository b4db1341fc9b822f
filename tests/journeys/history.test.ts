import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  chip,
  openTodaysRegister,
  persons,
  signInByLink,
  untilReady,
  untilReceived,
  untilSaved,
} from '../support/people.ts'
import { PhoneBrowser } from '../support/phone.ts'
import { TestServer } from '../support/server.ts'

/** What happened, as the phone tells it with the hub gone, and the office with what came in. */

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

it('F1 F6 F7 tells offline who changed what from what, asks why a submitted register should change, and tells the reason', async () => {
  const page = await phone.start()
  await signInByLink(page, server.link('trainer'))
  await untilReady(page)
  await openTodaysRegister(page)
  const [person = ''] = await persons(page)
  await page.locator('main ~ footer button').last().click()
  await untilSaved(page)
  await untilReceived(page)
  await server.kill()
  await chip(page, person).click()
  await untilSaved(page)
  await page.locator('main ~ footer button').last().click()
  await page.getByRole('dialog').locator('footer button').last().click()
  await untilSaved(page)

  await chip(page, person).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('radio', { name: 'Excused' }).check({ force: true })
  await sheet.getByRole('button', { name: 'Send as a correction' }).click()
  await sheet.getByText('Write why the submitted register should change.').waitFor()
  await sheet.getByLabel('Reason of the correction').fill('Was at the doctor’s')
  await sheet.getByRole('button', { name: 'Send as a correction' }).click()
  await untilSaved(page)

  await chip(page, person).click()
  await sheet.getByRole('link', { name: 'History' }).click()
  const entries = page.locator('main ol > li')
  await expect.poll(() => entries.count()).toBe(4)
  const told = await entries.allInnerTexts()
  expect(told[0]).toMatch(/Recorded: Present.*in one step.*You.*received by the hub/s)
  expect(told[1]).toMatch(/Changed from “Present” to Absent.*not received by the hub yet/s)
  expect(told[2]).toMatch(/The register was submitted with \d+ records/s)
  expect(told[3]).toMatch(/Changed from “Absent” to Excused.*a correction.*Reason: Was at the doctor’s/s)
  await page.getByLabel('About whom').selectOption('')
  await expect.poll(() => entries.first().innerText()).toMatch(/For \d+ people in one step/)
})
