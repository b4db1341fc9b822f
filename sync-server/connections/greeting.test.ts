import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type HubId, type MemberId, makeId, type ProgrammeId, type RunId } from '#domain/ids.ts'
import { PROTOCOL_VERSION, VERSIONS_SPOKEN } from '#protocol/frames.ts'
import { CLOSE } from '#protocol/refusals.ts'
import { scopeSetHash } from '#protocol/scopeSetHash.ts'
import { systemRandom } from '../access/secrets.ts'
import { startTestServer, type TestServer } from '../testServer.ts'
import { TestDevice } from './testDevice.ts'

let server: TestServer
let hub: HubId
let trainer: MemberId
let run: RunId

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

beforeEach(async () => {
  hub = await server.makeHub()
  trainer = await server.makeMember(hub, 'trainer')
  const programme = makeId<ProgrammeId>(systemRandom)
  run = makeId<RunId>(systemRandom)
  await server.operate({ kind: 'make-grant', member: trainer, programme, at: 1 })
  await server.operate({ kind: 'make-run', run, hub, programme, at: 1 })
})

describe('greeting', () => {
  it('S4 GR4 tells each seat what it may read, and nothing to a member who is not signed in here', async () => {
    const { cookie } = await server.signIn(trainer)
    const phone = await TestDevice.connect(server, cookie)
    const observer = await server.makeMember(hub, 'observer')
    const welcome = await phone.hello([{ member: trainer }, { member: observer }])
    expect(welcome.serverId).toBe(server.log.identity().serverId)
    expect(welcome.seats[0]).toMatchObject({ member: trainer, state: 'active', hub, role: 'trainer' })
    expect(welcome.seats[0]?.scopes?.toSorted()).toEqual(
      ['all', 'module', 'office', 'staff', ...[`run:${run}`, `about:${run}`, `class:${run}`, `part:${run}`]].toSorted(),
    )
    expect(welcome.seats[1]).toMatchObject({ member: observer, state: 'unknown', scopes: null, hub: '' })
    const again = await TestDevice.connect(server, cookie)
    const held = scopeSetHash(welcome.seats[0]?.scopes ?? [])
    expect((await again.hello([{ member: trainer, scopeSetHash: held }])).seats[0]?.scopes).toBeNull()
  })

  it('GR2 closes without a cookie, with a wrong one, and for pages of others', async () => {
    const { cookie } = await server.signIn(trainer)
    for (const [given, headers, code] of [
      ['', {}, CLOSE.signedOut],
      [`${cookie}x`, {}, CLOSE.signedOut],
      [cookie.replace('teren-', 'teren-x'), {}, CLOSE.signedOut],
      [cookie, { origin: 'https://evil.example' }, CLOSE.badOrigin],
    ] as const) {
      const phone = await TestDevice.connect(server, given, headers)
      expect((await phone.closed).code).toBe(code)
      expect(phone.heard).toEqual([])
    }
  })

  it('S6 GR3 tells a version that is not spoken from a frame that cannot be read', async () => {
    const { cookie } = await server.signIn(trainer)
    const later = await TestDevice.connect(server, cookie)
    later.say({ type: 'hello', version: PROTOCOL_VERSION + 1, build: '', deviceNow: 1, seats: [] })
    expect((await later.closed).code).toBe(CLOSE.version)
    const muchLater = await TestDevice.connect(server, cookie)
    muchLater.sayBytes(new Uint8Array([1, 9, 255, 255, 255]))
    expect((await muchLater.closed).code).toBe(CLOSE.version)
  })

  it.each(VERSIONS_SPOKEN)('S6 GR6 speaks version %i with whoever says it', async (version) => {
    const { cookie } = await server.signIn(trainer)
    const phone = await TestDevice.connect(server, cookie)
    expect(await phone.hello([{ member: trainer }], version)).toMatchObject({ version, seats: [{ state: 'active' }] })
  })

  it('S5 GR3 cuts whoever sends frames that cannot be read, or out of turn, and says so in the log', async () => {
    const { cookie } = await server.signIn(trainer)
    const bad: (Uint8Array | string)[] = [new Uint8Array(0), new Uint8Array([200, 1]), new Uint8Array([3]), 'text']
    for (const bytes of bad) {
      const phone = await TestDevice.connect(server, cookie)
      await phone.hello([{ member: trainer }])
      phone.sayBytes(bytes)
      expect((await phone.closed).code).toBe(CLOSE.badFrame)
      expect(server.reports.at(-1)).toMatchObject({ event: 'connection-closed', fields: { why: 'badFrame' } })
    }
    const early = await TestDevice.connect(server, cookie)
    early.say({ type: 'ping', deviceNow: 1 })
    expect((await early.closed).code).toBe(CLOSE.badFrame)
    const disguised = await TestDevice.connect(server, cookie)
    await disguised.hello([{ member: trainer }])
    disguised.say({ type: 'upto', member: trainer, sequence: 9 })
    expect((await disguised.closed).code).toBe(CLOSE.badFrame)
  })
})

describe('sockets', () => {
  it('LI2 lets tabs of one device overlap, a few of them', async () => {
    const { cookie } = await server.signIn(trainer)
    const sockets: TestDevice[] = []
    for (let at = 0; at < 5; at++) {
      const socket = await TestDevice.connect(server, cookie)
      await socket.hello([{ member: trainer }])
      sockets.push(socket)
    }
    expect((await sockets[0]?.closed)?.code).toBe(CLOSE.replaced)
    await sockets[1]?.pull(trainer)
  })

  it('answers nothing but upgrades at /sync', async () => {
    expect((await fetch(`${server.origin}/sync`)).status).toBe(426)
    const { cookie } = await server.signIn(trainer)
    const elsewhere = { ...server, origin: `${server.origin}/other` }
    await expect(TestDevice.connect(elsewhere, cookie)).rejects.toThrow('404')
  })
})
