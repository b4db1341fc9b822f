import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type HubId, type MemberId, makeId, toBase64Url } from '#domain/ids.ts'
import { challengeText, type DeviceKeyPair, makeDeviceKey, sign } from '#protocol/deviceKey.ts'
import { CLOSE } from '#protocol/refusals.ts'
import { systemRandom } from '../../sync-server/access/secrets.ts'
import { TestDevice } from '../../sync-server/connections/testDevice.ts'
import { startTestServer, type TestServer } from '../../sync-server/testServer.ts'

const { subtle } = crypto
let server: TestServer
let hub: HubId
let trainer: MemberId
let coordinator: MemberId
let key: DeviceKeyPair
/** The trainer's phone, signed in with its key. */
let phone: { cookie: string; device: string }

beforeAll(async () => {
  server = await startTestServer()
  hub = await server.makeHub()
  coordinator = await server.makeMember(hub, 'coordinator')
})
afterAll(() => server.close())
beforeEach(async () => {
  trainer = await server.makeMember(hub, 'trainer')
  key = await makeDeviceKey(subtle)
  phone = await signIn(key.publicKey)
})

async function signIn(publicKey: string | null, cookie?: string) {
  const code = await server.makeCode(trainer)
  const answer = await server.post('/api/sign-in', { code, label: '', publicKey }, cookie ? { cookie } : {})
  return { status: answer.status, cookie: answer.cookie, device: String(answer.body.device) }
}

const ask = async () => String((await server.post('/api/challenge', {})).body.challenge)
const serverId = () => server.log.identity().serverId

interface Proof {
  device?: string
  challenge?: string
  by?: DeviceKeyPair
  text?: (challenge: string) => Uint8Array<ArrayBuffer>
}

async function prove({ device = phone.device, challenge, by = key, text }: Proof = {}) {
  const asked = challenge ?? (await ask())
  const signed = text?.(asked) ?? challengeText(serverId(), device, asked)
  const signature = toBase64Url(await sign(subtle, by.privateKey, signed))
  return { ...(await server.post('/api/rebind', { device, challenge: asked, signature })), asked, signature }
}

/** Whether the server knows the device by this cookie. */
async function isKnown(cookie: string): Promise<boolean> {
  const device = await TestDevice.connect(server, cookie)
  device.say({ type: 'hello', version: 2, build: 'test', deviceNow: 0, seats: [] })
  const welcomed = device.next('welcome').then(
    () => true,
    () => false,
  )
  const known = await welcomed
  if (known) await device.close()
  else expect((await device.closed).code).toBe(CLOSE.signedOut)
  return known
}

const end = (lost?: true) =>
  server.operate({
    ...{ kind: 'command', hub, member: coordinator, device: desk.device as never, request: systemRandom(16) },
    ...{ at: Date.now(), body: { name: 'end-sign-in', member: trainer, device: phone.device, ...(lost && { lost }) } },
  })
let desk: { device: string }
beforeAll(async () => {
  desk = await server.signIn(coordinator)
})

const refused = { status: 403, body: { error: 'not-proven' }, cookie: '' }

describe('a device’s key', () => {
  it('DK3 brings a lost cookie back, and the one before is good for nothing', async () => {
    expect(await isKnown(phone.cookie)).toBe(true)
    const answer = await prove()
    expect(answer).toMatchObject({ status: 200, body: {} })
    expect(answer.setCookie).toContain('HttpOnly')
    expect(answer.cookie.split('.')[0]).toBe(phone.cookie.split('.')[0])
    expect(await isKnown(answer.cookie)).toBe(true)
    expect(await isKnown(phone.cookie)).toBe(false)
  })

  it('DK4 is not proven by another key, for another device, with other words, twice, or too late', async () => {
    const other = await makeDeviceKey(subtle)
    expect(await prove({ by: other })).toMatchObject(refused)
    const elsewhere = await signIn(other.publicKey)
    expect(await prove({ device: elsewhere.device })).toMatchObject(refused)
    expect(await prove({ text: (asked) => challengeText('another-server-1', phone.device, asked) })).toMatchObject(
      refused,
    )
    expect(await prove({ text: (asked) => new TextEncoder().encode(asked) })).toMatchObject(refused)
    expect(await prove({ challenge: toBase64Url(systemRandom(32)) })).toMatchObject(refused)
    const asked = await ask()
    server.passTime(121_000)
    expect(await prove({ challenge: asked })).toMatchObject(refused)
    const first = await prove()
    expect(first.status).toBe(200)
    const { device } = phone
    const again = { device, challenge: first.asked, signature: first.signature }
    expect(await server.post('/api/rebind', again)).toMatchObject(refused)
    expect(await isKnown(first.cookie)).toBe(true)
  })

  it('DK4 proves nothing for devices that are unknown, have no key, or on which nobody is signed in', async () => {
    expect(await prove({ device: makeId(systemRandom) })).toMatchObject(refused)
    const without = await signIn(null)
    expect(await prove({ device: without.device })).toMatchObject(refused)
    await end()
    expect(await prove()).toMatchObject({ status: 401, body: { error: 'signed-out' }, cookie: '' })
    await end(true)
    expect(await prove()).toMatchObject({ status: 401, body: { error: 'signed-out' }, cookie: '' })
  })

  it('DK4 is asked for by our own pages only, in the form that we ask for', async () => {
    for (const bad of [{}, { device: phone.device }, { device: phone.device, challenge: 'x', signature: 1 }])
      expect(await server.post('/api/rebind', bad)).toMatchObject({ status: 400, body: { error: 'malformed' } })
    const { device } = phone
    const bad = { device, challenge: await ask(), signature: '??' }
    expect(await server.post('/api/rebind', bad)).toMatchObject(refused)
    for (const path of ['/api/rebind', '/api/challenge', '/api/device-key'])
      expect(await server.post(path, {}, { origin: 'https://evil.example' })).toMatchObject({ status: 403 })
  })

  it('DK2 is kept at a later contact where there is none, and replaced only by signing in anew', async () => {
    const keep = (publicKey: unknown, cookie: string) => server.post('/api/device-key', { publicKey }, { cookie })
    const old = await signIn(null)
    const other = await makeDeviceKey(subtle)
    expect(await keep(key.publicKey, '')).toMatchObject({ status: 401 })
    for (const bad of ['', 'x', 1, null]) expect(await keep(bad, old.cookie)).toMatchObject({ status: 400 })
    expect(await keep(key.publicKey, old.cookie)).toMatchObject({ status: 200 })
    expect(await keep(key.publicKey, old.cookie)).toMatchObject({ status: 200 })
    expect(await keep(other.publicKey, old.cookie)).toMatchObject(refused)
    expect((await prove({ device: old.device })).status).toBe(200)
    expect((await signIn('no key')).status).toBe(400)
    const replaced = await signIn(other.publicKey, phone.cookie)
    expect(replaced.device).toBe(phone.device)
    expect(await prove()).toMatchObject(refused)
    expect((await prove({ by: other })).status).toBe(200)
  })

  it('DK8 a device that has nothing but its cookie is told who is signed in on it, and proves itself by a new key', async () => {
    const comeBack = (cookie: string, publicKey: unknown = null) =>
      server.post('/api/come-back', { publicKey }, { ...(cookie && { cookie }) })
    const nobody = { status: 200, body: { seats: [], sealTo: expect.any(String) }, cookie: '' }
    for (const cookie of ['', `${phone.cookie}x`]) expect(await comeBack(cookie)).toMatchObject(nobody)
    for (const bad of ['', 'x', 1]) expect(await comeBack(phone.cookie, bad)).toMatchObject({ status: 400 })
    expect(await server.post('/api/come-back', {}, { origin: 'https://evil.example' })).toMatchObject({ status: 403 })
    const other = await makeDeviceKey(subtle)
    const { body } = await comeBack(phone.cookie, other.publicKey)
    expect(body.seats).toEqual([
      {
        ...{ member: trainer, device: phone.device, serverId: serverId(), hub },
        ...{ hubName: expect.any(String), displayName: expect.any(String), role: 'trainer' },
      },
    ])
    expect(await prove()).toMatchObject(refused)
    const proven = await prove({ by: other })
    expect(proven.status).toBe(200)
    for (const isLost of [undefined, true] as const) {
      await end(isLost)
      expect(await comeBack(proven.cookie, key.publicKey)).toMatchObject(nobody)
    }
    expect(server.log.access().devices.find(({ device }) => device === phone.device)?.publicKey).toBe(other.publicKey)
  })

  it('DK7 a lost device stays lost, whatever is said from it, until it is found', async () => {
    const state = () => server.log.access().signIns.find(({ member }) => member === trainer)?.state
    await end(true)
    expect(state()).toBe('lost')
    await server.post('/api/sign-out', { member: trainer }, { cookie: phone.cookie })
    expect(state()).toBe('lost')
    const device = await TestDevice.connect(server, phone.cookie)
    expect((await device.hello([{ member: trainer }])).seats[0]).toMatchObject({ state: 'ended', scopes: null })
    const own = { name: 'end-sign-in', member: trainer, device: phone.device }
    expect(await device.command(trainer, own)).toMatchObject({ type: 'nack', code: 'ended' })
    await device.close()
    expect(state()).toBe('lost')
    await end()
    expect(state()).toBe('ended')
    await end(true)
    await signIn(key.publicKey, phone.cookie)
    expect(state()).toBe('active')
  })
})
