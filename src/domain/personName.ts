export type NameOrder = 'given-first' | 'family-first'

export interface NameParts {
  givenName: string
  familyName: string
}

/** Name as it is written in its own order. */
export const displayName = ({ givenName, familyName, nameOrder }: NameParts & { nameOrder?: NameOrder }): string =>
  (nameOrder === 'family-first' ? [familyName, givenName] : [givenName, familyName]).filter(Boolean).join(' ')

/** Small words that belong to the family name after them: van, von, de, da, di, du, del, della, der, den, af. */
const PARTICLE = /^(van|von|de|da|di|du|del|della|dos|der|den|ter|zu|af|av|la|le)$/

export const isParticle = (word: string): boolean => PARTICLE.test(word)

/** Guesses the parts of a name typed in one field; the person corrects it.
 *  *Novák, Jan* is family first. Otherwise the last word is the family name, with the small words before it.
 *  A single word is a given name: that is how somebody unknown is called. */
export function splitName(text: string): NameParts {
  const clean = text.normalize('NFC').replace(/\s+/gu, ' ').trim()
  const comma = clean.indexOf(',')
  if (comma >= 0) {
    const [familyName, givenName] = [clean.slice(0, comma).trim(), clean.slice(comma + 1).trim()]
    return givenName ? { givenName, familyName } : { givenName: familyName, familyName: '' }
  }
  const words = clean.split(' ')
  let family = words.length - 1
  while (family > 1 && isParticle(words[family - 1] ?? '')) family--
  if (family < 1) return { givenName: clean, familyName: '' }
  return { givenName: words.slice(0, family).join(' '), familyName: words.slice(family).join(' ') }
}
