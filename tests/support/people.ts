import type { Locator, Page } from 'playwright-core'
import { until } from './until.ts'

/** What people do on the screens, in their words. Everything by role and name, as a screen reader finds it. */

/** Opens a sign-in link, reads who it is for, and signs in; a participant also reads who will see what. Ends on the first
 *  screen of that role. */
export async function signInByLink(page: Page, link: string): Promise<void> {
  await page.goto(link)
  const itIsMe = page.getByRole('button', { name: /^(Sign in|This is me)/ })
  const isParticipant = (await itIsMe.textContent())?.startsWith('This')
  await itIsMe.click()
  if (isParticipant) await page.getByRole('button', { name: /^Join as/ }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

/** Opens today's largest session from *Today*; gives its id. */
export async function openTodaysRegister(page: Page): Promise<string> {
  const links = page.locator('a[href^="/sessions/"]')
  await links.first().waitFor()
  const hrefs = await links.evaluateAll((all) =>
    all.map((link) => ({
      href: link.getAttribute('href') ?? '',
      people: Number(/(\d+)\D*$/.exec(link.textContent ?? '')?.[1]),
    })),
  )
  const largest = hrefs.toSorted((a, b) => (b.people || 0) - (a.people || 0))[0]
  await page.locator(`a[href="${largest?.href}"]`).first().click()
  await rows(page).first().waitFor()
  return largest?.href.split('/').at(-1) ?? ''
}

export const rows = (page: Page): Locator => page.locator('li[data-person]')
export const row = (page: Page, person: string): Locator => page.locator(`li[data-person="${person}"]`)

/** The button with a row's state. */
export const chip = (page: Page, person: string): Locator => row(page, person).getByRole('button').last()

export const persons = (page: Page): Promise<string[]> =>
  rows(page).evaluateAll((all) => all.map((li) => li.getAttribute('data-person') ?? ''))

/** What a row's button says: Present, Absent, Not marked … */
export const stateOf = async (page: Page, person: string): Promise<string> =>
  ((await chip(page, person).textContent()) ?? '').trim()

export const savingLine = (page: Page): Locator => page.locator('a[href="/waiting"]').first()

/** Marks by the row's button until it says what is wanted. */
export async function mark(page: Page, person: string, state: 'Present' | 'Absent'): Promise<void> {
  for (let taps = 0; (await stateOf(page, person)) !== state; taps++) {
    if (taps > 3) throw new Error(`${person} does not become ${state}`)
    const before = await stateOf(page, person)
    await chip(page, person).click()
    await until(
      `${person} changes`,
      () => stateOf(page, person),
      (now) => now !== before,
    )
  }
}

/** Waits until everything on this phone is on its disk. */
export async function untilSaved(page: Page): Promise<void> {
  await until(
    'rows not saved',
    () => page.locator('[data-kind="unsaved"]').count(),
    (count) => count === 0,
  )
  await until(
    'saving line',
    () => savingLine(page).getAttribute('data-state'),
    (state) => state !== 'unsaved',
  )
}

export async function untilReceived(page: Page): Promise<void> {
  await until(
    'saving line',
    () => savingLine(page).getAttribute('data-state'),
    (state) => state === 'received',
    // An old build may wait half a minute before it asks a server again that did not answer.
    60_000,
  )
}

/** Until the phone can do without the server: the app is kept, and nothing waits to be sent. What the hub sends may still be on its
 *  way: wait for what the test needs of it. */
export async function untilReady(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await untilReceived(page)
}
