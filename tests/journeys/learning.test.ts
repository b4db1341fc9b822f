import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { fillStorage } from '../support/fillStorage.ts'
import { savingLine, signInByLink, untilReady, untilReceived } from '../support/people.ts'
import { engineCan, PHONE, PhoneBrowser, type ScreenOptions } from '../support/phone.ts'
import { TestServer } from '../support/server.ts'

/** A participant learns where there is no network, in a real browser against the real server. */

const server = new TestServer()
const phones: PhoneBrowser[] = []

beforeAll(() => server.start())
afterAll(() => server.dispose())
afterEach(async () => {
  await Promise.all(phones.splice(0).map((phone) => phone.dispose()))
  if (server.pid === undefined) await server.start()
})

const newPhone = (screen: ScreenOptions = PHONE) => {
  const phone = new PhoneBrowser(screen)
  phones.push(phone)
  return phone
}

/** One of the hub's participants on a phone of their own, with the app kept for offline. */
async function aParticipant(at = 0, phone = newPhone()): Promise<{ phone: PhoneBrowser; page: Page }> {
  const page = await phone.start()
  await signInByLink(page, server.link('participant', at))
  await untilReady(page)
  return { phone, page }
}

/** As over a bad network: a module comes to this page in small pieces with a pause after each. */
async function slowDownloads(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const send = window.fetch.bind(window)
    const PIECE_BYTES = 1_024
    const PAUSE_MS = 100
    window.fetch = async (input, init) => {
      const response = await send(input, init)
      if (!String(input).includes('/api/modules/')) return response
      const bytes = new Uint8Array(await response.arrayBuffer())
      let at = 0
      const body = new ReadableStream({
        async pull(controller) {
          await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
          if (init?.signal?.aborted) return controller.error(init.signal.reason)
          if (at >= bytes.length) return controller.close()
          controller.enqueue(bytes.slice(at, at + PIECE_BYTES))
          at += PIECE_BYTES
        },
      })
      return new Response(body, { status: response.status, headers: response.headers })
    }
  })
}

const received = (page: Page) => page.locator('progress').evaluate((bar) => (bar as HTMLProgressElement).value)
const lessons = (page: Page) => page.locator('main li a[href^="/learn/"]')
const primary = (page: Page) => page.locator('main ~ footer').locator('a, button').last()

/** The page of the hub's first module. */
async function openModule(page: Page): Promise<string> {
  await page.goto(`${server.origin}/learn`)
  const href = (await page.locator('article a[href^="/learn/"]').first().getAttribute('href')) ?? ''
  await page.goto(`${server.origin}${href}`)
  return href
}

async function download(page: Page): Promise<string> {
  const href = await openModule(page)
  await page.getByRole('button', { name: /^Download/ }).click()
  await lessons(page).first().waitFor()
  return href
}

const hrefOf = async (page: Page, lesson: number) => (await lessons(page).nth(lesson).getAttribute('href')) ?? ''

/** Answers the first question of the lesson on screen, by its first choice. */
async function answerFirst(page: Page): Promise<void> {
  const question = page.locator('[data-kind=question]').first()
  await question.locator('li button').first().click()
  const answer = question.getByRole('button', { name: 'That is my answer' })
  if ((await answer.count()) > 0) await answer.click()
  await question.locator('[aria-pressed=true][data-verdict]').first().waitFor()
  await expect.poll(() => progressOnDisk(page)).toContain('"choices":[')
}

/** What is on this phone's disk of a participant's progress, as text. */
const progressOnDisk = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const found = (await indexedDB.databases()).find(({ name }) => name?.startsWith('teren-seat-'))
    const opened = indexedDB.open(found?.name ?? '')
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      opened.onsuccess = () => resolve(opened.result)
      opened.onerror = () => reject(opened.error)
    })
    const asked = database.transaction('progress').objectStore('progress').getAll()
    const rows = await new Promise((resolve, reject) => {
      asked.onsuccess = () => resolve(asked.result)
      asked.onerror = () => reject(asked.error)
    })
    database.close()
    return JSON.stringify(rows)
  })

/** Back to the module by its link: the page stays, and what it is about to write is written. */
async function toModule(page: Page): Promise<void> {
  // Not by the pointer: the driver scrolls the page to reach what sticks to its edge.
  await page.getByRole('link', { name: 'Back to the module' }).dispatchEvent('click')
  await lessons(page).first().waitFor()
}

/** Back to the module; ends when the place is on the disk. */
async function leave(page: Page, block: string): Promise<void> {
  await toModule(page)
  await expect.poll(() => progressOnDisk(page)).toContain(`"block":"${block}"`)
}

const replicas = (page: Page) =>
  page.evaluate(async () =>
    (await indexedDB.databases()).map(({ name = '' }) => name).filter((name) => name.startsWith('teren-module-')),
  )

/** Takes a module's own database away, as a browser may, and leaves the note of it, with no bytes in it. */
const clearAway = (page: Page, replica: string): Promise<void> =>
  page.evaluate(async (name) => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    await done(indexedDB.deleteDatabase(name))
    const database = await done(indexedDB.open('teren-modules'))
    const held = database.transaction('held', 'readwrite').objectStore('held')
    const [row] = await done(held.getAll())
    await done(held.put({ ...row, takes: 0 }))
    database.close()
  }, replica)

/** How many bytes are noted of the one module that is here; 0 while none is. */
const takes = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const opened = indexedDB.open('teren-modules')
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      opened.onsuccess = () => resolve(opened.result)
      opened.onerror = () => reject(opened.error)
    })
    const asked = database.transaction('held').objectStore('held').getAll()
    const [row] = await new Promise<{ takes: number }[]>((resolve, reject) => {
      asked.onsuccess = () => resolve(asked.result)
      asked.onerror = () => reject(asked.error)
    })
    database.close()
    return row?.takes ?? 0
  })

/** Opens a lesson and waits for its words. */
async function read(page: Page, lesson: string): Promise<void> {
  await page.goto(`${server.origin}${lesson}`)
  await page.locator('article p').first().waitFor()
}

const scrolled = (page: Page) => page.evaluate(() => scrollY)
/** Engines round differently where a pixel of the page is not one of the screen. */
const isNear = async (page: Page, place: number) => Math.abs((await scrolled(page)) - place) <= 1

describe('learning without a network', () => {
  it('L1 L2 F1 a module is paused, goes on after the phone died, and is read with the server gone; progress arrives after', async () => {
    const { phone, page: first } = await aParticipant()
    await slowDownloads(first)
    await openModule(first)
    await first.getByRole('button', { name: /^Download/ }).click()
    await expect.poll(() => received(first)).toBeGreaterThan(4_000)
    await first.getByRole('button', { name: /^Pause/ }).click()
    await first.getByText(/^Paused ·/).waitFor()
    const paused = await received(first)
    await phone.close()

    const second = await phone.start()
    await slowDownloads(second)
    await openModule(second)
    await second.getByText(/^Paused ·/).waitFor()
    expect(await received(second)).toBeGreaterThanOrEqual(paused)
    await second.getByRole('button', { name: /^Go on/ }).click()
    await expect.poll(() => received(second)).toBeGreaterThan(paused)
    // Killed in the middle, it goes on by itself.
    await phone.kill()
    const third = await phone.start()
    await openModule(third)
    await lessons(third).first().waitFor()
    const lesson = await hrefOf(third, 1)
    const next = await hrefOf(third, 2)
    await untilReady(third)
    await server.kill()
    await phone.close()

    const reader = await phone.start()
    await read(reader, lesson)
    await answerFirst(reader)
    await primary(reader).click()
    await reader.waitForURL((url) => url.pathname === next)
    await reader.locator('article p').first().waitFor()
    // Left at once after scrolling, which is sooner than anybody is taken to read there.
    const block = await reader.locator('[data-block]').nth(4).getAttribute('data-block')
    await reader.evaluate(() => document.querySelectorAll('[data-block]')[4]?.scrollIntoView())
    const left = await scrolled(reader)
    expect(left).toBeGreaterThan(100)
    await leave(reader, block ?? '')
    await reader.getByText('read', { exact: true }).waitFor()
    await expect.poll(() => savingLine(reader).getAttribute('data-state')).toBe('waiting')
    await phone.kill()

    await server.start()
    const back = await phone.start()
    await read(back, next)
    await expect.poll(() => isNear(back, left)).toBe(true)
    await leave(back, block ?? '')
    await back.getByText('read', { exact: true }).waitFor()
    await untilReceived(back)

    // Their other phone has it from the hub, adds to it, and both are one.
    const other = await aParticipant()
    await download(other.page)
    await other.page.getByText('read', { exact: true }).waitFor()
    await read(other.page, next)
    await expect.poll(() => isNear(other.page, left)).toBe(true)
    await primary(other.page).click()
    await other.page.waitForURL((url) => url.pathname !== next)
    await toModule(other.page)
    await expect.poll(() => other.page.getByText('read', { exact: true }).count()).toBe(2)
    await untilReceived(other.page)
    await expect.poll(() => back.getByText('read', { exact: true }).count()).toBe(2)
    await read(other.page, lesson)
    await other.page.locator('[data-kind=question] [aria-pressed=true][data-verdict]').first().waitFor()
  })

  if (engineCan('a full disk'))
    it('F2 L1 on a full phone the download says so and harms nothing', async () => {
      const phone = newPhone({ ...PHONE, room: { origin: server.origin, bytes: 24 * 1024 * 1024 } })
      const { page } = await aParticipant(1, phone)
      await openModule(page)
      await page.getByRole('button', { name: /^Download/ }).waitFor()
      await fillStorage(page)
      await page.getByRole('button', { name: /^Download/ }).click()
      await page.getByText('There is no room left on this phone.').first().waitFor()
      expect(await lessons(page).count()).toBe(0)

      await page.evaluate(() => indexedDB.deleteDatabase('ballast'))
      await page.getByRole('button', { name: /^(Try again|Download)/ }).click()
      await lessons(page).first().waitFor()
      await read(page, await hrefOf(page, 0))
    })

  it('L1 S1 a module that the browser cleared away is fetched again, and nothing authored is lost', async () => {
    const { phone, page } = await aParticipant(2)
    await download(page)
    const lesson = await hrefOf(page, 1)
    await read(page, lesson)
    await answerFirst(page)
    const [replica = ''] = await replicas(page)
    await page.goto(`${server.origin}/phone`)
    await clearAway(page, replica)
    expect(await replicas(page)).toEqual([])

    await read(page, lesson)
    // Looking for what is gone makes an empty one: what counts is that it is noted anew.
    await expect.poll(() => takes(page)).toBeGreaterThan(1_000)
    expect(await replicas(page)).toEqual([replica])
    await page.locator('[data-kind=question] [aria-pressed=true][data-verdict]').first().waitFor()
    await server.kill()
    await phone.close()
    const cold = await phone.start()
    await read(cold, lesson)
    await cold.locator('[data-kind=question] [aria-pressed=true][data-verdict]').first().waitFor()
  })
})
