import { createECDH } from 'node:crypto'
import { toBase64Url } from '#domain/ids.ts'
import { POINT_BYTES } from '#protocol/deviceKey.ts'
import type { SealingKey } from '#protocol/handOver.ts'
import { readSecretFile } from '../log/secretFile.ts'

/** The server's own key pair, to which devices seal what it alone shall read: the files that others carry in. Its private
 *  half is a secret of the data folder; where that is lost a new one is made, and files that were sealed to the one before
 *  are good for nothing: they must be made anew, on the phones, which still have what is in them. */

const CURVE = 'prime256v1'
const SCALAR_BYTES = 32

/** Throws `LogOpenError`, or what the disk throws. */
export async function openSealingKey(dataFolder: string): Promise<SealingKey> {
  const scalar = readSecretFile(dataFolder, { name: 'hand-over.key', byteCount: SCALAR_BYTES, make: makeScalar })
  const ecdh = createECDH(CURVE)
  ecdh.setPrivateKey(scalar)
  const point = new Uint8Array(ecdh.getPublicKey())
  const middle = (POINT_BYTES + 1) / 2
  const [x, y] = [toBase64Url(point.subarray(1, middle)), toBase64Url(point.subarray(middle))]
  const jwk = { kty: 'EC', crv: 'P-256', d: toBase64Url(scalar), x, y }
  const agreement = { name: 'ECDH', namedCurve: 'P-256' }
  const privateKey = await crypto.subtle.importKey('jwk', jwk, agreement, false, ['deriveBits'])
  return { privateKey, publicKey: toBase64Url(point) }
}

function makeScalar(): Uint8Array {
  const ecdh = createECDH(CURVE)
  ecdh.generateKeys()
  const scalar = new Uint8Array(SCALAR_BYTES)
  const made = ecdh.getPrivateKey()
  // Without its leading zeros.
  scalar.set(made, SCALAR_BYTES - made.length)
  return scalar
}
