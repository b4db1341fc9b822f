import { fail, ok, type Result } from './result.ts'

/** Why a text cannot be the name of a hub or of a member. */
export type NameFault = 'empty' | 'too-long' | 'control-characters'

/** In code points, as people count letters. */
export const LONGEST_NAME = 200

/** Controls, line ends, halves of a letter, and marks that turn the direction of the text around them. */
const CONTROL = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u
/** Something to be seen: not only spaces, joiners and accents. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u

/** A name as somebody typed it, without the spaces around it. */
export function readName(text: string): Result<string, NameFault> {
  const name = text.normalize('NFC').trim()
  if (CONTROL.test(name)) return fail('control-characters')
  if (!VISIBLE.test(name)) return fail('empty')
  return [...name].length > LONGEST_NAME ? fail('too-long') : ok(name)
}
