import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync } from 'node:crypto'

/** WebCrypto as the app and the server call it, at once: the platform's takes a thread, and would be as soon or late as
 *  that. Sealing is what it is; keys of pairs are no points of a curve, and only whoever made one can tell. */

type Bytes = Uint8Array<ArrayBuffer>
type Given = BufferSource

interface SimKey {
  isPrivate: boolean
  /** As it travels, 65 bytes. */
  point: Bytes
}

const POINT_BYTES = 65
const SEAL_BYTES = 16

const bytesOf = (data: Given): Bytes =>
  ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data)
const sha256 = (...parts: Uint8Array[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
const whole = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer

/** What signs and agrees, by the public half: this process made them all. */
const secretOf = (point: Uint8Array): Buffer => sha256(Buffer.from('private'), point)

const keyOf = (key: CryptoKey): SimKey => key as unknown as SimKey
const asKey = (key: SimKey | Bytes): CryptoKey => key as unknown as CryptoKey

function newPair(): CryptoKeyPair {
  const point = new Uint8Array(POINT_BYTES)
  crypto.getRandomValues(point)
  point[0] = 4
  return { privateKey: asKey({ isPrivate: true, point }), publicKey: asKey({ isPrivate: false, point }) }
}

/** Whoever has not one of two private halves cannot do this; here nobody tries. */
const agreed = (mine: SimKey, theirs: SimKey): Buffer => {
  const [one, other] = [mine.point, theirs.point].sort(Buffer.compare)
  return sha256(one as Bytes, other as Bytes)
}

const signed = (point: Bytes, data: Given): Buffer => {
  const half = createHmac('sha256', secretOf(point)).update(bytesOf(data)).digest()
  return Buffer.concat([half, sha256(half)])
}

export const simSubtle = {
  digest: async (_: unknown, data: Given) => whole(sha256(bytesOf(data))),
  generateKey: async () => newPair(),
  exportKey: async (_: string, key: CryptoKey) => whole(keyOf(key).point),
  importKey: async (_: string, data: Given, algorithm: { name: string } | string) =>
    algorithm === 'HKDF' || algorithm === 'AES-GCM'
      ? asKey(bytesOf(data).slice())
      : asKey({ isPrivate: false, point: bytesOf(data).slice() }),
  deriveBits: async (
    how: { name: string; public?: CryptoKey; info?: Given; salt?: Given },
    key: CryptoKey,
    bits: number,
  ) => {
    if (how.public) return whole(agreed(keyOf(key), keyOf(how.public)))
    const material = key as unknown as Bytes
    return hkdfSync('sha256', material, bytesOf(how.salt as Given), bytesOf(how.info as Given), bits / 8)
  },
  sign: async (_: unknown, key: CryptoKey, data: Given) => whole(signed(keyOf(key).point, data)),
  verify: async (_: unknown, key: CryptoKey, signature: Given, data: Given) =>
    Buffer.compare(signed(keyOf(key).point, data), bytesOf(signature)) === 0,
  encrypt: async ({ iv, additionalData }: { iv: Given; additionalData: Given }, key: CryptoKey, data: Given) => {
    const cipher = createCipheriv('aes-256-gcm', key as unknown as Bytes, bytesOf(iv))
    cipher.setAAD(bytesOf(additionalData))
    return whole(Buffer.concat([cipher.update(bytesOf(data)), cipher.final(), cipher.getAuthTag()]))
  },
  decrypt: async ({ iv, additionalData }: { iv: Given; additionalData: Given }, key: CryptoKey, data: Given) => {
    const sealed = bytesOf(data)
    const cipher = createDecipheriv('aes-256-gcm', key as unknown as Bytes, bytesOf(iv))
    cipher.setAAD(bytesOf(additionalData))
    cipher.setAuthTag(sealed.subarray(-SEAL_BYTES))
    return whole(Buffer.concat([cipher.update(sealed.subarray(0, -SEAL_BYTES)), cipher.final()]))
  },
}

/** The server's, to which files are sealed. */
export function sealingPair(): { publicKey: string; privateKey: CryptoKey } {
  const point = new Uint8Array(POINT_BYTES).fill(9)
  point[0] = 4
  return { publicKey: Buffer.from(point).toString('base64url'), privateKey: asKey({ isPrivate: true, point }) }
}
