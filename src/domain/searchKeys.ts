/** Search that finds a name whatever the alphabet, the accents and the keyboard (F4). What is shown and sorted is
 *  always the original. */

/** Letters that Unicode does not split into a letter and a mark. */
const UNSPLIT: Record<string, string> = {
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ø: 'o',
  ı: 'i',
  ß: 'ss',
  ẞ: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ĸ: 'k',
}
const UNSPLIT_LETTER = new RegExp(`[${Object.keys(UNSPLIT).join('')}]`, 'gu')

const APOSTROPHES = /['’‘‛ʼʹʻ`´′＇]/gu
const MARKS = /\p{M}+/gu
const NOT_WORD = /[^\p{L}\p{N}]+/gu

/** Small letters without accents, apostrophes and punctuation; words apart by one space. */
export const foldForSearch = (text: string): string =>
  text
    .replace(APOSTROPHES, '')
    .normalize('NFKD')
    .replace(MARKS, '')
    .toLowerCase()
    .replace(UNSPLIT_LETTER, (letter) => UNSPLIT[letter] ?? letter)
    .replace(NOT_WORD, ' ')
    .trim()

/** Bulgaria's Transliteration Act (2009), annex; below it letters that Russian and Ukrainian have besides, as readers of
 *  those languages would type them. */
const LATIN: Record<string, string> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'sht',
  ъ: 'a',
  ь: 'y',
  ю: 'yu',
  я: 'ya',
  ё: 'e',
  ы: 'y',
  э: 'e',
  і: 'i',
  ї: 'yi',
  є: 'ye',
  ґ: 'g',
}

/** Greek by ELOT 743 as passports have it, in the letters' own order, as text: a table would weigh more. */
const GREEK = Object.fromEntries(
  'αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χch ψps ωo'
    .split(' ')
    .map((pair) => [pair.charAt(0), pair.slice(1)]),
)
/** Two letters that are one sound. αυ, ευ and ηυ end in v or f by what follows; here always in v. */
const GREEK_PAIRS: Record<string, string> = { ου: 'ou', αυ: 'av', ευ: 'ev', ηυ: 'iv', γγ: 'ng', γξ: 'nx', γχ: 'nch' }

const CYRILLIC = /\p{Script=Cyrillic}/u
const GREEK_LETTER = /\p{Script=Greek}/u

const letterByLetter = (word: string): string => [...word].map((letter) => LATIN[letter] ?? letter).join('')

/** μπ is b where a word begins and mp inside it. */
const greekInLatin = (word: string): string =>
  foldForSearch(word)
    .replace(/^μπ/u, 'b')
    .replace(/[αεη]υ|ου|γ[γξχ]/gu, (pair) => GREEK_PAIRS[pair] ?? pair)
    .replace(/[α-ω]/gu, (letter) => GREEK[letter] ?? letter)

/** Ways to write a word in Latin letters. Word-final -ия is -ia by the Act's article 6; -iya is common all the same. */
function inLatin(word: string): string[] {
  const plain = word.toLowerCase().normalize('NFC')
  const ways = [letterByLetter(plain)]
  if (plain.endsWith('ия')) ways.unshift(`${letterByLetter(plain.slice(0, -2))}ia`)
  return ways.map(foldForSearch)
}

/** Every way a word may be looked for. */
function waysOf(word: string): string[] {
  const ways = [foldForSearch(word)]
  if (CYRILLIC.test(word)) ways.push(...inLatin(word))
  if (GREEK_LETTER.test(word)) ways.push(greekInLatin(word))
  return [...new Set(ways)].filter(Boolean)
}

const wordsOf = (text: string): string[] =>
  text
    .replace(APOSTROPHES, '')
    .normalize('NFC')
    .split(/[^\p{L}\p{M}\p{N}]+/u)

/** Words by which a text is found, each of them by its beginning. */
export const searchKeys = (text: string): string[] => [...new Set(wordsOf(text).flatMap(waysOf))]

/** Says of keys whether each word of the query begins one of them. An empty query matches everything. */
export function matcher(query: string): (keys: readonly string[]) => boolean {
  const words = wordsOf(query)
    .map(waysOf)
    .filter((ways) => ways.length)
  return (keys) => words.every((ways) => ways.some((way) => keys.some((key) => key.startsWith(way))))
}
