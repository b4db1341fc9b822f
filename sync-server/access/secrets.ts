import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { type Random, toBase64Url } from '#domain/ids.ts'
import { makeCode } from '#protocol/invitationCode.ts'
import { readSecretFile } from '../log/secretFile.ts'

/** What a stolen copy of the database must not be enough for: guessing its 40-bit codes.
 *  The pepper stands in its own file, which is backed up apart. */

const PEPPER_BYTES = 32
const SECRET_BYTES = 24

export interface Secrets {
  /** Under which a code is kept. */
  codeHash(code: string): string
  /** The code that a repeated request gets again, without being stored anywhere. */
  codeOfRequest(device: string, request: Uint8Array): string
}

/** Reads the pepper of a data folder. `isFirst`: nobody was invited yet, so that it may be made.
 *  Throws `LogOpenError`, or what the disk throws. */
export function openSecrets(dataFolder: string, isFirst: boolean): Secrets {
  const make = isFirst ? () => systemRandom(PEPPER_BYTES) : null
  return secretsOf(readSecretFile(dataFolder, { name: 'pepper', byteCount: PEPPER_BYTES, make }))
}

function secretsOf(pepper: Uint8Array): Secrets {
  return {
    codeHash: (code) => createHmac('sha256', pepper).update('code\0').update(code).digest('base64url'),
    codeOfRequest: (device, request) =>
      makeCode((count) =>
        createHmac('sha256', pepper).update(`request\0${device}\0`).update(request).digest().subarray(0, count),
      ),
  }
}

/** Cryptographic randomness of this machine. */
export const systemRandom: Random = (count) => new Uint8Array(randomBytes(count))

/** A device's cookie holds 192 random bits, so that a plain hash of them is enough. */
export const makeDeviceSecret = (random: Random): string => toBase64Url(random(SECRET_BYTES))

export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

/** Compares in a time that says nothing of where they differ. */
export function sameHash(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
