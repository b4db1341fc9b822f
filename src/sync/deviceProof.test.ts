import { beforeEach, describe, expect, it } from 'vitest'
import type { DeviceId } from '#domain/ids.ts'
import { fromBase64Url } from '#domain/ids.ts'
import { challengeText, type DeviceKeyPair, isSignedBy, makeDeviceKey, sign } from '#protocol/deviceKey.ts'
import type { DeviceKeys, KnownServer } from '#store/syncPort.ts'
import type { Answer } from './askServer.ts'
import { createDeviceProof } from './deviceProof.ts'

const { subtle } = crypto
const HERE = { device: 'this-device' as DeviceId, serverId: 'this-server' }

let key: DeviceKeyPair | null
let told: Record<string, KnownServer>
let now: number
let identities: (typeof HERE)[]
let answers: Record<string, Answer | null>
let asked: { path: string; body: Record<string, unknown> | undefined }[]

const keys: DeviceKeys = {
  identities: () => identities,
  publicKey: async () => key?.publicKey ?? null,
  sign: async (bytes) => key && sign(subtle, key.privateKey, bytes),
  known: async (serverId) => told[serverId] ?? null,
  heard: async (serverId, server) => {
    told[serverId] = server
  },
}
const ask = async (path: string, body?: Record<string, unknown>) => {
  asked.push({ path, body })
  return answers[path] ?? null
}
const proof = createDeviceProof({ ask, keys, clock: () => now })

const CHALLENGED = { status: 200, body: { challenge: 'sign this', serverId: HERE.serverId } }

beforeEach(async () => {
  key = await makeDeviceKey(subtle)
  told = {}
  now = 5
  asked = []
  identities = [{ ...HERE, device: 'of-another-server' as DeviceId, serverId: 'another' }, HERE]
  answers = { '/api/challenge': CHALLENGED, '/api/rebind': { status: 200, body: {} } }
})

describe('a device that lost its cookie', () => {
  it('DK5 signs the challenge of the server that asks, as the device that it is there', async () => {
    expect(await proof.rebind()).toBe('given')
    const { device, challenge, signature } = asked.at(-1)?.body ?? {}
    expect([device, challenge]).toEqual([HERE.device, 'sign this'])
    const signed = fromBase64Url(String(signature)) ?? new Uint8Array()
    const text = challengeText(HERE.serverId, HERE.device, 'sign this')
    expect(await isSignedBy(subtle, key?.publicKey ?? '', text, signed)).toBe(true)
  })

  it.each([
    ['the server does not know it', 'refused', () => ({ '/api/rebind': { status: 403, body: {} } })],
    ['its sign-in was ended', 'refused', () => ({ '/api/rebind': { status: 401, body: {} } })],
    [
      'the server is older and has no challenges',
      'refused',
      () => ({ '/api/challenge': null, '/api/hello': { status: 200, body: { serverId: 'this-server' } } }),
    ],
    ['nobody answers', 'unreachable', () => ({ '/api/challenge': null })],
    ['the server fails', 'unreachable', () => ({ '/api/rebind': { status: 500, body: {} } })],
    ['the answer is lost', 'unreachable', () => ({ '/api/rebind': null })],
  ] as const)('DK5 where %s is %s', async (_, outcome, other) => {
    Object.assign(answers, other())
    expect(await proof.rebind()).toBe(outcome)
  })

  it('DK6 without a key, or signed in at other servers only, proves nothing', async () => {
    key = null
    expect(await proof.rebind()).toBe('refused')
    key = await makeDeviceKey(subtle)
    identities = identities.slice(0, 1)
    expect(await proof.rebind()).toBe('refused')
  })
})

describe('a device that was signed in before it had a key', () => {
  const { device, serverId } = HERE
  beforeEach(() => {
    identities = [HERE]
  })

  it('DK2 tells it at the next contact, hears the server’s, and asks again after a day', async () => {
    await proof.introduce()
    expect(told).toEqual({})
    answers['/api/device-key'] = { status: 200, body: { device, serverId, sealTo: 'a key' } }
    await proof.introduce()
    await proof.introduce()
    expect(told).toEqual({ [serverId]: { device, sealTo: 'a key', at: 5 } })
    expect(asked.map(({ path, body }) => [path, body])).toEqual(
      Array(2).fill(['/api/device-key', { publicKey: key?.publicKey }]),
    )
    now += 24 * 3600 * 1000
    answers['/api/device-key'] = { status: 200, body: { device, serverId, sealTo: 'another' } }
    await proof.introduce()
    expect(told[serverId]?.sealTo).toBe('another')
  })

  it('DK2 takes nothing from a server that has another key of it, or takes it for another device', async () => {
    answers['/api/device-key'] = { status: 403, body: { error: 'not-proven' } }
    await proof.introduce()
    answers['/api/device-key'] = { status: 200, body: { device: 'another', serverId, sealTo: 'a key' } }
    await proof.introduce()
    expect(told).toEqual({})
    key = null
    await proof.introduce()
    expect(asked).toHaveLength(2)
  })
})
