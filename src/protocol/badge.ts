import { type HubId, type Random, toBase64Url } from '#domain/ids.ts'

/** Badges with which people check in (F9): text for a QR code, `TEREN/1/{hub}/{token}`. The token is 128 random bits in
 *  Crockford's base32, and stands on the badge alone: phones of staff hold its hash, with which nobody prints a badge.
 *  `hub` is made of the hub's id, so that a badge of another one is told from one that nobody knows. Only letters that QR
 *  codes write shortest: 29 modules. */

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const TOKEN_BYTES = 16
const HUB_BYTES = 5
const HASH_BYTES = 16
const BADGE = /^TEREN\/1\/([0-9A-HJKMNP-TV-Z]{8})\/[0-9A-HJKMNP-TV-Z]{26}$/

export async function makeBadge(hub: HubId, random: Random): Promise<string> {
  return `TEREN/1/${await hubMark(hub)}/${toBase32(random(TOKEN_BYTES))}`
}

/** What the text of a QR code is. Of a badge of this hub the hash, by which it is known. */
export type ReadBadge = { kind: 'badge'; hash: string } | { kind: 'other-hub' | 'no-badge' }

export async function readBadge(text: string, hub: HubId): Promise<ReadBadge> {
  const [, mark] = (text.length <= 100 && BADGE.exec(text)) || []
  if (mark === undefined) return { kind: 'no-badge' }
  return mark === (await hubMark(hub)) ? { kind: 'badge', hash: await badgeHash(text) } : { kind: 'other-hub' }
}

/** 128 bits of SHA-256, in base64url. */
export const badgeHash = async (text: string): Promise<string> =>
  toBase64Url((await sha256(text)).subarray(0, HASH_BYTES))

const hubMark = async (hub: HubId): Promise<string> => toBase32((await sha256(hub)).subarray(0, HUB_BYTES))

const sha256 = async (text: string): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))

function toBase32(bytes: Uint8Array): string {
  let text = ''
  let [bits, held] = [0, 0]
  for (const byte of bytes) {
    held = (held << 8) | byte
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET.charAt((held >> (bits - 5)) & 31)
    held &= 31
  }
  return bits > 0 ? text + ALPHABET.charAt((held << (5 - bits)) & 31) : text
}
