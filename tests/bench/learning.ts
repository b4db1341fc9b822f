import type { Page } from 'playwright-core'
import { signInByLink, untilReady } from '../support/people.ts'
import { PHONE, PhoneBrowser } from '../support/phone.ts'
import { TestServer } from '../support/server.ts'
import { type Figure, median, print } from './measure.ts'
import { kiloBytesOf, loadedFiles, notePainted, paintedAt, stoodAt, throttle } from './phonePage.ts'

/** The participant's phone: what is loaded until a lesson stands, how soon its first paragraph can be read with the
 *  server gone, and whether anything moves under the reader's eyes; at CPU ÷1 and ÷4. */

const RUNS = 7
const PARAGRAPH = 'article p'
const lessonLinks = (page: Page) => page.locator('main li a[href^="/learn/"]')

/** Everything that moved without somebody having touched the page, as browsers count it. */
const layoutShift = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
            if (!entry.hadRecentInput) sum += entry.value
          }
        })
        observer.observe({ type: 'layout-shift', buffered: true })
        setTimeout(() => resolve(sum), 500)
      }),
  )

/** Taps a link and says how many ms later the first paragraph of its lesson was painted. */
const tapToParagraph = (page: Page, href: string): Promise<number> =>
  page.evaluate(
    ([address, selector]) =>
      new Promise<number>((resolve, reject) => {
        const link = document.querySelector<HTMLAnchorElement>(`a[href="${address}"]`)
        if (!link) return reject(new Error(`no link to ${address}`))
        const from = performance.now()
        const look = () => {
          if (!document.querySelector(selector)) return requestAnimationFrame(look)
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from), 0))
        }
        link.click()
        requestAnimationFrame(look)
      }),
    [href, PARAGRAPH] as const,
  )

export async function learning(): Promise<void> {
  const figures: Figure[] = []
  const server = new TestServer()
  const phone = new PhoneBrowser(PHONE)
  try {
    await server.start()
    const page = await phone.start()
    await signInByLink(page, server.link('participant'))
    await page.goto(`${server.origin}/learn`)
    const module = (await page.locator('article a[href^="/learn/"]').first().getAttribute('href')) ?? ''
    await page.goto(`${server.origin}${module}`)
    await page.locator('main ~ footer button').last().click()
    await lessonLinks(page).first().waitFor()
    const [, second = ''] = await lessonLinks(page).evaluateAll((links) =>
      links.map((link) => link.getAttribute('href') ?? ''),
    )
    const lesson = `${server.origin}${second}`
    await page.goto(`${server.origin}/phone`)
    await untilReady(page)

    const debug = await throttle(page, phone, 1)
    await notePainted(debug, PARAGRAPH)
    await page.goto(lesson)
    await paintedAt(page)
    const stood = await stoodAt(page)
    await page.waitForLoadState('networkidle')
    const scripts = await loadedFiles(page, '.js', stood)
    const all = await loadedFiles(page, '.js')
    const styles = await loadedFiles(page, '.css')
    figures.push(
      {
        what: `participant's JavaScript until the lesson stands (${scripts.length} files, gz)`,
        value: kiloBytesOf(scripts),
        unit: 'kB',
        atMost: 90,
      },
      {
        what: `with what comes after it, to save and send (${all.length} files, gz)`,
        value: kiloBytesOf(all),
        unit: 'kB',
      },
      { what: `participant's CSS, lesson open (${styles.length} files, gz)`, value: kiloBytesOf(styles), unit: 'kB' },
    )
    // A place further down: what is restored must not move anything either.
    await page.locator('[data-block]').nth(5).scrollIntoViewIfNeeded()
    await page.evaluate(() => scrollTo(0, 900))
    await page.waitForFunction(() => scrollY > 0)
    await page.goto(`${server.origin}/learn`)
    await server.kill()
    await phone.close()

    let shift = 0
    for (const rate of [1, 4]) {
      const starts: number[] = []
      const taps: number[] = []
      for (let run = 0; run < RUNS; run++) {
        const cold = await phone.start()
        const debug = await throttle(cold, phone, rate)
        await notePainted(debug, PARAGRAPH)
        await cold.goto(lesson)
        starts.push(await paintedAt(cold))
        shift = Math.max(shift, await layoutShift(cold))

        await cold.goto(`${server.origin}${module}`)
        await lessonLinks(cold).first().waitFor()
        await cold.waitForLoadState('networkidle')
        taps.push(await tapToParagraph(cold, second))
        shift = Math.max(shift, await layoutShift(cold))
        await phone.close()
      }
      const reached = rate === 4 ? { atMost: 300 } : {}
      figures.push(
        {
          what: `tap on a lesson to its first paragraph, server gone, CPU ÷${rate}`,
          value: median(taps),
          unit: 'ms',
          ...reached,
        },
        { what: `cold start to the first paragraph, server gone, CPU ÷${rate}`, value: median(starts), unit: 'ms' },
      )
    }
    figures.push({ what: 'layout shift of all these (largest)', value: shift, unit: '', atMost: 0 })
    print('learning', figures)
  } finally {
    await phone.dispose()
    await server.dispose()
  }
}
