/** `node tests/support/pictures.ts`: takes the README's two pictures anew. */
import { mkdirSync } from 'node:fs'
import { findChromium } from './browser.ts'
import { mark, openTodaysRegister, persons, signInByLink, untilReady, untilSaved } from './people.ts'
import { DESKTOP, PHONE, PhoneBrowser } from './phone.ts'
import { TestServer } from './server.ts'

process.env.CHROMIUM_PATH = (await findChromium()).path
const folder = 'tests/pictures'
mkdirSync(folder, { recursive: true })
const server = new TestServer()
const phone = new PhoneBrowser(PHONE)
const desk = new PhoneBrowser(DESKTOP)
try {
  await server.start()
  const office = await desk.start()
  await signInByLink(office, server.link('coordinator'))
  await untilReady(office)
  const missing = office.locator('a[href^="/office/sessions/"][data-tone=doubt]').first()
  await missing.click()
  await office.locator('[data-person]').first().waitFor()
  await office.screenshot({ path: `${folder}/office.png` })

  const field = await phone.start()
  await signInByLink(field, server.link('trainer'))
  await untilReady(field)
  await field.goto(`${server.origin}/today`)
  await openTodaysRegister(field)
  await server.kill()
  const people = await persons(field)
  for (const person of people.slice(0, 5)) await mark(field, person, 'Present')
  await mark(field, people[3] ?? '', 'Absent')
  await untilSaved(field)
  await field.evaluate(() => scrollTo(0, 0))
  await field.screenshot({ path: `${folder}/register.png` })
} finally {
  await phone.dispose()
  await desk.dispose()
  await server.dispose()
}
