import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { MemberId, ProgrammeId } from '#domain/ids.ts'
import { version } from '../../package.json'
import { findAxeFaults } from './axe.ts'
import { makeNextBuild, PRESENT_BUILD } from './builds.ts'
import { decideOneItem } from './decide.ts'
import { findGeometryFaults } from './geometry.ts'
import { untilReady } from './people.ts'
import { DESKTOP, PHONE, PhoneBrowser, type ScreenOptions } from './phone.ts'
import { RawClient, signIn } from './rawClient.ts'
import type { ScreenState, Visit } from './screens.ts'
import { TestServer } from './server.ts'

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

/** One combination's hub, and a browser for each person who looks. */
export class Look {
  readonly combination: string
  private readonly people: Set<ScreenState['who']>
  /** Another screen on which the same page is measured too. */
  private readonly alsoAs: ScreenOptions | undefined
  private readonly options: ScreenOptions
  private readonly language: string
  private readonly server = new TestServer()
  private readonly next = mkdtempSync(join(tmpdir(), 'teren-next-'))
  private readonly browsers = new Map<ScreenState['who'], { browser: PhoneBrowser; page: Page }>()
  private readonly visit: Visit
  private world: ScreenState['world']

  constructor(combination: string, states: ScreenState[], alsoAs?: ScreenOptions) {
    const [screen = '', theme = '', language = ''] = combination.split('-')
    this.combination = combination
    this.alsoAs = alsoAs
    // Two of them show what all the others are found by.
    this.people = new Set(['trainer', 'coordinator', ...states.map(({ who }) => who)])
    this.language = language
    this.options = { ...(screen === 'phone' ? PHONE : DESKTOP), dark: theme === 'dark' }
    const at = (path: string) => this.inLanguage(`${this.server.origin}${path}`)
    this.visit = { at, sessions: [], disagreement: '', run: '', workshop: '', link: '', participantLink: '' }
  }

  private inLanguage(address: string): string {
    const [page = '', fragment] = address.split('#')
    return `${page}${page.includes('?') ? '&' : '?'}language=${this.language}${fragment ? `#${fragment}` : ''}`
  }

  private pageOf(who: ScreenState['who']): Page {
    const found = this.browsers.get(who)
    if (!found) throw new Error(`no browser for ${who}`)
    return found.page
  }

  async open(): Promise<void> {
    const { server, visit } = this
    await server.start()
    visit.link = this.inLanguage(server.link('trainer', 1))
    visit.participantLink = this.inLanguage(server.link('participant', 1))
    const workshop = this.people.has('coordinator of a workshop')
      ? await decideOneItem(server, server.link('coordinator', 0, 'plovdiv'))
      : { session: '', link: '' }
    visit.workshop = workshop.session
    for (const who of this.people) {
      const browser = new PhoneBrowser(this.options)
      const page = await browser.start()
      this.browsers.set(who, { browser, page })
      if (who === 'nobody') {
        await page.goto(visit.at('/sign-in'))
        await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
        continue
      }
      await page.goto(this.inLanguage(who === 'coordinator of a workshop' ? workshop.link : server.link(who)))
      await page.locator('[data-step=confirm] button').first().click()
      if (who === 'participant') await page.locator('[data-step=readers] button').first().click()
      await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
      await page.goto(visit.at('/phone'))
      await untilReady(page)
    }
    await this.findSessions(this.pageOf('trainer'))
    await this.findDisagreement(this.pageOf('coordinator'))
  }

  private async findSessions(trainer: Page): Promise<void> {
    const { visit } = this
    await trainer.goto(visit.at('/today'))
    const links = trainer.locator('a[href^="/sessions/"]')
    await links.first().waitFor()
    const hrefs = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
    const sizes: { session: string; unset: number }[] = []
    for (const href of new Set(hrefs.filter((href) => href !== '/sessions'))) {
      await trainer.goto(visit.at(href))
      await trainer.locator('li[data-person], main h2').first().waitFor()
      const unset = await trainer.locator('li[data-person] [data-tone=unset]').count()
      if (unset > 0) sizes.push({ session: href.split('/').at(-1) ?? '', unset })
    }
    visit.sessions = sizes.toSorted((a, b) => b.unset - a.unset).map(({ session }) => session)
    expect(visit.sessions.length).toBeGreaterThanOrEqual(2)
  }

  private async findDisagreement(desk: Page): Promise<void> {
    const { visit } = this
    await desk.goto(visit.at('/office'))
    const runs = desk.locator('a[data-row][href^="/office/runs/"]')
    await runs.first().waitFor()
    const all = await runs.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
    for (const href of all) {
      await desk.goto(visit.at(href))
      await desk.locator('a[href^="/office/sessions/"]').first().waitFor()
      const found = desk.locator('a[href^="/office/sessions/"][data-tone=doubt]').first()
      if ((await found.count()) > 0) {
        visit.run = href.split('/').at(-1) ?? ''
        visit.disagreement = (await found.getAttribute('href'))?.split('/').at(-1) ?? ''
        break
      }
    }
    expect(visit.disagreement).not.toBe('')
  }

  private async changeWorld(world: ScreenState['world']): Promise<void> {
    const { server } = this
    this.world = world
    if (world === 'offline') return server.kill()
    if (world === 'updated') {
      makeNextBuild(PRESENT_BUILD, this.next, { version, next: '9.0.0', news: NEWS })
      server.env.TEREN_APP = this.next
      await server.kill()
      await server.start()
      this.visit.link = this.inLanguage(server.link('trainer', 1))
      return
    }
    // Nobody is at the door when the hub opens: the right goes before the phone comes.
    for (const { page } of this.browsers.values()) await page.goto('about:blank')
    await server.start()
    await takeProgrammesAway(server)
  }

  /** Comes to a state of a screen. */
  private async reach(state: ScreenState): Promise<Page> {
    if (this.world !== state.world) await this.changeWorld(state.world)
    const page = this.pageOf(state.who)
    // What the state before half typed, this one would find again.
    if (page.url().startsWith('http')) await page.evaluate(() => sessionStorage.clear())
    await state.reach(page, this.visit)
    await page.locator(state.shows).first().waitFor({ timeout: 15_000 })
    await page.evaluate(() => document.fonts.ready.then(() => undefined))
    if (FOLDER) {
      mkdirSync(FOLDER, { recursive: true })
      await page.screenshot({ path: `${FOLDER}/${this.combination}-${state.name}.png` })
    }
    return page
  }

  /** What is wrong with it. */
  async judge(state: ScreenState) {
    const page = await this.reach(state)
    const geometry = await findGeometryFaults(page, state.target)
    const axe = await findAxeFaults(page)
    return { combination: this.combination, geometry: [...geometry, ...(await this.measureAlso(page, state))], axe }
  }

  private async measureAlso(page: Page, { target }: ScreenState) {
    if (!this.alsoAs) return []
    await page.setViewportSize(this.alsoAs)
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
    const faults = await findGeometryFaults(page, target)
    await page.setViewportSize(this.options)
    return faults.map((fault) => ({ ...fault, width: this.alsoAs?.width }))
  }

  async close(): Promise<void> {
    await Promise.all([...this.browsers.values()].map(({ browser }) => browser.dispose()))
    await this.server.dispose()
    rmSync(this.next, { recursive: true, force: true })
  }
}
