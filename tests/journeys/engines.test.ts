import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { STRIPPED } from '../support/engines/iphoneLike.ts'
import { DESKTOP, ENGINE, PHONE, PhoneBrowser, type ScreenOptions } from '../support/phone.ts'

/** What journeys take for granted of a browser, whichever engine it is: the same suite runs on each. */

const PAGE = `<!doctype html><html lang="en"><head><title>Plain</title>
  <meta name="viewport" content="width=device-width, initial-scale=1"></head><body>
  <h1>Plain</h1>
  <form onsubmit="event.preventDefault(); said.value = 'sent ' + given.value">
    <label>Name <input id="given"></label> <button>Send</button> <output id="said"></output>
  </form>
  <script>
    const opened = indexedDB.open('kept', 1)
    opened.onupgradeneeded = () => opened.result.createObjectStore('words')
    const base = new Promise((resolve) => { opened.onsuccess = () => resolve(opened.result) })
    const done = (change) => new Promise((resolve, reject) => { change.oncomplete = resolve; change.onabort = reject })
    window.keep = async (word) => {
      const writing = (await base).transaction('words', 'readwrite', { durability: 'strict' })
      writing.objectStore('words').put(word, 'word')
      await done(writing)
    }
    window.kept = async () => {
      const asked = (await base).transaction('words').objectStore('words').get('word')
      return new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result ?? null) })
    }
    window.heard = new Promise((resolve) => {
      new BroadcastChannel('words').onmessage = ({ data }) => resolve(data)
    })
    window.pressed = []
    addEventListener('keydown', ({ key }) => window.pressed.push(key))
  </script></body></html>`

const WORKER = `
  self.addEventListener('install', (event) => event.waitUntil(caches.open('app').then((cache) => cache.add('/'))))
  self.addEventListener('activate', (event) => event.waitUntil(clients.claim()))
  self.addEventListener('fetch', (event) => event.respondWith(caches.match(event.request).then((kept) => kept ?? fetch(event.request))))
  self.addEventListener('message', ({ data, source }) => {
    const has = Object.entries(data).flatMap(([holder, names]) => {
      const object = holder === 'globalThis' ? self : self[holder]?.prototype
      return names.filter((name) => object && name in object)
    })
    source.postMessage(has)
  })
`

interface PlainWindow {
  keep(word: string): Promise<void>
  kept(): Promise<string | null>
  heard: Promise<string>
  pressed: string[]
}

let server: Server
let origin = ''
const phones: PhoneBrowser[] = []

const newPhone = (screen?: ScreenOptions) => {
  const phone = new PhoneBrowser(screen)
  phones.push(phone)
  return phone
}
const keep = (page: Page, word: string) => page.evaluate((one) => (window as unknown as PlainWindow).keep(one), word)
const kept = (page: Page) => page.evaluate(() => (window as unknown as PlainWindow).kept())

async function listen(port = 0): Promise<void> {
  server = createServer((request, answer) => {
    const isWorker = request.url === '/sw.js'
    answer.setHeader('content-type', isWorker ? 'text/javascript' : 'text/html; charset=utf-8')
    if (request.url === '/signed-in') answer.setHeader('set-cookie', 'who=ann; Max-Age=3600; HttpOnly; SameSite=Lax')
    if (request.url === '/who') answer.end(request.headers.cookie ?? 'nobody')
    else answer.end(isWorker ? WORKER : PAGE)
  }).listen(port, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://localhost:${(server.address() as AddressInfo).port}`
}
const hangUp = async () => {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
}

beforeAll(() => listen())
afterAll(() => hangUp())
afterEach(async () => {
  await Promise.all(phones.splice(0).map((phone) => phone.dispose()))
})

describe(`a phone in ${ENGINE}`, () => {
  it('U3 has the size and the theme that it was asked for', async () => {
    for (const screen of [PHONE, { ...DESKTOP, dark: true }]) {
      const page = await newPhone(screen).start()
      await page.goto(origin)
      const seen = await page.evaluate(() => ({
        width: innerWidth,
        height: innerHeight,
        dark: matchMedia('(prefers-color-scheme: dark)').matches,
        still: matchMedia('(prefers-reduced-motion: reduce)').matches,
        secure: isSecureContext,
        visible: document.visibilityState,
      }))
      const { width, height, dark = false } = { dark: false, ...screen }
      expect(seen).toEqual({ width, height, dark, still: true, secure: true, visible: 'visible' })
      expect((await page.screenshot()).subarray(1, 4).toString()).toBe('PNG')
    }
  })

  it('U3 is tapped, typed into and read by role and name', async () => {
    const page = await newPhone().start()
    await page.goto(origin)
    await page.getByLabel('Name').fill('Ann')
    await page.getByRole('button', { name: 'Send' }).click()
    await expect.poll(() => page.locator('output').textContent()).toBe('sent Ann')
    await page.getByLabel('Name').fill('Ben')
    await page.getByLabel('Name').press('Enter')
    await expect.poll(() => page.locator('output').textContent()).toBe('sent Ben')
    await page.reload()
    expect(await page.locator('output').textContent()).toBe('')
  })

  it('U3 shares disk, cookies and messages between its tabs, and not with another phone', async () => {
    const phone = newPhone()
    const page = await phone.start()
    await page.goto(`${origin}/signed-in`)
    await page.evaluate(() => sessionStorage.setItem('draft', 'of this tab'))
    const tab = await phone.newPage()
    await tab.goto(origin)
    await keep(page, 'shared')
    expect(await kept(tab)).toBe('shared')
    expect(await tab.evaluate(() => sessionStorage.getItem('draft'))).toBe(null)
    await tab.evaluate(() => new BroadcastChannel('words').postMessage('hello'))
    expect(await page.evaluate(() => (window as unknown as PlainWindow).heard)).toBe('hello')
    const who = (one: Page) => one.evaluate(() => fetch('/who').then((answer) => answer.text()))
    expect(await who(tab)).toBe('who=ann')
    // A key is pressed in the tab that is asked, whichever lies on top.
    const pressed = (one: Page) => one.evaluate(() => (window as unknown as PlainWindow).pressed)
    await page.keyboard.press('Escape')
    await tab.keyboard.press('ArrowRight')
    await expect.poll(() => pressed(page)).toEqual(['Escape'])
    await expect.poll(() => pressed(tab)).toEqual(['ArrowRight'])
    const stranger = await newPhone().start()
    await stranger.goto(origin)
    expect([await who(stranger), await kept(stranger)]).toEqual(['nobody', null])
  })

  it('F1 F2 keeps what is on its disk when it is closed, when it is killed, and opens it with the server gone', async () => {
    const phone = newPhone()
    const first = await phone.start()
    await first.goto(`${origin}/signed-in`)
    await first.evaluate(async () => {
      await navigator.serviceWorker.register('/sw.js')
      await navigator.serviceWorker.ready
    })
    await keep(first, 'before it was closed')
    await phone.close()
    expect(first.isClosed()).toBe(true)

    const second = await phone.start()
    await second.goto(origin)
    expect(await kept(second)).toBe('before it was closed')
    expect(await second.evaluate(() => fetch('/who').then((answer) => answer.text()))).toBe('who=ann')
    await keep(second, 'just before it was killed')
    await phone.kill()
    expect(second.isClosed()).toBe(true)

    const { port } = server.address() as AddressInfo
    await hangUp()
    const third = await phone.start()
    await third.goto(origin)
    expect(await kept(third)).toBe('just before it was killed')
    await listen(port)
  })

  if (ENGINE === 'iphone-like')
    it('U3 lacks in its pages and in its service worker what an iPhone lacks', async () => {
      const page = await newPhone().start()
      await page.goto(origin)
      const inPage = await page.evaluate((lists) => {
        const scope = globalThis as unknown as Record<string, { prototype?: object } | undefined>
        return Object.entries(lists).flatMap(([holder, names]) => {
          const object = holder === 'globalThis' ? scope : scope[holder]?.prototype
          return names.filter((name) => object && name in object)
        })
      }, STRIPPED)
      const inWorker = await page.evaluate(async (lists) => {
        await navigator.serviceWorker.register('/sw.js')
        const { active } = await navigator.serviceWorker.ready
        const answered = new Promise<string[]>((resolve) => {
          navigator.serviceWorker.onmessage = ({ data }) => resolve(data)
        })
        active?.postMessage(lists)
        return answered
      }, STRIPPED)
      expect({ inPage, inWorker }).toEqual({ inPage: [], inWorker: [] })
    })
})
