import type { Messages } from '@lingui/core'

/** A compiled message as Lingui has it: text, or parts where `[name]` and `[name, type, format]` are arguments. */
type Part = string | readonly [name: string, type?: string, format?: unknown]

const ACCENTED: Record<string, string> = {
  a: 'á',
  c: 'č',
  d: 'ď',
  e: 'ě',
  i: 'í',
  l: 'ľ',
  n: 'ň',
  o: 'ő',
  r: 'ř',
  s: 'š',
  t: 'ť',
  u: 'ű',
  y: 'ý',
  z: 'ž',
  A: 'Á',
  C: 'Č',
  D: 'Ď',
  E: 'Ě',
  I: 'Í',
  L: 'Ľ',
  N: 'Ň',
  O: 'Ő',
  R: 'Ř',
  S: 'Š',
  T: 'Ť',
  U: 'Ű',
  Y: 'Ý',
  Z: 'Ž',
}
const VOWEL = /[aeiouy]/i

/** Accents every letter and doubles every vowel, which makes text some 40 % longer, as Latvian or Bulgarian is.
 *  Tags of rich text (`<0>`, `</0>`) stay. */
function stretch(text: string): string {
  return text.replace(/<\/?\w+\/?>|[A-Za-z]/g, (found) => {
    const letter = ACCENTED[found]
    if (letter === undefined) return found
    return VOWEL.test(found) ? letter + letter.toLowerCase() : letter
  })
}

function stretchParts(parts: readonly Part[]): Part[] {
  return parts.map((part) => {
    // '#' stands for the number of a plural.
    if (typeof part === 'string') return part === '#' ? part : stretch(part)
    const [name, type, format] = part
    if (type !== 'plural' && type !== 'select' && type !== 'selectordinal') return part
    const cases = Object.entries(format as Record<string, unknown>).map(([when, then]) => [
      when,
      Array.isArray(then) ? stretchParts(then as Part[]) : then,
    ])
    return [name, type, Object.fromEntries(cases)]
  })
}

/** The pseudo-locale's messages from English compiled ones: bracketed, accented, longer; arguments are kept.
 *  Brackets show where a text was cut or put together from pieces. */
export function makePseudo(messages: Messages): Messages {
  return Object.fromEntries(
    Object.entries(messages).map(([id, compiled]) => {
      const parts: Part[] = typeof compiled === 'string' ? [compiled] : (compiled as Part[])
      return [id, ['[', ...stretchParts(parts), ']']]
    }),
  ) as Messages
}
