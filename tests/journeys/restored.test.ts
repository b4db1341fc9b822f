import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  mark,
  openTodaysRegister,
  persons,
  rows,
  signInByLink,
  stateOf,
  untilReady,
  untilReceived,
} from '../support/people.ts'
import { DESKTOP, PHONE, PhoneBrowser } from '../support/phone.ts'
import { TestServer } from '../support/server.ts'

/** The server is lost, and yesterday's backup is all that is left of it. */

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

async function signedIn(role: 'trainer' | 'coordinator', at = 0, screen = PHONE): Promise<Page> {
  const browser = new PhoneBrowser(screen)
  browsers.push(browser)
  const page = await browser.start()
  await signInByLink(page, server.link(role, at))
  await untilReady(page)
  return page
}

/** As somebody at the server's terminal. */
const teren = (...args: string[]) =>
  execFileSync(process.execPath, ['sync-server/main.ts', ...args], {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, TEREN_DATA: server.data },
    encoding: 'utf8',
  })

it('S3 S8 a backup from before is restored under three browsers: all of them together is there again, under its authors', async () => {
  const [anna, boris] = [await signedIn('trainer', 0), await signedIn('trainer', 1)]
  const desk = await signedIn('coordinator', 0, DESKTOP)
  const session = await openTodaysRegister(anna)
  await boris.goto(`${server.origin}/sessions/${session}`)
  await rows(boris).first().waitFor()
  const [before = '', hers = '', his = ''] = await persons(anna)
  await mark(anna, before, 'Present')
  await untilReceived(anna)
  teren('backup', backups)

  await mark(anna, hers, 'Absent')
  await mark(boris, his, 'Present')
  for (const page of [anna, boris]) await untilReceived(page)
  await expect.poll(() => stateOf(anna, his), { timeout: 20_000 }).toBe('Present')
  await server.kill()

  const [backup = ''] = readdirSync(backups)
  expect(teren('verify', join(backups, backup))).toContain('is whole')
  teren('restore', join(backups, backup))
  await server.start()

  // Nobody touches a phone. A coordinator looks, and confirms. Three sign-ins are of the demonstration.
  await desk.goto(`${server.origin}/office/safekeeping`)
  await expect.poll(() => desk.locator('main').textContent(), { timeout: 60_000 }).toContain('3 of 6')
  await desk.getByRole('button', { name: 'Confirm and open the hub' }).click()
  await desk.getByText('Everybody reads again').waitFor()

  // A phone that held nothing has the union from the hub.
  const fresh = await signedIn('trainer', 0)
  for (const page of [fresh, anna, boris]) {
    if (page === fresh) await page.goto(`${server.origin}/sessions/${session}`)
    await rows(page).first().waitFor()
    await expect.poll(() => stateOf(page, his), { timeout: 20_000 }).toBe('Present')
    await expect.poll(() => stateOf(page, before)).toBe('Present')
    await expect.poll(() => stateOf(page, hers)).toBe('Absent')
  }
  await desk.goto(`${server.origin}/office/sessions/${session}`)
  const [annasName = '', borisName = ''] = server
    .links()
    .filter(({ role }) => role === 'trainer')
    .map(({ name }) => name)
  const of = (person: string) => desk.locator(`[data-person="${person}"]`)
  await of(his).first().waitFor()
  expect((await of(hers).allTextContents()).join(' ')).toContain(annasName)
  expect((await of(his).allTextContents()).join(' ')).toContain(borisName)
})
