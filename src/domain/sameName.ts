import type { NameParts } from './personName.ts'
import { searchKeys } from './searchKeys.ts'

/** How alike two names are. `same`: word for word, whatever the order, the accents and the alphabet. `alike`: one of
 *  them says less (*Мария Петрова* and *Мария Иванова Петрова*, *J. Novák* and *Jan Novák*). Only ever a hint: whether
 *  it is one human being a person decides. */
export type Likeness = 'same' | 'alike'

/** Every way to write one word of a name. */
type Word = ReadonlySet<string>

/** A name taken apart for comparing it with many. */
export type NameWords = readonly Word[]

export const nameWords = ({ givenName, familyName }: NameParts): NameWords =>
  `${givenName} ${familyName}`
    .normalize('NFC')
    .split(/[\s.,‐-―-]+/u)
    .map((word) => new Set(searchKeys(word)))
    .filter((word) => word.size > 0)

export function likeness(one: NameWords, other: NameWords): Likeness | null {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  const left = [...long]
  const unmatched = short.filter((word) => !take(left, (each) => isOneWord(word, each)))
  const whole = short.length - unmatched.length
  if (unmatched.length === 0 && left.length === 0) return whole > 0 ? 'same' : null
  // What is left must be initials of each other, and something besides must be whole.
  const isInitialled = unmatched.every((word) => take(left, (each) => isInitial(word, each)))
  return isInitialled && whole > 0 && short.length > 1 ? 'alike' : null
}

/** Takes the first that fits out of the list; false if none does. */
function take(words: Word[], fits: (word: Word) => boolean): boolean {
  const at = words.findIndex(fits)
  if (at >= 0) words.splice(at, 1)
  return at >= 0
}

const isOneWord = (one: Word, other: Word): boolean => [...one].some((way) => other.has(way))

function isInitial(one: Word, other: Word): boolean {
  const begins = (short: Word, long: Word) =>
    [...short].some((letter) => letter.length === 1 && [...long].some((way) => way.startsWith(letter)))
  return begins(one, other) || begins(other, one)
}
