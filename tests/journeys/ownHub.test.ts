import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Hand } from '../support/hand.ts'
import { chip, persons, rows, signInByLink, stateOf, untilReady, untilReceived, untilSaved } from '../support/people.ts'
import { DESKTOP, PHONE, PhoneBrowser, type ScreenOptions } from '../support/phone.ts'
import { TestServer } from '../support/server.ts'

/** A hub of one's own (U6): from nothing to a register that was handed in; and sessions that nobody planned. */

let server: TestServer
const browsers: PhoneBrowser[] = []

const newBrowser = (screen: ScreenOptions = PHONE) => {
  const browser = new PhoneBrowser(screen)
  browsers.push(browser)
  return browser
}

afterEach(async () => {
  await Promise.all(browsers.splice(0).map((browser) => browser.dispose()))
  await server.dispose()
})

/** What a demonstration hub has of its own is not asked for. */
const PEOPLE = [
  ...[
    'Jan Novák',
    'Nováková, Eva',
    'Mgr. Marie Malá, Ph.D.',
    'SVOBODA Karel',
    '5. Petr Dvořák',
    'Мария Иванова Петрова',
  ],
  ...[
    'Jānis Bērziņš; Siguldas novads',
    'Łukasz Wójcik',
    'Růžena Valchářová',
    'Iryna Tkačenko',
    'Ladislav Žák',
    'Adéla',
  ],
]

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name })
const listed = (page: Page) => page.locator('li[data-becomes]')

describe('a hub of one’s own', () => {
  beforeEach(async () => {
    server = new TestServer({ TEREN_DEMO: '0' })
    await server.start()
  })

  it('U6 comes from nothing to its first submitted register in at most 60 presses and pasted lines', async () => {
    const hand = new Hand()
    const desk = await newBrowser(DESKTOP).start()
    await hand.open(desk, await server.setUpLink())
    await hand.write(desk.getByLabel('Name of your hub'), 'Hub Ostrava')
    await hand.write(desk.getByLabel('Your name'), 'Eva Nováková')
    await hand.press(button(desk, 'Set up the hub'))

    await hand.press(link(desk, 'Begin'))
    await hand.write(desk.getByLabel('Title of the programme'), 'Klastr sociálních inovací')
    await hand.write(desk.getByLabel('Title of the course'), 'Prevence vyhoření')
    await hand.write(desk.getByRole('textbox', { name: 'Place' }), 'Knihovna, Opava')
    await hand.press(button(desk, 'Make the run'))

    await hand.paste(desk.getByLabel('Names, one person a line'), PEOPLE)
    await expect.poll(() => listed(desk).count()).toBe(PEOPLE.length)
    await hand.press(button(desk, 'Add 12 people'))
    await hand.press(link(desk, 'To the run'))
    await hand.press(link(desk, 'Invite a trainer'))
    await hand.write(desk.getByRole('textbox', { name: 'Name' }), 'Jana Horáková')
    await hand.press(button(desk, 'Add and make a code'))
    await expect.poll(() => desk.getByText(/sign-in#/).count()).toBe(1)
    const invitation = (await desk.getByText(/sign-in#/).textContent())?.trim() ?? ''

    const phone = await newBrowser().start()
    await hand.open(phone, invitation)
    await hand.press(button(phone, /^Sign in/))
    const register = phone.locator('a[href^="/sessions/"]').first()
    await hand.press(register)
    await hand.press(button(phone, 'Everyone present · 12'))
    const [person = ''] = await persons(phone)
    await hand.press(chip(phone, person))
    await expect.poll(() => stateOf(phone, person)).toBe('Absent')
    await hand.press(button(phone, 'Submit'))
    await hand.press(phone.locator('dialog[open]').getByRole('button', { name: 'Submit' }))
    await untilReceived(phone)

    console.log(`from an empty hub to a submitted register: ${hand.count} presses and pasted lines`)
    expect(hand.count, hand.did.join('\n')).toBeLessThanOrEqual(60)

    await desk.goto(`${server.origin}/office`)
    await desk.locator('a[href^="/office/runs/"]', { hasText: 'Prevence vyhoření' }).first().click()
    const session = desk.locator('a[href^="/office/sessions/"]').first()
    await expect.poll(() => session.textContent()).toMatch(/Submitted/)
    expect(await session.textContent()).toContain('11 present')

    // The same coordinator pastes a second list: known people are proposed, and nothing is made before it is said so.
    const run = new URL(desk.url()).pathname
    await desk.goto(`${server.origin}${run}/people/add`)
    const again = ['Novak Jan', 'Maria Petrova', 'Sál 3', 'Karel Svoboda', 'Nový Jan', 'Jan Nový']
    await new Hand().paste(desk.getByLabel('Names, one person a line'), again)
    await expect
      .poll(() => listed(desk).evaluateAll((all) => all.map((li) => li.getAttribute('data-becomes'))))
      .toEqual([...['undecided', 'undecided', 'left-out', 'undecided', 'new', 'undecided']])
    await button(desk, 'Decide about 4 people first').click()
    expect(await desk.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('radio')
    const choose = (at: number, name: string | RegExp) => listed(desk).nth(at).getByRole('radio', { name }).check()
    await choose(0, /^Jan Novák/)
    await choose(1, 'Somebody else, new')
    await choose(3, /^Karel Svoboda/)
    await choose(5, 'The same person as in line 5')
    await button(desk, 'Add 2 people').click()
    await desk.getByRole('heading', { name: '2 people are on the list now' }).waitFor()
    await expect.poll(() => desk.getByRole('heading', { name: '14 people' }).count()).toBe(1)
    await button(desk, 'Undo').click()
    await expect.poll(() => desk.getByRole('heading', { name: '12 people' }).count()).toBe(1)
    await untilReceived(desk)
  })
})

describe('a session that nobody planned', () => {
  beforeEach(async () => {
    server = new TestServer()
    await server.start()
  })

  const signedIn = async (role: 'trainer' | 'coordinator', at = 0, screen = PHONE) => {
    const browser = newBrowser(screen)
    const page = await browser.start()
    await signInByLink(page, server.link(role, at))
    await untilReady(page)
    return { browser, page }
  }

  it('U6 F1 begins with the server gone, outlives the app being killed, is placed by the office, and then counts', async () => {
    const { browser } = await signedIn('trainer')
    const colleague = await signedIn('trainer', 1)
    await server.kill()
    // Closed once as people close it: a browser writes its cookies down now and then only.
    await browser.close()

    const page = await browser.start()
    await page.goto(`${server.origin}/today`)
    await link(page, 'Start a session now').click()
    await page.getByLabel('What it is').fill('First aid for everybody')
    await page.getByLabel('Place').fill('Barn, Lhotka')
    await page.getByRole('radio', { name: 'People of a list that I paste' }).check()
    await new Hand().paste(page.getByLabel('Names, one person a line'), ['Zdislava Prvosienková', 'Bořivoj Kvapil'])
    await button(page, 'Open the register · 2 people').click()
    await button(page, 'Everyone present · 2').click()
    const [absent = ''] = await persons(page)
    await chip(page, absent).click()
    await expect.poll(() => stateOf(page, absent)).toBe('Absent')
    await untilSaved(page)
    const session = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    await browser.kill()

    const again = await browser.start()
    await again.goto(`${server.origin}/today`)
    await again.locator(`a[href="/sessions/${session}"]`).first().click()
    await rows(again).first().waitFor()
    expect(await stateOf(again, absent)).toBe('Absent')

    await server.start()
    await untilReceived(again)
    // Nobody but its trainer and the coordinators has it before it is placed.
    await untilReceived(colleague.page)
    await colleague.page.goto(`${server.origin}/sessions/${session}`)
    await colleague.page.getByText('This session is not on this phone').waitFor()

    const { page: desk } = await signedIn('coordinator', 0, DESKTOP)
    await desk.goto(`${server.origin}/office`)
    await desk.getByRole('heading', { name: 'To be placed' }).waitFor()
    await desk.locator('a[href^="/office/runs/"]', { hasText: 'First aid for everybody' }).first().click()
    await link(desk, 'Place it').click()
    await desk.getByLabel('Course', { exact: true }).selectOption('+')
    await button(desk, 'Place the run').click()
    await desk.waitForURL((url) => /^\/office\/runs\/[^/]+$/.test(url.pathname))
    await desk.goto(`${server.origin}/office`)
    await desk.locator('a[href^="/office/runs/"]', { hasText: 'First aid for everybody' }).first().waitFor()
    expect(await desk.getByRole('heading', { name: 'To be placed' }).count()).toBe(0)
    await desk.goto(`${server.origin}/office/sessions/${session}`)
    await expect.poll(() => desk.locator(`[data-person="${absent}"]`).first().textContent()).toMatch(/Absent/)
    for (const name of ['Zdislava Prvosienková', 'Bořivoj Kvapil']) {
      await expect.poll(() => desk.getByText(name).count()).toBeGreaterThan(0)
    }

    // Whoever holds the programme has it now, and its trainer keeps it.
    await rows(colleague.page).first().waitFor()
    await expect.poll(() => stateOf(colleague.page, absent)).toBe('Absent')
    await again.reload()
    await rows(again).first().waitFor()
    expect(await stateOf(again, absent)).toBe('Absent')
  })
})
