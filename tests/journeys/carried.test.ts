import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  mark,
  openTodaysRegister,
  persons,
  signInByLink,
  untilReady,
  untilReceived,
  untilSaved,
} from '../support/people.ts'
import { engineCan, PHONE, PhoneBrowser } from '../support/phone.ts'
import { TestServer } from '../support/server.ts'

/** Work whose phone cannot say who it is, or cannot reach the hub. */

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

async function signedIn(role: 'trainer' | 'coordinator', at = 0) {
  const phone = new PhoneBrowser(PHONE)
  phones.push(phone)
  const page = await phone.start()
  await signInByLink(page, server.link(role, at))
  await untilReady(page)
  return { phone, page }
}

/** What the hub holds of what the demonstration's people recorded themselves. */
function claimsAtTheHub(since: number): number {
  const db = new SQLite(join(server.data, 'teren.db'), { readonly: true })
  const count = db
    .prepare<[number], number>(
      'SELECT count(*) FROM claim_keys JOIN rows USING (hub, document, seq) WHERE received_at > ?',
    )
    .pluck()
    .get(since)
  db.close()
  return count ?? 0
}

/** Makes the file of what waits, and saves it. */
async function handOver(page: Page): Promise<string> {
  await page.goto(`${server.origin}/waiting`)
  await page.getByRole('link', { name: 'Hand over your work' }).click()
  await page.getByRole('button', { name: 'Make the file' }).click()
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save the file' }).click()
  const file = join(server.data, 'carried.txt')
  await (await saving).saveAs(file)
  return file
}

async function bringIn(page: Page, file: string): Promise<void> {
  await page.goto(`${server.origin}/phone/bring-in`)
  await page.locator('input[type=file]').setInputFiles(file)
}

const figure = (page: Page, of: string) =>
  page.locator('dl > div').filter({ hasText: of }).locator('dd').first().textContent()

describe('work that is carried', () => {
  it('S1 S7 DK5 HO5 HO8 HO10 a phone that lost its cookie gets it back; without a network it hands over, another brings it in, and nothing is there twice; ended, it says what to do, gives its work, and a coordinator decides', async () => {
    if (!engineCan('a hand on its files and cookies')) return
    const { phone, page } = await signedIn('trainer')
    await openTodaysRegister(page)
    await server.kill()
    await phone.context().clearCookies()
    const [first = '', second = '', third = '', fourth = ''] = await persons(page)
    await mark(page, first, 'Present')
    await untilSaved(page)
    await server.start()
    await page.reload()
    await untilReceived(page)

    const since = Date.now()
    await server.kill()
    await mark(page, second, 'Present')
    await mark(page, third, 'Present')
    await untilSaved(page)
    const file = await handOver(page)
    expect(readFileSync(file, 'utf8')).toMatch(/^This file holds work recorded in Teren for /)
    await phone.close()

    await server.start()
    const { page: desk } = await signedIn('coordinator')
    await bringIn(desk, file)
    await desk.getByRole('heading', { name: /^The hub has the work of / }).waitFor()
    expect(await figure(desk, 'Received by the hub')).toBe('2')
    expect(claimsAtTheHub(since)).toBe(2)

    const again = await phone.start()
    await again.goto(`${server.origin}/today`)
    await untilReceived(again)
    expect(claimsAtTheHub(since)).toBe(2)
    await bringIn(desk, file)
    await desk.getByText('Was there already').waitFor()
    expect(await figure(desk, 'Was there already')).toBe('2')

    const spoilt = join(server.data, 'spoilt.txt')
    writeFileSync(spoilt, readFileSync(file, 'utf8').slice(0, -100))
    await bringIn(desk, spoilt)
    await desk.getByText('A part of this file is missing.').waitFor()

    // S7: a sign-in is ended while work waits. Its phone says what can be done. The work is carried, and given by the phone
    // itself; it is there once, and a coordinator reads it before anything counts.
    const session = await openTodaysRegister(again)
    await phone.context().setOffline(true)
    await mark(again, fourth, 'Present')
    await untilSaved(again)
    const name = server.links().find(({ role }) => role === 'trainer')?.name ?? ''
    await desk.goto(`${server.origin}/office/team`)
    await desk.getByRole('link', { name }).click()
    await desk.getByRole('listitem').filter({ hasText: 'Chrome' }).getByRole('button', { name: 'End' }).click()
    await desk.getByRole('button', { name: 'End the sign-in' }).click()
    await desk.getByText(/^Ended /).waitFor()
    await phone.context().setOffline(false)
    await again.goto(`${server.origin}/waiting`)
    await again.getByText('You can still give this work to the hub').waitFor()
    const late = await handOver(again)
    await bringIn(desk, late)
    await desk.getByText('A coordinator decides on it.').waitFor()
    await again.goto(`${server.origin}/waiting/hand-over`)
    await again.getByRole('button', { name: 'Give it to the hub' }).click()
    await again.getByText('The hub has your work now: 1 change.').waitFor()
    expect(claimsAtTheHub(since)).toBe(2)
    await desk.goto(`${server.origin}/office/rescued`)
    const work = desk.getByRole('article', { name })
    await work.getByText(/: Present/).waitFor()
    await work.getByRole('button', { name: 'Take up' }).click()
    await desk.getByText('No Rescued work waits').waitFor()
    expect(claimsAtTheHub(since)).toBe(3)
    await desk.goto(`${server.origin}/office/sessions/${session}`)
    const his = desk.locator(`[data-person="${fourth}"]`)
    await his.first().waitFor()
    expect((await his.allTextContents()).join(' ')).toContain(name)
  }, 240_000)
})
