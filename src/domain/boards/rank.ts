import { type Random, toBase64Url } from '../ids.ts'

/** Places in an order that several phones change at once: a text between the two beside it, so that moving one thing
 *  changes nothing about the others. Compared letter by letter. */

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const RANK = /^[0-9A-Za-z]{1,200}$/

/** Whether it can be a place; others' programmes may have written anything. */
export const isRank = (text: string): boolean => RANK.test(text) && !text.endsWith('0')

/** A place between two others; null: before all, or after all. Two phones that put something between the same two draw
 *  different letters, so that there is always room between theirs. */
export function rankBetween(before: string | null, after: string | null, random: Random): string {
  const upper = before !== null && after !== null && before >= after ? null : after
  const drawn = toBase64Url(random(3)).replace(/[-_0]/g, 'h')
  return middle(before ?? '', upper) + drawn
}

/** Strictly between, also when anything is put behind it: it begins no other that is above. */
function middle(low: string, high: string | null): string {
  let shared = ''
  for (let at = 0; ; at++) {
    const from = Math.max(0, DIGITS.indexOf(low.charAt(at) || '0'))
    const to = high === null ? DIGITS.length : DIGITS.indexOf(high.charAt(at) || '0')
    if (to - from > 1) return shared + DIGITS.charAt(Math.floor((from + to) / 2))
    shared += DIGITS.charAt(from)
    // Smaller than the upper one from here on, whatever follows.
    if (to > from) return shared + middle(low.slice(at + 1), null)
  }
}
