import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fillStorage } from '../support/fillStorage.ts'
import {
  chip,
  mark,
  openTodaysRegister,
  persons,
  row,
  rows,
  savingLine,
  signInByLink,
  stateOf,
  untilReady,
  untilReceived,
  untilSaved,
} from '../support/people.ts'
import { DESKTOP, engineCan, PHONE, PhoneBrowser, type ScreenOptions } from '../support/phone.ts'
import { TestServer } from '../support/server.ts'
import { until } from '../support/until.ts'

/** The field day in a real browser against the real server, both killed as the field kills them. */

let server: TestServer
const phones: PhoneBrowser[] = []

const newPhone = (screen: ScreenOptions = PHONE) => {
  const phone = new PhoneBrowser(screen)
  phones.push(phone)
  return phone
}

/** A phone signed in, with everything received and the app kept for offline. */
async function signedIn(
  role: 'trainer' | 'coordinator',
  at = 0,
  screen = PHONE,
): Promise<{ phone: PhoneBrowser; page: Page }> {
  const phone = newPhone(screen)
  const page = await phone.start()
  await signInByLink(page, server.link(role, at))
  await untilReady(page)
  return { phone, page }
}

beforeEach(async () => {
  server = new TestServer()
  await server.start()
})
afterEach(async () => {
  await Promise.all(phones.splice(0).map((phone) => phone.dispose()))
  await server.dispose()
})

describe('a field day', () => {
  it('F1 F2 F3 (a) marks made with the server gone and the browser killed are all there, and are received by themselves', async () => {
    const { phone, page } = await signedIn('trainer')
    // The first contact has brought the day.
    await openTodaysRegister(page)
    await server.kill()
    await phone.close()

    const second = await phone.start()
    await second.goto(`${server.origin}/`)
    const session = await openTodaysRegister(second)
    const people = (await persons(second)).slice(0, 25)
    expect(people.length).toBeGreaterThanOrEqual(20)
    for (const person of people) await mark(second, person, 'Present')
    await mark(second, people[3] ?? '', 'Absent')
    await untilSaved(second)
    expect(await savingLine(second).getAttribute('data-state')).toBe('waiting')
    await phone.kill()

    const third = await phone.start()
    await third.goto(`${server.origin}/sessions/${session}`)
    await rows(third).first().waitFor()
    for (const person of people) {
      expect(await stateOf(third, person)).toBe(person === people[3] ? 'Absent' : 'Present')
    }

    await server.start()
    await untilReceived(third)
    await expect.poll(() => savingLine(third).textContent()).toMatch(/received/i)

    const trainer = server.links().find(({ role }) => role === 'trainer')?.name ?? ''
    const { page: desk } = await signedIn('coordinator', 0, DESKTOP)
    await desk.goto(`${server.origin}/office/sessions/${session}`)
    await desk.getByRole('heading', { level: 1 }).waitFor()
    await expect.poll(() => desk.getByText(trainer).count()).toBeGreaterThanOrEqual(people.length)
    expect(page.isClosed()).toBe(true)
  })

  it('F6 (b) two trainers, one of them on two phones, disagree offline: nothing is overwritten and the cautious value counts', async () => {
    const anna = await signedIn('trainer', 0)
    const boris = await signedIn('trainer', 1)
    await server.stop()
    await server.start()
    const annaAgain = await signedIn('trainer', 0)
    // The first contact has brought the day to each.
    const session = await openTodaysRegister(anna.page)
    for (const { page } of [boris, annaAgain]) {
      await page.goto(`${server.origin}/sessions/${session}`)
      await rows(page).first().waitFor()
    }
    await server.kill()
    for (const { page } of [anna, boris, annaAgain]) {
      await page.goto(`${server.origin}/sessions/${session}`)
      await rows(page).first().waitFor()
    }
    const [both = '', two = '', alone = '', bulk = ''] = await persons(anna.page)
    // Anna: present; Boris: absent.
    await mark(anna.page, both, 'Present')
    await mark(boris.page, both, 'Absent')
    // Anna on two phones, each not knowing of the other.
    await mark(anna.page, two, 'Absent')
    await mark(annaAgain.page, two, 'Present')
    // Only one says anything.
    await mark(annaAgain.page, alone, 'Absent')
    // Everyone present, against one person's absence elsewhere: the individual mark stands.
    await mark(anna.page, bulk, 'Absent')
    await boris.page.getByRole('button', { name: /^(Others|Everyone) present/ }).click()
    for (const { page } of [anna, boris, annaAgain]) await untilSaved(page)

    await server.start()
    for (const { page } of [anna, boris, annaAgain]) await untilReceived(page)
    for (const { page } of [anna, boris, annaAgain]) {
      await expect.poll(() => stateOf(page, both), { timeout: 20_000 }).toBe('Two records')
      await expect.poll(() => stateOf(page, two)).toBe('Two records')
      await expect.poll(() => stateOf(page, alone)).toBe('Absent')
      await expect.poll(() => stateOf(page, bulk)).toBe('Absent')
    }

    const { page: desk } = await signedIn('coordinator', 0, DESKTOP)
    await desk.goto(`${server.origin}/office/sessions/${session}`)
    const line = desk.locator(`[data-person="${both}"]`)
    // A phone that is new here has the people before it has what was said of them.
    await expect.poll(async () => (await line.allTextContents()).join(' '), { timeout: 20_000 }).toMatch(/counts/i)
    const said = (await line.allTextContents()).join(' ')
    for (const { name } of server.links().filter(({ role }) => role === 'trainer')) expect(said).toContain(name)
    expect(said).toMatch(/Absent/)
    expect(said).toMatch(/Present/)
  })

  it('S1 (c) what was received is there for a fresh device after the server was killed with -9', async () => {
    const { page } = await signedIn('trainer')
    const session = await openTodaysRegister(page)
    const people = (await persons(page)).slice(0, 6)
    for (const person of people) await mark(page, person, 'Present')
    await untilSaved(page)
    await untilReceived(page)
    await server.kill()
    await server.start()

    const fresh = await signedIn('trainer', 1)
    await fresh.page.goto(`${server.origin}/sessions/${session}`)
    await rows(fresh.page).first().waitFor()
    for (const person of people) await expect.poll(() => stateOf(fresh.page, person)).toBe('Present')
  })

  if (engineCan('a full disk'))
    it('F2 (d) on a full phone a claim says that it is not saved, and is saved once there is space', async () => {
      const phone = newPhone({ ...PHONE, room: { origin: server.origin, bytes: 24 * 1024 * 1024 } })
      const page = await phone.start()
      await signInByLink(page, server.link('trainer'))
      await untilReady(page)
      await openTodaysRegister(page)
      const [first = '', ...others] = await persons(page)
      await mark(page, first, 'Present')
      await untilSaved(page)

      // The browser reckons space roughly: a write may slip in after it refused another. Until one is refused.
      let second = ''
      for (const person of others) {
        await fillStorage(page)
        await chip(page, person).click()
        const outcome = await until(
          'saved or refused',
          async () => {
            if (await page.getByRole('alert').first().isVisible()) return 'refused'
            const saved = row(page, person).locator('[data-saving=waiting], [data-saving=received]')
            return (await saved.count()) > 0 ? 'saved' : 'under way'
          },
          (seen) => seen !== 'under way',
        )
        if (outcome === 'saved') continue
        second = person
        break
      }
      expect(second).not.toBe('')
      await expect.poll(() => row(page, second).textContent(), { timeout: 20_000 }).toMatch(/Not saved/)
      expect(await savingLine(page).getAttribute('data-state')).toBe('unsaved')
      expect(await page.getByRole('alert').first().textContent()).toMatch(/no (more )?(room|space)|full/i)

      await page.evaluate(
        () =>
          new Promise<void>((resolve, reject) => {
            const removing = indexedDB.deleteDatabase('ballast')
            removing.onsuccess = () => resolve()
            removing.onerror = () => reject(removing.error)
          }),
      )
      await expect
        .poll(
          async () => {
            const again = page.getByRole('button', { name: 'Save again' })
            if (await again.isVisible()) await again.click()
            // Its own sign, not the absence of another.
            return row(page, second).locator('[data-saving=waiting], [data-saving=received]').count()
          },
          { timeout: 60_000, interval: 500 },
        )
        .toBe(1)
      await untilSaved(page)
      await expect.poll(() => stateOf(page, second)).toBe('Present')
      await page.reload()
      await rows(page).first().waitFor()
      expect(await stateOf(page, second)).toBe('Present')
    })

  it('F1 (e) every route opened directly with the server gone shows its screen', async () => {
    const trainer = await signedIn('trainer')
    const session = await openTodaysRegister(trainer.page)
    const desk = await signedIn('coordinator', 0, DESKTOP)
    await desk.page.goto(`${server.origin}/office`)
    const run = await desk.page.locator('a[href^="/office/runs/"]').first().getAttribute('href')
    // The first contact has brought the day, not only the names of runs.
    await desk.page.goto(`${server.origin}/office/sessions/${session}`)
    await desk.page.locator('[data-person]').nth(5).waitFor()
    await server.kill()
    await trainer.phone.close()
    await desk.phone.close()

    const read = (file: string) => readFileSync(join(import.meta.dirname, '../../src/app', file), 'utf8')
    const pathsIn = (file: string) => [...read(file).matchAll(/^ {2}'(\/[^']*)': \{/gm)].map(([, path]) => path ?? '')
    const paths = [
      ...pathsIn('routes.tsx'),
      ...pathsIn('ListRoutes.tsx'),
      ...pathsIn('OfficeRoutes.tsx').map((path) => `/office${path}`),
    ]
    expect(paths).toEqual(expect.arrayContaining(['/sessions/:session', '/office/team/:member', '/me/record']))
    const field = await trainer.phone.start()
    const office = await desk.phone.start()
    for (const path of [...paths, '/no/such/page']) {
      const page = path.startsWith('/office') ? office : field
      const address = path
        .replace(':session', session)
        .replace('/office/runs/:run', run ?? '')
        .replace(/:\w+/, 'new')
      await page.goto(`${server.origin}${address}`)
      await expect.poll(() => page.locator('h1').count(), { message: address }).toBeGreaterThan(0)
      expect(await page.locator('h1').first().textContent(), address).not.toMatch(/broke|not found/i)
    }
    // The longest of them is more than its title.
    await field.goto(`${server.origin}/sessions/${session}`)
    await rows(field).nth(5).waitFor()
    await office.goto(`${server.origin}/office/sessions/${session}`)
    await office.locator('[data-person]').nth(5).waitFor()
  })
})
