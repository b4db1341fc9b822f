import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { updateShapeOf } from '#protocol/acceptance.ts'
import { encodeFrame } from '#protocol/codec.ts'
import type { CommandName } from '#protocol/commands.ts'
import { type DocumentInfo, documentId, documentPaths, parseDocumentId } from '#protocol/documentIds.ts'
import { FRAMES_TYPE } from '#protocol/frameList.ts'
import type { Ack, Change, Nack } from '#protocol/frames.ts'
import { CLOSE } from '#protocol/refusals.ts'
import { readYjsMessage, yjsStep1, yjsUpdate } from '#protocol/yjsMessages.ts'
import type { TestDevice } from '../../sync-server/connections/testDevice.ts'
import {
  answersIn,
  changesIn,
  commandOf,
  post,
  postBytes,
  pullOf,
  pushOf,
} from '../../sync-server/connections/testPosts.ts'
import { until } from '../support/until.ts'
import { claimKey, HostileWorld, newId, type Seat, updateOf, WHO, type Who } from './world.ts'

/** The matrix of rights: everybody × every document there is or is reserved × reading, following and writing × every road
 *  into the server, each cell tried on a real one. The documents come from the list that rights go by; what is expected
 *  stands here, written once more and otherwise. What is not said here is refused. */

/** w: reads and writes. r: reads. -: neither. In the order of WHO; R and O are runs, A, B and C their participants. */
const EXPECTED = `
                            coordinator
                            | trainer
                            | | of the same run
                            | | | of another programme
                            | | | | observer
                            | | | | | with names
                            | | | | | | participant (A)
                            | | | | | | | of the same run (B)
                            | | | | | | | | of another run (C)
                            | | | | | | | | | coordinator of another hub
all/hub                     w r r r r r r r r -
all/form/x                  - - - - - - - - - -
all/modules                 r r r r r r r r r -
office/programme/P          w r r r r r - - - -
office/course/x             w r r r r r - - - -
office/framework/x          - - - - - - - - - -
office/form/x               w r r r r r - - - -
office/venue/x              - - - - - - - - - -
office/participation/P      - - - - - - - - - -
office/same-person          - - - - - - - - - -
access/members              r - - - - - - - - -
access/rescued              r - - - - - - - - -
access/erasures             r - - - - - - - - -
staff/erased                r r r r - r - - - -
staff/person/A              w w w w - r - - - -
staff/organisation/x        w w w w - r - - - -
staff/assessments/own       - - - - - - - - - -
run/R/plan                  w w w - r r - - - -
run/O/plan                  w - - w r r - - - -
run/R/claims/own            w w w - - - - - - -
run/O/claims/own            w - - w - - - - - -
run/R/claims/trainer        r w r - r r - - - -
run/R/about/A               w w w - - r - - - -
run/O/about/C               w - - w - r - - - -
run/R/review                w r r - r r - - - -
run/O/review                w - - r r r - - - -
run/R/staff                 r r r - r r - - - -
run/O/staff                 r - - r r r - - - -
class/R/board/x             w w w - - - r r - -
class/O/board/x             w - - w - - - - r -
class/R/public              r r r - - - r r - -
class/O/public              r - - r - - - - r -
part/R/A/progress           r r r - - - w - - -
part/R/B/progress           r r r - - - - w - -
part/O/C/progress           r - - r - - - - w -
person/A/contact            - - - - - - - - - -
person/A/intake             - - - - - - - - - -
self/A/private              - - - - - - w - - -
self/B/private              - - - - - - - w - -
self/A/record               - - - - - - r - - -
self/B/record               - - - - - - - r - -
self/C/record               - - - - - - - - r -
draft/x                     - - - - - - - - - -
module/M                    - - - - - - - - - -
`

interface Cells {
  expected: string
  body: () => unknown
}

/** y: taken. n: no right to it. u: of what is not there, for this hub. */
const COMMANDS: Record<CommandName, Cells> & Record<string, Cells> = {
  'create-run': {
    expected: 'y y y n n n n n n y',
    body: () => ({ name: 'create-run', run: newId(), programme: world.programme }),
  },
  'create-run on the spot': {
    expected: 'y y y y n n n n n y',
    body: () => ({ name: 'create-run', run: newId(), programme: null }),
  },
  'place-run': {
    expected: 'y n n n n n n n n u',
    body: () => ({ name: 'place-run', run: spot, programme: world.programme }),
  },
  grant: {
    expected: 'y n n n n n n n n u',
    body: () => ({ name: 'grant', member: seat('trainer').member, programme: world.programme }),
  },
  revoke: {
    expected: 'y n n n n n n n n u',
    body: () => ({ name: 'revoke', member: seat('trainer of another programme').member, programme: world.programme }),
  },
  'add-member': {
    expected: 'y n n n n n n n n y',
    body: () => ({ name: 'add-member', member: newId(), displayName: 'New', role: 'observer' }),
  },
  admit: {
    expected: 'y y y n n n n n n u',
    body: () => ({ name: 'admit', member: newId(), person: newId(), run: world.run, displayName: 'New' }),
  },
  // For another phone of one's own, everybody may.
  invite: {
    expected: 'y n y n n n n n n u',
    body: () => ({ name: 'invite', member: seat('trainer of the same run').member }),
  },
  'invite participant A': {
    expected: 'y y y n n n y n n u',
    body: () => ({ name: 'invite', member: seat('participant').member }),
  },
  'withdraw-codes': {
    expected: 'y y y n n n y n n u',
    body: () => ({ name: 'withdraw-codes', member: seat('participant').member }),
  },
  'end-sign-in': {
    expected: 'y y n n n n n n n u',
    body: () => ({ name: 'end-sign-in', member: seat('trainer').member, device: spareDevice }),
  },
  'grant-names': {
    expected: 'y n n n n n n n n u',
    body: () => ({ name: 'grant-names', member: seat('observer').member }),
  },
  'revoke-names': {
    expected: 'y n n n n n n n n u',
    body: () => ({ name: 'revoke-names', member: seat('observer').member }),
  },
  'link-person': {
    expected: 'y n n n n n n n n u',
    body: () => ({ name: 'link-person', member: seat('trainer').member, person: null }),
  },
  'take-up': {
    expected: 'y n n n n n n n n u',
    body: () => ({ name: 'take-up', member: seat('trainer').member, device: spareDevice, upto: 1 }),
  },
  'discard-rescued': {
    expected: 'y n n n n n n n n u',
    body: () => ({ name: 'discard-rescued', member: seat('trainer').member, device: spareDevice, upto: 1 }),
  },
  'add-module': { expected: 'y n n n n n n n n y', body: () => ({ name: 'add-module', module: world.module }) },
  'remove-module': { expected: 'y n n n n n n n n y', body: () => ({ name: 'remove-module', module: newId() }) },
  // Each hub decides on its own persons: an id of another is nobody's there.
  'erase-person': {
    expected: 'y n n n n n n n n y',
    body: () => ({ name: 'erase-person', person: newId(), outcome: 'done', until: null, reason: '' }),
  },
  'restore-document': {
    expected: 'y n n n n n n n n n',
    body: () => ({ name: 'restore-document', document: documentId.plan(world.run), at: Date.now(), by: null }),
  },
}

let world: HostileWorld
const spot = newId()
let spareDevice = ''
const x = newId()
const seat = (who: Who) => world.seats[who]

type Right = 'w' | 'r' | '-'
const ROWS = EXPECTED.split('\n')
  .filter((line) => /^[a-z-]+\//.test(line))
  .map((line) => {
    const [path = '', ...rights] = line.split(/\s+/)
    return { path, rights: new Map(WHO.map((who, at) => [who, rights[at] as Right])) }
  })

const NAMES: Record<string, () => string> = {
  R: () => world.run,
  O: () => world.otherRun,
  A: () => seat('participant').person,
  B: () => seat('participant of the same run').person,
  C: () => seat('participant of another run').person,
  P: () => world.programme,
  M: () => world.module,
  x: () => x,
  trainer: () => seat('trainer').member,
}
/** `staff` names a scope, and `trainer` a member, by where they stand. */
const idOf = (path: string, who: Who): string =>
  path
    .split('/')
    .map((part, at) => (at === 0 ? part : part === 'own' ? seat(who).member : (NAMES[part]?.() ?? part)))
    .join('/')

/** Of each document, what this member was found to do, as the table says it. */
const expectedFor = (who: Who, as: (right: Right) => boolean) =>
  Object.fromEntries(ROWS.map(({ path, rights }) => [path, as(rights.get(who) ?? '-')]))
const foundFor = (who: Who, documents: ReadonlySet<string>) =>
  Object.fromEntries(ROWS.map(({ path }) => [path, documents.has(idOf(path, who))]))

const MARK = 'said in this hub'
const updateFor = (document: string) => updateOf({ [/\/(claims|about)\//.test(document) ? claimKey() : newId()]: MARK })

/** What is this hub's among what a device was sent: the other hub has documents of the same names. */
const ofThisHub = (changes: Change[]) => {
  const known = new Set(
    world
      .stored<{ name: string }>(
        `SELECT document || seq || hex(bytes) AS name FROM rows WHERE hub = '${world.hub}'
         UNION SELECT document || seq || hex(bytes) FROM projections WHERE hub = '${world.hub}'`,
      )
      .map(({ name }) => name),
  )
  return new Set(
    changes
      .filter((change) =>
        known.has(`${change.document}${change.sequence}${Buffer.from(change.bytes).toString('hex').toUpperCase()}`),
      )
      .map(({ document }) => document),
  )
}
const rowsInHub = () =>
  world.stored<{ count: number }>(`SELECT count(*) AS count FROM rows WHERE hub = '${world.hub}'`)[0]?.count

beforeAll(async () => {
  world = await HostileWorld.start({ makesViews: true })
  spareDevice = (await world.server.signIn(seat('trainer').member)).device
  const field = await world.connect('trainer')
  await field.command(seat('trainer').member, { name: 'create-run', run: spot, programme: null })
  const decision = { person: newId(), outcome: 'refused', until: null, reason: 'The law' }
  const desk = await world.connect('coordinator')
  await desk.command(seat('coordinator').member, { name: 'erase-person', ...decision })
  // Something stands in everything that somebody may write.
  for (const { path, rights } of ROWS) {
    const writer = WHO.find((who) => rights.get(who) === 'w')
    if (!writer) continue
    const document = idOf(path, writer)
    const device = await world.connect(writer)
    expect([path, await device.push(seat(writer).member, document, updateFor(document))]).toMatchObject([
      path,
      { type: 'ack' },
    ])
  }
  await world.closeDevices()
  const made = () => world.stored("SELECT 1 FROM projections WHERE document GLOB 'class/*' OR document GLOB 'self/*'")
  await until('pages and records', made, (rows) => rows.length >= 6)
})
afterEach(() => world.closeDevices())
afterAll(() => world.server.close())

type Fill = { scope: string; from: number }[]
interface Road {
  push(document: string, update: Uint8Array): Promise<Ack | Nack>
  pull(fill: Fill): Promise<Change[]>
  command(body: unknown): Promise<Ack | Nack>
}
/** The roads by which a device speaks with the server. */
const ROADS: Record<string, (who: Who) => Promise<Road>> = {
  async websocket(who) {
    const device = await world.connect(who)
    const { member } = seat(who)
    return {
      push: (document, update) => device.push(member, document, update),
      pull: async (fill) => (await device.pull(member, 0, fill)).changes,
      command: (body) => device.command(member, body),
    }
  },
  async POST(who) {
    const { member, cookie } = seat(who)
    const one = async (frame: Parameters<typeof post>[3]): Promise<Ack | Nack> => {
      const [answer] = answersIn(await post(world.server, cookie, member, frame))
      if (!answer) throw new Error('not answered')
      return answer
    }
    return {
      push: (document, update) => one(pushOf(member, document, update)),
      pull: async (fill) => changesIn(await post(world.server, cookie, member, pullOf(member, fill))),
      command: (body) => one(commandOf(member, body)),
    }
  },
}
const roads = Object.keys(ROADS)
const take = (road: string, who: Who): Promise<Road> => {
  const open = ROADS[road]
  if (!open) throw new Error(road)
  return open(who)
}

describe('the table', () => {
  it('S4 RI1 speaks of every kind of document that the list names, and of nobody twice', () => {
    const shape = (path: string) =>
      path
        .split('/')
        .map((part, at) =>
          at > 0 && (part in NAMES || part === 'own') && !/^(run|staff|office)$/.test(part) ? '{}' : part,
        )
        .join('/')
    const listed = documentPaths().map((path) => path.replace(/\{\w+\}/g, '{}'))
    expect([...new Set(ROWS.map(({ path }) => shape(path)))].sort()).toEqual([...listed].sort())
    expect(new Set(ROWS.map(({ path }) => path)).size).toBe(ROWS.length)
    for (const { path, rights } of ROWS)
      expect([path, [...rights.values()].every((right) => /^[wr-]$/.test(right))]).toEqual([path, true])
  })

  it('S4 RI1 has more than three hundred cells on each of several roads', () => {
    expect(ROWS.length * WHO.length).toBeGreaterThan(300)
    expect(roads).toEqual(['websocket', 'POST'])
  })
})

describe.each(WHO)('the %s', (who) => {
  it.each(roads)('S4 S5 RI1 RI5 PO1 writes by %s what the table says, and nothing else', async (by) => {
    const road = await take(by, who)
    const before = world.server.log.head(world.hub)
    const codes: Record<string, string> = {}
    for (const { path } of ROWS) {
      const document = idOf(path, who)
      const answer = await road.push(document, updateFor(document))
      codes[path] = answer.type === 'ack' ? 'ack' : answer.code
    }
    const written = world.stored<{ document: string }>(
      `SELECT document FROM rows WHERE hub = '${world.hub}' AND seq > ${before} AND member = '${seat(who).member}'`,
    )
    expect(foundFor(who, new Set(written.map(({ document }) => document)))).toEqual(
      expectedFor(who, (right) => right === 'w'),
    )
    // Refused for want of a right, or because there is no such document; never for another reason.
    const isForeign = who === 'coordinator of another hub'
    for (const { path, rights } of ROWS) {
      if (rights.get(who) === 'w') expect([path, codes[path]]).toEqual([path, 'ack'])
      else if (!isForeign)
        expect([path, codes[path]]).toEqual([path, expect.stringMatching(/^(no-right|unknown-document)$/)])
    }
  })

  it.each(roads)(
    'S4 RI1 RI5 PO1 is sent by %s what the table says, and nothing else, whatever it asks for',
    async (by) => {
      const road = await take(by, who)
      const scopes = world.stored<{ scope: string }>('SELECT scope FROM rows UNION SELECT scope FROM projections')
      const changes = await road.pull(scopes.map(({ scope }) => ({ scope, from: 0 })))
      const known = ofThisHub(changes)
      expect(foundFor(who, known)).toEqual(expectedFor(who, (right) => right !== '-'))
      // Nothing beside the table either: others' claims and lists are of runs that the table lets read.
      const more = [...known].filter((document) => !ROWS.some(({ path }) => idOf(path, who) === document))
      const mayMore = ['run/R/plan', 'run/O/plan', 'run/R/staff'].some(
        (path) => expectedFor(who, (right) => right !== '-')[path],
      )
      if (!mayMore) expect(more).toEqual([])
    },
  )

  it('S4 S5 RI1 RI5 YJ1 YJ4 reads and writes as another Yjs client what the table says, and nothing else', async () => {
    const found: Record<string, string> = {}
    // As many at once as a device may have.
    for (let from = 0; from < ROWS.length; from += 24)
      await Promise.all(
        ROWS.slice(from, from + 24).map(async ({ path }) => {
          found[path] = await triedByYjs(idOf(path, who), seat(who))
        }),
      )
    const isForeign = who === 'coordinator of another hub'
    const expected = ROWS.map(({ path, rights }) => {
      const right = rights.get(who) ?? '-'
      // What the server makes is no Yjs document. A document of another hub is one of the same name in one's own.
      const isMade = updateShapeOf(parseDocumentId(idOf(path, who)) as DocumentInfo) === null
      return [path, right === '-' || isMade ? '-' : right]
    })
    if (!isForeign) expect(found).toEqual(Object.fromEntries(expected))
    const written = rowsOf(YJS_MARK, seat(who).member).map(({ document }) => document)
    expect(foundFor(who, new Set(written))).toEqual(expectedFor(who, (right) => right === 'w'))
  })

  it('S4 S5 RI1 PO3 finds no other road: nothing else over HTTP writes or gives a document', async () => {
    const before = rowsInHub()
    const { member, cookie } = seat(who)
    const found: string[] = []
    await Promise.all(
      ROWS.map(async ({ path }) => {
        const document = idOf(path, who)
        const frame = encodeFrame(pushOf(member, document, updateFor(document)))
        const headers = { cookie, origin: world.server.origin }
        // Without HELLO, and outside a list.
        const { frames, code } = await postBytes(world.server, frame, headers)
        if (frames.length > 0 || code !== CLOSE.badFrame) found.push(`POST of a bare frame ${path}: ${code}`)
        for (const [method, url] of [
          ['PUT', '/sync'],
          ['POST', `/${document}`],
          ['POST', `/sync/${document}`],
        ] as const) {
          const posted = await fetch(`${world.server.origin}${url}`, {
            method,
            body: new Uint8Array(frame),
            headers: { ...headers, 'content-type': FRAMES_TYPE },
          })
          if (posted.status !== 405) found.push(`${method} ${url}: ${posted.status}`)
          await posted.arrayBuffer()
        }
        for (const url of [`/${document}`, `/api/${document}`]) {
          const answer = await fetch(`${world.server.origin}${url}`, { headers })
          const text = await answer.text()
          if (answer.ok && !text.startsWith('<!doctype html>')) found.push(`GET ${url}`)
          if (text.includes(MARK)) found.push(`GET ${url} gives it`)
        }
      }),
    )
    expect(found).toEqual([])
    expect(rowsInHub()).toBe(before)
  })

  it('L1 S4 RI1 RI4 fetches the files of its own hub, in whole and in part, and of no other', async () => {
    const status = async (hub: string, init: RequestInit = {}) => {
      const url = `${world.server.origin}/api/modules/${world.module}?hub=${hub}`
      const answer = await fetch(url, { ...init, headers: { cookie: seat(who).cookie, ...init.headers } })
      await answer.arrayBuffer()
      return answer.status
    }
    const isForeign = who === 'coordinator of another hub'
    const range = { headers: { range: 'bytes=0-9' } }
    const tried = {
      here: await status(world.hub),
      'here, in part': await status(world.hub, range),
      'here, its head': await status(world.hub, { method: 'HEAD' }),
      'here, written to': await status(world.hub, { method: 'PUT', body: 'x' }),
      elsewhere: await status(world.foreignHub, range),
      nowhere: await status(newId()),
      'without a cookie': await status(world.hub, { headers: { cookie: '' } }),
    }
    expect(tried).toEqual({
      here: isForeign ? 403 : 200,
      'here, in part': isForeign ? 403 : 206,
      'here, its head': isForeign ? 403 : 200,
      'here, written to': 405,
      // The other hub was not given the module.
      elsewhere: isForeign ? 404 : 403,
      nowhere: 403,
      'without a cookie': 401,
    })
  })

  it.each(roads)('S4 S5 RI1 RI4 PO1 commands by %s what the table says, and nothing else', async (by) => {
    const road = await take(by, who)
    const found: Record<string, string> = {}
    const letters: Record<string, string> = { 'no-right': 'n', 'not-possible': 'u' }
    for (const [name, { body }] of Object.entries(COMMANDS)) {
      const answer = await road.command(body())
      found[name] = answer.type === 'ack' ? 'y' : (letters[answer.code] ?? answer.code)
    }
    const at = WHO.indexOf(who)
    expect(found).toEqual(
      Object.fromEntries(Object.entries(COMMANDS).map(([name, { expected }]) => [name, expected.split(' ')[at]])),
    )
  })
})

/** What another Yjs client writes; found as it stands, in the bytes of rows. */
const YJS_MARK = 'said by another Yjs client'
const rowsOf = (text: string, member: string) =>
  world.stored<{ document: string }>(
    `SELECT document FROM rows WHERE hub = '${world.hub}' AND instr(bytes, CAST('${text}' AS BLOB)) > 0 AND member = '${member}'`,
  )

/** What happens to a client that speaks of a document at `/yjs`, and then writes in it. */
async function triedByYjs(document: string, { cookie }: Seat): Promise<Right> {
  const { origin } = world.server
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/yjs/${document}`, { headers: { cookie, origin } })
  let isSynced = false
  let isClosed = false
  let isTold = false
  socket.on('message', (data: Buffer) => {
    const message = readYjsMessage(data)
    if (!message.ok || message.value.type !== 'update') return
    if (message.value.isStep2) isSynced = true
    else isTold = true
  })
  socket.on('close', () => {
    isClosed = true
  })
  await once(socket, 'open')
  socket.send(yjsStep1(new Map()))
  await until('synced or closed', () => isSynced || isClosed, Boolean)
  if (isClosed) return '-'
  const key = /\/(claims|about)\//.test(document) ? claimKey() : newId()
  socket.send(yjsUpdate(updateOf({ [key]: YJS_MARK })))
  const written = () => world.stored(`SELECT 1 FROM rows WHERE instr(bytes, CAST('${key}' AS BLOB)) > 0`).length > 0
  await until('written or closed', () => isClosed || written(), Boolean)
  // A document of a scope that one reads may be empty: then nothing was read.
  const right = !isClosed ? 'w' : isTold ? 'r' : '-'
  socket.close()
  return right
}

/** Answered after everything that was sent before. */
async function heard(device: TestDevice, who: Who): Promise<Change[]> {
  device.say({ type: 'ping', deviceNow: 1 })
  await device.next('pong')
  return device.takeChanges(seat(who).member)
}

describe('everybody at once', () => {
  it('S4 RI1 RI2 FE4 hears of others’ changes what the table says, and nothing else', async () => {
    const devices = new Map<Who, TestDevice>()
    for (const who of WHO) {
      const device = await world.connect(who)
      await device.pull(seat(who).member)
      devices.set(who, device)
    }
    const said = new Map<string, Who>()
    for (const { path, rights } of ROWS) {
      const writer = WHO.find((who) => rights.get(who) === 'w')
      // One's own claims are read by others as those of a colleague.
      if (!writer || path.endsWith('/own')) continue
      const document = idOf(path, writer)
      await devices.get(writer)?.push(seat(writer).member, document, updateFor(document))
      said.set(path, writer)
    }
    expect(said.size).toBeGreaterThan(15)
    for (const [who, device] of devices) {
      const documents = ofThisHub(await heard(device, who))
      const expected = [...said].filter(
        ([path, writer]) => writer !== who && ROWS.some((row) => row.path === path && row.rights.get(who) !== '-'),
      )
      const of = (path: string) => documents.has(idOf(path, who))
      expect([who, [...said.keys()].filter(of)]).toEqual([who, expected.map(([path]) => path)])
    }
  })

  it('S4 S7 RI2 RI3 loses a right on an open socket at once: what is read, written, commanded and fetched', async () => {
    const desk = await world.connect('coordinator')
    const { member: coordinator } = seat('coordinator')
    const who: Who = 'trainer of the same run'
    const { member, device, cookie } = seat(who)
    const plan = documentId.plan(world.run)
    const colleague = await world.connect(who)
    await colleague.pull(member)
    const speak = () => desk.push(coordinator, plan, updateFor(plan))
    const hears = async () => (await heard(colleague, who)).map(({ document }) => document).includes(plan)
    await speak()
    expect(await hears()).toBe(true)

    const { programme } = world
    expect(await desk.command(coordinator, { name: 'revoke', member, programme })).toMatchObject({ type: 'ack' })
    await speak()
    expect(await hears()).toBe(false)
    expect((await colleague.next('seat')).seat.scopes).not.toContain(`run:${world.run}`)
    expect(await colleague.push(member, plan, updateFor(plan))).toMatchObject({ code: 'no-right' })
    const admission = { name: 'admit', member: newId(), person: newId(), run: world.run, displayName: 'New' }
    expect(await colleague.command(member, admission)).toMatchObject({ code: 'no-right' })

    expect(await desk.command(coordinator, { name: 'grant', member, programme })).toMatchObject({ type: 'ack' })
    expect(await colleague.push(member, plan, updateFor(plan))).toMatchObject({ type: 'ack' })
    // What was said until here is heard.
    colleague.heard.length = 0
    await colleague.pull(member)
    expect(await desk.command(coordinator, { name: 'end-sign-in', member, device })).toMatchObject({ type: 'ack' })
    await speak()
    expect(await hears()).toBe(false)
    expect(await colleague.next('seat', ({ seat: now }) => now.state === 'ended')).toBeTruthy()
    expect(await colleague.push(member, plan, updateFor(plan))).toMatchObject({ code: 'ended' })
    expect(await colleague.command(member, { name: 'create-run', run: newId(), programme: null })).toMatchObject({
      code: 'ended',
    })
    const file = await fetch(`${world.server.origin}/api/modules/${world.module}?hub=${world.hub}`, {
      headers: { cookie },
    })
    await file.arrayBuffer()
    expect(file.status).toBe(401)
  })

  it('S4 RI2 takes an observer’s sight of names away at once', async () => {
    const desk = await world.connect('coordinator')
    const { member: coordinator } = seat('coordinator')
    const who: Who = 'observer with names'
    const { member } = seat(who)
    const observer = await world.connect(who)
    await observer.pull(member)
    const note = documentId.about(world.run, seat('participant').person)
    const speak = () => desk.push(coordinator, note, updateFor(note))
    await speak()
    expect((await heard(observer, who)).map(({ document }) => document)).toEqual([note])
    await desk.command(coordinator, { name: 'revoke-names', member })
    await speak()
    expect(await heard(observer, who)).toEqual([])
    const { changes } = await observer.pull(
      member,
      0,
      ['staff', `about:${world.run}`].map((scope) => ({ scope, from: 0 })),
    )
    expect(changes.filter(({ document }) => document.startsWith('staff/') || document.includes('/about/'))).toEqual([])
  })
})
