/** Ids are random and say nothing: personal text stands only in documents owned by that person. */
declare const brand: unique symbol
type Id<Name extends string> = string & { readonly [brand]: Name }

export type HubId = Id<'hub'>
export type MemberId = Id<'member'>
export type DeviceId = Id<'device'>
export type ProgrammeId = Id<'programme'>
export type CourseId = Id<'course'>
export type RunId = Id<'run'>
export type SessionId = Id<'session'>
export type PersonId = Id<'person'>
export type OrganisationId = Id<'organisation'>
export type ModuleId = Id<'module'>

/** `session:person:random`, `session:*:random` for claims about a whole session. Fixed at the tap, kept for ever. */
export type ClaimKey = Id<'claim'>

/** Cryptographic randomness, passed in (invariant: the domain has no randomness of its own). */
export type Random = (byteCount: number) => Uint8Array
/** Milliseconds since 1970, UTC, as this machine believes; it may be years off (F11). */
export type Clock = () => number

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Bytes as base64url without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3)
    const group = (a << 16) | (b << 8) | c
    const letters = Math.min(4, bytes.length - at + 1)
    for (let i = 0; i < letters; i++) text += ALPHABET.charAt((group >> (18 - 6 * i)) & 63)
  }
  return text
}

/** Bytes of base64url without padding; null for any other text. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 4 === 1) return null
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  for (let at = 0; at < text.length; at += 4) {
    const values = [...text.slice(at, at + 4)].map((letter) => ALPHABET.indexOf(letter))
    if (values.includes(-1)) return null
    const [a = 0, b = 0, c = 0, d = 0] = values
    const group = (a << 18) | (b << 12) | (c << 6) | d
    const whole = Math.min(3, bytes.length - (at / 4) * 3)
    for (let i = 0; i < whole; i++) bytes[(at / 4) * 3 + i] = (group >> (16 - 8 * i)) & 255
  }
  return toBase64Url(bytes) === text ? bytes : null
}

/** 12 random bytes: 16 letters of base64url. 96 bits: no collision among a billion ids (p < 1e-11). */
export const makeId = <T extends string>(random: Random): T => toBase64Url(random(12)) as T

const ID = /^[A-Za-z0-9_-]{16,22}$/
/** 12 to 16 bytes in base64url; what documents' ids and claim keys are made of. */
export const isId = (text: string): boolean => ID.test(text)
