import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { photographed, type QrModules, showToCamera } from '../support/camera.ts'
import { chip, openTodaysRegister, row, rows, signInByLink, untilReady, untilReceived } from '../support/people.ts'
import { PHONE, PhoneBrowser } from '../support/phone.ts'
import { TestServer } from '../support/server.ts'

/** Checking in by badge in a real browser, its camera a drawn one, the server gone. */

const server = new TestServer()
const phones: PhoneBrowser[] = []

async function signedIn(role: 'trainer' | 'participant'): Promise<Page> {
  const phone = new PhoneBrowser(PHONE)
  phones.push(phone)
  const page = await phone.start()
  await signInByLink(page, server.link(role))
  await untilReady(page)
  return page
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const code = (page: Page) => page.getByRole('img', { name: /^Badge of/ })

/** What the card says once the badge was read. */
async function scan(page: Page, badge: string | QrModules, says: string): Promise<string> {
  await showToCamera(page, badge)
  const card = page.locator('dialog [aria-live=assertive]').filter({ hasText: says })
  await card.waitFor()
  return (await card.textContent()) ?? ''
}

async function openScanner(page: Page): Promise<void> {
  await button(page, 'More').click()
  await button(page, /^Scan badges/).click()
}

/** From the register and back. */
async function makeBadge(page: Page, name: string, before?: QrModules): Promise<QrModules> {
  await button(page, 'More').click()
  await page.getByRole('link', { name: /^Badges/ }).click()
  await button(page, new RegExp(name)).click()
  await button(page, /^Make a (new )?badge/).click()
  await code(page).waitFor()
  await expect.poll(() => photographed(code(page))).not.toEqual(before)
  const made = await photographed(code(page))
  await button(page, 'Close').click()
  await page.getByRole('link', { name: 'Back' }).click()
  await rows(page).first().waitFor()
  return made
}

beforeAll(() => server.start())
afterAll(async () => {
  await Promise.all(phones.map((phone) => phone.dispose()))
  await server.dispose()
})

describe('check-in by badge', () => {
  it('F9 F1 badges on paper and on phones are read with the server gone; what counts no more is refused in words', async () => {
    const [trainer, participant] = [await signedIn('trainer'), await signedIn('participant')]
    await participant.getByRole('link', { name: 'My badge' }).click()
    await button(participant, 'Make my badge').click()
    await code(participant).waitFor()
    const own = await photographed(code(participant))
    const whose = (await participant.locator('section p').first().textContent()) ?? ''
    await untilReceived(participant)

    await expect
      .poll(() => trainer.evaluate(async () => (await (await caches.open('teren-reader')).keys()).length))
      .toBe(1)
    await openTodaysRegister(trainer)
    await server.kill()
    const person = (await rows(trainer).first().getAttribute('data-person')) ?? ''
    const name = (await row(trainer, person).getByRole('button').first().locator('span').first().textContent()) ?? ''
    const old = await makeBadge(trainer, name)
    const badge = await makeBadge(trainer, name, old)

    await showToCamera(trainer, null)
    await openScanner(trainer)
    expect(await scan(trainer, old, 'Badge revoked')).toContain(name)
    await scan(trainer, 'TEREN/1/00000000/00000000000000000000000000', 'Badge of another organisation')
    expect(await scan(trainer, badge, 'Present')).toContain(name)
    await scan(trainer, 'https://example.org/', 'Not a badge')
    expect(await scan(trainer, badge, 'Already present')).toContain('Nothing was recorded a second time')
    await scan(trainer, own, whose)
    // Of the hub, not expected here: one tap.
    await button(trainer, 'Add, present').click()
    await trainer.locator('dialog').getByText('Added to the list.').waitFor()
    await button(trainer, 'Close').click()
    expect(await chip(trainer, person).textContent()).toBe('Present')
    await rows(trainer)
      .filter({ hasText: whose })
      .getByRole('button', { name: /Present/ })
      .waitFor()

    await participant.reload()
    await code(participant).waitFor()
    expect(await photographed(code(participant))).toEqual(own)
  })
})
