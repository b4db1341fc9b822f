/** Titles and forms of address that stand before and after names in lists. A directory of people keeps none. */

const BEFORE =
  'ing ingarch mgr mga bc bca mudr mvdr mddr judr phdr rndr pharmdr thdr thlic paeddr rsdr doc prof dr drhab akad arch ' +
  'pan paní pi sl slečna p mr mrs ms miss sir inż mgrinż lek med hab mec pani г-н гн г-жа гжа г-ца гца д-р др доц проф инж арх адв акад ас гл маг dott dottssa dottoressa sig sigra signor signora avv profssa geom rag dipling hr fr frau herr kungs kundze'
const AFTER = 'phd csc drsc dis mba llm msc thd mpa dba bsc ma ba mph dphil artd dsc bba сс дн'

const set = (words: string) => new Set(words.split(' '))
const BEFORE_WORDS = set(BEFORE)
const AFTER_WORDS = set(AFTER)
/** Between two titles: *Ing. et Mgr.*, *dr hab. inż.* */
const JOINING = new Set(['et', 'a', 'i', 'и'])

const plain = (word: string): string => word.toLowerCase().replaceAll('.', '')

/** Without a dot these are names or words as well: only with one are they titles. */
const NEEDS_DOT = new Set([
  'p',
  'pi',
  'sl',
  'ma',
  'ba',
  'ас',
  'гл',
  'др',
  'доц',
  'арх',
  'маг',
  'акад',
  'med',
  'hab',
  'fr',
  'hr',
  'dis',
  'doc',
  'sig',
  'rag',
  'arch',
  'сс',
  'дн',
])

function isTitleBefore(word: string): boolean {
  const bare = plain(word)
  return BEFORE_WORDS.has(bare) && (word.includes('.') || !NEEDS_DOT.has(bare))
}

/** Also *MA* and *BA*, which are written without dots and in capitals. */
export function isTitleAfter(word: string): boolean {
  const bare = plain(word)
  if (!AFTER_WORDS.has(bare)) return false
  return word.includes('.') || !NEEDS_DOT.has(bare) || /^\p{Lu}+$|^DiS$/u.test(word)
}

/** *Ph. D.* and *LL. M.* are one word each. */
export const joinTitles = (text: string): string => text.replace(/\b(Ph|Th|Art|LL)\.\s+(D|M)\b/gu, '$1.$2')

/** Takes titles off both ends of a name's words. The words that are left are never none, unless all were titles. */
export function withoutTitles(words: readonly string[]): { words: string[]; titles: string[] } {
  let from = 0
  let to = words.length
  const at = (index: number) => words[index] ?? ''
  while (from < to && (isTitleBefore(at(from)) || (from > 0 && JOINING.has(at(from)) && isTitleBefore(at(from + 1))))) {
    from++
  }
  while (to > from && isTitleAfter(at(to - 1))) to--
  return { words: words.slice(from, to), titles: [...words.slice(0, from), ...words.slice(to)] }
}
