import { afterEach, beforeEach, expect, it } from 'vitest'
import { Hand } from '../support/hand.ts'
import { openTodaysRegister, signInByLink, untilReady, untilReceived, untilSaved } from '../support/people.ts'
import { PhoneBrowser } from '../support/phone.ts'
import { TestServer } from '../support/server.ts'

/** What people can do, judged in the field with the hub gone. */

let server: TestServer
let phone: PhoneBrowser

beforeEach(async () => {
  server = new TestServer()
  phone = new PhoneBrowser()
  await server.start()
})
afterEach(async () => {
  await phone.dispose()
  await server.dispose()
})

it('F1 F2 F4 25 people are judged on 5 skills offline in at most 150 taps, and all of it outlives the phone being killed', async () => {
  const page = await phone.start()
  await signInByLink(page, server.link('trainer'))
  await untilReady(page)
  const session = await openTodaysRegister(page)
  await server.kill()

  const hand = new Hand()
  await hand.press(page.getByRole('button', { name: 'More', exact: true }))
  await hand.press(page.getByRole('link', { name: /^Assess skills/ }))
  const people = page.getByRole('main').getByRole('list', { name: 'People' }).getByRole('listitem')
  await people.first().waitFor()
  expect(await people.count()).toBeGreaterThanOrEqual(25)
  /** Not the same for all, so that a mistake of row or skill would show. */
  const level = (person: number, skill: number) => (person * 3 + skill) % 9
  for (let skill = 0; skill < 5; skill++) {
    for (let person = 0; person < 25; person++) {
      await hand.press(people.nth(person).getByRole('button').nth(level(person, skill)))
    }
    if (skill < 4) await hand.press(page.locator('main + footer').getByRole('button'))
  }
  console.log(`taps for 25 people on 5 skills: ${hand.count}`)
  expect(hand.count).toBeLessThanOrEqual(150)
  await untilSaved(page)
  await phone.kill()

  const again = await phone.start()
  await again.goto(`${server.origin}/sessions/${session}`)
  await again.getByRole('button', { name: 'More', exact: true }).click()
  await again.getByRole('link', { name: /^Assess skills/ }).click()
  const rows = again.getByRole('main').getByRole('list', { name: 'People' }).getByRole('listitem')
  await expect.poll(() => rows.first().locator('[aria-pressed=true]').count()).toBe(1)
  for (let skill = 0; skill < 5; skill++) {
    const chosen = await rows.evaluateAll((all) =>
      all
        .slice(0, 25)
        .map((each) => [...each.querySelectorAll('button')].findIndex((button) => button.ariaPressed === 'true')),
    )
    expect(chosen).toEqual(Array.from({ length: 25 }, (_, person) => level(person, skill)))
    if (skill < 4) await again.locator('main + footer').getByRole('button').click()
  }

  await server.start()
  await untilReceived(again)
}, 180_000)
