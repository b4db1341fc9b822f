import { fromBase64Url, toBase64Url } from '#domain/ids.ts'

/** A device's own key pair (ECDSA over P-256): proves later which device this is, also where its cookie was lost, and that
 *  it wrote what somebody else brings. Never leaves the device. By WebCrypto, on both sides. */

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' } as const

/** A point of the curve as it travels: uncompressed, 65 bytes. */
export const POINT_BYTES = 65
export const SIGNATURE_BYTES = 64
/** Random bytes that a device signs, once. */
export const CHALLENGE_BYTES = 32

export interface DeviceKeyPair {
  privateKey: CryptoKey
  /** In base64url. */
  publicKey: string
}

type Bytes = Uint8Array<ArrayBuffer>

/** Nobody reads the private half, this app neither. */
export async function makeDeviceKey(subtle: SubtleCrypto): Promise<DeviceKeyPair> {
  const { privateKey, publicKey } = await subtle.generateKey(ALGORITHM, false, ['sign', 'verify'])
  return { privateKey, publicKey: toBase64Url(new Uint8Array(await subtle.exportKey('raw', publicKey))) }
}

export async function sign(subtle: SubtleCrypto, privateKey: CryptoKey, bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await subtle.sign(SIGNING, privateKey, bytes))
}

/** A point as it travels, if it has the form of one; whether it is on the curve is said when it is used. */
export function readPoint(text: unknown): Bytes | null {
  const bytes = typeof text === 'string' ? fromBase64Url(text) : null
  return bytes?.length === POINT_BYTES && bytes[0] === 4 ? bytes : null
}

/** Never throws: what is no key of ours has signed nothing. */
export async function isSignedBy(
  subtle: SubtleCrypto,
  publicKey: string,
  bytes: Bytes,
  signature: Bytes,
): Promise<boolean> {
  const point = readPoint(publicKey)
  if (!point || signature.length !== SIGNATURE_BYTES) return false
  try {
    const key = await subtle.importKey('raw', point, ALGORITHM, false, ['verify'])
    return await subtle.verify(SIGNING, key, signature, bytes)
  } catch {
    // 65 bytes that are no point of the curve.
    return false
  }
}

/** What a device signs to have its cookie again. Names all that it is good for, so that it is good for nothing else. */
export const challengeText = (serverId: string, device: string, challenge: string): Bytes =>
  new TextEncoder().encode(JSON.stringify(['teren: this device asks for its cookie', serverId, device, challenge]))
