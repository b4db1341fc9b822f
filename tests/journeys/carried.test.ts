import { afterEach, beforeEach, describe, it } from 'vitest'
import {
  mark,
  openTodaysRegister,
  persons,
  signInByLink,
  untilReady,
  untilReceived,
  untilSaved,
} from '../support/people.ts'
import { PHONE, PhoneBrowser } from '../support/phone.ts'
import { TestServer } from '../support/server.ts'

/** Work whose phone cannot say who it is, or cannot reach the hub. */

let server: TestServer
const phones: PhoneBrowser[] = []

beforeEach(async () => {
  server = new TestServer()
  await server.start()
})
afterEach(async () => {
  await Promise.all(phones.splice(0).map((phone) => phone.dispose()))
  await server.dispose()
})

async function signedIn(role: 'trainer' | 'coordinator', at = 0) {
  const phone = new PhoneBrowser(PHONE)
  phones.push(phone)
  const page = await phone.start()
  await signInByLink(page, server.link(role, at))
  await untilReady(page)
  return { phone, page }
}

describe('a phone whose browser lost its cookie', () => {
  it('S1 DK5 gets it back by itself, and what was recorded meanwhile is received', async () => {
    const { phone, page } = await signedIn('trainer')
    await openTodaysRegister(page)
    await server.kill()
    await phone.context().clearCookies()
    const [first = ''] = await persons(page)
    await mark(page, first, 'Present')
    await untilSaved(page)
    await server.start()
    await page.reload()
    await untilReceived(page)
  })
})
