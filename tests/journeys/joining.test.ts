import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTodaysRegister, signInByLink, untilReady } from '../support/people.ts'
import { engineCan, PHONE, PhoneBrowser } from '../support/phone.ts'
import { TestServer } from '../support/server.ts'

/** How a person on the list comes to their own phone, and from that to another one. */

const server = new TestServer()
const [trainers, own, another] = [new PhoneBrowser(PHONE), new PhoneBrowser(PHONE), new PhoneBrowser(PHONE)]
const joining = { name: '', lost: '', code: '', place: '' }

beforeAll(() => server.start())
afterAll(async () => {
  await Promise.all([trainers, own, another].map((browser) => browser.dispose()))
  await server.dispose()
})

const button = (page: Page, name: RegExp | string) => page.getByRole('button', { name })
const typed = (page: Page) => page.getByLabel('Code or link')
const codeOn = (page: Page) => page.getByRole('region', { name: /^Code for/ }).getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
const personOn = (page: Page) => page.getByRole('listitem').filter({ hasText: joining.name })

function shown(browser: PhoneBrowser): Page {
  const [page] = browser.context().pages()
  if (!page) throw new Error('the phone shows nothing')
  return page
}

async function type(page: Page, code: string): Promise<void> {
  await typed(page).fill(code)
  await button(page, 'Continue').click()
}

/** After the code was taken: who it is for, and who will see what, before anything is joined. */
async function readAndJoin(page: Page): Promise<void> {
  await page.getByRole('heading', { name: joining.name }).waitFor()
  await button(page, 'This is me').click()
  await page.getByRole('heading', { name: 'Who will see what about you' }).waitFor()
  await page.getByRole('heading', { name: 'Other participants' }).waitFor()
  await button(page, `Join as ${joining.name}`).click()
  await page.waitForURL((url) => url.pathname === '/me')
}

/** What a participant's first page shows once the hub has sent it: whose it is, what comes next and where, own hours. */
async function untilTold(page: Page): Promise<void> {
  await page.getByRole('heading', { name: joining.name, level: 1 }).waitFor()
  await page
    .getByRole('link', { name: /^My hours/ })
    .getByText(/^\d.* of \d/)
    .waitFor()
  await page.getByRole('main').getByText(joining.place).first().waitFor()
}

describe('joining', () => {
  it('L3 F1 S7 a trainer asks for a code in the register, with the server gone; it comes with the network, and can be withdrawn', async () => {
    const page = await trainers.start()
    await signInByLink(page, server.link('trainer'))
    await untilReady(page)
    await page.goto(`${server.origin}/today`)
    await openTodaysRegister(page)
    joining.place = (await page.getByRole('banner').locator('h1 + p').textContent())?.split(' · ').at(-1) ?? ''
    await button(page, 'More').click()
    await page.getByRole('link', { name: /^Codes for participants/ }).click()
    const nobody = page.getByRole('listitem').filter({ hasText: 'No code yet' }).first()
    joining.name = (await nobody.locator('b').textContent()) ?? ''
    await server.kill()
    await nobody.getByRole('button').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Make a code' }).click()
    await page.getByRole('dialog').getByText('The hub makes the code. It comes here as soon as').waitFor()
    await server.start()
    await codeOn(page).waitFor()
    joining.lost = (await codeOn(page).textContent()) ?? ''
    await button(page, 'Withdraw the code').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Make a code' }).click()
    await codeOn(page).waitFor()
    joining.code = (await codeOn(page).textContent()) ?? ''

    // C7: on paper there is this person's card only, with the code and where to type it.
    if (engineCan('a page as on paper')) {
      await page.emulateMedia({ media: 'print' })
      const onPaper = await page.locator('body').innerText()
      expect(onPaper).toContain(joining.code)
      expect(onPaper).toContain(`${server.origin}/sign-in`)
      expect(onPaper).not.toContain('Codes for participants')
      await page.emulateMedia({ media: 'screen' })
    }
    await button(page, 'Close').click()
    await personOn(page)
      .getByText(/^Code until/)
      .waitFor()
    expect(await page.getByRole('main').getByText(joining.code).count()).toBe(0)
  })

  it('L3 L4 the person types it into the open app, reads who will see what, and has timetable, place and hours with the server gone', async () => {
    const page = await own.start()
    await page.goto(`${server.origin}/sign-in`)
    await type(page, 'K7QM-2PXR')
    await page.getByRole('alert').getByText('The hub does not know this code.').waitFor()
    await type(page, joining.lost)
    await page.getByRole('alert').getByText('This code is too old.').waitFor()
    await type(page, joining.code.toLowerCase().replace('-', ' '))
    await readAndJoin(page)
    await untilTold(page)
    await untilReady(page)
    await personOn(shown(trainers)).getByText('Joined').waitFor()

    await server.kill()
    await page.reload()
    await untilTold(page)
    await page.getByRole('link', { name: /^My hours/ }).click()
    await page.getByRole('heading', { name: 'My attendance', level: 1 }).waitFor()
    await page.getByRole('main').getByRole('listitem').first().waitFor()
    await server.start()
  })

  it('L3 goes on to another phone by a code of their own; a code that was used says so and keeps what was typed', async () => {
    const page = shown(own)
    await page.goto(`${server.origin}/phone`)
    await page.getByRole('link', { name: 'Use Teren on another phone' }).click()
    await button(page, 'Make a code').click()
    await codeOn(page).waitFor()

    const other = await another.start()
    await other.goto(`${server.origin}/sign-in`)
    await type(other, joining.code)
    await other.getByRole('alert').getByText('This code was already used.').waitFor()
    expect(await typed(other).inputValue()).toBe(joining.code)
    await type(other, (await codeOn(page).textContent()) ?? '')
    await readAndJoin(other)
    await untilTold(other)
    await personOn(shown(trainers)).getByText('Joined on 2 phones').waitFor()
  })
})
