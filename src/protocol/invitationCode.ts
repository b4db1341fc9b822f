import { isId, type Random } from '#domain/ids.ts'

/** Codes that sign a device in, and links that carry them.
 *  A code is 40 random bits: 8 letters of Crockford's base32, which has no I, L, O and U (https://www.crockford.com/base32.html).
 *  A link carries it in the fragment, which no GET sends to any server (S7). */

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_LETTERS = 8
const CODE_BYTES = 5
const CODE = /^[0-9A-HJKMNP-TV-Z]{8}$/

/** A new code of 8 letters, as it is kept and sent: without a dash. */
export function makeCode(random: Random): string {
  let bits = 0n
  for (const byte of random(CODE_BYTES).subarray(0, CODE_BYTES)) bits = (bits << 8n) | BigInt(byte)
  let code = ''
  for (let at = CODE_LETTERS - 1; at >= 0; at--) code += ALPHABET.charAt(Number((bits >> BigInt(5 * at)) & 31n))
  return code
}

/** Reads a code as people type it: any case, dashes and spaces anywhere, O for 0, I or L for 1.
 *  Returns the 8 letters, or null for what cannot be a code. */
export function parseCode(text: string): string | null {
  if (text.length > 64) return null
  const code = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Dash}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return CODE.test(code) ? code : null
}

/** As people read it: `XXXX-XXXX`. */
export const formatCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`

export interface CodeLink {
  serverId: string
  code: string
}

/** Link to the page that redeems the code: `{origin}/sign-in#{serverId}.{CODE}`. */
export const makeLink = (
  origin: string,
  { serverId, code }: CodeLink,
  page: 'sign-in' | 'set-up' = 'sign-in',
): string => `${origin}/${page}#${serverId}.${code}`

/** Reads a link, or only its fragment, with or without `#`.
 *  Returns null for what is no such link; a code alone is none. */
export function parseLink(text: string): CodeLink | null {
  const fragment = text.trim().slice(-64).split('#').at(-1) ?? ''
  const [serverId = '', letters = '', ...rest] = fragment.split('.')
  const code = parseCode(letters)
  return isId(serverId) && code && rest.length === 0 ? { serverId, code } : null
}
