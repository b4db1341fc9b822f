import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bare, faultsOf, type PdfPage, readPdf, textOf } from '../support/pdf.ts'
import { signInByLink, untilReady } from '../support/people.ts'
import { engineCan, PHONE, PhoneBrowser } from '../support/phone.ts'
import { PrintedHub } from '../support/printedHub.ts'
import { until } from '../support/until.ts'

/** Sheets on paper, by the browser's own printer into a file that is read back. `TEREN_SHEETS=all` prints every size in
 *  every one of the three languages. */

const ALL = process.env.TEREN_SHEETS === 'all'
const SIZES = ALL ? [7, 40, 120] : [40]
const WORDS = {
  bg: {
    title: 'Присъствен списък',
    page: (page: number, of: number) => `Страница ${page} от ${of}`,
    eu: 'Съфинансирано от Европейския съюз',
  },
  lv: {
    title: 'Apmeklējuma lapa',
    page: (page: number, of: number) => `${page}. lappuse no ${of}`,
    eu: 'Līdzfinansē Eiropas Savienība',
  },
  cs: {
    title: 'Prezenční listina',
    page: (page: number, of: number) => `Strana ${page} z ${of}`,
    eu: 'Spolufinancováno Evropskou unií',
  },
}
type Language = keyof typeof WORDS
const LANGUAGES: Language[] = ALL ? ['bg', 'lv', 'cs'] : ['bg']

const isA4 = ({ width, height }: PdfPage) => Math.abs(width - 210) < 1 && Math.abs(height - 297) < 1

async function printed(page: Page) {
  await page.locator('[data-letters=here] [data-page]').first().waitFor()
  return readPdf(await page.pdf({ preferCSSPageSize: true }))
}

/** Every letter is on the phone: four alphabets and two that extend them, in two weights. */
const lettersHere = (page: Page) =>
  until(
    'letters',
    () => page.evaluate(async () => (await (await caches.open('teren-letters')).keys()).length),
    (count) => count === 12,
  )

/** What is wrong with the pages of a sheet. */
function faultsOfSheet(pages: PdfPage[], names: readonly string[], language: Language): string[] {
  const all = pages.map(textOf).join('')
  const { title, eu, page: number } = WORDS[language]
  return [
    ...names.filter((name) => all.split(bare(name)).length !== 2).map((name) => `not there once: ${name}`),
    ...pages.flatMap((page, at) => [
      ...(isA4(page) ? [] : [`page ${at + 1} is no A4`]),
      ...[title, eu, 'European Social Fund Plus', number(at + 1, pages.length)]
        .filter((words) => !textOf(page).includes(bare(words)))
        .map((words) => `page ${at + 1} lacks: ${words}`),
      ...faultsOf(page, 5),
    ]),
  ]
}

describe.each(engineCan('a page as a PDF') ? SIZES : [])('sheets of %d people', (people) => {
  const hub = new PrintedHub()
  const phone = new PhoneBrowser(PHONE)
  let page: Page
  beforeAll(async () => {
    await hub.open(people)
    page = await phone.start()
    await signInByLink(page, hub.link)
    await untilReady(page)
    await page.goto(`${hub.hub.server.origin}/sessions/${hub.session}`)
    await page
      .locator('li[data-person]')
      .nth(people - 1)
      .waitFor()
    await lettersHere(page)
    await hub.hub.server.kill()
  }, 120_000)
  afterAll(async () => {
    await phone.dispose()
    await hub.dispose()
  })

  const open = async (language: Language) => {
    await page.goto(`${hub.hub.server.origin}/print/sheets/${hub.session}?language=${language}`)
    return printed(page)
  }

  it.each(LANGUAGES)(
    'C7 F10 printed in %s: everybody once, nothing cut, title and number on each page, in the letters of the rules',
    async (language) => {
      const { pages, fonts } = await open(language)
      expect(faultsOfSheet(pages, hub.names, language)).toEqual([])
      expect(fonts.filter((font) => !/Ubuntu/.test(font))).toEqual([])
    },
  )

  it('C7 all sheets of a run are one job, each with its own numbers, and a card for each person is another', async () => {
    const [language] = LANGUAGES
    if (language === undefined) throw new Error('no language')
    await page.goto(`${hub.hub.server.origin}/print/runs/${hub.run}?language=${language}`)
    await page.locator(`[data-letters=here] [data-page]`).first().waitFor()
    const { pages } = await printed(page)
    const half = pages.length / 2
    for (const sheet of [pages.slice(0, half), pages.slice(half)])
      expect(faultsOfSheet(sheet, hub.names, language)).toEqual([])

    await page.goto(`${hub.hub.server.origin}/print/cards/${hub.run}?language=${language}`)
    const cards = await printed(page)
    const all = cards.pages.map(textOf).join('')
    expect(hub.names.filter((name) => all.split(bare(name)).length !== 2)).toEqual([])
    expect(cards.pages.flatMap((one) => faultsOf(one, 5))).toEqual([])
    expect(cards.pages.length).toBe(Math.ceil(people / 8))
  })

  it('C7 somebody left out, a name over another and one beyond the edge are found on paper', async () => {
    await open('bg')
    await page.evaluate(() => {
      const [first, second, ...others] = document.querySelectorAll<HTMLElement>('[data-page] tbody td:nth-child(2)')
      for (const cell of first?.parentElement?.children ?? []) cell.textContent = ''
      if (second) second.style.cssText = 'display: block; white-space: nowrap; text-indent: 178mm'
      for (const cell of others) cell.style.cssText = 'position: relative; inset-inline-start: 50mm'
    })
    const faults = faultsOfSheet((await printed(page)).pages, hub.names, 'bg')
    for (const kind of ['not there once', 'over each other', 'outside'])
      expect(faults.filter((fault) => fault.startsWith(kind)).length, kind).toBeGreaterThan(0)
  })
})
