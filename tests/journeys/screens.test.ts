import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MemberId, ProgrammeId } from '#domain/ids.ts'
import { version } from '../../package.json'
import { findAxeFaults } from '../support/axe.ts'
import { makeNextBuild, PRESENT_BUILD } from '../support/builds.ts'
import { findGeometryFaults } from '../support/geometry.ts'
import { untilReady } from '../support/people.ts'
import { DESKTOP, engineCan, PHONE, PhoneBrowser } from '../support/phone.ts'
import { RawClient, signIn } from '../support/rawClient.ts'
import { SCREENS, type ScreenState, type Visit } from '../support/screens.ts'
import { TestServer } from '../support/server.ts'

/** Every route and state, judged by axe and by measure. `TEREN_SCREENS` names the combinations,
 *  `screen-theme-language`, parted by commas; `TEREN_SCREENSHOTS` a folder to keep pictures in.
 *  Without: the longest words there can be where room is scarce, and the widest of a complete language. */

const ASKED = (process.env.TEREN_SCREENS ?? 'phone-light-pseudo,desktop-dark-bg').split(',')
const FOLDER = process.env.TEREN_SCREENSHOTS

const NEWS = {
  version: '9.0.0',
  day: '2030-01-01',
  points: ['Made up for this picture: a point that is long enough to need a second line on a phone.', 'A short one.'],
}

/** As a coordinator, takes every programme from every trainer. */
async function takeProgrammesAway(server: TestServer): Promise<void> {
  const coordinator = await signIn(server.origin, server.link('coordinator'))
  const client = await RawClient.open(server.origin, coordinator.cookie)
  await client.hello(coordinator.member)
  const bytes = client.changes.findLast((change) => change.document === 'access/members')?.bytes
  const { members } = JSON.parse(new TextDecoder().decode(bytes)) as {
    members: { member: MemberId; role: string; programmes: ProgrammeId[] }[]
  }
  for (const { member, role, programmes } of members) {
    if (role !== 'trainer') continue
    for (const programme of programmes) {
      const answer = await client.command(coordinator.member, { name: 'revoke', member, programme })
      expect(answer.type).toBe('ack')
    }
  }
  client.close()
}

describe.each(ASKED)('screens %s', (combination) => {
  const [screen = '', theme = '', language = ''] = combination.split('-')
  const options = { ...(screen === 'phone' ? PHONE : DESKTOP), dark: theme === 'dark' }
  const server = new TestServer()
  const next = mkdtempSync(join(tmpdir(), 'teren-next-'))
  const browsers = new Map<ScreenState['who'], { browser: PhoneBrowser; page: Page }>()
  const inLanguage = (address: string) => {
    const [page = '', fragment] = address.split('#')
    return `${page}${page.includes('?') ? '&' : '?'}language=${language}${fragment ? `#${fragment}` : ''}`
  }
  const at = (path: string) => inLanguage(`${server.origin}${path}`)
  const visit: Visit = { at, sessions: [], disagreement: '', run: '', link: '', participantLink: '' }

  const pageOf = (who: ScreenState['who']): Page => {
    const found = browsers.get(who)
    if (!found) throw new Error(`no browser for ${who}`)
    return found.page
  }

  beforeAll(async () => {
    await server.start()
    visit.link = inLanguage(server.link('trainer', 1))
    visit.participantLink = inLanguage(server.link('participant', 1))
    for (const who of ['nobody', 'trainer', 'coordinator', 'participant', 'observer'] as const) {
      const browser = new PhoneBrowser(options)
      const page = await browser.start()
      browsers.set(who, { browser, page })
      if (who === 'nobody') {
        await page.goto(at('/sign-in'))
        await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
        continue
      }
      await page.goto(inLanguage(server.link(who)))
      await page.locator('[data-step=confirm] button').first().click()
      if (who === 'participant') await page.locator('[data-step=readers] button').first().click()
      await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
      await page.goto(at('/phone'))
      await untilReady(page)
    }
    const trainer = pageOf('trainer')
    await trainer.goto(at('/today'))
    const links = trainer.locator('a[href^="/sessions/"]')
    await links.first().waitFor()
    const hrefs = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
    const sizes: { session: string; unset: number }[] = []
    for (const href of new Set(hrefs.filter((href) => href !== '/sessions'))) {
      await trainer.goto(at(href))
      await trainer.locator('li[data-person], main h2').first().waitFor()
      const unset = await trainer.locator('li[data-person] [data-tone=unset]').count()
      if (unset > 0) sizes.push({ session: href.split('/').at(-1) ?? '', unset })
    }
    visit.sessions = sizes.toSorted((a, b) => b.unset - a.unset).map(({ session }) => session)
    const desk = pageOf('coordinator')
    await desk.goto(at('/office'))
    const runs = desk.locator('a[data-row][href^="/office/runs/"]')
    await runs.first().waitFor()
    const all = await runs.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
    for (const href of all) {
      await desk.goto(at(href))
      await desk.locator('a[href^="/office/sessions/"]').first().waitFor()
      const found = desk.locator('a[href^="/office/sessions/"][data-tone=doubt]').first()
      if ((await found.count()) > 0) {
        visit.run = href.split('/').at(-1) ?? ''
        visit.disagreement = (await found.getAttribute('href'))?.split('/').at(-1) ?? ''
        break
      }
    }
    expect(visit.sessions.length).toBeGreaterThanOrEqual(2)
    expect(visit.disagreement).not.toBe('')
  }, 120_000)

  afterAll(async () => {
    await Promise.all([...browsers.values()].map(({ browser }) => browser.dispose()))
    await server.dispose()
    rmSync(next, { recursive: true, force: true })
  })

  let world: ScreenState['world']

  const shown = SCREENS.filter(({ needs }) => needs === undefined || engineCan(needs))
  it.each(shown.map((state) => [state.name, state] as const))('U2 %s', async (name, state) => {
    if (world !== state.world) {
      world = state.world
      if (world === 'offline') await server.kill()
      else if (world === 'updated') {
        makeNextBuild(PRESENT_BUILD, next, { version, next: '9.0.0', news: NEWS })
        server.env.TEREN_APP = next
        await server.kill()
        await server.start()
        visit.link = inLanguage(server.link('trainer', 1))
      } else {
        // Nobody is at the door when the hub opens: the right goes before the phone comes.
        for (const { page } of browsers.values()) await page.goto('about:blank')
        await server.start()
        await takeProgrammesAway(server)
      }
    }
    const page = pageOf(state.who)
    // What the state before half typed, this one would find again.
    if (page.url().startsWith('http')) await page.evaluate(() => sessionStorage.clear())
    await state.reach(page, visit)
    await page.locator(state.shows).first().waitFor({ timeout: 15_000 })
    await page.evaluate(() => document.fonts.ready.then(() => undefined))
    if (FOLDER) {
      mkdirSync(FOLDER, { recursive: true })
      await page.screenshot({ path: `${FOLDER}/${combination}-${name}.png` })
    }
    const geometry = await findGeometryFaults(page, state.target)
    const axe = await findAxeFaults(page)
    expect({ geometry, axe }, `${combination} ${name}`).toEqual({ geometry: [], axe: [] })
  })
})
