import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { HubId, MemberId, ProgrammeId, RunId } from '#domain/ids.ts'
import { makeId } from '#domain/ids.ts'
import { encodeFrame } from '#protocol/codec.ts'
import { documentId } from '#protocol/documentIds.ts'
import { FRAMES_TYPE, joined, listEnd, listedFrame } from '#protocol/frameList.ts'
import { MAX_FRAME_BYTES, MAX_POST_BYTES, PAGE_BYTES, UPDATES_BURST } from '#protocol/limits.ts'
import { ANSWERED, CLOSE } from '#protocol/refusals.ts'
import { systemRandom } from '../access/secrets.ts'
import { startTestServer, type TestServer } from '../testServer.ts'
import { TestDevice } from './testDevice.ts'
import { answersIn, changesIn, commandOf, helloOf, post, postBytes, postFrames, pullOf, pushOf } from './testPosts.ts'

const newId = <T extends string>() => makeId<T>(systemRandom)

function updateOf(entries: Record<string, unknown>): Uint8Array {
  const document = new Y.Doc()
  document.transact(() => {
    for (const [key, value] of Object.entries(entries)) document.getMap('teren').set(key, value)
  })
  return Y.encodeStateAsUpdate(document)
}
const aClaim = (value: unknown = 1) => updateOf({ [`${newId()}:${newId()}:${newId().slice(0, 11)}`]: value })

let server: TestServer
let hub: HubId
let coordinator: MemberId
let trainer: MemberId
let run: RunId
let claims: string
let cookie: string

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

beforeEach(async () => {
  hub = await server.makeHub()
  coordinator = await server.makeMember(hub, 'coordinator')
  trainer = await server.makeMember(hub, 'trainer')
  const programme = newId<ProgrammeId>()
  run = newId<RunId>()
  await server.operate({ kind: 'make-grant', member: trainer, programme, at: 1 })
  await server.operate({ kind: 'make-run', run, hub, programme, at: 1 })
  ;({ cookie } = await server.signIn(trainer))
  claims = documentId.claims(run, trainer)
})

const types = ({ frames }: { frames: { type: string }[] }) => frames.map(({ type }) => type)

describe('POST /sync', () => {
  it('PO1 PU1 takes what a websocket takes, and answers when it is on the disk', async () => {
    const answer = await post(server, cookie, trainer, pushOf(trainer, claims, aClaim()), pullOf(trainer))
    expect(answer).toMatchObject({ status: 200, code: ANSWERED })
    expect(answer.frames[0]).toMatchObject({ type: 'welcome', seats: [{ member: trainer, state: 'active' }] })
    expect(types(answer).sort()).toEqual(expect.arrayContaining(['ack', 'upto']))
    const later = await post(server, cookie, trainer, pullOf(trainer))
    expect(changesIn(later).map(({ document }) => document)).toContain(claims)
    expect(later.headers.get('set-cookie')).toContain(cookie)
  })

  it('PO1 PU3 PU4 knows a request that was asked on the other road, whichever was first', async () => {
    const phone = await TestDevice.connect(server, cookie)
    await phone.hello([{ member: trainer }])
    const [first, second] = [systemRandom(16), systemRandom(16)]
    const [one, two] = [aClaim(), aClaim()]
    const bySocket = await phone.push(trainer, claims, one, first)
    const again = await post(server, cookie, trainer, pushOf(trainer, claims, one, first))
    expect(answersIn(again)).toEqual([bySocket])
    const byPost = await post(server, cookie, trainer, pushOf(trainer, claims, two, second))
    expect([await phone.push(trainer, claims, two, second)]).toEqual(answersIn(byPost))
    const other = await post(server, cookie, trainer, pushOf(trainer, claims, aClaim(), second))
    expect(answersIn(other)).toMatchObject([{ type: 'nack', code: 'fork' }])
    await phone.close()
  })

  it('PO1 FE4 is told to others at once, and tells what others said before', async () => {
    const office = await server.signIn(coordinator)
    const desk = await TestDevice.connect(server, office.cookie)
    await desk.hello([{ member: coordinator }])
    await desk.pull(coordinator)
    await post(server, cookie, trainer, pushOf(trainer, claims, aClaim()))
    const heard = await desk.next('changes')
    expect(heard.changes.map(({ document }) => document)).toEqual([claims])
    await desk.push(coordinator, documentId.plan(run), updateOf({ title: 'x' }))
    const answer = await post(server, cookie, trainer, pullOf(trainer))
    expect(changesIn(answer).map(({ document }) => document)).toContain(documentId.plan(run))
    await desk.close()
  })

  it('PO1 CM3 takes what comes behind a command after it', async () => {
    const made = newId<RunId>()
    const answer = await post(
      server,
      cookie,
      trainer,
      commandOf(trainer, { name: 'create-run', run: made, programme: null }),
      pushOf(trainer, documentId.plan(made), updateOf({ title: 'x' })),
    )
    expect(answersIn(answer).map(({ type }) => type)).toEqual(['ack', 'ack'])
  })

  it('PO1 FE3 sends a long way in pages, to its end', async () => {
    const large = 'x'.repeat(PAGE_BYTES / 2)
    for (let at = 0; at < 8; at++) await post(server, cookie, trainer, pushOf(trainer, claims, aClaim(large)))
    const answer = await post(server, cookie, trainer, pullOf(trainer))
    expect(changesIn(answer).filter(({ document }) => document === claims)).toHaveLength(8)
    expect(types(answer).filter((type) => type === 'changes').length).toBeGreaterThan(3)
    expect(answer.frames.at(-1)).toMatchObject({ type: 'upto', sequence: server.log.head(hub) })
    expect(answer.code).toBe(ANSWERED)
  })

  it('PO1 GR3 GR6 ends as a websocket is closed: what cannot be read, what is out of turn, a version not spoken', async () => {
    const hello = helloOf(trainer)
    const endOf = async (...frames: Parameters<typeof postFrames>[2][]) =>
      (await postFrames(server, cookie, ...frames)).code
    expect(await endOf({ type: 'ping', deviceNow: 1 })).toBe(CLOSE.badFrame)
    expect(await endOf({ ...hello, version: 99 } as typeof hello)).toBe(CLOSE.version)
    const garbled = joined([listedFrame(encodeFrame(hello)), listedFrame(new Uint8Array([200, 1]))])
    const answer = await postBytes(server, garbled, { cookie })
    expect([types(answer), answer.code]).toEqual([['welcome'], CLOSE.badFrame])
  })

  it('PO1 LI1 holds a device to its limits over both roads together', async () => {
    const pings = Array.from({ length: UPDATES_BURST - 500 }, () => ({ type: 'ping' as const, deviceNow: 1 }))
    expect((await post(server, cookie, trainer, ...pings)).code).toBe(ANSWERED)
    const phone = await TestDevice.connect(server, cookie)
    await phone.hello([{ member: trainer }])
    for (const ping of pings) phone.say(ping)
    expect((await phone.closed).code).toBe(CLOSE.flooding)
    expect((await post(server, cookie, trainer, ...pings)).code).toBe(CLOSE.flooding)
  })

  it('PO3 GR2 answers our own pages with a sign-in, and tells the rest why as a websocket does', async () => {
    const body = listedFrame(encodeFrame(helloOf(trainer)))
    const refused = async (headers: Record<string, string>) => {
      const { status, frames, code } = await postBytes(server, body, { cookie, ...headers })
      expect([status, frames]).toEqual([200, []])
      return code
    }
    expect(await refused({ cookie: '' })).toBe(CLOSE.signedOut)
    expect(await refused({ cookie: cookie.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A')) })).toBe(CLOSE.signedOut)
    expect(await refused({ origin: 'https://elsewhere.example' })).toBe(CLOSE.badOrigin)
    // What a form of another site can send.
    expect(await refused({ 'content-type': 'text/plain' })).toBe(CLOSE.badOrigin)
    expect(server.reports.at(-1)).toEqual({ event: 'connection-refused', fields: { why: 'badOrigin' } })
    const unsaid = await new Promise<string>((resolve, reject) => {
      const asked = httpRequest(
        `${server.origin}/sync`,
        { method: 'POST', headers: { cookie, 'content-type': FRAMES_TYPE } },
        (answer) => answer.on('data', (data: Buffer) => resolve(data.toString('hex'))),
      )
      asked.on('error', reject)
      asked.end(body)
    })
    expect(unsaid).toBe(Buffer.from(listEnd(CLOSE.badOrigin)).toString('hex'))
  })

  it('PO2 PO3 refuses bodies that are no lists, are empty, or too long', async () => {
    const ended = async (body: Uint8Array) => (await postBytes(server, body, { cookie })).code
    expect(await ended(new Uint8Array())).toBe(CLOSE.badFrame)
    expect(await ended(listEnd(ANSWERED))).toBe(CLOSE.badFrame)
    const tooLarge = new Uint8Array(8)
    new DataView(tooLarge.buffer).setUint32(0, MAX_FRAME_BYTES + 1)
    expect(await ended(tooLarge)).toBe(CLOSE.badFrame)
    expect(await ended(new Uint8Array(MAX_POST_BYTES + 1))).toBe(CLOSE.flooding)
    // Nothing of them was kept.
    expect((await post(server, cookie, trainer)).code).toBe(ANSWERED)
  })

  it('PO3 LI2 reads a few bodies of one device at once, and no more', async () => {
    const held = Array.from({ length: 4 }, () => {
      const asked = httpRequest(`${server.origin}/sync`, {
        method: 'POST',
        headers: { cookie, origin: server.origin, 'content-type': FRAMES_TYPE },
      })
      asked.on('error', () => asked.destroy())
      asked.write(new Uint8Array([0]))
      return asked
    })
    const refused = async () => (await post(server, cookie, trainer)).code
    await expect.poll(refused).toBe(CLOSE.flooding)
    for (const asked of held) asked.destroy()
    await expect.poll(refused).toBe(ANSWERED)
  })

  it('PO1 RI3 S7 takes nothing of a sign-in that was ended', async () => {
    const office = await server.signIn(coordinator)
    const device = cookie.split('=')[1]?.split('.')[0]
    await post(
      server,
      office.cookie,
      coordinator,
      commandOf(coordinator, { name: 'end-sign-in', member: trainer, device }),
    )
    const answer = await post(server, cookie, trainer, pushOf(trainer, claims, aClaim()), pullOf(trainer))
    expect(answer.frames[0]).toMatchObject({ seats: [{ state: 'ended' }] })
    expect(answersIn(answer)).toMatchObject([{ type: 'nack', code: 'ended' }])
    expect(types(answer)).toEqual(['welcome', 'nack'])
  })
})
