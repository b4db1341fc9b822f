import type { Page } from 'playwright-core'
import type { TARGET } from './geometry.ts'
import { until } from './until.ts'

/** Every route and state of the app that can be looked at, and how to come to it. By place and role, never by words:
 *  the same list serves every language. */

export interface ScreenState {
  name: string
  /** Whose browser: each has one signed in. */
  who: 'nobody' | 'trainer' | 'coordinator'
  /** Fields are touched outdoors; a desk has a mouse. */
  target: keyof typeof TARGET
  reach: (page: Page, at: Visit) => Promise<void>
  /** What must be there before it is judged. */
  shows: string
  /** Needs the server gone. */
  offline?: true
}

export interface Visit {
  /** The whole address of a path, in the language that is looked at. */
  at: (path: string) => string
  /** Today's sessions of the trainer, largest first. */
  sessions: string[]
  /** A past session in which two trainers disagree. */
  disagreement: string
  run: string
  /** A sign-in link not yet used. */
  link: string
}

const open = (path: (at: Visit) => string) => async (page: Page, at: Visit) => {
  await page.goto(at.at(path(at)))
}
const register = (number: number) => async (page: Page, at: Visit) => {
  await page.goto(at.at(`/sessions/${at.sessions[number]}`))
  await page.locator('li[data-person]').first().waitFor()
}
const bar = (page: Page) => page.locator('main ~ footer button')
const sheet = (page: Page) => page.locator('dialog[open]')
const more = (page: Page) => page.locator('header').first().locator('button').last()
const field = 'field' as const
const desk = 'desk' as const

export const SCREENS: ScreenState[] = [
  { name: 'sign-in', who: 'nobody', target: field, shows: 'form', reach: open(() => '/sign-in') },
  {
    name: 'sign-in-invitation',
    who: 'nobody',
    target: field,
    shows: 'main button',
    reach: (page, at) => page.goto(at.link).then(() => undefined),
  },
  {
    name: 'sign-in-wrong-code',
    who: 'nobody',
    target: field,
    shows: '[role=alert], [data-kind=error]',
    reach: async (page, at) => {
      await page.goto(at.at(`/sign-in`))
      await page.locator('form input').first().fill('AAAA-AAAA')
      await page.keyboard.press('Enter')
    },
  },
  { name: 'nobody', who: 'nobody', target: field, shows: 'h1', reach: open(() => '/today') },
  { name: 'not-found', who: 'trainer', target: field, shows: 'h1', reach: open(() => '/no-such-page') },
  { name: 'today', who: 'trainer', target: field, shows: 'a[href^="/sessions/"]', reach: open(() => '/today') },
  { name: 'sessions', who: 'trainer', target: field, shows: 'a[href^="/sessions/"]', reach: open(() => '/sessions') },
  { name: 'register-not-started', who: 'trainer', target: field, shows: 'li[data-person]', reach: register(1) },
  {
    name: 'register-search',
    who: 'trainer',
    target: field,
    shows: 'input[type=search]',
    reach: async (page, at) => {
      await register(1)(page, at)
      await page.locator('header').first().locator('button').first().click()
    },
  },
  {
    name: 'register-nobody-called-that',
    who: 'trainer',
    target: field,
    shows: 'main [role=status]',
    reach: async (page, at) => {
      await register(1)(page, at)
      await page.locator('header').first().locator('button').first().click()
      await page.locator('input[type=search]').fill('qqq')
    },
  },
  {
    name: 'walk-in',
    who: 'trainer',
    target: field,
    shows: 'dialog[open] input',
    reach: async (page, at) => {
      await register(1)(page, at)
      await bar(page).first().click()
    },
  },
  {
    name: 'walk-in-known',
    who: 'trainer',
    target: field,
    shows: 'dialog[open] li',
    reach: async (page, at) => {
      await register(1)(page, at)
      await bar(page).first().click()
      await sheet(page).locator('input').first().fill('nov')
    },
  },
  {
    name: 'more',
    who: 'trainer',
    target: field,
    shows: 'dialog[open]',
    reach: async (page, at) => {
      await register(1)(page, at)
      await more(page).click()
    },
  },
  {
    name: 'did-not-take-place',
    who: 'trainer',
    target: field,
    shows: 'dialog[open] textarea, dialog[open] input',
    reach: async (page, at) => {
      await register(1)(page, at)
      await more(page).click()
      await sheet(page).locator('li button').first().click()
    },
  },
  {
    name: 'register-everyone-present',
    who: 'trainer',
    target: field,
    shows: 'li[data-person]',
    reach: async (page, at) => {
      await register(0)(page, at)
      const primary = bar(page).last()
      if ((await page.locator('li[data-person] [data-tone=unset]').count()) > 0) await primary.click()
      await until(
        'everyone marked',
        () => page.locator('li[data-person] [data-tone=unset]').count(),
        (count) => count === 0,
      )
    },
  },
  {
    name: 'register-exceptions',
    who: 'trainer',
    target: field,
    shows: 'li[data-person] [data-tone=absent]',
    reach: async (page, at) => {
      await register(0)(page, at)
      const chips = page.locator('li[data-person] [data-tone=present]')
      if ((await page.locator('li[data-person] [data-tone=absent]').count()) === 0) await chips.nth(2).click()
    },
  },
  {
    name: 'mark-sheet',
    who: 'trainer',
    target: field,
    shows: 'dialog[open]',
    reach: async (page, at) => {
      await register(0)(page, at)
      await page.locator('li[data-person] button').first().click()
    },
  },
  {
    name: 'submit-sheet',
    who: 'trainer',
    target: field,
    shows: 'dialog[open]',
    reach: async (page, at) => {
      await register(0)(page, at)
      await bar(page).last().click()
    },
  },
  {
    name: 'register-disagreement',
    who: 'trainer',
    target: field,
    shows: '[data-tone=two]',
    reach: open((at) => `/sessions/${at.disagreement}`),
  },
  {
    name: 'disagreement-sheet',
    who: 'trainer',
    target: field,
    shows: 'dialog[open]',
    reach: async (page, at) => {
      await page.goto(at.at(`/sessions/${at.disagreement}`))
      await page.locator('li[data-person] [data-tone=two]').first().click()
    },
  },
  {
    name: 'register-missing',
    who: 'trainer',
    target: field,
    shows: 'main a[href="/sessions"]',
    reach: open(() => '/sessions/AAAAAAAAAAAAAAAA'),
  },
  { name: 'waiting-nothing', who: 'trainer', target: field, shows: 'main', reach: open(() => '/waiting') },
  { name: 'phone', who: 'trainer', target: field, shows: 'h2', reach: open(() => '/phone') },
  {
    name: 'sign-out',
    who: 'trainer',
    target: field,
    shows: 'dialog[open]',
    reach: async (page, at) => {
      await page.goto(at.at(`/phone`))
      await page.locator('section[aria-labelledby="phone-people"] li button').last().click()
    },
  },
  { name: 'office', who: 'coordinator', target: desk, shows: 'a[href^="/office/runs/"]', reach: open(() => '/office') },
  {
    name: 'office-run',
    who: 'coordinator',
    target: desk,
    shows: 'a[href^="/office/sessions/"]',
    reach: open((at) => `/office/runs/${at.run}`),
  },
  {
    name: 'office-session-disagreement',
    who: 'coordinator',
    target: desk,
    shows: '[data-person]',
    reach: open((at) => `/office/sessions/${at.disagreement}`),
  },
  {
    name: 'office-session-not-started',
    who: 'coordinator',
    target: desk,
    shows: 'h1',
    reach: open((at) => `/office/sessions/${at.sessions[1]}`),
  },
  { name: 'office-missed', who: 'coordinator', target: desk, shows: 'h1', reach: open(() => '/office/missed') },
  {
    name: 'office-session-missing',
    who: 'coordinator',
    target: desk,
    shows: 'h1',
    reach: open(() => '/office/sessions/AAAAAAAAAAAAAAAA'),
  },
  { name: 'office-waiting', who: 'coordinator', target: desk, shows: 'h1', reach: open(() => '/waiting') },
  { name: 'office-phone', who: 'coordinator', target: desk, shows: 'h2', reach: open(() => '/phone') },
  {
    name: 'offline-register-waiting',
    who: 'trainer',
    target: field,
    shows: 'a[href="/waiting"][data-state=waiting]',
    offline: true,
    reach: async (page, at) => {
      await register(1)(page, at)
      const chip = page.locator('li[data-person]').nth(1).locator('button').last()
      if ((await chip.getAttribute('data-tone')) === 'unset') await chip.click()
    },
  },
  {
    name: 'offline-waiting',
    who: 'trainer',
    target: field,
    shows: 'main li',
    offline: true,
    reach: open(() => '/waiting'),
  },
  {
    name: 'offline-today',
    who: 'trainer',
    target: field,
    shows: 'a[href^="/sessions/"]',
    offline: true,
    reach: open(() => '/today'),
  },
  {
    name: 'offline-sign-out',
    who: 'trainer',
    target: field,
    shows: 'dialog[open]',
    offline: true,
    reach: async (page, at) => {
      await page.goto(at.at(`/phone`))
      await page.locator('section[aria-labelledby="phone-people"] li button').last().click()
    },
  },
  {
    name: 'offline-office',
    who: 'coordinator',
    target: desk,
    shows: 'a[href^="/office/runs/"]',
    offline: true,
    reach: open(() => '/office'),
  },
  {
    name: 'offline-sign-in',
    who: 'nobody',
    target: field,
    shows: 'form',
    offline: true,
    reach: open(() => '/sign-in'),
  },
]
