import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { type DeviceId, fromBase64Url, type MemberId, toBase64Url } from '#domain/ids.ts'
import { type DeviceKeyPair, makeDeviceKey, sign } from './deviceKey.ts'
import { fromText, type HandOver, openHandOver, type SealingKey, sealHandOver, toText } from './handOver.ts'
import { MAX_HAND_OVER_BYTES } from './limits.ts'

const { subtle } = crypto
const SERVER = 'this-server-1234'

let device: DeviceKeyPair
let sealing: SealingKey

async function makeSealingKey(): Promise<SealingKey> {
  const { privateKey, publicKey } = await subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, [
    'deriveBits',
  ])
  return { privateKey, publicKey: toBase64Url(new Uint8Array(await subtle.exportKey('raw', publicKey))) }
}

beforeAll(async () => {
  device = await makeDeviceKey(subtle)
  sealing = await makeSealingKey()
})

const handOver = (over: Partial<HandOver> = {}): HandOver => ({
  member: 'member' as MemberId,
  device: 'device' as DeviceId,
  madeAt: -5,
  clockOffsetMs: null,
  requests: [
    {
      request: new Uint8Array(16).fill(7),
      kind: 'push',
      document: 'all/hub',
      deviceNow: 3,
      changes: 2,
      body: Uint8Array.of(1),
    },
    {
      request: new Uint8Array(16).fill(8),
      kind: 'command',
      document: '',
      deviceNow: 4,
      changes: 1,
      body: Uint8Array.of(2),
    },
  ],
  ...over,
})

const seal = async (content = handOver(), by = device, to = { serverId: SERVER, sealTo: sealing.publicKey }) => {
  const file = await sealHandOver(subtle, to, content, (bytes) => sign(subtle, by.privateKey, bytes))
  if (!file) throw new Error('not sealed')
  return file
}
const open = (file: Uint8Array<ArrayBuffer>, with_ = sealing, serverId = SERVER) =>
  openHandOver(subtle, { serverId, sealing: with_ }, file)

describe('a hand-over file', () => {
  it('HO1 is opened by the server that it is for, and says who signed it', async () => {
    const opened = await open(await seal())
    if (!opened.ok) throw new Error(opened.error)
    expect(opened.value.handOver).toEqual(handOver())
    expect(await opened.value.isSignedBy(device.publicKey)).toBe(true)
    expect(await opened.value.isSignedBy((await makeDeviceKey(subtle)).publicKey)).toBe(false)
  })

  it('HO1 shows nothing of what it holds to whoever carries it, and is another each time', async () => {
    const [first, second] = [await seal(), await seal()]
    expect(toBase64Url(first)).not.toBe(toBase64Url(second))
    const text = new TextDecoder('latin1').decode(first)
    expect(text).not.toContain('member')
    expect(text).not.toContain('all/hub')
  })

  it('HO2 is refused by another server, and by one that lost its key, each told apart', async () => {
    const file = await seal()
    expect(await open(file, sealing, 'another-server-1')).toEqual({ ok: false, error: 'other-hub' })
    expect(await open(file, await makeSealingKey())).toEqual({ ok: false, error: 'other-key' })
    expect(await sealHandOver(subtle, { serverId: SERVER, sealTo: 'no key' }, handOver(), async (b) => b)).toBeNull()
  })

  it('HO2 is refused with any byte altered or cut', async () => {
    const file = await seal()
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const altered = file.slice()
        altered[at] = (altered[at] ?? 0) ^ by
        expect((await open(altered)).ok).toBe(false)
        expect((await open(file.slice(0, at))).ok).toBe(false)
      }),
      { numRuns: 150 },
    )
    expect(await open(file.slice(0, 30))).toEqual({ ok: false, error: 'cut' })
    expect(await open(new Uint8Array([...file, 0]))).toEqual({ ok: false, error: 'altered' })
  })

  it('HO2 is told apart from what is no such file, is empty, huge, or of a later version', async () => {
    const file = await seal()
    expect(await open(new Uint8Array(100))).toEqual({ ok: false, error: 'not-a-file' })
    expect(await open(new Uint8Array(MAX_HAND_OVER_BYTES + 1))).toEqual({ ok: false, error: 'too-large' })
    const later = file.slice()
    later[7] = 2
    expect(await open(later)).toEqual({ ok: false, error: 'newer' })
    expect(fromText(' \n')).toEqual({ ok: false, error: 'empty' })
    expect(fromText('Dear Eva, see you')).toEqual({ ok: false, error: 'not-a-file' })
  })

  it('HO2 opens no garbage, whoever sealed it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (garbage) => {
        expect((await open(new Uint8Array(garbage))).ok).toBe(false)
      }),
    )
    // Bytes behind the last field.
    const long = handOver({ requests: [] })
    const file = await sealHandOver(subtle, { serverId: SERVER, sealTo: sealing.publicKey }, long, async (bytes) =>
      (await sign(subtle, device.privateKey, bytes)).slice(0, 60),
    )
    expect((await open(file ?? new Uint8Array())).ok).toBe(false)
  })

  it('HO3 survives being mailed, quoted and broken into other lines, and is told apart when it was cut', async () => {
    const file = await seal()
    const text = toText(file, 'Only the hub can open this.')
    expect(text.startsWith('Only the hub can open this.\n')).toBe(true)
    const carried = [
      text,
      text.replaceAll('\n', '\r\n'),
      `> ${text.replaceAll('\n', '\n> ')}`,
      `\ufeff${text.replace(/([\w-]{40})/g, '$1\n')}\n--\nJana`,
    ]
    for (const one of carried) expect(fromText(one)).toEqual({ ok: true, value: file })
    expect(fromText(text.slice(0, -60))).toEqual({ ok: false, error: 'cut' })
    expect(fromText(text.replace(/[\w-]{10}\n-----END/, '????\n-----END'))).toEqual({ ok: false, error: 'altered' })
    expect(fromBase64Url(toBase64Url(file))).toEqual(file)
  })
})
