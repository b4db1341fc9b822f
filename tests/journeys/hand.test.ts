import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Hand } from '../support/hand.ts'
import { chip, persons, rows, signInByLink, stateOf, untilReady, untilSaved } from '../support/people.ts'
import { PHONE, PhoneBrowser } from '../support/phone.ts'
import { PrintedHub } from '../support/printedHub.ts'

/** How many taps a trainer's day costs, with the server gone. */

const PEOPLE = 40

describe('a trainer with one hand', () => {
  const hub = new PrintedHub(new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Prague' }).format())
  const phone = new PhoneBrowser(PHONE)
  let page: Page
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })

  beforeAll(async () => {
    await hub.open(PEOPLE)
    page = await phone.start()
    await signInByLink(page, hub.link)
    await untilReady(page)
    await page.goto(`${hub.hub.server.origin}/sessions/${hub.session}`)
    await rows(page)
      .nth(PEOPLE - 1)
      .waitFor()
    await hub.hub.server.kill()
    await phone.close()
  }, 120_000)
  afterAll(async () => {
    await phone.dispose()
    await hub.dispose()
  })

  it('F1 F4 marks forty with six exceptions in 15 taps from a cold start, a walk-in in 8, several at once, and finds the way back', async () => {
    page = await phone.start()
    await page.goto(`${hub.hub.server.origin}/`)
    const day = new Hand()
    await day.press(page.locator(`a[href="/sessions/${hub.session}"]`).first())
    await day.press(button(`Everyone present · ${PEOPLE}`))
    const people = await persons(page)
    const exceptions = people.filter((_, at) => at % 7 === 3)
    expect(exceptions).toHaveLength(6)
    for (const person of exceptions) await day.press(chip(page, person))
    await untilSaved(page)
    expect(day.count, day.did.join(', ')).toBeLessThanOrEqual(15)
    await expect.poll(() => rows(page).locator('[data-tone=absent]').count()).toBe(6)
    expect(await rows(page).locator('[data-tone=present]').count()).toBe(PEOPLE - 6)

    const walkIn = new Hand()
    await walkIn.press(button('Add a person'))
    await page.getByLabel('First name and family name').fill('Ελένη Παπαδοπούλου')
    await page.getByLabel('Organisation, if any').fill('Δήμος')
    await walkIn.press(button('Add as new, present'))
    await untilSaved(page)
    expect(walkIn.count, walkIn.did.join(', ')).toBeLessThanOrEqual(8)
    await expect.poll(() => rows(page).count()).toBe(PEOPLE + 1)

    // Three more went home excused: one mark for all, one step back.
    const going = people.filter((_, at) => at % 7 === 5).slice(0, 3)
    await button('Search the list').click()
    await button('Mark several').click()
    const sheet = page.getByRole('dialog')
    await sheet.getByRole('radio', { name: 'Excused' }).check()
    for (const person of going) await sheet.locator(`input[value="${person}"]`).click()
    await sheet.getByRole('button', { name: 'Save the mark · 3' }).click()
    await expect.poll(() => rows(page).locator('[data-tone=excused]').count()).toBe(3)

    await button('More').click()
    await sheet.getByRole('button', { name: /^Last steps/ }).click()
    await expect
      .poll(() => sheet.getByRole('listitem').first().textContent())
      .toMatch(/3 people: Excused.*Waiting to send/)
    // Back over the three, the walk-in and the last exception.
    await sheet.getByRole('button', { name: /Undo · 3$/ }).click()
    await expect.poll(() => stateOf(page, exceptions.at(-1) ?? '')).toBe('Present')
    await untilSaved(page)
    await phone.kill()

    page = await phone.start()
    await page.goto(`${hub.hub.server.origin}/sessions/${hub.session}`)
    await rows(page).nth(PEOPLE).waitFor()
    expect(await rows(page).locator('[data-tone=absent]').count()).toBe(5)
    expect(await rows(page).locator('[data-tone=excused]').count()).toBe(0)
    expect(await rows(page).locator('[data-tone=present]').count()).toBe(PEOPLE - 5)
  })
})
