import type { Page } from 'playwright-core'
import { hideCamera, showToCamera } from './camera.ts'
import type { Ability } from './engines/differences.ts'
import type { TARGET } from './geometry.ts'
import { untilSaved } from './people.ts'
import { INSECURE_HOST } from './phone.ts'
import { afterErasure, afterLoss, ended, heldUp, othersHere, rebuilding } from './seldomStates.ts'
import { until } from './until.ts'

/** Every route and state of the app that can be looked at, and how to come to it. By place and role, never by words:
 *  the same list serves every language. */

export interface ScreenState {
  name: string
  /** Whose browser: each has one signed in. */
  who: 'nobody' | 'trainer' | 'coordinator' | 'participant' | 'observer' | 'coordinator of a workshop'
  /** Fields are touched outdoors; a desk has a mouse. */
  target: keyof typeof TARGET
  reach: (page: Page, at: Visit) => Promise<void>
  /** What must be there before it is judged. */
  shows: string
  /** What the world is like: with the hub (if not said), with the server gone, with the server back after the
   *  coordinator took the trainer's programme away, or with a newer version of the app there. In this order. */
  world?: 'offline' | 'revoked' | 'updated'
  /** Only where the engine can. */
  needs?: Ability
  /** Later states of other people need what it leaves. */
  leads?: true
}

export interface Visit {
  /** The whole address of a path, in the language that is looked at. */
  at: (path: string) => string
  /** Today's sessions of the trainer, largest first. */
  sessions: string[]
  /** A past session in which two trainers disagree. */
  disagreement: string
  run: string
  /** A session marked item by item of its agenda, with one item decided by a coordinator. */
  workshop: string
  /** A sign-in link not yet used. */
  link: string
  /** The same for a participant. */
  participantLink: string
}

const open = (path: (at: Visit) => string) => async (page: Page, at: Visit) => {
  await page.goto(at.at(path(at)))
}
const register = (number: number) => async (page: Page, at: Visit) => {
  await page.goto(at.at(`/sessions/${at.sessions[number]}`))
  await page.locator('li[data-person]').first().waitFor()
}
/** The search field with what narrows and sorts the list. */
const openListTools = async (page: Page, at: Visit) => {
  await register(1)(page, at)
  await page.locator('header').first().locator('button').first().click()
  await page.locator('main fieldset + div button').last().waitFor()
}
const moduleLinks = (page: Page) => page.locator('article a[href^="/learn/"]')
const lessonLinks = (page: Page) => page.locator('main li a[href^="/learn/"]')
/** The page of the first module, with it on this device. */
const heldModule = async (page: Page, at: Visit) => {
  await page.goto(at.at('/learn'))
  const href = await moduleLinks(page).first().getAttribute('href')
  await page.goto(at.at(href ?? ''))
  await page.locator('main ~ footer :is(button, a)').first().waitFor()
  if ((await lessonLinks(page).count()) === 0) await bar(page).last().click()
  await lessonLinks(page).first().waitFor()
}
/** A lesson of it, by its place. */
const lesson = (place: number) => async (page: Page, at: Visit) => {
  await heldModule(page, at)
  const href = await lessonLinks(page).nth(place).getAttribute('href')
  await page.goto(at.at(href ?? ''))
  await page.locator('article h1').waitFor()
}
/** Somebody was added in the field who is called like somebody of the run. */
const aNewcomer = async (page: Page, at: Visit) => {
  await page.goto(at.at(`/office/runs/${at.run}/people`))
  const people = page.locator('li a[href*="/people/"]')
  await people.first().waitFor()
  if ((await people.locator('svg').count()) > 0) return
  const name = (await people.first().locator('span > span').first().textContent()) ?? ''
  await page.goto(at.at(`/sessions/${at.disagreement}`))
  await page.locator('li[data-person]').first().waitFor()
  await bar(page).first().click()
  await sheet(page).locator('input').first().fill(name)
  await sheet(page).locator('footer button').last().click()
  await untilSaved(page)
}
/** The hub has a status of its own, which is offered. */
const ownStatus = async (page: Page, at: Visit) => {
  await page.goto(at.at('/office/statuses'))
  await page.locator('main form').waitFor()
  if ((await page.locator('main li b').count()) > 0) return
  await page.locator('main form input').first().fill('Dlouhodobá nemoc')
  await page.locator('main form button[type=submit]').click()
  await page.locator('main li b').first().waitFor()
}
/** Where it is decided on the data of the first person of a run. */
const openErasing = async (page: Page, at: Visit) => {
  await page.goto(at.at(`/office/runs/${at.run}/people`))
  const href = await page.locator('li a[href*="/people/"]').first().getAttribute('href')
  await page.goto(at.at(`/office/erasures/${href?.split('/').at(-1)}`))
  await page.locator('main form').waitFor()
}
/** What the office knows of the first module. */
const officeModule = async (page: Page, at: Visit) => {
  await page.goto(at.at('/office/modules'))
  const href = await page.locator('a[data-row]').first().getAttribute('href')
  await page.goto(at.at(href ?? ''))
  await page.locator('main a[href^="/learn/"]').waitFor()
}
/** A hub that was put back from a backup, as its server would tell of it; this one was not. */
const restored = async (page: Page, at: Visit) => {
  await page.goto(at.at('/office'))
  await page.locator('a[href="/office/safekeeping"]').first().waitFor()
  await page.evaluate(() => {
    const day = 24 * 3_600_000
    const now = Date.now()
    const phone = (name: string, over: object) => ({
      ...{ member: `member-${name}`, device: 'device', name, role: 'trainer', label: 'Chrome · Android' },
      ...{ since: now - 40 * day, isHere: false, heardAt: now - 60_000, taken: 12, left: 0, ...over },
    })
    const report = {
      backups: { everyMs: day, failure: 'the disk of /mnt/backups takes no more', lastAt: now - day, count: 14 },
      restored: {
        ...{ takenAt: now - day, beganAt: now - 600_000, confirmedAt: null, taken: 348, apart: 2 },
        phones: [
          phone('Bohumila Nejezchlebová-Krakonošová', {}),
          phone('Jan Ukázka', { heardAt: null, taken: 0 }),
          phone('Eva Ukázková', { taken: 20, left: 340, role: 'observer' }),
          phone('Karel Ukázka', { isHere: true, role: 'coordinator' }),
        ],
      },
    }
    const ask = window.fetch
    window.fetch = async (input, init) =>
      String(input) === '/api/safekeeping' ? Response.json(report) : ask(input, init)
  })
  await page.locator('a[href="/office/safekeeping"]').first().click()
}
/** The last of today's sessions is elsewhere than it was planned. */
const elsewhere = async (page: Page, at: Visit) => {
  const session = at.sessions.at(-1)
  await page.goto(at.at(`/day/change/${session}`))
  const inputs = page.locator('main form input:not([type=radio], [type=checkbox], [type=time], [type=date])')
  await inputs.first().waitFor()
  if ((await inputs.first().inputValue()) !== 'Obecní úřad, zasedací místnost') {
    await inputs.first().fill('Obecní úřad, zasedací místnost')
    await inputs.last().fill('V kulturním domě neteče voda a netopí se')
    await bar(page).last().click()
    await page.waitForURL((url) => url.pathname.startsWith('/sessions/'))
    await untilSaved(page)
  }
  await page.goto(at.at(`/sessions/${session}`))
}
const bar = (page: Page) => page.locator('main ~ footer button')
const sheet = (page: Page) => page.locator('dialog[open]')
const more = (page: Page) => page.locator('header').first().locator('button').last()
/** The form asks no server before it is sent. */
const NO_SUCH_SET_UP = '/set-up#AAAAAAAAAAAAAAAA.AAAAAAAA'
/** The one primary button of a form. */
const submit = (page: Page) => page.locator('main form button[type=submit][data-variant=primary]').first()
const paste = async (page: Page, names: string) => {
  await page.locator('textarea').fill(names)
  await submit(page).click()
}
/** A known person, one that stands twice, one with a title, a heading and a line that is no name. */
const NAMES = 'Seznam:\nNovák Jan\nIng. Jan Novák, Ph.D.; Klub\nSál 3\nRůžena Valchářová\nМария Иванова Петрова'
/** A page opened from another, as if the browser told this of its storage. */
const whenToldOf = (estimate: StorageEstimate, from: string, to: string) => async (page: Page, at: Visit) => {
  await page.goto(at.at(from))
  const link = page.locator(`a[href="${to}"]`)
  await link.waitFor()
  await page.evaluate((told) => {
    StorageManager.prototype.estimate = async () => told
  }, estimate)
  await link.click()
}
/** As the hub would answer a file. */
const answerCarried = (page: Page, status: number, body: object) =>
  page.evaluate(
    ([given, told]) => {
      const { fetch } = window
      window.fetch = async (input, init) =>
        String(input).endsWith('/api/bring-in') ? new Response(told, { status: given }) : fetch(input, init)
    },
    [status, JSON.stringify(body)] as const,
  )
/** A file brought in, as if the hub had answered so. */
const bringIn = (status: number, body: object) => async (page: Page, at: Visit) => {
  await page.goto(at.at('/phone/bring-in'))
  await page.locator('input[type=file]').waitFor({ state: 'attached' })
  await answerCarried(page, status, body)
  await page.evaluate(() => {
    const field = document.querySelector<HTMLInputElement>('input[type=file]')
    const chosen = new DataTransfer()
    chosen.items.add(new File(['made up by the test'], 'teren-2026-11-24.txt', { type: 'text/plain' }))
    if (field) field.files = chosen.files
    field?.dispatchEvent(new Event('change', { bubbles: true }))
  })
}
/** Rescued work waits, as the hub would have told. */
const rescued = async (page: Page, at: Visit) => {
  await page.goto(at.at('/office'))
  await page.locator('nav').first().waitFor()
  await page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const command = btoa(JSON.stringify({ name: 'create-run', run: 'r'.repeat(16), programme: null }))
    const push = (document: string) => ({ kind: 'push', document, changes: 1, body: 'AAA' })
    const work = ['d', 'e'].map((letter) => ({
      ...{ member: 'm'.repeat(16), device: letter.repeat(16), label: 'Chrome, Android', untold: 12 },
      ...{ displayName: 'Valchářová-Nováková Růžena Maria', broughtAt: 1_795_500_000_000 },
      requests: [
        { kind: 'command', document: '', changes: 1, body: command.replace(/=+$/, '') },
        push(`run/${'r'.repeat(16)}/plan`),
        push(`run/${'r'.repeat(16)}/about/${'p'.repeat(16)}`),
      ],
    }))
    const bytes = new TextEncoder().encode(JSON.stringify({ version: 1, work }))
    for (const { name = '' } of await indexedDB.databases()) {
      if (!name.startsWith('teren-seat-')) continue
      const database = await done(indexedDB.open(name))
      const projections = database.transaction('projections', 'readwrite').objectStore('projections')
      await done(projections.put({ document: 'access/rescued', scope: 'access', sequence: 1, bytes }))
      database.close()
    }
  })
  await page.goto(at.at('/office/rescued'))
  await page.locator('article').first().waitFor()
}
const NEARLY_FULL = { usage: 12_000_000, quota: 42_000_000 }
const askToKeep = async (page: Page, at: Visit) => {
  await page.goto(at.at('/phone'))
  await page.locator('[data-safety=clearable] button').first().click()
}
/** What waits here was made two days ago. */
const backdate = (page: Page) =>
  page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    for (const { name = '' } of await indexedDB.databases()) {
      if (!name.startsWith('teren-seat-')) continue
      const database = await done(indexedDB.open(name))
      const outbox = database.transaction('outbox', 'readwrite').objectStore('outbox')
      for (const entry of await done<{ at: number }[]>(outbox.getAll())) {
        await done(outbox.put({ ...entry, at: entry.at - 2 * 86_400_000 }))
      }
      database.close()
    }
  })
/** Codes of the people of a register's run, by its *More*. */
const codes = (number: number) => async (page: Page, at: Visit) => {
  await register(number)(page, at)
  await more(page).click()
  await sheet(page).locator('a[href*="/codes/"]').click()
  await page.locator('main li button').first().waitFor()
}
/** Badges of the people of a session. */
const badges = async (page: Page, at: Visit) => {
  await register(0)(page, at)
  await more(page).click()
  await sheet(page).locator('a[href*="/badges/"]').click()
  await page.locator('main li button').first().waitFor()
}
/** The same with one person's open, of those who have none. */
const codeless = (number: number) => async (page: Page, at: Visit) => {
  await codes(number)(page, at)
  await page.locator('main li button:has([data-tone=unset])').first().click()
}
/** What the people of a register's run can do, by its *More*. */
const skills = (number: number) => async (page: Page, at: Visit) => {
  await register(number)(page, at)
  await more(page).click()
  await sheet(page).locator('a[href^="/skills/"]').click()
  await page.locator('main li [aria-pressed]').first().waitFor()
}
/** What changed in a run of which seven people were assessed at the start and at the end, by its coordinator. */
const change = async (page: Page, at: Visit) => {
  const report = at.at(`/office/runs/${at.run}/change`)
  await page.goto(report)
  await page.locator('main :is(table, h2)').first().waitFor()
  if ((await page.locator('main table').count()) > 0) return
  await page.goto(at.at(`/skills/${at.run}/${at.sessions[0]}`))
  for (const [moment, level] of [
    ['start', 3],
    ['end', 5],
  ] as const) {
    await page.locator(`main input[value=${moment}]`).check({ force: true })
    for (let person = 0; person < 7; person++) {
      const levels = page.locator('main li').nth(person).locator('[aria-pressed]')
      await levels.nth(level + (person % 3)).click()
    }
    await page.locator('main li').nth(6).locator('[aria-pressed=true]').waitFor()
  }
  await page.goto(report)
  await page.locator('main table').waitFor()
}
/** The phone in the hands of those who are present, once somebody is. */
const signing = async (page: Page, at: Visit) => {
  await register(0)(page, at)
  if ((await page.locator('li[data-person] [data-tone=present]').count()) === 0) await bar(page).last().click()
  await page.locator('li[data-person] [data-tone=present]').first().waitFor()
  await more(page).click()
  await sheet(page).locator('a[href^="/signatures/"]').click()
  await page.locator('main form svg[role=img]').waitFor()
}
/** Draws on the glass. */
export const scribble = async (page: Page) => {
  const glass = page.locator('main form svg[role=img]')
  await glass.scrollIntoViewIfNeeded()
  const box = await glass.boundingBox()
  if (!box) throw new Error('no glass to draw on')
  const at = (part: number) => [
    box.x + box.width * (0.15 + 0.6 * part),
    box.y + box.height * (0.5 + 0.25 * Math.sin(part * 14) * (1 - part / 2)),
  ]
  const [x = 0, y = 0] = at(0)
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let step = 1; step <= 24; step++) {
    const [toX = 0, toY = 0] = at(step / 24)
    await page.mouse.move(toX, toY)
  }
  await page.mouse.up()
}
/** What was said of the first person: three skills at the start, two of them at the end. */
const record = async (page: Page, at: Visit) => {
  await skills(1)(page, at)
  await page.locator('main input[value=person]').check({ force: true })
  const choose = (row: number, level: number) => page.locator('main li').nth(row).locator('button').nth(level).click()
  for (const [moment, levels] of [
    ['start', [1, 2, 4, 0, 3, 2]],
    ['end', [3, 4, 3, 2, 5]],
  ] as const) {
    await page.locator(`main input[value=${moment}]`).check({ force: true })
    for (const [row, level] of levels.entries()) await choose(row, level)
  }
  await page.locator('main a[href^="/skills/"]').click()
}
/** Group work of a session that has no groups. */
const groupless = async (page: Page, at: Visit) => {
  await register(1)(page, at)
  await more(page).click()
  await sheet(page).locator('a[href*="/boards/"]').click()
  await page.locator('main h2').first().waitFor()
}
/** The groups of a session, dealt once. */
const groups = async (page: Page, at: Visit) => {
  await register(0)(page, at)
  await more(page).click()
  await sheet(page).locator('a[href*="/boards/"]').click()
  await page.locator('main h2').first().waitFor()
  if ((await page.locator('main ul li').count()) > 0) return
  await bar(page).last().click()
  await sheet(page).locator('footer button').last().click()
  await page.locator('main ul li').first().waitFor()
}
const boardPart = (page: Page, part: string) => page.locator(`main input[value=${part}]`).check({ force: true })
const onBoard = async (page: Page, text: string, count: number) => {
  await sheet(page).locator('textarea').fill(text)
  await sheet(page).locator('footer button').last().click()
  await page
    .locator('main ol li')
    .nth(count - 1)
    .waitFor()
}
/** The board of the first group, with something in each part, once. */
const board = async (page: Page, at: Visit) => {
  await groups(page, at)
  await page.locator('main ul li a').first().click()
  await page.locator('main input[value=plan]').waitFor({ state: 'attached' })
  if ((await page.locator('main ol li').count()) > 0) return
  const texts = [
    'A common register of social enterprises',
    'Mentors',
    'A hall that people can reach by bus, with rooms for children',
  ]
  for (const [at, text] of texts.entries()) {
    await bar(page).last().click()
    await onBoard(page, text, at + 1)
  }
  await boardPart(page, 'options')
  await bar(page).last().click()
  await sheet(page).locator('textarea').fill('A foundation of several municipalities')
  await sheet(page).locator('footer button').last().click()
  for (const side of [0, 1]) {
    await page.locator('main section h2 button').nth(side).click()
    await onBoard(page, side === 0 ? 'Donors can deduct what they give' : 'Slow to found', side + 1)
  }
  await boardPart(page, 'plan')
  await bar(page).last().click()
  await onBoard(page, 'Find a hall and the first two trainers', 1)
  await boardPart(page, 'priorities')
  await page.locator('main ol li').first().waitFor()
}
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
    name: 'sign-in-participant',
    who: 'nobody',
    target: field,
    shows: '[data-step=confirm] button',
    reach: (page, at) => page.goto(at.participantLink).then(() => undefined),
  },
  {
    name: 'sign-in-readers',
    who: 'nobody',
    target: field,
    shows: '[data-step=readers] button',
    reach: async (page, at) => {
      await page.goto(at.participantLink)
      await page.locator('[data-step=confirm] button').first().click()
    },
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
  { name: 'set-up-no-code', who: 'nobody', target: field, shows: 'main h2', reach: open(() => '/set-up') },
  { name: 'set-up', who: 'nobody', target: field, shows: 'form', reach: open(() => NO_SUCH_SET_UP) },
  {
    name: 'set-up-names-missing',
    who: 'nobody',
    target: field,
    shows: '[role=alert]',
    reach: async (page, at) => {
      await page.goto(at.at(NO_SUCH_SET_UP))
      await page.locator('form button').click()
    },
  },
  {
    name: 'set-up-wrong-link',
    who: 'nobody',
    target: field,
    shows: 'div > [role=alert]',
    reach: async (page, at) => {
      await page.goto(at.at(NO_SUCH_SET_UP))
      await page.locator('form input').first().fill('Hub Ostrava')
      await page.locator('form input').last().fill('Eva Nováková')
      await page.keyboard.press('Enter')
    },
  },
  { name: 'nobody', who: 'nobody', target: field, shows: 'h1', reach: open(() => '/today') },
  {
    name: 'nobody-lost',
    who: 'nobody',
    target: field,
    shows: '[role=status][data-tone=warning]',
    reach: (page, at) => afterLoss(page, at.at('/today')),
  },
  {
    name: 'today-lost',
    who: 'trainer',
    target: field,
    shows: '[role=status][data-tone=warning] button',
    reach: (page, at) => afterLoss(page, at.at('/today')),
  },
  {
    name: 'today-erased',
    who: 'trainer',
    target: field,
    shows: '[role=status][data-tone=info] ~ [role=status] button',
    reach: (page, at) => afterErasure(page, at.at('/today')),
  },
  {
    name: 'preparing-blocked',
    who: 'trainer',
    target: field,
    shows: 'main section p[role=status]',
    reach: (page, at) => heldUp(page, at.at('/today')),
  },
  {
    name: 'preparing-rebuilding',
    who: 'trainer',
    target: field,
    shows: 'main section progress',
    reach: (page, at) => rebuilding(page, at.at('/today')),
  },
  { name: 'not-found', who: 'trainer', target: field, shows: 'h1', reach: open(() => '/no-such-page') },
  { name: 'today', who: 'trainer', target: field, shows: 'a[href^="/sessions/"]', reach: open(() => '/today') },
  { name: 'close-day', who: 'trainer', target: field, shows: 'main [role=status] h2', reach: open(() => '/day/close') },
  {
    name: 'ready',
    who: 'trainer',
    target: field,
    shows: 'main [role=status] h2',
    reach: open(({ sessions }) => `/day/ready/${sessions[1]}`),
  },
  {
    name: 'replan',
    who: 'trainer',
    target: field,
    shows: 'main form [role=alert]',
    reach: async (page, at) => {
      await page.goto(at.at(`/day/change/${at.sessions[1]}`))
      await bar(page).last().click()
    },
  },
  {
    name: 'replan-split',
    who: 'trainer',
    target: field,
    shows: 'main form [role=status]',
    reach: async (page, at) => {
      await page.goto(at.at(`/day/change/${at.sessions[1]}`))
      const start = page.locator('main input[type=time]').first()
      await start.waitFor()
      const hours = await start.inputValue()
      await page.locator('main input[type=radio]').last().check({ force: true })
      await page
        .locator('main input[type=time]')
        .first()
        .fill(`${hours.slice(0, 2)}:59`)
      await bar(page).last().click()
    },
  },
  {
    name: 'replan-missing',
    who: 'trainer',
    target: field,
    shows: 'main [data-tone=warning]',
    reach: open(() => '/day/change/AAAAAAAAAAAAAAAA'),
  },
  {
    name: 'register-changed',
    who: 'trainer',
    target: field,
    shows: 'main [data-tone=info]',
    reach: elsewhere,
    leads: true,
  },
  { name: 'sessions', who: 'trainer', target: field, shows: 'a[href^="/sessions/"]', reach: open(() => '/sessions') },
  { name: 'register-not-started', who: 'trainer', target: field, shows: 'li[data-person]', reach: register(1) },
  {
    name: 'register-others-here',
    who: 'trainer',
    target: field,
    shows: 'aside > svg + span[aria-hidden]',
    reach: (page, at) => othersHere(page, at.at(`/sessions/${at.sessions[1]}`)),
  },
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
    name: 'register-list-tools',
    who: 'trainer',
    target: field,
    shows: 'main fieldset + div button',
    reach: openListTools,
  },
  {
    name: 'register-narrowed',
    who: 'trainer',
    target: field,
    shows: 'main fieldset label:nth-child(2) input:checked',
    reach: async (page, at) => {
      await openListTools(page, at)
      await page.locator('main fieldset input').nth(1).click()
    },
  },
  {
    name: 'mark-several',
    who: 'trainer',
    target: field,
    shows: 'dialog[open] input[type=checkbox]:checked',
    reach: async (page, at) => {
      await openListTools(page, at)
      await page.locator('main fieldset + div button').last().click()
      await sheet(page).locator('input[type=checkbox]').first().click()
    },
  },
  {
    name: 'mark-several-nobody-chosen',
    who: 'trainer',
    target: field,
    shows: 'dialog[open] [role=alert]',
    reach: async (page, at) => {
      await openListTools(page, at)
      await page.locator('main fieldset + div button').last().click()
      await sheet(page).locator('footer button').last().click()
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
      await sheet(page).locator('li button').nth(1).click()
    },
  },
  {
    name: 'scan-no-camera',
    who: 'trainer',
    target: field,
    shows: 'dialog[open] [role=alert]',
    reach: async (page, at) => {
      await register(1)(page, at)
      await hideCamera(page)
      await more(page).click()
      await sheet(page).locator('li button').first().click()
    },
  },
  {
    name: 'scan-refused-badge',
    who: 'trainer',
    target: field,
    needs: 'a picture before the camera',
    shows: 'dialog[open] [data-tone=bad]',
    reach: async (page, at) => {
      await register(1)(page, at)
      await showToCamera(page, 'TEREN/1/00000000/00000000000000000000000000')
      await more(page).click()
      await sheet(page).locator('li button').first().click()
    },
  },
  {
    name: 'register-class-book',
    who: 'trainer',
    target: field,
    shows: 'dialog[open] textarea',
    reach: async (page, at) => {
      await register(1)(page, at)
      await more(page).click()
      await sheet(page).locator('li:has(+ li a[href^="/skills/"]) button').click()
    },
  },
  { name: 'badges', who: 'trainer', target: field, shows: 'main li button', reach: badges },
  {
    name: 'badge-new',
    who: 'trainer',
    target: field,
    shows: 'dialog[open] svg[role=img]',
    reach: async (page, at) => {
      await badges(page, at)
      await page.locator('main li button').first().click()
      await sheet(page).locator('footer button').click()
      await sheet(page).locator('svg[role=img]').waitFor()
    },
  },
  {
    name: 'print-sheet',
    who: 'trainer',
    target: field,
    shows: '[data-letters=here] [data-page]',
    reach: open(({ sessions }) => `/print/sheets/${sessions[1]}`),
  },
  {
    name: 'print-sheet-by-hand-in-full-size',
    who: 'trainer',
    target: field,
    shows: '[data-letters=here] [data-page]',
    reach: async (page, at) => {
      await page.goto(at.at(`/print/sheets/${at.sessions[1]}`))
      await page.locator('[data-page]').first().waitFor()
      await page.locator('main input[type=radio]').nth(1).click()
      await page.locator('main input[type=radio]').last().click()
      await page.locator('header button').last().click()
    },
  },
  {
    name: 'print-sheets-of-run',
    who: 'trainer',
    target: field,
    shows: '[data-letters=here] [data-page]',
    reach: async (page, at) => {
      await page.goto(at.at(`/print/sheets/${at.sessions[1]}`))
      await page.locator('main li a[href^="/print/runs/"]').click()
    },
  },
  {
    name: 'print-sheets-of-no-day',
    who: 'trainer',
    target: field,
    shows: 'main h2',
    reach: async (page, at) => {
      await page.goto(at.at(`/print/sheets/${at.sessions[1]}`))
      await page.locator('main li a[href^="/print/runs/"]').click()
      await page.locator('input[type=date]').first().fill('2090-01-01')
    },
  },
  ...['badges', 'table'].map(
    (kind, at): ScreenState => ({
      name: `print-cards-${kind}`,
      who: 'trainer',
      target: field,
      shows: `[data-letters=here] [data-kind=${kind}]`,
      reach: async (page, visit) => {
        await page.goto(visit.at(`/print/sheets/${visit.sessions[1]}`))
        await page.locator('main li a[href^="/print/cards/"]').click()
        await page.locator('main input[type=radio]').nth(at).click()
      },
    }),
  ),
  {
    name: 'print-sheet-not-here',
    who: 'trainer',
    target: field,
    shows: 'main h2',
    reach: open(() => '/print/sheets/x'),
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
    name: 'signing',
    who: 'trainer',
    target: field,
    shows: 'main form svg[role=img] path:not([d=""])',
    reach: async (page, at) => {
      await signing(page, at)
      await scribble(page)
    },
  },
  {
    name: 'signing-typed-with-fault',
    who: 'trainer',
    target: field,
    shows: 'main form [role=alert]',
    reach: async (page, at) => {
      await signing(page, at)
      await page.locator('main form input[value=type]').check({ force: true })
      await bar(page).last().click()
    },
  },
  {
    name: 'signing-given',
    who: 'trainer',
    target: field,
    shows: 'dialog[open] svg[role=img]',
    reach: async (page, at) => {
      await signing(page, at)
      if ((await page.locator('main li [data-tone=present]').count()) === 0) {
        await scribble(page)
        await bar(page).last().click()
      }
      await page.locator('main li button:has([data-tone=present])').first().click()
    },
  },
  {
    name: 'signing-nobody-present',
    who: 'trainer',
    target: field,
    shows: 'main h2',
    reach: open(({ sessions }) => `/signatures/${sessions.at(-1)}`),
  },
  {
    name: 'signing-no-such-session',
    who: 'trainer',
    target: field,
    shows: 'main h2',
    reach: open(() => '/signatures/AAAAAAAAAAAAAAAA'),
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
    name: 'last-steps',
    who: 'trainer',
    target: field,
    shows: 'dialog[open] li button b',
    reach: async (page, at) => {
      await register(0)(page, at)
      const marked = page.locator('li[data-person] :is([data-tone=absent], [data-tone=present])')
      if ((await marked.count()) === 0) await page.locator('li[data-person] button[data-tone]').nth(3).click()
      await marked.first().waitFor()
      await more(page).click()
      // Before the class book, and before the row that keeps the screen on where the browser can.
      const buttons = sheet(page).locator('li button')
      await buttons.first().waitFor()
      const after = (await page.evaluate(() => 'wakeLock' in navigator)) ? 3 : 2
      await buttons.nth((await buttons.count()) - after).click()
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
    name: 'history',
    who: 'trainer',
    target: field,
    shows: 'main ol li',
    reach: open((at) => `/history/${at.disagreement}`),
  },
  {
    name: 'history-of-one',
    who: 'trainer',
    target: field,
    shows: 'main ol li',
    reach: async (page, at) => {
      await page.goto(at.at(`/sessions/${at.disagreement}`))
      await page.locator('li[data-person] [data-tone=two]').first().click()
      await sheet(page).locator('a[href^="/history/"]').click()
    },
  },
  {
    name: 'history-nothing-yet',
    who: 'trainer',
    target: field,
    shows: 'main h2',
    reach: open(({ sessions }) => `/history/${sessions.at(-1)}`),
  },
  {
    name: 'history-no-such-session',
    who: 'trainer',
    target: field,
    shows: 'main h2',
    reach: open(() => '/history/AAAAAAAAAAAAAAAA'),
  },
  {
    name: 'mark-several-excused',
    who: 'trainer',
    target: field,
    shows: 'dialog[open] textarea',
    reach: async (page, at) => {
      await openListTools(page, at)
      await page.locator('main fieldset + div button').last().click()
      await sheet(page).locator('input[value=excused]').check({ force: true })
    },
  },
  {
    name: 'correction-without-reason',
    who: 'coordinator',
    target: field,
    shows: 'dialog[open] textarea[aria-invalid]',
    reach: async (page, at) => {
      await page.goto(at.at(`/office/runs/${at.run}`))
      const href = await page.locator('a[href^="/office/sessions/"]').first().getAttribute('href')
      await page.goto(at.at(`/sessions/${href?.split('/').at(-1)}`))
      await page.locator('li[data-person] button').first().click()
      await sheet(page).locator('footer button').last().click()
    },
  },
  {
    name: 'register-missing',
    who: 'trainer',
    target: field,
    shows: 'main a[href="/sessions"]',
    reach: open(() => '/sessions/AAAAAAAAAAAAAAAA'),
  },
  { name: 'codes', who: 'trainer', target: field, shows: 'main li [data-tone=unset]', reach: codes(1) },
  { name: 'codes-none', who: 'trainer', target: field, shows: 'dialog[open] footer button', reach: codeless(1) },
  {
    name: 'codes-given',
    who: 'trainer',
    target: field,
    shows: 'dialog[open] svg[role=img]',
    reach: async (page, at) => {
      await codeless(1)(page, at)
      await sheet(page).locator('footer button').click()
    },
  },
  {
    name: 'codes-no-such-run',
    who: 'trainer',
    target: field,
    shows: 'main h2',
    reach: open(() => '/runs/AAAAAAAAAAAAAAAA/codes'),
  },
  {
    name: 'skills',
    who: 'trainer',
    target: field,
    shows: 'main li [aria-pressed=true]',
    reach: async (page, at) => {
      await skills(1)(page, at)
      await page.locator('main li').first().locator('button').nth(3).click()
    },
  },
  {
    name: 'skills-of-one-person',
    who: 'trainer',
    target: field,
    shows: 'main details[open] dl',
    reach: async (page, at) => {
      await skills(1)(page, at)
      await page.locator('main input[value=person]').check({ force: true })
      await page.locator('main summary').click()
    },
  },
  {
    name: 'skills-levels',
    who: 'trainer',
    target: field,
    shows: 'dialog[open] textarea',
    reach: async (page, at) => {
      await skills(1)(page, at)
      await page.locator('main li').nth(1).locator('button').last().click()
    },
  },
  {
    name: 'skills-record',
    who: 'trainer',
    target: field,
    shows: 'main table tbody td',
    reach: record,
  },
  {
    name: 'skills-record-on-paper',
    who: 'trainer',
    target: field,
    shows: 'main [data-page] svg[role=img]',
    reach: async (page, at) => {
      await record(page, at)
      await page.locator('main + footer a').click()
    },
  },
  {
    name: 'skills-record-nothing',
    who: 'coordinator',
    target: field,
    shows: 'main h2',
    reach: async (page, at) => {
      await page.goto(at.at(`/office/runs/${at.run}/people`))
      const href = await page.locator('li a[href*="/people/"]').first().getAttribute('href')
      await page.goto(at.at(`/runs/${at.run}/skills/${href?.split('/').at(-1)}`))
    },
  },
  {
    name: 'skills-no-such-run',
    who: 'trainer',
    target: field,
    shows: 'main h2',
    reach: open(() => '/skills/AAAAAAAAAAAAAAAA/AAAAAAAAAAAAAAAA'),
  },
  {
    name: 'groups-none',
    who: 'trainer',
    target: field,
    shows: 'main h2',
    reach: groupless,
  },
  {
    name: 'groups-make',
    who: 'trainer',
    target: field,
    shows: 'dialog[open] select',
    reach: async (page, at) => {
      await groupless(page, at)
      await bar(page).last().click()
    },
  },
  { name: 'groups', who: 'trainer', target: field, shows: 'main ul li a', reach: groups },
  {
    name: 'groups-people',
    who: 'trainer',
    target: field,
    shows: 'dialog[open] input[type=checkbox]',
    reach: async (page, at) => {
      await groups(page, at)
      await page.locator('main ul li button').first().click()
    },
  },
  { name: 'board', who: 'trainer', target: field, shows: 'main ol li', reach: board },
  {
    name: 'board-votes',
    who: 'trainer',
    target: field,
    shows: 'dialog[open] input[type=checkbox]',
    reach: async (page, at) => {
      await board(page, at)
      await page.locator('main ol li').first().locator('div button').first().click()
    },
  },
  {
    name: 'board-entry',
    who: 'trainer',
    target: field,
    shows: 'dialog[open] textarea',
    reach: async (page, at) => {
      await board(page, at)
      await page.locator('main ol li').first().locator('button').first().click()
    },
  },
  {
    name: 'board-options',
    who: 'trainer',
    target: field,
    shows: 'main section h2',
    reach: async (page, at) => {
      await board(page, at)
      await boardPart(page, 'options')
    },
  },
  {
    name: 'board-plan',
    who: 'trainer',
    target: field,
    shows: 'main section ol li',
    reach: async (page, at) => {
      await board(page, at)
      await boardPart(page, 'plan')
    },
  },
  {
    name: 'board-cards-empty',
    who: 'trainer',
    target: field,
    shows: 'main p',
    reach: async (page, at) => {
      await board(page, at)
      await boardPart(page, 'cards')
    },
  },
  {
    name: 'board-no-more',
    who: 'trainer',
    target: field,
    shows: 'main h2',
    reach: async (page, at) => {
      await groupless(page, at)
      await page.goto(`${page.url()}/AAAAAAAAAAAAAAAA`)
    },
  },
  {
    name: 'boards-on-paper',
    who: 'trainer',
    target: field,
    shows: 'main [data-page] td',
    reach: async (page, at) => {
      await board(page, at)
      await page.locator('header a').first().click()
      await page.locator('header a[href^="/print/"]').click()
    },
  },
  { name: 'waiting-nothing', who: 'trainer', target: field, shows: 'main', reach: open(() => '/waiting') },
  {
    name: 'hand-over-nothing',
    who: 'trainer',
    target: field,
    shows: 'main h2',
    reach: open(() => '/waiting/hand-over'),
  },
  { name: 'bring-in', who: 'trainer', target: field, shows: 'footer button', reach: open(() => '/phone/bring-in') },
  {
    name: 'bring-in-refused',
    who: 'trainer',
    target: field,
    shows: 'main [role=alert]',
    reach: bringIn(422, { error: 'altered' }),
  },
  {
    name: 'bring-in-done',
    who: 'trainer',
    target: field,
    shows: 'main dl',
    reach: bringIn(200, {
      ...{ displayName: 'Valchářová Růžena', received: 12, already: 1, rescued: 3, madeAt: 1_795_500_000_000 },
      refused: [{ code: 'no-right', changes: 2 }],
    }),
  },
  { name: 'phone', who: 'trainer', target: field, shows: 'h2', reach: open(() => '/phone') },
  {
    name: 'phone-promise-refused',
    who: 'trainer',
    target: field,
    needs: 'a promise to keep data, given or refused',
    shows: '[data-safety] [role=status]',
    reach: askToKeep,
  },
  {
    name: 'phone-private-window',
    who: 'trainer',
    target: field,
    needs: 'a private window',
    shows: '[data-safety=private]',
    reach: whenToldOf({ usage: 2_000_000, quota: 300_000_000 }, '/today', '/phone'),
  },
  {
    name: 'phone-nearly-full',
    who: 'trainer',
    target: field,
    shows: 'main > [data-tone=warning]',
    reach: whenToldOf(NEARLY_FULL, '/today', '/phone'),
  },
  {
    name: 'phone-news',
    who: 'trainer',
    target: field,
    shows: 'dialog[open] li',
    reach: async (page, at) => {
      await page.goto(at.at('/phone'))
      await page.locator('section[aria-labelledby="phone-version"] li button').click()
    },
  },
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
  {
    name: 'another-phone',
    who: 'participant',
    target: field,
    shows: 'main ~ footer button',
    reach: open(() => '/phone/another'),
  },
  {
    name: 'another-phone-code',
    who: 'participant',
    target: field,
    shows: 'main svg[role=img]',
    reach: async (page, at) => {
      await page.goto(at.at('/phone/another'))
      await bar(page).click()
    },
  },
  { name: 'me', who: 'participant', target: field, shows: 'main a[href="/me/record"]', reach: open(() => '/me') },
  { name: 'me-record', who: 'participant', target: field, shows: 'main li', reach: open(() => '/me/record') },
  {
    name: 'me-badge-none',
    who: 'participant',
    target: field,
    shows: 'main section button',
    reach: open(() => '/me/badge'),
  },
  {
    name: 'me-badge',
    who: 'participant',
    target: field,
    shows: 'main svg[role=img]',
    reach: async (page, at) => {
      await page.goto(at.at('/me/badge'))
      await page.locator('main button').first().click()
    },
  },
  { name: 'me-readers', who: 'participant', target: field, shows: 'main h2', reach: open(() => '/me/readers') },
  {
    name: 'learn-nearly-full',
    who: 'participant',
    target: field,
    shows: 'main > [data-tone=warning]',
    reach: whenToldOf(NEARLY_FULL, '/me', '/learn'),
  },
  { name: 'learn', who: 'participant', target: field, shows: 'article', reach: open(() => '/learn') },
  {
    name: 'learn-no-such-module',
    who: 'participant',
    target: field,
    shows: 'main a[href="/learn"]',
    reach: open(() => '/learn/AAAAAAAAAAAAAAAA'),
  },
  {
    name: 'learn-lesson-not-here',
    who: 'participant',
    target: field,
    shows: 'main a[href^="/learn/"]',
    reach: open(() => '/learn/AAAAAAAAAAAAAAAA/first'),
  },
  { name: 'learn-module', who: 'participant', target: field, shows: 'main li a', reach: heldModule },
  { name: 'learn-lesson', who: 'participant', target: field, shows: 'article h1', reach: lesson(1) },
  {
    name: 'learn-question-answered',
    who: 'participant',
    target: field,
    shows: '[data-kind=question] [data-verdict]',
    reach: async (page, at) => {
      await lesson(1)(page, at)
      const question = page.locator('[data-kind=question]').first()
      if ((await question.locator('[data-verdict]').count()) > 0) return
      await question.locator('li button').nth(0).click()
      await question.locator('li button').nth(1).click()
      await question.locator('button').last().click()
    },
  },
  {
    name: 'learn-reading-sheet',
    who: 'participant',
    target: field,
    shows: 'dialog[open]',
    reach: async (page, at) => {
      await lesson(0)(page, at)
      await more(page).click()
    },
  },
  {
    name: 'learn-free',
    who: 'participant',
    target: field,
    shows: 'dialog[open]',
    reach: async (page, at) => {
      await heldModule(page, at)
      await page.locator('main button').last().click()
    },
  },
  {
    name: 'office-modules',
    who: 'coordinator',
    target: desk,
    shows: 'a[data-row]',
    reach: open(() => '/office/modules'),
  },
  { name: 'office-module', who: 'coordinator', target: desk, shows: '#readers', reach: officeModule },
  {
    name: 'office-module-withdraw',
    who: 'coordinator',
    target: desk,
    shows: 'dialog[open]',
    reach: async (page, at) => {
      await officeModule(page, at)
      await page.locator('main a[href^="/learn/"] ~ button').click()
    },
  },
  { name: 'office-change', who: 'coordinator', target: desk, shows: 'main table', reach: change },
  {
    name: 'office-change-too-few',
    who: 'coordinator',
    target: desk,
    shows: 'main td[colspan]',
    reach: async (page, at) => {
      await change(page, at)
      await page.locator('main select').last().selectOption('follow-up')
    },
  },
  {
    name: 'office-change-no-such-run',
    who: 'coordinator',
    target: desk,
    shows: 'main a[href="/office"]',
    reach: open(() => '/office/runs/AAAAAAAAAAAAAAAA/change'),
  },
  {
    name: 'office-safekeeping',
    who: 'coordinator',
    target: desk,
    shows: 'main section h2',
    reach: open(() => '/office/safekeeping'),
  },
  { name: 'office-restored', who: 'coordinator', target: desk, shows: 'main fieldset', reach: restored },
  {
    name: 'office-module-unknown',
    who: 'coordinator',
    target: desk,
    shows: 'main a[href="/office"]',
    reach: open(() => '/office/modules/AAAAAAAAAAAAAAAA'),
  },
  { name: 'learn-of-staff', who: 'trainer', target: field, shows: 'article', reach: open(() => '/learn') },
  {
    name: 'office',
    who: 'coordinator',
    target: desk,
    shows: 'a[data-row][href^="/office/runs/"]',
    reach: open(() => '/office'),
  },
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
  {
    name: 'office-session-changed',
    who: 'coordinator',
    target: desk,
    shows: 'main [data-tone=info]',
    reach: open((at) => `/office/sessions/${at.sessions.at(-1)}`),
  },
  { name: 'office-missed', who: 'coordinator', target: desk, shows: 'h1', reach: open(() => '/office/missed') },
  {
    name: 'office-session-missing',
    who: 'coordinator',
    target: desk,
    shows: 'h1',
    reach: open(() => '/office/sessions/AAAAAAAAAAAAAAAA'),
  },
  {
    name: 'office-new-run-faults',
    who: 'coordinator',
    target: desk,
    shows: '[role=alert]',
    reach: async (page, at) => {
      await page.goto(at.at('/office/runs/new'))
      await page.locator('form details summary').first().click()
      await page.locator('form details button').first().click()
      await page.locator('form details button').last().click()
      await submit(page).click()
    },
  },
  {
    name: 'office-programme',
    who: 'coordinator',
    target: desk,
    shows: 'form ~ section li',
    reach: async (page, at) => {
      await page.goto(at.at('/office'))
      await page.locator('section a[href^="/office/programmes/"]').first().click()
    },
  },
  {
    name: 'office-new-course',
    who: 'coordinator',
    target: desk,
    shows: 'form [role=alert]',
    reach: async (page, at) => {
      await page.goto(at.at('/office'))
      await page.locator('section a[href^="/office/programmes/"]').first().click()
      await page.locator('a[href^="/office/courses/new"]').first().click()
      await page.locator('form select').first().selectOption('+')
      await submit(page).click()
    },
  },
  {
    name: 'office-run-edit',
    who: 'coordinator',
    target: desk,
    shows: 'form select',
    reach: open((at) => `/office/runs/${at.run}/edit`),
  },
  {
    name: 'office-new-sessions',
    who: 'coordinator',
    target: desk,
    shows: 'form input[inputmode=numeric]',
    reach: async (page, at) => {
      await page.goto(at.at(`/office/runs/${at.run}/sessions/new`))
      await page.locator('input[value=weekly]').check({ force: true })
    },
  },
  {
    name: 'office-session-edit',
    who: 'coordinator',
    target: desk,
    shows: 'form [role=alert]',
    reach: async (page, at) => {
      await page.goto(at.at(`/office/sessions/${at.sessions[1]}`))
      await page.locator('main header a[href*="/sessions/"][title]').click()
      await page.locator('main details summary').last().click()
      await page.locator('main details form button[type=submit]').click()
    },
  },
  {
    name: 'office-people',
    who: 'coordinator',
    target: desk,
    shows: 'li a[href*="/people/"]',
    reach: open((at) => `/office/runs/${at.run}/people`),
  },
  {
    name: 'office-people-review',
    who: 'coordinator',
    target: desk,
    shows: 'li[data-becomes=undecided] input',
    reach: async (page, at) => {
      await page.goto(at.at(`/office/runs/${at.run}/people/add`))
      await paste(page, NAMES)
    },
  },
  {
    name: 'office-person',
    who: 'coordinator',
    target: desk,
    shows: 'main form',
    reach: async (page, at) => {
      await page.goto(at.at(`/office/runs/${at.run}/people`))
      await page.locator('li a[href*="/people/"]').first().click()
    },
  },
  {
    name: 'office-person-history',
    who: 'coordinator',
    target: desk,
    shows: 'main section ol li',
    reach: async (page, at) => {
      await page.goto(at.at(`/office/runs/${at.run}/people`))
      await page.locator('li a[href*="/people/"]').first().click()
      await page.locator('main a[href*="/history/"]').click()
    },
  },
  {
    name: 'office-session-history',
    who: 'coordinator of a workshop',
    target: desk,
    shows: 'main ol li',
    reach: open((at) => `/history/${at.workshop}`),
  },
  {
    name: 'office-people-new',
    who: 'coordinator',
    target: desk,
    shows: 'li a[href*="/people/"] svg',
    reach: async (page, at) => {
      await aNewcomer(page, at)
      await page.goto(at.at(`/office/runs/${at.run}/people`))
    },
  },
  {
    name: 'office-person-new',
    who: 'coordinator',
    target: desk,
    shows: 'main section [role=status] li',
    reach: async (page, at) => {
      await aNewcomer(page, at)
      await page.goto(at.at(`/office/runs/${at.run}/people`))
      await page
        .locator('li a[href*="/people/"]', { has: page.locator('svg') })
        .first()
        .click()
    },
  },
  {
    name: 'office-session-new-person',
    who: 'coordinator',
    target: desk,
    shows: 'main li[data-person] a[href*="/people/"]',
    reach: async (page, at) => {
      await aNewcomer(page, at)
      await page.goto(at.at(`/office/sessions/${at.disagreement}`))
      await page.locator('main li[data-person] a[href*="/people/"]').first().scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'office-to-look-at-new',
    who: 'coordinator',
    target: desk,
    shows: 'main a[data-row]',
    reach: async (page, at) => {
      await aNewcomer(page, at)
      await page.goto(at.at('/office'))
      await page.locator('main a[data-row]').first().waitFor()
    },
  },
  {
    name: 'office-own-statuses',
    who: 'coordinator',
    target: desk,
    shows: 'main li b',
    reach: ownStatus,
  },
  {
    name: 'mark-own-status',
    who: 'coordinator',
    target: field,
    shows: 'dialog[open] select',
    reach: async (page, at) => {
      await ownStatus(page, at)
      await page.goto(at.at(`/sessions/${at.disagreement}`))
      await page.locator('li[data-person] button').first().click()
      await page.locator('dialog[open] select').selectOption({ index: 1 })
    },
  },
  {
    name: 'office-erase-person',
    who: 'coordinator',
    target: desk,
    shows: 'dialog[open]',
    reach: async (page, at) => {
      await openErasing(page, at)
      await page.locator('input[type=radio][value=done]').check({ force: true })
      await page.locator('main form button[type=submit]').click()
    },
  },
  {
    name: 'office-erase-keep',
    who: 'coordinator',
    target: desk,
    shows: 'form [role=alert]',
    reach: async (page, at) => {
      await openErasing(page, at)
      await page.locator('input[type=radio][value=restricted]').check({ force: true })
      await page.locator('main form button[type=submit]').click()
    },
  },
  {
    name: 'office-erasures',
    who: 'coordinator',
    target: desk,
    shows: 'a[data-row][href^="/office/erasures/"]',
    reach: async (page, at) => {
      await openErasing(page, at)
      await page.locator('input[type=radio][value=refused]').check({ force: true })
      await page.locator('main textarea').fill('—')
      await page.locator('main form button[type=submit]').click()
    },
  },
  {
    name: 'office-team-new',
    who: 'coordinator',
    target: desk,
    shows: 'form [role=alert]',
    reach: async (page, at) => {
      await page.goto(at.at('/office/team/new'))
      await submit(page).click()
    },
  },
  {
    name: 'office-state',
    who: 'coordinator',
    target: desk,
    shows: 'main li',
    reach: open(() => '/office/state'),
  },
  {
    name: 'office-state-phones',
    who: 'coordinator',
    target: desk,
    shows: 'main li',
    reach: open(() => '/office/state/phones'),
  },
  {
    name: 'office-end-sign-in',
    who: 'coordinator',
    target: desk,
    shows: 'dialog[open]',
    reach: async (page, at) => {
      await page.goto(at.at('/office/team'))
      await page.locator('a[data-row]').first().click()
      await page.locator('main section li button').first().click()
    },
  },
  {
    name: 'office-team-code',
    who: 'coordinator',
    target: desk,
    shows: 'svg[role=img]',
    reach: async (page, at) => {
      await page.goto(at.at('/office/team/new'))
      await page.locator('form input').first().fill('Bohumila Nejezchlebová-Krakonošová')
      await submit(page).click()
    },
  },
  {
    name: 'start-faults',
    who: 'trainer',
    target: field,
    shows: 'form [role=alert]',
    reach: async (page, at) => {
      await page.goto(at.at('/start'))
      await bar(page).last().click()
    },
  },
  {
    name: 'start-list',
    who: 'trainer',
    target: field,
    shows: 'li[data-becomes=undecided] input',
    reach: async (page, at) => {
      await page.goto(at.at('/start'))
      await page.locator('input[value=list]').check({ force: true })
      await page.locator('textarea').fill(NAMES)
      await bar(page).last().click()
    },
  },
  {
    name: 'register-on-the-spot',
    leads: true,
    who: 'trainer',
    target: field,
    shows: 'main h2',
    reach: async (page, at) => {
      await page.goto(at.at('/start'))
      await page.locator('form input').first().fill('První pomoc')
      await bar(page).last().click()
      await page.waitForURL((url) => url.pathname.startsWith('/sessions/'))
    },
  },
  {
    name: 'office-to-place',
    who: 'coordinator',
    target: desk,
    shows: 'section:first-of-type a[data-row]:has-text("První pomoc")',
    reach: open(() => '/office'),
  },
  {
    name: 'office-place',
    who: 'coordinator',
    target: desk,
    shows: 'form select',
    reach: async (page, at) => {
      await page.goto(at.at('/office'))
      await page.locator('a[data-row]:has-text("První pomoc")').click()
      await page.locator('a[href$="/place"]').click()
    },
  },
  {
    name: 'office-session-agenda',
    who: 'coordinator of a workshop',
    target: desk,
    shows: '[data-person] li',
    reach: open((at) => `/office/sessions/${at.workshop}`),
  },
  {
    name: 'office-session-item-decided',
    who: 'coordinator of a workshop',
    target: desk,
    shows: '[data-decided]',
    reach: async (page, at) => {
      await page.goto(at.at(`/office/sessions/${at.workshop}`))
      await page.locator('[data-decided]').first().scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'observer-office',
    who: 'observer',
    target: desk,
    shows: 'a[data-row][href^="/office/runs/"]',
    reach: open(() => '/office'),
  },
  {
    name: 'observer-run',
    who: 'observer',
    target: desk,
    shows: 'main nav a[href$="/people"]',
    reach: open((at) => `/office/runs/${at.run}`),
  },
  {
    name: 'observer-people',
    who: 'observer',
    target: desk,
    shows: 'main li',
    reach: open((at) => `/office/runs/${at.run}/people`),
  },
  {
    name: 'observer-session',
    who: 'observer',
    target: desk,
    shows: '[data-person]',
    reach: open((at) => `/office/sessions/${at.disagreement}`),
  },
  { name: 'observer-missed', who: 'observer', target: desk, shows: 'h1', reach: open(() => '/office/missed') },
  { name: 'observer-learn', who: 'observer', target: field, shows: 'article', reach: open(() => '/learn') },
  {
    name: 'not-yours-observer',
    who: 'observer',
    target: field,
    shows: 'main section h2',
    reach: open((at) => `/office/runs/${at.run}/people/add`),
  },
  { name: 'not-yours-participant', who: 'participant', target: field, shows: 'main h2', reach: open(() => '/today') },
  {
    name: 'office-rescued-none',
    who: 'coordinator',
    target: desk,
    shows: 'main h2',
    reach: open(() => '/office/rescued'),
  },
  { name: 'office-rescued', who: 'coordinator', target: desk, shows: 'article', reach: rescued },
  {
    name: 'office-rescued-discard',
    who: 'coordinator',
    target: desk,
    shows: 'dialog[open]',
    reach: async (page, at) => {
      await rescued(page, at)
      await page.locator('article button').nth(1).click()
    },
  },
  { name: 'office-waiting', who: 'coordinator', target: desk, shows: 'h1', reach: open(() => '/waiting') },
  { name: 'office-phone', who: 'coordinator', target: desk, shows: 'h2', reach: open(() => '/phone') },
  {
    name: 'register-not-saved',
    who: 'trainer',
    target: field,
    shows: '[data-kind=unsaved]',
    reach: async (page, at) => {
      await register(2)(page, at)
      await page.evaluate(() => {
        IDBObjectStore.prototype.put = () => {
          throw new DOMException('made up by the test', 'QuotaExceededError')
        }
        IDBObjectStore.prototype.add = IDBObjectStore.prototype.put
      })
      await page.locator('li[data-person]').nth(1).locator('button').last().click()
    },
  },
  {
    name: 'offline-register-waiting',
    who: 'trainer',
    target: field,
    shows: 'a[href="/waiting"][data-state=waiting]',
    world: 'offline',
    reach: async (page, at) => {
      await register(1)(page, at)
      const chip = page.locator('li[data-person]').nth(1).locator('button').last()
      if ((await chip.getAttribute('data-tone')) === 'unset') await chip.click()
    },
  },
  {
    name: 'offline-mark-sheet',
    who: 'trainer',
    target: field,
    shows: 'dialog[open]',
    world: 'offline',
    reach: async (page, at) => {
      await register(1)(page, at)
      await page.locator('li[data-person] button').first().click()
    },
  },
  {
    name: 'offline-waiting',
    who: 'trainer',
    target: field,
    shows: 'main li',
    world: 'offline',
    reach: open(() => '/waiting'),
  },
  {
    name: 'offline-today',
    who: 'trainer',
    target: field,
    shows: 'a[href^="/sessions/"]',
    world: 'offline',
    reach: open(() => '/today'),
  },
  {
    name: 'offline-close-day',
    who: 'trainer',
    target: field,
    shows: 'main [role=status] h2',
    world: 'offline',
    reach: open(() => '/day/close'),
  },
  {
    name: 'offline-ready',
    who: 'trainer',
    target: field,
    shows: 'main [role=status] h2',
    world: 'offline',
    reach: open(() => '/day/ready'),
  },
  {
    name: 'offline-today-at-risk',
    who: 'trainer',
    target: field,
    shows: 'main > a[data-tone=warning][href="/phone"]',
    world: 'offline',
    reach: async (page, at) => {
      await page.goto(at.at('/today'))
      await backdate(page)
      await page.goto(at.at('/today'))
    },
  },
  {
    name: 'offline-hand-over',
    who: 'trainer',
    target: field,
    shows: 'main section li',
    world: 'offline',
    reach: open(() => '/waiting/hand-over'),
  },
  {
    name: 'offline-hand-over-made',
    who: 'trainer',
    target: field,
    shows: 'main [data-tone=good]',
    world: 'offline',
    reach: async (page, at) => {
      await page.goto(at.at('/waiting/hand-over'))
      await bar(page).last().click()
    },
  },
  {
    name: 'offline-phone',
    who: 'trainer',
    target: field,
    shows: '[data-safety] [data-state=waiting]',
    world: 'offline',
    reach: open(() => '/phone'),
  },
  {
    name: 'offline-codes-asked',
    who: 'trainer',
    target: field,
    shows: 'main [data-tone=warning]',
    world: 'offline',
    reach: async (page, at) => {
      await codes(1)(page, at)
      if ((await page.locator('main li [data-tone=late]').count()) === 0) await bar(page).last().click()
    },
  },
  {
    name: 'offline-codes-asked-one',
    who: 'trainer',
    target: field,
    shows: 'dialog[open] [role=status]',
    world: 'offline',
    reach: async (page, at) => {
      await codes(1)(page, at)
      await page.locator('main li button:has([data-tone=late])').first().click()
    },
  },
  {
    name: 'offline-another-phone-asked',
    who: 'trainer',
    target: field,
    shows: 'main > [role=status]',
    world: 'offline',
    reach: async (page, at) => {
      await page.goto(at.at('/phone/another'))
      await page.locator('main ol').waitFor()
      if ((await bar(page).count()) > 0) await bar(page).click()
    },
  },
  {
    name: 'offline-sign-out',
    who: 'trainer',
    target: field,
    shows: 'dialog[open]',
    world: 'offline',
    reach: async (page, at) => {
      await page.goto(at.at(`/phone`))
      await page.locator('section[aria-labelledby="phone-people"] li button').last().click()
    },
  },
  {
    name: 'offline-me',
    who: 'participant',
    target: field,
    shows: 'main a[href="/me/record"]',
    world: 'offline',
    reach: open(() => '/me'),
  },
  {
    name: 'offline-me-record',
    who: 'participant',
    target: field,
    shows: 'main li',
    world: 'offline',
    reach: open(() => '/me/record'),
  },
  {
    name: 'offline-office',
    who: 'coordinator',
    target: desk,
    shows: 'a[data-row][href^="/office/runs/"]',
    world: 'offline',
    reach: open(() => '/office'),
  },
  {
    name: 'offline-learn-lesson',
    who: 'participant',
    target: field,
    world: 'offline',
    shows: 'article h1',
    reach: lesson(2),
  },
  {
    name: 'offline-learn-waits',
    who: 'trainer',
    target: field,
    world: 'offline',
    shows: 'progress ~ *, [data-tone=waits]',
    reach: async (page, at) => {
      await page.goto(at.at('/learn'))
      if ((await page.locator('progress').count()) === 0) await page.locator('article button').first().click()
    },
  },
  {
    name: 'offline-learn-paused',
    who: 'trainer',
    target: field,
    world: 'offline',
    shows: 'progress',
    reach: async (page, at) => {
      await page.goto(at.at('/learn'))
      await page.locator('article button').first().click()
    },
  },
  {
    name: 'offline-office-new-run',
    who: 'coordinator',
    target: desk,
    shows: 'main form',
    world: 'offline',
    reach: open(() => '/office/runs/new'),
  },
  {
    name: 'offline-start',
    who: 'trainer',
    target: field,
    shows: 'main form',
    world: 'offline',
    reach: open(() => '/start'),
  },
  {
    name: 'offline-sign-in',
    who: 'nobody',
    target: field,
    shows: 'form',
    world: 'offline',
    reach: open(() => '/sign-in'),
  },
  {
    name: 'offline-hand-over-ended',
    who: 'trainer',
    target: field,
    shows: 'main ~ footer button ~ button',
    world: 'offline',
    reach: (page, at) => ended(page, at.at('/waiting/hand-over')),
  },
  {
    name: 'offline-hand-over-given',
    who: 'trainer',
    target: field,
    shows: 'main [data-tone=good]',
    world: 'offline',
    reach: async (page, at) => {
      await ended(page, at.at('/waiting/hand-over'))
      const outcome = { displayName: 'Jana', received: 0, already: 1, rescued: 12, refused: [], madeAt: 1 }
      await answerCarried(page, 200, outcome)
      await bar(page).last().click()
    },
  },
  {
    name: 'offline-hand-over-not-given',
    who: 'trainer',
    target: field,
    shows: 'main [role=alert], main [data-kind=error]',
    world: 'offline',
    reach: async (page, at) => {
      await ended(page, at.at('/waiting/hand-over'))
      await bar(page).last().click()
    },
  },
  {
    name: 'waiting-refused',
    who: 'trainer',
    target: field,
    shows: 'li[data-state=refused]',
    world: 'revoked',
    reach: open(() => '/waiting'),
  },
  {
    name: 'discard-refused',
    who: 'trainer',
    target: field,
    shows: 'dialog[open]',
    world: 'revoked',
    reach: async (page, at) => {
      await page.goto(at.at('/waiting'))
      await page.locator('li[data-state=refused] button').last().click()
    },
  },
  {
    name: 'today-empty',
    who: 'trainer',
    target: field,
    shows: 'main h2',
    world: 'revoked',
    reach: open(() => '/today'),
  },
  {
    name: 'insecure',
    who: 'nobody',
    target: field,
    shows: 'h1',
    world: 'revoked',
    needs: 'a host that is not secure',
    reach: async (page, at) => {
      const address = new URL(at.at('/today'))
      address.hostname = INSECURE_HOST
      await page.goto(address.href)
    },
  },
  {
    name: 'update-offered',
    who: 'coordinator',
    target: desk,
    shows: '[data-tone=good] button',
    world: 'updated',
    reach: open(() => '/office'),
  },
  {
    name: 'update-offered-today',
    who: 'trainer',
    target: field,
    shows: 'main > [data-tone=good] button',
    world: 'updated',
    reach: open(() => '/today'),
  },
  {
    name: 'update-news',
    who: 'trainer',
    target: field,
    shows: 'dialog[open] li',
    world: 'updated',
    reach: async (page, at) => {
      await page.goto(at.at('/phone'))
      await page.locator('main > [data-tone=good] button').click()
    },
  },
  {
    name: 'phone-two-people',
    who: 'trainer',
    target: field,
    shows: 'section[aria-labelledby="phone-people"] li:nth-child(2)',
    world: 'updated',
    reach: async (page, at) => {
      await page.goto(at.link)
      await page.locator('[data-step=confirm] button').first().click()
      await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
      await page.goto(at.at('/phone'))
    },
  },
  {
    name: 'phone-kept',
    who: 'trainer',
    target: field,
    needs: 'a promise to keep data, given or refused',
    shows: '[data-safety=kept]',
    world: 'updated',
    reach: async (page, at) => {
      const debug = await page.context().newCDPSession(page)
      const { origin } = new URL(at.at('/'))
      await debug.send('Browser.grantPermissions', { origin, permissions: ['durableStorage'] })
      await page.goto(at.at('/phone'))
      await page.locator('[data-safety]').waitFor()
      const ask = page.locator('[data-safety=clearable] button').first()
      if (await ask.isVisible()) await ask.click()
    },
  },
]
