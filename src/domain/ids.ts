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

const VALUES = new Map([...ALPHABET].map((letter, value) => [letter.charCodeAt(0), value]))

/** Bytes of base64url without padding; null for any other text, also for another spelling of the same bytes. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let [bits, held, at] = [0, 0, 0]
  for (let i = 0; i < text.length; i++) {
    const value = VALUES.get(text.charCodeAt(i))
    if (value === undefined) return null
    held = ((held << 6) | value) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[at++] = held >> bits
  }
  return bits < 6 && (held & ((1 << bits) - 1)) === 0 ? bytes : null
}

/** 12 random bytes: 16 letters of base64url. 96 bits: no collision among a billion ids (p < 1e-11). */
export const makeId = <T extends string>(random: Random): T => toBase64Url(random(12)) as T

const ID = /^[A-Za-z0-9_-]{16,22}$/
/** 12 to 16 bytes in base64url; what documents' ids and claim keys are made of. */
export const isId = (text: string): boolean => ID.test(text)
