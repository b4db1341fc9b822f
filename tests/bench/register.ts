import type { Page } from 'playwright-core'
import { signInByLink, untilReady } from '../support/people.ts'
import { PHONE, PhoneBrowser } from '../support/phone.ts'
import { PrintedHub } from '../support/printedHub.ts'
import { type Figure, median, percentile, print } from './measure.ts'
import { throttle } from './phonePage.ts'

/** A register of 200 people with the server gone: what the main thread does for a scrolled frame, and for a keystroke in
 *  the list and among 20,000 persons that the phone knows; at CPU ÷1 and ÷4. With what asking costs, about a
 *  millisecond. */

const PEOPLE = 200
const KNOWN = 20_000
const FRAMES = 80
const SCROLLED_PX = 150
/** As somebody types who is not sure of the name. */
const TYPED = ['v', 'va', 'val', 'valc', 'val', 'va', 'п', 'па', 'пап', 'ž', 'že', 'žan', 'o', 'ol', 'w', 'wo', 'wol']

/** Copies of somebody whom the phone knows, under other ids and names, straight into its database. */
const crowd = (page: Page) =>
  page.evaluate(async (count) => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const named = (await indexedDB.databases()).find(({ name }) => name?.startsWith('teren-seat-'))
    const db = await done(indexedDB.open(named?.name ?? ''))
    const transaction = db.transaction('persons', 'readwrite')
    const persons = transaction.objectStore('persons')
    const [one] = await done(persons.getAll(null, 1))
    const syllables = [
      'va',
      'lo',
      'pe',
      'tra',
      'ni',
      'žo',
      'ма',
      'ри',
      'от',
      'wol',
      'ka',
      'je',
      'zu',
      'hri',
      'sto',
      'би',
    ]
    for (let at = 0; at < count; at++) {
      const word = (seed: number) => [0, 4, 8].map((shift) => syllables[((at * seed) >> shift) & 15]).join('')
      const [given, family] = [word(7), word(13)]
      persons.put({
        ...{ ...one, person: `bench-${at}`, givenName: given, familyName: family },
        ...{ displayName: `${given} ${family}`, keys: [given, family] },
      })
    }
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve
      transaction.onabort = () => reject(transaction.error)
    })
    db.close()
  }, KNOWN)

const nextFrame = (page: Page) =>
  page.evaluate(() => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))))

export async function register(): Promise<void> {
  const hub = new PrintedHub()
  const phone = new PhoneBrowser(PHONE)
  const figures: Figure[] = []
  try {
    await hub.open(PEOPLE)
    const page = await phone.start()
    await signInByLink(page, hub.link)
    await untilReady(page)
    const address = `${hub.hub.server.origin}/sessions/${hub.session}`
    await page.goto(address)
    await page
      .locator('li[data-person]')
      .nth(PEOPLE - 1)
      .waitFor()
    await crowd(page)
    await hub.hub.server.kill()
    for (const rate of [1, 4]) {
      await page.goto(address)
      await page
        .locator('li[data-person]')
        .nth(PEOPLE - 1)
        .waitFor()
      const debug = await throttle(page, phone, rate)
      await debug.send('Performance.enable')
      const busyMs = async (act: () => Promise<unknown>): Promise<number> => {
        const taken = async () => {
          const { metrics } = await debug.send('Performance.getMetrics')
          return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000
        }
        const before = await taken()
        await act()
        return (await taken()) - before
      }
      const tell = (what: string, values: number[], atMost?: number) =>
        figures.push(
          { what: `${what}, median, ÷${rate}`, value: median(values), unit: 'ms' },
          {
            what: `${what}, 95th percentile, ÷${rate}`,
            value: percentile(values, 0.95),
            unit: 'ms',
            ...(atMost && { atMost }),
          },
        )

      const frames: number[] = []
      for (let frame = 0; frame < FRAMES; frame++) {
        const scrolled = () => page.evaluate((by) => document.scrollingElement?.scrollBy(0, by), SCROLLED_PX)
        frames.push(await busyMs(() => scrolled().then(() => nextFrame(page))))
      }
      tell(`scrolled frame of ${PEOPLE} people`, frames, rate === 1 ? 8 : 16)

      await page.locator('header').first().locator('button').first().click()
      const find = page.locator('input[type=search]')
      await find.waitFor()
      const inList: number[] = []
      for (const text of TYPED) inList.push(await busyMs(() => find.fill(text).then(() => nextFrame(page))))
      tell(`keystroke in the list of ${PEOPLE}`, inList)
      await find.fill('')
      await page.locator('header').first().locator('button').first().click()

      await page.getByRole('button', { name: 'Add a person' }).click()
      const name = page.locator('dialog[open] input').first()
      await name.waitFor()
      const amongAll: number[] = []
      for (const text of TYPED)
        amongAll.push(
          await busyMs(async () => {
            await name.fill(text)
            await nextFrame(page)
            await nextFrame(page)
          }),
        )
      tell(`keystroke among ${KNOWN} persons`, amongAll, rate === 4 ? 50 : undefined)
      await page.keyboard.press('Escape')
      await debug.send('Emulation.setCPUThrottlingRate', { rate: 1 })
    }
  } finally {
    await phone.dispose()
    await hub.dispose()
  }
  print('register', figures)
}
