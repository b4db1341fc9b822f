import { type ColumnKind, columnKind } from './headerWords.ts'
import { isTitleAfter, joinTitles, withoutTitles } from './nameTitles.ts'
import { cellsOf, type Row, rowsOf, type Table, tableOf, wordCount } from './pastedTable.ts'
import { isParticle, type NameOrder, type NameParts, splitName } from './personName.ts'
import { type NameFault, readName } from './readName.ts'
import { fail, ok, type Result } from './result.ts'
import { sameJson } from './sameJson.ts'
import { likeness, type NameWords, nameWords } from './sameName.ts'

/** A list of people as it is pasted from a letter, a message or a spreadsheet: one person a line. Nothing is decided
 *  here: each line says how it was read, and a human being looks at it before anything is made of it. */

export interface PastedPerson extends NameParts {
  organisation: string
  role: string
}

export type PastedFault =
  | Exclude<NameFault, 'empty'>
  /** No letters in it. */
  | 'no-name'
  /** A number stands in what should be a name. */
  | 'digits'
  /** More words than names have. */
  | 'sentence'
  /** A heading: above the columns, a word that stands above columns, or something with a colon behind it. */
  | 'heading'

export interface PastedLine {
  /** 1, 2 … in what was pasted. */
  number: number
  /** As it was pasted, without spaces around it. */
  text: string
  read: Result<PastedPerson, PastedFault>
  /** What stood in it and is not kept: titles, e-mail addresses, telephone numbers. */
  leftOut: string[]
  /** The number of an earlier line with the same name, or one that says less. */
  repeats: number | null
}

export interface PastedNames {
  /** All but empty ones and the one with the columns' headings. */
  lines: PastedLine[]
  /** Which part of the name comes first: as asked for, or as it looks. */
  order: NameOrder
  /** Some line is read otherwise in the other order. */
  orderMatters: boolean
  /** Headings of columns that are not kept. */
  columnsLeftOut: string[]
}

/** Reads a pasted list. `order` is what a person said; without it, it is guessed from endings of family names, and a
 *  line that clearly is the other way round is read so. */
export function readPastedNames(text: string, order?: NameOrder): PastedNames {
  const rows = rowsOf(text)
  const table = tableOf(rows)
  const guessed = order ?? guessOrder(rows, table)
  const read = (by: NameOrder) => rows.flatMap((row) => readRow(row, table, { by, isGuess: order === undefined }))
  const lines = read(guessed)
  const strict = (by: NameOrder) =>
    rows.flatMap((row) => readRow(row, table, { by, isGuess: false })).map(({ read: one }) => one)
  return {
    lines: withRepeats(lines),
    order: guessed,
    orderMatters: !sameJson(strict('given-first'), strict('family-first')),
    columnsLeftOut: table.leftOut,
  }
}

// ---------------------------------------------------------------- one row

interface Reading {
  by: NameOrder
  /** The order was not said by anybody: a line may be the other way round. */
  isGuess: boolean
}

function readRow(row: Row, table: Table, reading: Reading): Omit<PastedLine, 'repeats'>[] {
  if (table.header === row.number) return []
  const line = { number: row.number, text: row.text.replaceAll('\t', '  ').trim() }
  if (table.header !== null && row.number < table.header) return [{ ...line, read: fail('heading'), leftOut: [] }]
  const parts = partsOf(row, table, reading)
  const { read, leftOut } = readParts(parts, reading)
  return [{ ...line, read, leftOut: [...parts.leftOut, ...leftOut] }]
}

/** A row taken apart, its name still in one piece or already in two. */
interface RowParts {
  /** The whole name, or its given part. */
  name: string
  family: string | null
  organisation: string
  role: string
  leftOut: string[]
  /** The heading above the name says how it is written. */
  order: NameOrder | null
}

function partsOf({ text }: Row, { by, kinds, header }: Table, { by: order }: Reading): RowParts {
  const said = kinds.includes('full-family-first') ? 'family-first' : null
  if (by === null) return { ...lineOf(text), order: said }
  const cells = cellsOf(text, by)
  const of = (...wanted: ColumnKind[]) =>
    cells
      .filter((_, at) => wanted.some((kind) => kinds[at] === kind))
      .join(' ')
      .trim()
  const organisation = of('organisation')
  const role = of('role')
  if (!kinds.includes('family')) {
    const whole = lineOf(of('full', 'full-family-first'))
    return {
      ...whole,
      organisation: organisation || whole.organisation,
      role: role || whole.role,
      order: said,
    }
  }
  const [given, family] = [of('given', 'middle'), of('family')]
  const rest = { organisation, role, leftOut: [], order: null }
  // Two columns without headings: which of them is which the order says.
  const isReversed = header === null && order === 'family-first'
  return isReversed ? { ...rest, name: family, family: given } : { ...rest, name: given, family }
}

const MARK_BEFORE =
  /^(?:[-–—*•·▪◦‣●○■□☐☑✓✔+>]+\s*)?(?:[№#]\s*|(?:č|nr|no|lp)\.\s*)?(?:\(?\d{1,4}\s*[.)\]:]+\s*|\d{1,4}\s+(?=\p{L}))?(?:[-–—*•·▪◦‣●○■□☐☑✓✔+>]+\s*)?/iu
const EMAIL = /<?[\w.+-]+@[\w-]+\.[\w.-]*\w>?/gu
const PHONE = /(?:(?:tel|тел|tālr|mob|моб|gsm)\.?:?\s*)?\+?\d[\d ()/.-]{6,}\d/giu
const BRACKETS = /\(([^()]*)\)|\[([^[\]]*)\]/u
/** A dash with spaces around it, a bar, a colon or a semicolon parts a name from what is said of the person. */
const PARTED = /\s+[-–—|/]\s+|\s*[;|\t]\s*|:\s+(?=\p{L})/u

/** One line of running text: mark, name, what is said of the person. */
function lineOf(text: string): RowParts {
  const leftOut: string[] = []
  const without = (from: string, what: RegExp) =>
    from.replace(what, (found) => {
      leftOut.push(found.replace(/[<>]/g, '').trim())
      return ' '
    })
  let line = joinTitles(text).replace(MARK_BEFORE, '')
  line = without(without(line, EMAIL), PHONE)
  const brackets = BRACKETS.exec(line)
  const inside = (brackets?.[1] ?? brackets?.[2] ?? '').trim()
  if (brackets) line = line.replace(BRACKETS, ' ')
  const [name = '', ...said] = line
    .split(PARTED)
    .map((part) => part.replace(/\s+/g, ' ').replace(/^[\s,.]+|[\s,]+$/g, ''))
    .filter((part) => part !== '')
  const [organisation = '', role = ''] = [...said, inside].filter((part) => /\p{L}/u.test(part))
  return { name, family: null, organisation, role, leftOut, order: null }
}

const MOST_WORDS = 6

function readParts(parts: RowParts, reading: Reading): { read: PastedLine['read']; leftOut: string[] } {
  const leftOut: string[] = []
  const isHeading = /:$/u.test(parts.name) || (parts.family === null && columnKind(parts.name) !== null)
  if (isHeading) return { read: fail('heading'), leftOut }
  const found = parts.family === null ? wholeName(parts, reading, leftOut) : partedName(parts, parts.family, leftOut)
  const name = `${found.givenName} ${found.familyName}`.trim()
  const fault = faultOf(name)
  return { read: fault ? fail(fault) : ok(found), leftOut }
}

function faultOf(name: string): PastedFault | null {
  const checked = readName(name)
  if (!checked.ok && checked.error !== 'empty') return checked.error
  if ((name.match(/\p{L}/gu)?.length ?? 0) < 2) return 'no-name'
  if (/\p{N}/u.test(name)) return 'digits'
  return wordCount(name) > MOST_WORDS ? 'sentence' : null
}

function partedName(parts: RowParts, family: string, leftOut: string[]): PastedPerson {
  const [given, surname] = [parts.name, family].map((text) => {
    const { words, titles } = withoutTitles(text.split(/[\s,]+/u).filter(Boolean))
    leftOut.push(...titles)
    return words
  }) as [string[], string[]]
  return { ...cased({ given, family: surname }), organisation: parts.organisation, role: parts.role }
}

/** *Given Family*, *Family, Given*, with or without what is said of the person after a comma. */
function wholeName(parts: RowParts, reading: Reading, leftOut: string[]): PastedPerson {
  const pieces = parts.name.split(/\s*,\s*/u).flatMap((piece, at) => {
    const { words, titles } = withoutTitles(piece.split(' ').filter(Boolean))
    const isTitle = words.length === 0 || (at > 0 && words.every(isTitleAfter))
    leftOut.push(...titles, ...(isTitle ? words : []))
    return isTitle ? [] : [words]
  })
  const [first = [], second, ...others] = pieces
  const isFamilyFirst = second !== undefined && isFamilyBeforeComma(first)
  const said = (isFamilyFirst ? others : pieces.slice(1)).map((words) => words.join(' '))
  const [organisation = '', role = ''] = [...said, parts.organisation, parts.role].filter(Boolean)
  const names = isFamilyFirst
    ? cased({ family: first, given: second })
    : cased(byOrder(first, leftOut.length > 0, parts.order ? { by: parts.order, isGuess: false } : reading))
  return { ...names, organisation, role }
}

/** One word before the comma, with small words before it, or all in capitals: *van Dijk, Jan*, *NOVÁK HÁJEK, Jan*. */
const isFamilyBeforeComma = (words: readonly string[]): boolean =>
  words.every(isCapitals) || words.slice(0, -1).every(isParticle)

interface NameWordParts {
  given: string[]
  family: string[]
}

function byOrder(words: string[], hasTitle: boolean, { by, isGuess }: Reading): NameWordParts {
  // *pan Novák*: whoever is called by a title and one word is called by the family name.
  if (words.length < 2) return hasTitle ? { given: [], family: words } : { given: words, family: [] }
  const capitals = words.filter(isCapitals)
  if (capitals.length > 0 && capitals.length < words.length && capitals.some((word) => word.length > 1)) {
    return { family: capitals, given: words.filter((word) => !isCapitals(word)) }
  }
  const order = isInitial(words.at(-1) ?? '') ? 'family-first' : isGuess ? (lookOf(words) ?? by) : by
  if (order === 'given-first') {
    const { givenName, familyName } = splitName(words.join(' '))
    return { given: [givenName], family: [familyName] }
  }
  let family = 1
  while (family < words.length - 1 && isParticle(words[family - 1] ?? '')) family++
  return { family: words.slice(0, family), given: words.slice(family) }
}

const isInitial = (word: string): boolean => /^\p{Lu}\.?$/u.test(word)
const isCapitals = (word: string): boolean => /^\p{Lu}[\p{Lu}\p{M}'’.-]*\p{Lu}$/u.test(word)

// ---------------------------------------------------------------- order and letters

/** Endings of family names that hardly any given name has, in the languages of our lists. */
const FAMILY_ENDING =
  /.{2}(?:ová|ova|ov|eva|ev|ský|ská|cký|cká|ák|wicz|ski|ska|cki|cka|dzki|dzka|iņš|iņa|kalns|kalna|ovs|evs|skis|ckis|ов|ова|ев|ева|ски|ска|енко|чук|ович)$/u

const looksLikeFamily = (word: string): boolean => FAMILY_ENDING.test(word.toLowerCase())

/** Which way round one name clearly is; null where its endings do not tell. Of three names, as in Bulgaria, two end
 *  like family names: *Мария Иванова Петрова*, and *Петрова Мария Иванова* in a list by family names. */
function lookOf(words: readonly string[]): NameOrder | null {
  const [first = '', last = ''] = [words[0], words.at(-1)]
  if (!looksLikeFamily(first)) return looksLikeFamily(last) ? 'given-first' : null
  if (!looksLikeFamily(last)) return 'family-first'
  return words.length === 3 && !looksLikeFamily(words[1] ?? '') ? 'family-first' : null
}

function guessOrder(rows: readonly Row[], table: Table): NameOrder {
  const reading: Reading = { by: 'given-first', isGuess: false }
  const looks = rows.map((row): NameOrder | null => {
    if (table.header !== null && row.number <= table.header) return null
    const { name, family } = partsOf(row, table, reading)
    if (name.includes(',')) return null
    const given = withoutTitles(name.split(' ').filter(Boolean)).words
    return lookOf([...given, ...(family?.split(' ').filter(Boolean) ?? [])])
  })
  const count = (order: NameOrder) => looks.filter((look) => look === order).length
  return count('family-first') > count('given-first') ? 'family-first' : 'given-first'
}

/** Capitals throughout, or none at all, are a way of typing and not of writing one's name. */
function cased({ given, family }: NameWordParts): NameParts {
  const [givenName, familyName] = [given.join(' '), family.join(' ')]
  const isSmall = !/\p{Lu}/u.test(givenName + familyName)
  const write = (text: string) =>
    text
      .split(' ')
      .map((word) => (isSmall || isCapitals(word) ? withCapital(word) : word))
      .join(' ')
  return { givenName: write(givenName), familyName: write(familyName) }
}

function withCapital(word: string): string {
  const small = word.toLowerCase()
  if (isParticle(small)) return small
  return small.replace(/(^|[-'’])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
}

/** Says of each line which earlier one names the same, or nearly the same. */
function withRepeats(lines: Omit<PastedLine, 'repeats'>[]): PastedLine[] {
  interface Named {
    number: number
    words: NameWords
  }
  /** Names alike have a word in common. */
  const withWord = new Map<string, Named[]>()
  return lines.map((line) => {
    if (!line.read.ok) return { ...line, repeats: null }
    const named: Named = { number: line.number, words: nameWords(line.read.value) }
    const ways = named.words.flatMap((word) => [...word])
    const repeats =
      ways.flatMap((way) => withWord.get(way) ?? []).find(({ words }) => likeness(words, named.words) !== null)
        ?.number ?? null
    for (const way of ways) withWord.set(way, [...(withWord.get(way) ?? []), named])
    return { ...line, repeats }
  })
}
