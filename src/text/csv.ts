/** A table as a file that a spreadsheet of this part of Europe opens right at a double click: UTF-8 that says so,
 *  semicolons, decimal commas, lines ended as Windows ends them. */

/** null: an empty cell. */
export type Cell = string | number | null

const BYTE_ORDER_MARK = '\uFEFF'

export const toCsv = (rows: readonly (readonly Cell[])[]): string =>
  BYTE_ORDER_MARK + rows.map((row) => `${row.map(cell).join(';')}\r\n`).join('')

function cell(value: Cell): string {
  if (value === null) return ''
  if (typeof value === 'number') return Number.isFinite(value) ? String(value).replace('.', ',') : ''
  const text = BEGINS_A_FORMULA.test(value) ? `'${value}` : value
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A spreadsheet would compute it, or ask another program. What others typed is never run. */
const BEGINS_A_FORMULA = /^\s*[=+\-@\t\r|%]/
const NEEDS_QUOTES = /[";,\r\n\t]|^\s|\s$/
