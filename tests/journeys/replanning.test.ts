import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
import { DESKTOP, PHONE, PhoneBrowser } from '../support/phone.ts'
import { TestServer } from '../support/server.ts'

/** A day that goes otherwise than it was planned, changed where it is taught. */

const server = new TestServer()
const phones: PhoneBrowser[] = []

async function signedIn(role: 'trainer' | 'coordinator', screen = PHONE): Promise<Page> {
  const phone = new PhoneBrowser(screen)
  phones.push(phone)
  const page = await phone.start()
  await signInByLink(page, server.link(role))
  await untilReady(page)
  return page
}

beforeAll(async () => {
  await server.start()
})
afterAll(async () => {
  await Promise.all(phones.map((phone) => phone.dispose()))
  await server.dispose()
})

describe('a session that goes otherwise than planned', () => {
  it('F1 F5 F8 with the server gone it is split and moved elsewhere; what was marked stays, the office sees why and puts it back', async () => {
    const page = await signedIn('trainer')
    const session = await openTodaysRegister(page)
    await server.kill()
    const [somebody = ''] = await persons(page)
    await mark(page, somebody, 'Absent')
    const change = async () => {
      await page.getByRole('button', { name: 'More' }).click()
      await page.getByRole('link', { name: /^Change the session/ }).click()
      await page.getByLabel('Why').waitFor()
    }

    await change()
    const place = page.getByLabel('Place', { exact: true })
    const planned = await place.inputValue()
    await place.fill('Library, 2nd floor')
    await page.getByLabel('Why').fill('No heating')
    await page.getByRole('button', { name: 'Save the change' }).click()
    const note = page.getByText('Changed in the field by', { exact: false })
    await note.waitFor()
    await untilSaved(page)

    await change()
    const start = await page.getByLabel('From', { exact: true }).first().inputValue()
    await page.getByRole('radio', { name: 'Split in two' }).check({ force: true })
    await page.getByLabel('The first part goes until').fill(`${start.slice(0, 2)}:59`)
    await page.getByLabel('Why').fill('Power cut')
    await page.getByRole('button', { name: 'Split the session' }).click()
    await page.getByRole('link', { name: 'Second part' }).waitFor()
    expect(await stateOf(page, somebody)).toMatch(/^Absent/)
    await page.getByRole('link', { name: 'Second part' }).click()
    await page.getByText(/^Second part of the session of/).waitFor()
    await rows(page).first().waitFor()
    expect(await stateOf(page, somebody)).toMatch(/^Not marked/)

    await server.start()
    await untilReceived(page)
    const desk = await signedIn('coordinator', DESKTOP)
    await desk.goto(`${server.origin}/office/sessions/${session}`)
    await desk.getByText(/Power cut/).waitFor()
    expect(await desk.getByText(/No heating/).textContent()).toContain(`Library, 2nd floor (before: ${planned})`)
    await desk.getByRole('button', { name: 'Put it back' }).click()
    await desk.getByText(/Power cut.*Put back\./).waitFor()
    await page.getByText('This session is cancelled', { exact: false }).first().waitFor()
  })
})
