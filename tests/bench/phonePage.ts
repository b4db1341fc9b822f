import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { CDPSession, Page } from 'playwright-core'
import type { PhoneBrowser } from '../support/phone.ts'

/** What the benches of the phone ask of a page. */

const KB = 1000

const gzBytes = (file: string) => gzipSync(readFileSync(file), { level: 9 }).length

/** Size of built files, gz, kB. */
export const kiloBytesOf = (paths: string[]): number =>
  paths.reduce((bytes, path) => bytes + gzBytes(`dist/client${path}`), 0) / KB

/** Paths of the built files of a kind that a page has loaded, until a moment (ms after its start) if one is given. */
export async function loadedFiles(
  page: Page,
  ending: '.js' | '.css',
  until = Number.POSITIVE_INFINITY,
): Promise<string[]> {
  const entries = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name, startTime }) => ({ path: new URL(name).pathname, startTime })),
  )
  const loaded = entries.filter(
    ({ path, startTime }) => path.startsWith('/assets/') && path.endsWith(ending) && startTime < until,
  )
  return [...new Set(loaded.map(({ path }) => path))]
}

export async function throttle(page: Page, phone: PhoneBrowser, rate: number): Promise<CDPSession> {
  const debug = await phone.context().newCDPSession(page)
  await debug.send('Emulation.setCPUThrottlingRate', { rate })
  return debug
}

/** Asks each new document to note when what the selector names is there, `window.__standsAt`, and when it is painted,
 *  `window.__paintedAt`: the first frame after that. */
export async function notePainted(debug: CDPSession, selector: string): Promise<void> {
  await debug.send('Page.enable')
  await debug.send('Page.addScriptToEvaluateOnNewDocument', { source: noting(selector) })
}

const noting = (selector: string) => `
  (() => {
    const look = () => {
      if (!document.querySelector(${JSON.stringify(selector)})) return requestAnimationFrame(look)
      window.__standsAt ??= performance.now()
      requestAnimationFrame(() => setTimeout(() => { window.__paintedAt = performance.now() }, 0))
    }
    requestAnimationFrame(look)
    new MutationObserver((_, observer) => {
      if (!document.querySelector(${JSON.stringify(selector)})) return
      window.__standsAt ??= performance.now()
      observer.disconnect()
    }).observe(document, { childList: true, subtree: true })
  })()
`

interface Noted {
  __standsAt?: number
  __paintedAt?: number
}

/** ms after the document's start. */
export async function paintedAt(page: Page): Promise<number> {
  const painted = await page.waitForFunction(() => (window as Noted).__paintedAt)
  return (await painted.jsonValue()) ?? Number.NaN
}

/** ms after the document's start. */
export const stoodAt = (page: Page): Promise<number> => page.evaluate(() => (window as Noted).__standsAt ?? Number.NaN)
