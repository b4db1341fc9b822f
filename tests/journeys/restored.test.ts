import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { dumpDevice, namesFound } from '../support/deviceDump.ts'
import {
  mark,
  openTodaysRegister,
  persons,
  row,
  rows,
  signInByLink,
  stateOf,
  untilReady,
  untilReceived,
  untilSaved,
} from '../support/people.ts'
import { DESKTOP, PHONE, PhoneBrowser } from '../support/phone.ts'
import { TestServer } from '../support/server.ts'

/** Two trainers share a register, somebody's data is erased, and then the server is lost: yesterday's backup is all that
 *  is left of it. */

let server: TestServer
let backups: string
const browsers: PhoneBrowser[] = []

beforeEach(async () => {
  backups = mkdtempSync(join(tmpdir(), 'teren-backups-'))
  server = new TestServer()
  await server.start()
})
afterEach(async () => {
  await Promise.all(browsers.splice(0).map((browser) => browser.dispose()))
  await server.dispose()
  rmSync(backups, { recursive: true, force: true })
})

async function signedIn(role: 'trainer' | 'coordinator', at = 0, screen = PHONE) {
  const phone = new PhoneBrowser(screen)
  browsers.push(phone)
  const page = await phone.start()
  await signInByLink(page, server.link(role, at))
  await untilReady(page)
  return { phone, page }
}

/** As somebody at the server's terminal. */
const teren = (...args: string[]) =>
  execFileSync(process.execPath, ['sync-server/main.ts', ...args], {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, TEREN_DATA: server.data },
    encoding: 'utf8',
  })

const openRegister = async (page: Page, session: string) => {
  await page.goto(`${server.origin}/sessions/${session}`)
  await rows(page).first().waitFor()
}

/** Who else has the register open, as it is said beside the saving line. */
const presence = (page: Page, name: string) => page.getByText(`${name} has this register open too.`)

const familyNameOf = async (page: Page, person: string): Promise<string> => {
  const shown = await row(page, person).getByRole('button').first().locator('span').first().textContent()
  return (shown ?? '').trim().split(' ').at(-1) ?? ''
}

async function noteAbout(page: Page, person: string, note: string): Promise<void> {
  await row(page, person).getByRole('button').first().click()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('radio', { name: 'Absent' }).check()
  await sheet.getByLabel('Note').fill(note)
  await sheet.getByRole('button', { name: 'Save' }).click()
  await untilSaved(page)
}

async function erase(page: Page, person: string): Promise<void> {
  await page.goto(`${server.origin}/office/erasures/${person}`)
  await page.getByRole('radio', { name: 'Erase it now' }).check()
  await page.getByRole('button', { name: 'Erase…' }).click()
  await page.getByRole('button', { name: 'Erase for ever' }).click()
  await page.getByText('Decided.').waitFor()
}

it('PR1 PR6 ER3 ER5 S1 S3 S8 two see each other in a register; one is away while a person is erased, and told; a backup from before is restored under all browsers: their work is there again, under its authors, and the person is not', async () => {
  const { page: anna } = await signedIn('trainer', 0)
  const { page: first, phone: borisPhone } = await signedIn('trainer', 1)
  const { page: desk } = await signedIn('coordinator', 0, DESKTOP)
  const [annasName = '', borisName = ''] = server
    .links()
    .filter(({ role }) => role === 'trainer')
    .map(({ name }) => name)
  const session = await openTodaysRegister(anna)
  await openRegister(first, session)
  await presence(anna, borisName).waitFor()
  await presence(first, annasName).waitFor()
  await first.goto(`${server.origin}/today`)
  await presence(anna, borisName).waitFor({ state: 'detached' })
  await openRegister(first, session)
  await presence(anna, borisName).waitFor()

  const [before = '', hers = '', his = '', gone = ''] = await persons(anna)
  await mark(anna, before, 'Present')
  await untilReceived(anna)
  teren('backup', backups)

  await mark(anna, hers, 'Absent')
  await mark(first, his, 'Present')
  for (const page of [anna, first]) await untilReceived(page)
  await expect.poll(() => stateOf(anna, his), { timeout: 20_000 }).toBe('Present')

  // Without a network nobody is said to be there. He goes on, and is away when somebody's data is erased.
  const name = await familyNameOf(anna, gone)
  await server.kill()
  for (const page of [anna, first]) await page.getByText('this register open too').waitFor({ state: 'detached' })
  await noteAbout(first, gone, `${name} left early`)
  expect(namesFound(JSON.stringify(await dumpDevice(first)), [name])).toEqual([name])
  await borisPhone.close()
  await server.start()
  await erase(desk, gone)
  const isNamed = async (page: Page) => namesFound(JSON.stringify(await dumpDevice(page)), [name]).length > 0
  for (const page of [anna, desk]) await expect.poll(() => isNamed(page), { timeout: 20_000 }).toBe(false)
  await server.kill()

  const [backup = ''] = readdirSync(backups)
  expect(teren('verify', join(backups, backup))).toContain('is whole')
  teren('restore', join(backups, backup))
  await server.start()

  // Nobody touches a phone, but to read. A coordinator looks, and confirms. Three sign-ins are of the demonstration.
  const boris = await borisPhone.start()
  await boris.goto(`${server.origin}/today`)
  await boris.getByText(/1 change about them that was not sent has left this device too/).waitFor()
  await desk.goto(`${server.origin}/office/safekeeping`)
  await expect.poll(() => desk.locator('main').textContent(), { timeout: 60_000 }).toContain('3 of 6')
  await desk.getByRole('button', { name: 'Confirm and open the hub' }).click()
  await desk.getByText('Everybody reads again').waitFor()

  // A phone that held nothing has the union from the hub.
  const { page: fresh } = await signedIn('trainer', 0)
  for (const page of [fresh, boris]) await openRegister(page, session)
  for (const page of [fresh, anna, boris]) {
    await expect.poll(() => stateOf(page, his), { timeout: 20_000 }).toBe('Present')
    await expect.poll(() => stateOf(page, before)).toBe('Present')
    await expect.poll(() => stateOf(page, hers)).toBe('Absent')
    expect(await isNamed(page)).toBe(false)
  }
  await desk.goto(`${server.origin}/office/sessions/${session}`)
  const of = (person: string) => desk.locator(`[data-person="${person}"]`)
  await of(his).first().waitFor()
  expect((await of(hers).allTextContents()).join(' ')).toContain(annasName)
  expect((await of(his).allTextContents()).join(' ')).toContain(borisName)
  expect(await isNamed(desk)).toBe(false)
}, 240_000)
