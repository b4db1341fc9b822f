import { type ColumnKind, columnKind } from './headerWords.ts'
import { withoutTitles } from './nameTitles.ts'

/** Rows and columns of a pasted list, before anything in them is read as a name. */

export interface Row {
  number: number
  text: string
}

const LINE_END = /\r\n|[\n\r\v\f\u2028\u2029]/u
/** Spaces of any width, but not the tab, which parts columns. */
const SPACES = /[\p{Zs}]+/gu
/** Nothing to be seen: zero-width spaces and joiners, marks of direction, soft hyphens, byte-order marks. */
const UNSEEN = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu

export function rowsOf(text: string): Row[] {
  return text
    .normalize('NFC')
    .replace(UNSEEN, '')
    .split(LINE_END)
    .map((line, at) => ({ number: at + 1, text: line.replace(SPACES, ' ').replace(/^ +| +$/g, '') }))
    .filter((row) => row.text.trim() !== '')
}

export interface Table {
  /** What parts columns; null where each row is one name with what is said of the person. */
  by: string | null
  kinds: (ColumnKind | null)[]
  /** Number of the row with the headings; null: told by what stands in the columns. */
  header: number | null
  /** Headings of columns that are not kept. */
  leftOut: string[]
}

const RUNNING_TEXT: Table = { by: null, kinds: [], header: null, leftOut: [] }

/** Headings stand among the first rows, below what the list is about. */
const HEADER_WITHIN = 6

export function tableOf(rows: readonly Row[]): Table {
  const first = rows.slice(0, HEADER_WITHIN)
  const isParted = (by: string) =>
    rows.filter((row) => cellsOf(row.text, by).filter(Boolean).length > 1).length * 2 > rows.length
  for (const by of ['\t', ';', ',']) {
    // Commas stand in running text too.
    const header = (by !== ',' || isParted(by)) && first.find((row) => isHeader(cellsOf(row.text, by)))
    if (!header) continue
    const cells = cellsOf(header.text, by)
    const kinds = settled(cells.map(columnKind))
    const leftOut = cells.filter((cell, at) => cell !== '' && (kinds[at] === null || kinds[at] === 'left-out'))
    return { by, kinds, header: header.number, leftOut }
  }
  // Further down, or with a colon, such a word parts the list and does not head it.
  const lone = first
    .slice(0, 2)
    .find((row, at) => isNameKind(columnKind(row.text)) && (at === 0 || !/:$/u.test(row.text)))
  if (lone) return { ...RUNNING_TEXT, kinds: settled([columnKind(lone.text)]), header: lone.number }
  const by = ['\t', ';'].find(isParted)
  return by ? tableByContent(rows, by) : RUNNING_TEXT
}

function isHeader(cells: string[]): boolean {
  const kinds = cells.map(columnKind)
  return cells.length > 1 && kinds.some(isNameKind) && kinds.filter((kind) => kind !== null).length > 1
}

const isNameKind = (kind: ColumnKind | null): boolean =>
  kind === 'given' || kind === 'family' || kind === 'full' || kind === 'full-family-first'

/** *Jméno* alone is the whole name; beside *Příjmení* it is the first part. */
function settled(kinds: (ColumnKind | null)[]): (ColumnKind | null)[] {
  if (kinds.includes('family')) return kinds.map((kind) => (kind === 'full' ? 'given' : kind))
  return kinds.map((kind) => (kind === 'given' ? 'full' : kind))
}

/** Cells of a row; a cell may stand in quotation marks, with doubled ones inside. */
export function cellsOf(text: string, by: string): string[] {
  const cells: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at)
    if (letter === '"' && quoted && text.charAt(at + 1) === '"') cell += text.charAt(++at)
    else if (letter === '"' && (quoted || cell.trim() === '')) quoted = !quoted
    else if (letter === by && !quoted) {
      cells.push(cell)
      cell = ''
    } else cell += letter
  }
  return [...cells, cell].map((each) => each.replace(/\s+/g, ' ').trim())
}

const NUMBER_ONLY = /^[№#]?\s*\(?\d{1,4}[.)]?$/u
export const wordCount = (text: string): number => text.split(' ').filter(Boolean).length

/** Without headings: numbers first or not, then the name in one column or in two, then organisation and role. Columns
 *  of addresses, telephones and dates are left out. */
function tableByContent(rows: readonly Row[], by: string): Table {
  const cells = rows.map((row) => cellsOf(row.text, by)).filter((row) => row.filter(Boolean).length > 1)
  const width = Math.max(...cells.map((row) => row.length))
  const column = (at: number) => cells.map((row) => row[at] ?? '').filter((cell) => cell !== '')
  const mostly = (at: number, holds: (cell: string) => boolean) => {
    const filled = column(at)
    return filled.filter(holds).length * 2 > filled.length
  }
  const kinds: (ColumnKind | null)[] = Array.from({ length: width }, (_, at) =>
    mostly(at, (cell) => NUMBER_ONLY.test(cell)) ? 'number' : mostly(at, isNoWord) ? 'left-out' : null,
  )
  const texts = kinds.flatMap((kind, at) => (kind === null && column(at).length > 0 ? [at] : []))
  const isOneWord = (at: number | undefined) =>
    at !== undefined && mostly(at, (cell) => withoutTitles(cell.split(' ')).words.length === 1)
  const [first, second] = texts
  const isParted = isOneWord(first) && isOneWord(second) && column(second ?? 0).length * 2 > rows.length
  const order: ColumnKind[] = isParted ? ['given', 'family', 'organisation', 'role'] : ['full', 'organisation', 'role']
  texts.forEach((at, place) => {
    kinds[at] = order[place] ?? 'left-out'
  })
  return { by, kinds, header: null, leftOut: [] }
}

/** An address, a telephone, a date: nothing that names somebody. */
const isNoWord = (cell: string): boolean =>
  cell.includes('@') || (cell.match(/\d/gu)?.length ?? 0) * 2 >= cell.replace(/\s/gu, '').length
