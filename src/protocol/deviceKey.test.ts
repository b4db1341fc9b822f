import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromBase64Url, toBase64Url } from '#domain/ids.ts'
import { challengeText, isSignedBy, makeDeviceKey, POINT_BYTES, readPoint, SIGNATURE_BYTES, sign } from './deviceKey.ts'

const { subtle } = crypto
const text = challengeText('a-server', 'a-device', 'random')

describe('a device’s key', () => {
  it('DK1 signs, is never handed out, and nothing else was signed by it', async () => {
    const key = await makeDeviceKey(subtle)
    expect(key.privateKey.extractable).toBe(false)
    await expect(subtle.exportKey('pkcs8', key.privateKey)).rejects.toThrow()
    const signature = await sign(subtle, key.privateKey, text)
    expect(signature).toHaveLength(SIGNATURE_BYTES)
    expect(await isSignedBy(subtle, key.publicKey, text, signature)).toBe(true)
    for (const other of [
      challengeText('b-server', 'a-device', 'random'),
      challengeText('a-server', 'b-device', 'random'),
      challengeText('a-server', 'a-device', 'others'),
    ])
      expect(await isSignedBy(subtle, key.publicKey, other, signature)).toBe(false)
    const { publicKey } = await makeDeviceKey(subtle)
    expect(await isSignedBy(subtle, publicKey, text, signature)).toBe(false)
  })

  it('DK1 reads no garbage as a key or a signature', async () => {
    const { publicKey, privateKey } = await makeDeviceKey(subtle)
    const signature = await sign(subtle, privateKey, text)
    const notOnTheCurve = new Uint8Array(POINT_BYTES).fill(7)
    notOnTheCurve[0] = 4
    for (const bad of ['', 'x', publicKey.slice(1), `${publicKey}A`, toBase64Url(notOnTheCurve), '💥'.repeat(20)])
      expect(await isSignedBy(subtle, bad, text, signature)).toBe(false)
    for (const bad of [null, 1, {}, 'x', publicKey.slice(2)]) expect(readPoint(bad)).toBeNull()
    expect(await isSignedBy(subtle, publicKey, text, signature.slice(1))).toBe(false)
  })
})

describe('base64url', () => {
  it('is read as it was written, and in one spelling only', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(fromBase64Url(toBase64Url(bytes))).toEqual(new Uint8Array(bytes))
      }),
    )
    // One bit too many, padding, another alphabet, a length that nothing has.
    for (const bad of ['AB', 'AA==', '+/+/', 'A', 'AAAAA', 'ÄÄÄÄ']) expect(fromBase64Url(bad), bad).toBeNull()
  })
})
