import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { searchKeys } from '#domain/searchKeys.ts'
import { type Dump, dumpDevice, namesFound } from '../support/deviceDump.ts'
import { directoryOn, storedIn } from '../support/directory.ts'
import { signInByLink } from '../support/people.ts'
import { DESKTOP, PHONE, PhoneBrowser, type ScreenOptions } from '../support/phone.ts'
import { RawClient, signIn } from '../support/rawClient.ts'
import { type DemonstrationHub, TestServer } from '../support/server.ts'
import { until } from '../support/until.ts'

/** What lies on the devices of those who may not see everything: their pages, and every value of every database. */

const server = new TestServer()
const phones: PhoneBrowser[] = []
/** Everybody in a hub's directory, and who of its team is known by name to everybody. */
const people = {} as Record<DemonstrationHub, { id: string; names: string[] }[]>

async function readDirectory(hub: DemonstrationHub): Promise<void> {
  const desk = await signIn(server.origin, server.link('coordinator', 0, hub))
  const client = await RawClient.open(server.origin, desk.cookie)
  await client.hello(desk.member)
  const team = storedIn<{ name: string }>(
    server,
    "SELECT display_name AS name FROM members WHERE hub = ? AND role <> 'participant'",
    desk.hub,
  ).flatMap(({ name }) => name.split(' '))
  people[hub] = directoryOn(client).flatMap(({ document, givenName, familyName }) => {
    if (!document.startsWith('staff/person/')) return []
    // A trainer may be called as somebody on the list is.
    const names = [givenName, familyName].filter((name) => name && !team.includes(name))
    return [{ id: document.split('/').at(-1) ?? '', names }]
  })
  client.close()
}
const namesOf = (hub: DemonstrationHub) => people[hub].flatMap(({ names }) => names)
/** Names that nobody bears in the other hub, in whatever alphabet. */
const namesOnlyIn = (hub: DemonstrationHub, other: DemonstrationHub) => {
  const borne = new Set(namesOf(other).flatMap(searchKeys))
  return namesOf(hub).filter((name) => !searchKeys(name).some((key) => borne.has(key)))
}

async function aDevice(link: string, screen: ScreenOptions = PHONE): Promise<Page> {
  const phone = new PhoneBrowser(screen)
  phones.push(phone)
  const page = await phone.start()
  await signInByLink(page, link)
  return page
}

const seatOf = (dump: Dump): string[] => Object.keys(dump).filter((name) => name.startsWith('teren-seat-'))
const whole = (dump: Dump): string => Object.values(dump).join('\n')

const idsFound = (text = '', ids: readonly string[]): string[] => ids.filter((id) => text.includes(id))

/** Goes through pages and gives all that they show. */
async function read(page: Page, paths: [path: string, shows: string][]): Promise<string> {
  const texts: string[] = []
  for (const [path, shows] of paths) {
    await page.goto(`${server.origin}${path}`)
    await page.locator(shows).first().waitFor()
    texts.push(await page.title(), (await page.locator('body').textContent()) ?? '')
  }
  return texts.join('\n')
}

/** The device, once it has every one of these. */
const dumpWith = async (page: Page, parts: string[]): Promise<Dump> => {
  let dump: Dump = {}
  await until(
    'what the hub sends',
    async () => {
      dump = await dumpDevice(page)
      const text = whole(dump)
      return parts.filter((part) => !text.includes(part)).length
    },
    (missing) => missing === 0,
  )
  return dump
}

let observing: Page

beforeAll(async () => {
  await server.start()
  await readDirectory('sinec')
  await readDirectory('plovdiv')
  observing = await aDevice(server.link('observer'), DESKTOP)
})
afterAll(async () => {
  await Promise.all(phones.map((phone) => phone.dispose()))
  await server.dispose()
})

describe('what a device holds of others', () => {
  it('S4 an observer’s holds and shows nobody’s name; signed in to a second hub, it keeps the two apart', async () => {
    const page = observing
    const member = seatOf(await dumpDevice(page))[0]?.slice('teren-seat-'.length) ?? ''
    const inHub = 'hub = (SELECT hub FROM members WHERE member = ?)'
    const documents = storedIn<{ document: string }>(
      server,
      `SELECT DISTINCT document FROM rows WHERE ${inHub} AND document LIKE 'run/%' AND document NOT LIKE '%/about/%'`,
      member,
    ).map(({ document }) => document)
    expect(documents.length).toBeGreaterThan(20)
    const before = await dumpWith(page, documents)

    const [run = ''] = storedIn<{ run: string }>(server, `SELECT run FROM runs WHERE ${inHub}`, member).map(
      (row) => row.run,
    )
    await page.goto(`${server.origin}/office/runs/${run}`)
    const session = (await page.locator('main a[href^="/office/sessions/"]').first().getAttribute('href')) ?? ''
    const shown = await read(page, [
      ['/office', 'a[data-row]'],
      ['/office/missed', 'main h1'],
      [`/office/runs/${run}/people`, 'main li:has-text("Person 1")'],
      [session, '[data-person]:has-text("Person 1")'],
    ])
    expect(people.sinec.length).toBeGreaterThan(50)
    // Persons are on this device: by their ids, and by no name.
    expect(people.sinec.filter(({ id }) => whole(before).includes(id)).length).toBeGreaterThan(50)
    expect(namesFound(`${shown}\n${whole(await dumpDevice(page))}`, namesOf('sinec'))).toEqual([])

    await signInByLink(page, server.link('trainer', 0, 'plovdiv'))
    const dump = await dumpWith(
      page,
      people.plovdiv.map(({ id }) => id),
    )
    const [first = '', second = '', ...more] = seatOf(dump).toSorted((a) => (a.includes(member) ? -1 : 1))
    expect([first, more]).toEqual([`teren-seat-${member}`, []])
    // The same looking finds what is there.
    expect(namesFound(dump[second] ?? '', namesOf('plovdiv')).length).toBeGreaterThan(20)
    const ids = (hub: DemonstrationHub) => people[hub].map(({ id }) => id)
    expect([
      ...namesFound(dump[first] ?? '', namesOnlyIn('plovdiv', 'sinec')),
      ...idsFound(dump[first], ids('plovdiv')),
    ]).toEqual([])
    expect([
      ...namesFound(dump[second] ?? '', namesOnlyIn('sinec', 'plovdiv')),
      ...idsFound(dump[second], ids('sinec')),
    ]).toEqual([])
  })

  it('S4 the same looking finds one name planted anywhere on the device, also as a search keeps it', async () => {
    const page = observing
    const planted = people.sinec.map(({ names }) => names.at(-1) ?? '').find((name) => /[čřžšáé]/.test(name)) ?? ''
    const folded = planted.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
    for (const kept of ['as bytes', 'as a key'] as const) {
      await page.evaluate(
        ([how = '', name = '', key = '']) =>
          new Promise<void>((resolve, reject) => {
            const value = how === 'as bytes' ? { deep: [new TextEncoder().encode(`x${name}x`)] } : new Map([[key, 1]])
            const opening = indexedDB.open('planted', 1)
            opening.onupgradeneeded = () => opening.result.createObjectStore('any')
            opening.onerror = () => reject(opening.error)
            opening.onsuccess = () => {
              const writing = opening.result.transaction('any', 'readwrite')
              writing.objectStore('any').put(value, 1)
              writing.oncomplete = () => {
                opening.result.close()
                resolve()
              }
            }
          }),
        [kept, planted, folded],
      )
      expect(namesFound((await dumpDevice(page)).planted ?? '', namesOf('sinec'))).toContain(planted)
    }
  })

  it('S4 two participants of one run hold and see nothing of each other', async () => {
    const taking = storedIn<{ member: string; person: string; name: string; run: string }>(
      server,
      'SELECT m.member, m.person, m.display_name AS name, a.run FROM admissions a JOIN members m ON m.member = a.member',
    )
    const links = server.links().filter(({ role }) => role === 'participant')
    const known = links.flatMap(({ name, link }) => {
      const rows = taking.filter((row) => row.name === name)
      return rows[0] ? [{ ...rows[0], link, runs: rows.map(({ run }) => run) }] : []
    })
    const pairs = known.flatMap((a, at) => known.slice(at + 1).map((b) => [a, b] as const))
    const pair = pairs.find(([a, b]) => a.runs.some((run) => b.runs.includes(run)))
    if (!pair) throw new Error('no two participants of one run')
    const [one, other] = pair
    for (const [me, them] of [
      [one, other],
      [other, one],
    ] as const) {
      const page = await aDevice(me.link)
      const dump = await dumpWith(page, [`self/${me.person}/record`, ...me.runs])
      const shown = await read(page, [
        ['/me', 'main a[href="/me/record"]'],
        ['/me/record', 'main li'],
        ['/me/readers', 'main h2'],
        ['/learn', 'article'],
      ])
      const text = `${shown}\n${whole(dump)}\n${whole(await dumpDevice(page))}`
      const mine = people.sinec.find(({ id }) => id === me.person)?.names ?? []
      expect([...idsFound(text, [me.person, me.member]), ...namesFound(text, mine.slice(-1))].length).toBe(3)
      const others = people.sinec.filter(({ id }) => id !== me.person)
      expect(idsFound(text, [them.member, ...others.map(({ id }) => id)])).toEqual([])
      const foreign = others.flatMap(({ names }) => names).filter((name) => !mine.includes(name))
      expect(namesFound(text, foreign)).toEqual([])
    }
  })
})
