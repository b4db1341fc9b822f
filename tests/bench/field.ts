import { readdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { signInByLink, untilReady } from '../support/people.ts'
import { PHONE, PhoneBrowser } from '../support/phone.ts'
import { TestServer } from '../support/server.ts'
import { until } from '../support/until.ts'
import { type Figure, median, percentile, print } from './measure.ts'
import { kiloBytesOf, loadedFiles, notePainted, paintedAt, stoodAt, throttle } from './phonePage.ts'

/** The trainer's phone: what is loaded, a cold start with the server gone, and a tap; each at CPU ÷1 and ÷4. */

const RUNS = 5
const TAPS = 40

/** Taps a row's button as a finger would and says when it was painted and when it was on disk, ms after the tap. */
async function tap(page: Page, at: number): Promise<{ painted: number; saved: number }> {
  return page.evaluate(
    (index) =>
      new Promise<{ painted: number; saved: number }>((resolve) => {
        const row = document.querySelectorAll('li[data-person]')[index]
        const button = row?.querySelectorAll('button').item(row.querySelectorAll('button').length - 1)
        if (!row || !button) throw new Error(`no row ${index}`)
        const before = button.getAttribute('data-tone')
        let painted = 0
        const from = performance.now()
        const look = () => {
          const changed = button.getAttribute('data-tone') !== before
          if (changed && painted === 0) {
            painted = -1
            requestAnimationFrame(() =>
              setTimeout(() => {
                painted = performance.now() - from
              }, 0),
            )
          }
          // What is on disk waits to be sent, and the row says so; until then it says that it is not saved.
          if (changed && row.querySelector('[data-saving="waiting"], [data-saving="received"]')) {
            const saved = performance.now() - from
            const finish = () => (painted > 0 ? resolve({ painted, saved }) : setTimeout(finish, 0))
            watch.disconnect()
            finish()
          }
        }
        const watch = new MutationObserver(look)
        watch.observe(row, { attributes: true, childList: true, subtree: true, characterData: true })
        button.click()
      }),
    at,
  )
}

export async function field(): Promise<void> {
  const figures: Figure[] = []
  const server = new TestServer()
  const phone = new PhoneBrowser(PHONE)
  try {
    await server.start()
    const page = await phone.start()
    await signInByLink(page, server.link('trainer'))
    await untilReady(page)
    await page.goto(`${server.origin}/today`)
    const href = await page.locator('a[href^="/sessions/"]').first().getAttribute('href')
    const address = `${server.origin}${href}`
    await notePainted(await throttle(page, phone, 1), 'li[data-person]')
    await page.goto(address)
    await paintedAt(page)
    // What is fetched at leisure follows at once on a quick machine.
    const scripts = await loadedFiles(page, '.js', await stoodAt(page))
    await page.waitForLoadState('networkidle')
    // Yjs is read at leisure, a second after the register stands: the largest of what still comes.
    await until(
      'Yjs at leisure',
      () => loadedFiles(page, '.js'),
      (files) => kiloBytesOf(files) > kiloBytesOf(scripts) + 15,
    )
    const withWriting = await loadedFiles(page, '.js')
    const styles = await loadedFiles(page, '.css')
    const everything = readdirSync('dist/client/assets').filter((name) => name.endsWith('.js'))
    figures.push(
      {
        what: `trainer's JavaScript, until the register stands (${scripts.length} files, gz)`,
        value: kiloBytesOf(scripts),
        unit: 'kB',
        atMost: 120,
      },
      {
        what: `and at leisure, for the first mark and updates (${withWriting.length - scripts.length} files, gz)`,
        value: kiloBytesOf(withWriting) - kiloBytesOf(scripts),
        unit: 'kB',
      },
      { what: `trainer's CSS, register open (${styles.length} files, gz)`, value: kiloBytesOf(styles), unit: 'kB' },
      {
        what: `all JavaScript of the app (${everything.length} files, gz)`,
        value: kiloBytesOf(everything.map((name) => `/assets/${name}`)),
        unit: 'kB',
      },
    )
    await server.kill()
    await phone.close()

    for (const rate of [1, 4]) {
      const starts: number[] = []
      for (let run = 0; run < RUNS; run++) {
        const cold = await phone.start()
        const debug = await throttle(cold, phone, rate)
        await notePainted(debug, 'li[data-person]')
        await cold.goto(address)
        starts.push(await paintedAt(cold))
        await phone.close()
      }
      figures.push({
        what: `cold start with the server gone, roster painted, CPU ÷${rate}`,
        value: median(starts),
        unit: 'ms',
        ...(rate === 4 ? { atMost: 900 } : {}),
      })
    }

    for (const rate of [1, 4]) {
      const painted: number[] = []
      const saved: number[] = []
      const warm = await phone.start()
      await warm.goto(address)
      await warm.locator('li[data-person]').first().waitFor()
      const debug = await throttle(warm, phone, rate)
      const rows = await warm.locator('li[data-person]').count()
      // The first tap also loads Yjs, if it has not come while the person was looking.
      const first = await tap(warm, 0)
      for (let at = 1; at <= TAPS; at++) {
        const figure = await tap(warm, at % rows)
        painted.push(figure.painted)
        saved.push(figure.saved)
      }
      await debug.send('Emulation.setCPUThrottlingRate', { rate: 1 })
      figures.push(
        { what: `first tap after the start, to saved, CPU ÷${rate}`, value: first.saved, unit: 'ms' },
        { what: `tap to painted p50, CPU ÷${rate}`, value: percentile(painted, 0.5), unit: 'ms' },
        { what: `tap to painted p95, CPU ÷${rate}`, value: percentile(painted, 0.95), unit: 'ms' },
        { what: `tap to saved p50, CPU ÷${rate}`, value: percentile(saved, 0.5), unit: 'ms' },
        {
          what: `tap to saved p95, CPU ÷${rate}`,
          value: percentile(saved, 0.95),
          unit: 'ms',
          ...(rate === 4 ? { atMost: 60 } : {}),
        },
      )
      await phone.close()
    }
    print('field', figures)
  } finally {
    await phone.dispose()
    await server.dispose()
  }
}
