import { randomInt } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ClientOptions, WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { type HubId, type MemberId, makeId, type PersonId, type ProgrammeId, type RunId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import { MAX_UPDATE_BYTES } from '#protocol/limits.ts'
import { CLOSE } from '#protocol/refusals.ts'
import {
  type AwarenessEntry,
  readYjsMessage,
  yjsAwareness,
  yjsStep1,
  yjsSynced,
  yjsUpdate,
} from '#protocol/yjsMessages.ts'
import { until } from '../../tests/support/until.ts'
import { systemRandom } from '../access/secrets.ts'
import { startTestServer, type TestServer } from '../testServer.ts'
import { TestDevice } from './testDevice.ts'

/** Unchanged clients of y-websocket beside Teren's devices, on a real server. */

const newId = <T extends string>() => makeId<T>(systemRandom)

let server: TestServer
let hub: HubId
let coordinator: MemberId
let trainer: MemberId
let observer: MemberId
let programme: ProgrammeId
let run: RunId
const opened: { destroy(): void }[] = []

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

beforeEach(async () => {
  hub = await server.makeHub()
  coordinator = await server.makeMember(hub, 'coordinator')
  trainer = await server.makeMember(hub, 'trainer')
  observer = await server.makeMember(hub, 'observer')
  programme = newId<ProgrammeId>()
  run = newId<RunId>()
  await server.operate({ kind: 'make-grant', member: trainer, programme, at: 1 })
  await server.operate({ kind: 'make-run', run, hub, programme, at: 1 })
})
afterEach(() => {
  for (const one of opened.splice(0)) one.destroy()
})

/** What a browser does by itself: the cookie of the page, and its origin. */
const socketsWith = (cookie: string, origin = server.origin) =>
  class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      const options: ClientOptions = { headers: { cookie, origin } }
      super(url, protocols, options)
    }
  } as unknown as typeof globalThis.WebSocket

/** An editor on one document, as its makers deliver it. */
function edit(
  cookie: string,
  document: string,
  doc = new Y.Doc(),
  params: Record<string, string> = {},
  origin?: string,
) {
  const provider = new WebsocketProvider(`${server.origin.replace('http', 'ws')}/yjs`, document, doc, {
    WebSocketPolyfill: socketsWith(cookie, origin),
    disableBc: true,
    params,
  })
  const closed = new Promise<{ code: number; reason: string }>((resolve) => provider.on('closed', resolve))
  opened.push(provider, doc)
  const map = doc.getMap<unknown>('teren')
  const synced = () => until('synced', () => provider.synced, Boolean)
  const holds = (wanted: Record<string, unknown>) =>
    until(
      'the editor',
      () => map.toJSON(),
      (held) => JSON.stringify(sorted(held)) === JSON.stringify(sorted(wanted)),
    )
  return { provider, doc, map, closed, synced, holds }
}

const sorted = (record: Record<string, unknown>) => Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1))

async function phone(member: MemberId) {
  const { cookie } = await server.signIn(member)
  const device = await TestDevice.connect(server, cookie)
  await device.hello([{ member }])
  return device
}

/** What a fresh device of a member has of a document. */
async function heldBy(
  member: MemberId,
  document: string,
): Promise<{ content: Record<string, unknown>; pending: boolean }> {
  const device = await phone(member)
  const doc = new Y.Doc()
  for (const change of (await device.pull(member)).changes)
    if (change.document === document) Y.applyUpdate(doc, change.bytes)
  await device.close()
  return {
    content: doc.getMap('teren').toJSON(),
    pending: doc.store.pendingStructs !== null || doc.store.pendingDs !== null,
  }
}
const devicesHold = (member: MemberId, document: string, wanted: Record<string, unknown>) =>
  until(
    'a device',
    () => heldBy(member, document),
    ({ content }) => JSON.stringify(sorted(content)) === JSON.stringify(sorted(wanted)),
  )

/** Sets keys on top of what a document holds. */
function updateOf(entries: Record<string, unknown>, doc = new Y.Doc()): Uint8Array {
  const before = Y.encodeStateVector(doc)
  doc.transact(() => {
    for (const [key, value] of Object.entries(entries)) doc.getMap('teren').set(key, value)
  })
  return Y.encodeStateAsUpdate(doc, before)
}

const rowsOf = async (document: string) => {
  const { scope } = {
    scope: document.startsWith('run/') ? `run:${run}` : document.startsWith('staff/') ? 'staff' : 'all',
  }
  const { rows } = await server.log.read(hub, [{ scope, from: 0 }], 10_000_000)
  return rows.filter((row) => row.document === document)
}

/** A socket that says what it is told to. */
async function raw(cookie: string, document: string) {
  const socket = new (socketsWith(cookie))(`${server.origin.replace('http', 'ws')}/yjs/${document}`)
  socket.binaryType = 'arraybuffer'
  const heard: Uint8Array[] = []
  socket.addEventListener('message', ({ data }) => heard.push(new Uint8Array(data as ArrayBuffer)))
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.addEventListener('close', ({ code, reason }) => resolve({ code, reason })),
  )
  await new Promise((resolve) => socket.addEventListener('open', resolve))
  opened.push({ destroy: () => socket.close() })
  return { say: (bytes: Uint8Array | string) => socket.send(bytes as Uint8Array<ArrayBuffer>), heard, closed }
}

describe('an unchanged WebsocketProvider', () => {
  it('YJ1 YJ2 converges with Teren’s devices both ways, while both are connected', async () => {
    const document = documentId.plan(run)
    const device = await phone(trainer)
    await device.pull(trainer)
    const onPhone = new Y.Doc()
    await device.push(trainer, document, updateOf({ 'from a phone': 1 }, onPhone))
    const { cookie } = await server.signIn(coordinator)
    const editor = edit(cookie, document)
    await editor.synced()
    await editor.holds({ 'from a phone': 1 })

    editor.map.set('from an editor', 'x')
    editor.map.set('from a phone', 2)
    editor.map.delete('from an editor')
    await until(
      'the phone',
      () => {
        for (const { bytes } of device.takeChanges(trainer)) Y.applyUpdate(onPhone, bytes)
        return onPhone.getMap('teren').toJSON()
      },
      (held) => JSON.stringify(held) === '{"from a phone":2}',
    )
    await device.push(trainer, document, updateOf({ 'from a phone': 3, more: true }, onPhone))
    await editor.holds({ 'from a phone': 3, more: true })
    // Stamped by the server: whose device, whose member.
    expect(new Set((await rowsOf(document)).map(({ member }) => member))).toEqual(new Set([trainer, coordinator]))
    expect((await heldBy(observer, document)).pending).toBe(false)
    await device.close()
  })

  it('YJ2 brings in what was edited away from any network, on both sides, once', async () => {
    const document = documentId.person(newId<PersonId>())
    const { cookie } = await server.signIn(trainer)
    const first = edit(cookie, document)
    await first.synced()
    first.map.set('given', 'Jana')
    await devicesHold(trainer, document, { given: 'Jana' })
    first.provider.disconnect()
    for (let at = 0; at < 30; at++) first.map.set(`key ${at % 7}`, at)
    first.map.delete('key 0')
    const device = await phone(coordinator)
    await device.push(coordinator, document, updateOf({ family: 'Vaňková' }))
    first.provider.connect()
    await first.holds(first.map.toJSON())
    await until(
      'both',
      () => heldBy(coordinator, document),
      ({ content }) =>
        JSON.stringify(sorted(content)) === JSON.stringify(sorted(first.map.toJSON())) && 'family' in content,
    )
    expect(first.map.toJSON()).toMatchObject({ given: 'Jana', family: 'Vaňková', 'key 1': 29 })
    expect(first.map.has('key 0')).toBe(false)
    // Coming back without news makes no row, whatever deletions are said again.
    const before = (await rowsOf(document)).length
    for (let times = 0; times < 3; times++) {
      first.provider.disconnect()
      first.provider.connect()
      await first.synced()
    }
    first.map.set('last', 1)
    await until(
      'one row more',
      () => rowsOf(document),
      (rows) => rows.length > before,
    )
    expect((await rowsOf(document)).length).toBe(before + 1)
    await device.close()
  })

  it('YJ2 waits for all that a client has before it misses what an update of it stands on', async () => {
    const document = documentId.plan(run)
    const socket = await raw((await server.signIn(trainer)).cookie, document)
    const away = new Y.Doc()
    updateOf({ 'written away': 1 }, away)
    socket.say(yjsStep1(new Map()))
    // An editor sends what is typed at once, also before it is asked what else it has.
    socket.say(yjsUpdate(updateOf({ 'typed since': 2 }, away)))
    await until(
      'asked for the rest',
      () => socket.heard.map((bytes) => readYjsMessage(bytes)),
      (heard) => heard.some((message) => message.ok && message.value.type === 'step-1'),
    )
    socket.say(yjsUpdate(updateOf({ 'and since': 3 }, away)))
    socket.say(yjsSynced(Y.encodeStateAsUpdate(away)))
    await devicesHold(trainer, document, { 'and since': 3, 'typed since': 2, 'written away': 1 })
    expect(server.reports.filter(({ event }) => event === 'refused')).toEqual([])
  })

  it('YJ2 three editors and a device that write at once, cut off now and then, end with the same', async () => {
    const seed = randomInt(2 ** 31)
    const document = documentId.plan(run)
    const chance = chanceOf(seed)
    const editors = await Promise.all(
      [trainer, coordinator, trainer].map(async (member) => edit((await server.signIn(member)).cookie, document)),
    )
    await Promise.all(editors.map((editor) => editor.synced()))
    const device = await phone(trainer)
    await device.pull(trainer)
    const onPhone = new Y.Doc()
    for (let step = 0; step < 120; step++) {
      const editor = editors[chance(3)]
      const what = chance(10)
      if (what === 0) editor?.provider.disconnect()
      else if (what === 1) editor?.provider.connect()
      else if (what === 2) editor?.map.delete(`key ${chance(6)}`)
      else if (what === 3) {
        for (const { bytes } of device.takeChanges(trainer)) Y.applyUpdate(onPhone, bytes)
        expect([
          seed,
          await device.push(trainer, document, updateOf({ [`key ${chance(6)}`]: step }, onPhone)),
        ]).toMatchObject([seed, { type: 'ack' }])
      } else editor?.map.set(`key ${chance(6)}`, step)
    }
    for (const editor of editors) editor.provider.connect()
    await until(
      `seed ${seed}: all the same`,
      async () => {
        for (const { bytes } of device.takeChanges(trainer)) Y.applyUpdate(onPhone, bytes)
        const states = [onPhone, ...editors.map(({ doc }) => doc)].map(
          (doc) =>
            JSON.stringify([...Y.decodeStateVector(Y.encodeStateVector(doc))].toSorted()) +
            JSON.stringify(sorted(doc.getMap('teren').toJSON())),
        )
        const inLog = (await heldBy(coordinator, document)).content
        return [
          new Set(states).size,
          JSON.stringify(sorted(inLog)) === JSON.stringify(sorted(onPhone.getMap('teren').toJSON())),
        ]
      },
      ([states, inLog]) => states === 1 && inLog === true,
    )
    expect((await heldBy(coordinator, document)).pending).toBe(false)
    expect(server.reports.filter(({ event }) => event === 'refused')).toEqual([])
    await device.close()
  })

  it('YJ3 says again what is there, also what others wrote, and no row is made of it', async () => {
    const document = documentId.plan(run)
    const device = await phone(trainer)
    const onPhone = new Y.Doc()
    await device.push(trainer, document, updateOf({ a: 1, b: [1, { c: 'x' }] }, onPhone))
    const { cookie } = await server.signIn(coordinator)
    const editor = edit(cookie, document)
    await editor.synced()
    editor.map.set('a', 2)
    await until(
      'two rows',
      () => rowsOf(document),
      (rows) => rows.length === 2,
    )
    const again = await raw(cookie, document)
    again.say(yjsStep1(new Map()))
    again.say(yjsUpdate(Y.encodeStateAsUpdate(editor.doc)))
    again.say(yjsUpdate((await rowsOf(document))[0]?.bytes ?? new Uint8Array()))
    editor.map.set('z', 1)
    again.say(yjsUpdate(Y.encodeStateAsUpdate(editor.doc)))
    await until(
      'three rows',
      () => rowsOf(document),
      (rows) => rows.length >= 3,
    )
    editor.map.set('z', 2)
    await until(
      'four rows',
      () => rowsOf(document),
      (rows) => rows.length >= 4,
    )
    expect((await rowsOf(document)).length).toBe(4)
    await device.close()
  })

  it('YJ3 what an ended conversation still brings in while the next one says it again is no fork', async () => {
    const document = documentId.plan(run)
    const { cookie } = await server.signIn(trainer)
    const typed = new Y.Doc()
    const updates = Array.from({ length: 60 }, (_, at) => updateOf({ [`key ${at}`]: at }, typed))
    const [before, after] = [await raw(cookie, document), await raw(cookie, document)]
    before.say(yjsStep1(new Map()))
    await until(
      'asked',
      () => before.heard.length,
      (heard) => heard >= 2,
    )
    after.say(yjsStep1(new Map()))
    for (const update of updates) before.say(yjsUpdate(update))
    after.say(yjsSynced(Y.encodeStateAsUpdate(typed)))
    after.say(yjsUpdate(updateOf({ last: true }, typed)))
    await devicesHold(trainer, document, typed.getMap('teren').toJSON())
    expect(server.reports.filter(({ event }) => event === 'refused')).toEqual([])
  })

  it('YJ3 a store that was put back and says other content under the same steps is refused as a fork', async () => {
    const document = documentId.plan(run)
    const { cookie } = await server.signIn(trainer)
    const editor = edit(cookie, document)
    await editor.synced()
    const copy = Y.encodeStateAsUpdate(editor.doc)
    editor.map.set('said', 'first')
    await devicesHold(trainer, document, { said: 'first' })
    editor.provider.destroy()
    const old = new Y.Doc()
    old.clientID = editor.doc.clientID
    Y.applyUpdate(old, copy)
    old.getMap('teren').set('said', 'otherwise')
    old.getMap('teren').set('and', 'more')
    const putBack = await raw(cookie, document)
    putBack.say(yjsStep1(new Map()))
    putBack.say(yjsUpdate(Y.encodeStateAsUpdate(old)))
    expect(await putBack.closed).toEqual({ code: CLOSE.refused, reason: 'fork' })
    expect((await heldBy(trainer, document)).content).toEqual({ said: 'first' })
    // Under its own client id another device says nothing.
    const { cookie: other } = await server.signIn(coordinator)
    old.getMap('teren').set('x', 1)
    const thief = await raw(other, document)
    thief.say(yjsStep1(new Map()))
    const stolen = new Y.Doc()
    Y.applyUpdate(stolen, (await rowsOf(document))[0]?.bytes ?? new Uint8Array())
    stolen.clientID = editor.doc.clientID
    thief.say(yjsUpdate(updateOf({ x: 1 }, stolen)))
    expect(await thief.closed).toEqual({ code: CLOSE.refused, reason: 'fork' })
  })

  it('YJ4 what reads only writes nothing, is told so once and does not come back; it reads', async () => {
    const document = documentId.plan(run)
    const device = await phone(trainer)
    await device.push(trainer, document, updateOf({ a: 1 }))
    const { cookie } = await server.signIn(observer)
    const reader = edit(cookie, document)
    await reader.synced()
    await reader.holds({ a: 1 })
    await device.push(trainer, document, updateOf({ b: 2 }))
    await reader.holds({ a: 1, b: 2 })
    reader.map.set('c', 3)
    expect(await reader.closed).toEqual({ code: CLOSE.refused, reason: 'no-right' })
    expect((await heldBy(trainer, document)).content).toEqual({ a: 1, b: 2 })
    await device.close()
  })

  it('YJ4 claims are only added: what overwrites is refused and harms nobody', async () => {
    const document = documentId.claims(run, trainer)
    const { cookie } = await server.signIn(trainer)
    const editor = edit(cookie, document)
    await editor.synced()
    const key = `${newId()}:${newId()}:${newId().slice(0, 11)}`
    editor.map.set(key, { kind: 'mark' })
    await devicesHold(trainer, document, { [key]: { kind: 'mark' } })
    editor.map.set(key, { kind: 'other' })
    expect(await editor.closed).toEqual({ code: CLOSE.refused, reason: 'insert-only' })
    expect((await heldBy(trainer, document)).content).toEqual({ [key]: { kind: 'mark' } })
  })

  it('YJ1 S4 is told of nothing that is not there for its member, and of none of it otherwise than of what does not exist', async () => {
    const { cookie } = await server.signIn(trainer)
    const otherRun = newId<RunId>()
    await server.operate({ kind: 'make-run', run: otherRun, hub, programme: newId(), at: 1 })
    const nothing = { code: CLOSE.notFound, reason: 'no such document' }
    for (const document of [
      'nowhere',
      'run/x/plan',
      documentId.plan(otherRun),
      documentId.members(),
      'all/modules',
      'module/x',
      'draft/x',
      '',
    ])
      expect([document, await edit(cookie, document).closed]).toEqual([document, nothing])
    const signedOut = await edit('', documentId.hub()).closed
    expect(signedOut.code).toBe(CLOSE.signedOut)
    const elsewhere = await edit(cookie, documentId.hub(), new Y.Doc(), {}, 'https://evil.example').closed
    expect(elsewhere.code).toBe(CLOSE.badOrigin)
    expect((await fetch(`${server.origin}/yjs/all/hub`, { headers: { cookie } })).status).toBe(426)
  })

  it('YJ1 of two who share a device it says which; their changes are theirs', async () => {
    const { cookie } = await server.signIn(trainer)
    await server.signIn(coordinator, cookie)
    const document = documentId.plan(run)
    expect((await edit(cookie, document).closed).code).toBe(CLOSE.notFound)
    const editor = edit(cookie, document, new Y.Doc(), { member: coordinator })
    await editor.synced()
    editor.map.set('a', 1)
    await until(
      'a row',
      () => rowsOf(document),
      (rows) => rows.length === 1,
    )
    expect((await rowsOf(document))[0]?.member).toBe(coordinator)
    expect((await edit(cookie, document, new Y.Doc(), { member: observer }).closed).code).toBe(CLOSE.notFound)
  })

  it('YJ5 S7 loses a document at once with the right to it, and with its sign-in', async () => {
    const document = documentId.plan(run)
    const { cookie, device } = await server.signIn(trainer)
    const editor = edit(cookie, document)
    await editor.synced()
    const desk = await phone(coordinator)
    await desk.command(coordinator, { name: 'revoke', member: trainer, programme })
    await desk.push(coordinator, document, updateOf({ secret: 1 }))
    expect((await editor.closed).code).toBe(CLOSE.notFound)
    expect(editor.map.toJSON()).toEqual({})
    const onHub = edit(cookie, documentId.hub())
    await onHub.synced()
    await desk.command(coordinator, { name: 'end-sign-in', member: trainer, device })
    expect((await onHub.closed).code).toBe(CLOSE.notFound)
    await desk.close()
  })
})

describe('awareness', () => {
  it('YJ6 is passed on to the readers of that document alone, with who says it stamped, and gone with the socket', async () => {
    const document = documentId.plan(run)
    const [one, other] = await Promise.all(
      [trainer, coordinator].map(async (member) => edit((await server.signIn(member)).cookie, document)),
    )
    const elsewhere = edit((await server.signIn(coordinator)).cookie, documentId.hub())
    if (!one || !other) throw new Error('two editors')
    await Promise.all([one.synced(), other.synced(), elsewhere.synced()])
    one.provider.awareness.setLocalState({ cursor: 3, member: 'somebody else' })
    const seen = () => other.provider.awareness.getStates().get(one.doc.clientID)
    await until('the cursor', seen, (state) => state?.cursor === 3)
    expect(seen()?.member).toBe(trainer)
    expect(elsewhere.provider.awareness.getStates().has(one.doc.clientID)).toBe(false)
    const late = edit((await server.signIn(observer)).cookie, document)
    await until(
      'the cursor',
      () => late.provider.awareness.getStates().get(one.doc.clientID),
      (state) => state?.cursor === 3,
    )
    one.provider.destroy()
    await until('gone', seen, (state) => state === undefined)
    expect(await rowsOf(document)).toEqual([])
  })

  it('YJ6 nobody speaks under an id that another brought, nor under more than a few', async () => {
    const document = documentId.plan(run)
    const [one, thief] = await Promise.all(
      [trainer, coordinator].map(async (member) => raw((await server.signIn(member)).cookie, document)),
    )
    if (!one || !thief) throw new Error('two')
    const said = (client: number, clock: number, state: string): AwarenessEntry => ({ client, clock, state })
    const known = (heard: Uint8Array[]) => {
      const states = new Map<number, string>()
      for (const bytes of heard) {
        const message = readYjsMessage(bytes)
        if (message.ok && message.value.type === 'awareness')
          for (const { client, state } of message.value.entries) states.set(client, state)
      }
      return states
    }
    one.say(yjsAwareness([said(7, 1, '{"a":1}')]))
    await until(
      'told back to who said it',
      () => known(one.heard).get(7),
      (state) => state === JSON.stringify({ a: 1, member: trainer }),
    )
    thief.say(
      yjsAwareness([
        said(7, 99, 'null'),
        said(7, 99, '{"a":2}'),
        ...[1, 2, 3, 4, 5, 6].map((client) => said(client, 1, '{}')),
      ]),
    )
    await until(
      'the few',
      () => known(one.heard).size,
      (size) => size >= 5,
    )
    expect([...known(one.heard).keys()].toSorted()).toEqual([1, 2, 3, 4, 7])
    expect(known(one.heard).get(7)).toBe(JSON.stringify({ a: 1, member: trainer }))
  })
})

describe('hostile messages', () => {
  const varUint = (value: number): number[] =>
    value < 128 ? [value] : [(value & 127) | 128, ...varUint(Math.floor(value / 128))]
  const framed = (...parts: (number | number[])[]) => new Uint8Array(parts.flat())
  const bad: Record<string, Uint8Array> = {
    nothing: framed(),
    'a kind that does not exist': framed(9, 0),
    'an answer to a sign-in': framed(2, 0, 0),
    'a kind of sync that does not exist': framed(0, 7, 0),
    'longer than it says': framed(0, 2, 2, 0, 0, 1),
    'shorter than it says': framed(0, 2, 200, 1),
    'more writers than bytes': framed(0, 0, 3, varUint(9_000)),
    'a length beyond numbers': framed(0, 2, 255, 255, 255, 255, 255, 255, 255, 255, 255, 127),
    'a state that is no JSON': framed(1, 5, 1, 1, 1, 1, 120),
    'a state that is a number': framed(1, 5, 1, 1, 1, 1, 49),
    'a state that is too long': yjsAwareness([
      { client: 1, clock: 1, state: JSON.stringify({ x: 'y'.repeat(5_000) }) },
    ]),
  }

  it.each(Object.keys(bad))('YJ7 S5 %s is told apart and cut', async (what) => {
    const socket = await raw((await server.signIn(trainer)).cookie, documentId.plan(run))
    socket.say(bad[what] ?? new Uint8Array())
    expect(await socket.closed).toEqual({ code: CLOSE.badFrame, reason: 'malformed' })
    expect(server.reports.at(-1)).toMatchObject({
      event: 'connection-closed',
      fields: { why: 'badFrame', member: trainer },
    })
  })

  it('YJ7 S5 what is no update, too large, pending or nested is refused, and nobody is sent it', async () => {
    const document = documentId.plan(run)
    const colleague = edit((await server.signIn(coordinator)).cookie, document)
    await colleague.synced()
    const far = new Y.Doc()
    updateOf({ a: 1 }, far)
    const nested = new Y.Doc()
    nested.getMap('teren').set('deep', new Y.Map())
    const tried: [string, Uint8Array, { code: number; reason: string }][] = [
      ['garbage', framed(1, 1, 1, 1, 250, 250), { code: CLOSE.refused, reason: 'malformed' }],
      ['nested', Y.encodeStateAsUpdate(nested), { code: CLOSE.refused, reason: 'malformed' }],
      ['too large', new Uint8Array(MAX_UPDATE_BYTES + 1), { code: CLOSE.refused, reason: 'too-large' }],
      // Has said all that it has, and stands on something else. Comes back and is asked what is missing.
      ['pending', updateOf({ b: 1 }, far), { code: CLOSE.tryAgain, reason: 'needs' }],
    ]
    for (const [what, update, how] of tried) {
      const socket = await raw((await server.signIn(trainer)).cookie, document)
      socket.say(yjsStep1(new Map()))
      socket.say(yjsSynced())
      socket.say(yjsUpdate(update))
      expect([what, await socket.closed]).toEqual([what, how])
    }
    expect(await rowsOf(document)).toEqual([])
    colleague.map.set('still', 'served')
    await devicesHold(trainer, document, { still: 'served' })
  })

  it('YJ7 S5 who floods is cut and told to come back later; text is cut', async () => {
    const { cookie } = await server.signIn(trainer)
    const socket = await raw(cookie, documentId.plan(run))
    for (let at = 0; at < 400; at++) socket.say(yjsStep1(new Map()))
    expect((await socket.closed).code).toBe(CLOSE.tryAgain)
    const text = await raw((await server.signIn(trainer)).cookie, documentId.plan(run))
    text.say('text')
    expect((await text.closed).code).toBe(CLOSE.badFrame)
  })
})

/** Whole numbers below a bound, the same for a seed. */
function chanceOf(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
