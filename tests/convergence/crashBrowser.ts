import { cpSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Page } from 'playwright-core'
import * as Y from 'yjs'
import { openDocument, readAll } from '#documents/yMap.ts'
import { parseDocumentId } from '#protocol/documentIds.ts'
import { findChromium } from '../support/browser.ts'
import { rows, signInByLink, untilReady, untilReceived } from '../support/people.ts'
import { PHONE, PhoneBrowser } from '../support/phone.ts'
import { RawClient, signIn } from '../support/rawClient.ts'
import { TestServer } from '../support/server.ts'
import { tearLog } from '../support/tornLog.ts'
import { type Chance, chanceOf } from './simulator/chance.ts'

/** A trainer marks at random in a real browser, which is killed with -9 at a random moment, with all its processes, and
 *  started again on the same profile, the server gone or there. Now and then it is left as if killed in the midst of a
 *  write, which by itself is rare. What a row said to be saved must be in the phone's database after that and on its
 *  screen, and at the end at the hub. */

export interface BrowserCrashes {
  rounds: number
  seed: number
  /** Notes a mark as saved when it is tapped, before its transaction: a loss that has to be found. */
  isPlanted: boolean
}

/** What happened to one person's row in one round, counted in taps. */
interface Marked {
  tapped: number
  saidSaved: number
}
type Marks = Map<string, Marked>

/** What a page tells: the person of a tap, or of a row that says it is saved, with the taps on it so far. */
interface Said {
  what: 'tapped' | 'saved'
  person: string
  taps: number
}

const MARKS_FOR_MS = 4_000
/** Between taps at most: as a hurried finger, and faster than a disk. */
const PAUSES_MS = [15, 60, 150]
/** A register grows with each round: the work is spread over some. */
const SESSIONS_AT_MOST = 6
/** So many of a hundred are killed while they start. */
const KILLED_AT_START = 10
const STARTS_FOR_MS = 1_500
/** So many of a hundred kills leave half a record behind. */
const TORN = 25
/** In so many of a hundred rounds the server comes or goes while somebody marks. */
const TURNED_MEANWHILE = 30

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

interface MarkingOptions {
  seed: number
  pauseMs: number
  isPlanted: boolean
  /** Of what the buttons say on which a tap marks. */
  pattern: string
}

const CAN_BE_MARKED = 'Mark (absent|present)$'

const markable = (page: Page): Promise<number> =>
  rows(page)
    .locator('button[aria-label]')
    .evaluateAll(
      (all, pattern) =>
        all.filter((button) => new RegExp(pattern).test(button.getAttribute('aria-label') ?? '')).length,
      CAN_BE_MARKED,
    )

/** Taps at random, and tells of every row that says it is saved. Runs in the page, until it is killed. */
function markAtRandom({ seed, pauseMs, isPlanted, pattern }: MarkingOptions): void {
  const tell = (said: Said) => (window as unknown as { crashSays(said: Said): void }).crashSays(said)
  const taps = new Map<string, number>()
  const told = new Map<string, number>()
  /** What the button said before the last tap: until it says something else, the row is that of before. */
  const before = new Map<string, string | null>()
  let state = seed
  const chance = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const buttonOf = (row: Element | null | undefined) => row?.querySelector<HTMLElement>('button[aria-label]')
  const look = () => {
    for (const [person, count] of taps) {
      if (told.get(person) === count) continue
      const row = document.querySelector(`li[data-person="${person}"]`)
      const sign = row?.querySelector('[data-saving]')?.getAttribute('data-saving')
      const isShown = buttonOf(row)?.getAttribute('aria-label') !== before.get(person)
      if (!isShown || (sign !== 'waiting' && sign !== 'received')) continue
      told.set(person, count)
      tell({ what: 'saved', person, taps: count })
    }
  }
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true })
  const tap = () => {
    const able = [...document.querySelectorAll('li[data-person]')].filter((row) =>
      new RegExp(pattern).test(buttonOf(row)?.getAttribute('aria-label') ?? ''),
    )
    const row = able[chance(able.length)]
    const person = row?.getAttribute('data-person')
    const button = buttonOf(row)
    if (button && person) {
      const count = (taps.get(person) ?? 0) + 1
      taps.set(person, count)
      before.set(person, button.getAttribute('aria-label'))
      tell({ what: 'tapped', person, taps: count })
      if (isPlanted) tell({ what: 'saved', person, taps: count })
      button.click()
    }
    setTimeout(tap, chance(pauseMs))
  }
  tap()
}

/** The member's own claims in the phone's database, by their keys. */
interface OnDisk {
  /** Those of one session, by person. */
  byPerson: Map<string, string[]>
  /** Of all sessions. */
  keys: string[]
}

/** As the phone's database has them now, read beside the app. */
async function readDisk(page: Page, { member, session }: { member: string; session: string }): Promise<OnDisk> {
  const claims = await page.evaluate(
    async ({ name, session }) => {
      const done = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(request.error)
        })
      interface Stored {
        session: string
        claims: { key: string; person: string | null; recorder: string }[]
      }
      const database = await done(indexedDB.open(name))
      const registers: Stored[] = await done(database.transaction('registers').objectStore('registers').getAll())
      database.close()
      return registers.flatMap((register) =>
        register.claims.map(({ key, person, recorder }) => ({
          ...{ key, person, recorder, isHere: register.session === session },
        })),
      )
    },
    { name: `teren-seat-${member}`, session },
  )
  const own = claims.filter(({ recorder }) => recorder === member)
  const here = own.filter(({ isHere, person }) => isHere && person !== null)
  const byPerson = Map.groupBy(here, ({ person }) => person ?? '')
  return {
    byPerson: new Map([...byPerson].map(([person, some]) => [person, some.map(({ key }) => key)])),
    keys: own.map(({ key }) => key),
  }
}

/** The sign of each row, by person. */
const readScreen = (page: Page): Promise<Map<string, string>> =>
  page
    .locator('li[data-person]')
    .evaluateAll((all) =>
      all.map((row): [string, string] => [
        row.getAttribute('data-person') ?? '',
        row.querySelector('[data-saving]')?.getAttribute('data-saving') ?? 'none',
      ]),
    )
    .then((found) => new Map(found))

/** Keys of a member's claims at the hub, read by a device that was never here. */
async function keysAtHub(server: TestServer, link: string, member: string): Promise<Set<string>> {
  const fresh = await signIn(server.origin, link)
  const client = await RawClient.open(server.origin, fresh.cookie)
  await client.hello(fresh.member)
  client.close()
  const keys = new Set<string>()
  const changes = Map.groupBy(client.changes, ({ document }) => document)
  for (const [id, rows] of changes) {
    const info = parseDocumentId(id)
    if (info?.kind !== 'claims' || info.owner !== member) continue
    const document = openDocument()
    for (const { bytes } of rows) Y.applyUpdate(document, bytes)
    for (const key of readAll(document).keys()) keys.add(key)
  }
  return keys
}

/** A round that ended: where it marked, what stood there before, and what was said meanwhile. */
interface Round {
  session: string
  before: OnDisk
  marks: Marks
}

interface Tally {
  tapped: number
  saidSaved: number
  missing: number
  killedAtStart: number
  torn: number
  serverGone: number
  turnedMeanwhile: number
}

class Trainer {
  readonly phone = new PhoneBrowser(PHONE)
  readonly server: TestServer
  readonly chance: Chance
  readonly isPlanted: boolean
  readonly tally: Tally = {
    tapped: 0,
    saidSaved: 0,
    missing: 0,
    ...{ killedAtStart: 0, torn: 0, serverGone: 0, turnedMeanwhile: 0 },
  }
  readonly everSeen = new Set<string>()
  member = ''
  sessions: string[] = []
  last: Round | null = null
  isServerThere = true

  constructor(server: TestServer, { seed, isPlanted }: BrowserCrashes) {
    this.server = server
    this.chance = chanceOf(seed)
    this.isPlanted = isPlanted
  }

  async signIn(): Promise<void> {
    const page = await this.phone.start()
    await signInByLink(page, this.server.link('trainer'))
    await untilReady(page)
    const today = page.locator('a[href^="/sessions/"]')
    await today.first().waitFor()
    const hrefs = await today.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
    for (const href of new Set(hrefs)) {
      await page.goto(`${this.server.origin}${href}`)
      await rows(page).first().waitFor()
      if ((await markable(page)) > 0) this.sessions.push(href.split('/').at(-1) ?? '')
      if (this.sessions.length === SESSIONS_AT_MOST) break
    }
    const databases = await page.evaluate(() => indexedDB.databases())
    this.member = databases.flatMap(({ name = '' }) => /^teren-seat-(.+)$/.exec(name)?.[1] ?? [])[0] ?? ''
    await this.phone.close()
  }

  /** The server comes or goes before the phone is there, or while it marks. */
  async turnServer(): Promise<void> {
    if (this.isServerThere) await this.server.kill()
    else await this.server.start()
    this.isServerThere = !this.isServerThere
  }

  async round(): Promise<void> {
    if (this.chance.percent(50)) await this.turnServer()
    if (!this.isServerThere) this.tally.serverGone++
    const marks: Marks = new Map()
    const page = await this.phone.start()
    const session = this.chance.pick(this.sessions)
    const seen = this.last?.session ?? session
    const opening = this.open(page, seen)
    if (this.chance.percent(KILLED_AT_START)) {
      this.tally.killedAtStart++
      const opened = opening.catch(() => undefined)
      await pause(this.chance.whole(0, STARTS_FOR_MS))
      await this.kill()
      await opened
      return
    }
    await opening
    let before = await this.look(page, seen)
    if (seen !== session) {
      await this.open(page, session)
      before = await this.look(page, session)
    }
    await page.exposeBinding('crashSays', (_, { what, person, taps }: Said) => {
      const marked = marks.get(person) ?? { tapped: 0, saidSaved: 0 }
      if (what === 'tapped') marked.tapped = taps
      else marked.saidSaved = taps
      marks.set(person, marked)
    })
    this.last = { session, before, marks }
    const options = {
      ...{ seed: this.chance.whole(1, 2 ** 31), pauseMs: this.chance.pick(PAUSES_MS) },
      ...{ isPlanted: this.isPlanted, pattern: CAN_BE_MARKED },
    }
    await page.evaluate(markAtRandom, options)
    const marksFor = this.chance.whole(0, MARKS_FOR_MS)
    const turnsAt = this.chance.percent(TURNED_MEANWHILE) ? this.chance.whole(0, marksFor) : null
    if (turnsAt !== null) {
      this.tally.turnedMeanwhile++
      await pause(turnsAt)
      await this.turnServer()
    }
    await pause(marksFor - (turnsAt ?? 0))
    await this.kill()
    for (const { tapped, saidSaved } of marks.values()) {
      this.tally.tapped += tapped
      this.tally.saidSaved += saidSaved
    }
  }

  private async kill(): Promise<void> {
    await this.phone.kill()
    if (this.chance.percent(TORN) && tearLog(this.phone.profile)) this.tally.torn++
  }

  private async open(page: Page, session: string): Promise<void> {
    await page.goto(`${this.server.origin}/sessions/${session}`)
    try {
      await rows(page).first().waitFor()
    } catch (error) {
      if (!page.isClosed()) await this.sayInstead(page)
      throw error
    }
  }

  /** What there is where a register should be, with the browser's databases: it throws all away when it finds one
   *  damaged (`src/store/beginNewLog.ts`). The profile is kept for whoever looks into it. */
  private async sayInstead(page: Page): Promise<void> {
    const names = await page.evaluate(() => indexedDB.databases().then((all) => all.map(({ name }) => name)))
    const kept = join('.cache', `crash-profile-${Date.now()}`)
    cpSync(this.phone.profile, kept, { recursive: true, filter: (path) => !basename(path).startsWith('Singleton') })
    console.log(`instead of a register: ${await page.locator('body').innerText()}`)
    console.log(`databases: ${names.join(', ')}; ${this.everSeen.size} claims were here; the profile: ${kept}`)
  }

  /** Compares what the last round said with what is here; gives what is here. */
  private async look(page: Page, session: string): Promise<OnDisk> {
    const disk = await readDisk(page, { member: this.member, session })
    const here = new Set(disk.keys)
    this.count('claims of earlier rounds', [...this.everSeen].filter((key) => !here.has(key)).length)
    for (const key of disk.keys) this.everSeen.add(key)
    const screen = await readScreen(page)
    for (const [person, { saidSaved }] of this.last?.marks ?? []) {
      const stood = this.last?.before.byPerson.get(person)?.length ?? 0
      const stands = disk.byPerson.get(person)?.length ?? 0
      this.count(`claims about ${person}`, Math.max(0, stood + saidSaved - stands))
      const sign = screen.get(person)
      const isShown = saidSaved === 0 || sign === 'waiting' || sign === 'received'
      this.count(`${person} on the screen, which says ${sign}`, isShown ? 0 : 1)
    }
    this.last = null
    return disk
  }

  private count(what: string, missing: number): void {
    if (missing > 0) console.log(`MISSING: ${missing} ${what}`)
    this.tally.missing += missing
  }

  /** Everything is sent, and a device that was never here reads it. */
  async end(): Promise<void> {
    if (!this.isServerThere) await this.turnServer()
    const page = await this.phone.start()
    const session = this.last?.session ?? this.chance.pick(this.sessions)
    await this.open(page, session)
    await this.look(page, session)
    await untilReceived(page)
    const atHub = await keysAtHub(this.server, this.server.link('coordinator'), this.member)
    this.count('claims at the hub', [...this.everSeen].filter((key) => !atHub.has(key)).length)
  }
}

/** Prints the figures. Whether nothing is missing. */
export async function crashBrowser(options: BrowserCrashes): Promise<boolean> {
  const { rounds, seed } = options
  process.env.CHROMIUM_PATH = (await findChromium()).path
  const server = new TestServer()
  const trainer = new Trainer(server, options)
  const { tally } = trainer
  console.log(`crash: browser, seed ${seed}`)
  try {
    await server.start()
    await trainer.signIn()
    for (let round = 1; round <= rounds; round++) {
      await trainer.round()
      if (round % 10 === 0) console.log(`round ${round}: ${tally.saidSaved} said saved, ${tally.missing} missing`)
    }
    await trainer.end()
  } finally {
    await trainer.phone.dispose()
    await server.dispose()
  }
  console.log(
    `crash: browser, ${rounds} rounds (${tally.killedAtStart} killed while starting, ${tally.torn} within a write, ${tally.serverGone} with the server gone, ${tally.turnedMeanwhile} in which it came or went), seed ${seed}, ${tally.tapped} taps, ${tally.saidSaved} said saved, ${trainer.everSeen.size} claims at the hub, ${tally.missing} missing`,
  )
  return tally.missing === 0 && tally.saidSaved > 0
}
