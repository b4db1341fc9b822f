/** Heights in one unit, whichever. */
export interface Measured {
  /** Room for content on a page. */
  page: number
  /** What stands above the rows on the first page, and on each further one. */
  firstHead: number
  head: number
  rows: readonly number[]
  /** What follows the rows; each piece stays whole. */
  tail: readonly number[]
}

/** What stands on one page: rows and pieces of the tail, from one up to another, which is not on it. */
export interface PagePart {
  rows: readonly [from: number, to: number]
  tail: readonly [from: number, to: number]
}

/** No signature stands on a page alone: so many rows go with it. */
const COMPANY = 2

/** Parts what was measured into pages. Every row and every piece stands on exactly one, in its order; what is taller than
 *  a page has one for itself. There is always a first page. */
export function paginate({ page, firstHead, head, rows, tail }: Measured): PagePart[] {
  const pages: { rows: [number, number]; tail: [number, number]; left: number }[] = []
  const begin = (row: number, piece: number) => {
    const left = page - (pages.length === 0 ? firstHead : head)
    const next = { rows: [row, row] as [number, number], tail: [piece, piece] as [number, number], left }
    pages.push(next)
    return next
  }
  const isEmpty = ({ rows, tail }: PagePart) => rows[0] === rows[1] && tail[0] === tail[1]
  /** A page that holds nothing yet is left only where the tall header of the first is in the way. */
  const goesOn = (height: number) => height > at.left && (!isEmpty(at) || (pages.length === 1 && height <= page - head))

  let at = begin(0, 0)
  rows.forEach((height, row) => {
    if (goesOn(height)) at = begin(row, 0)
    at.rows[1] = row + 1
    at.left -= height
  })
  tail.forEach((height, piece) => {
    if (goesOn(height)) {
      const before = at
      at = begin(rows.length, piece)
      if (piece === 0) bringRows(before, at, height)
    }
    at.tail[1] = piece + 1
    at.left -= height
  })
  return pages.map(({ rows, tail }) => ({ rows, tail }))

  /** The last rows of the page before come along where there is room for them, and some are left there. */
  function bringRows(before: (typeof pages)[number], to: (typeof pages)[number], tailHeight: number) {
    const from = Math.max(before.rows[1] - COMPANY, before.rows[0] + 1)
    const height = rows.slice(from, before.rows[1]).reduce((sum, one) => sum + one, 0)
    if (from >= before.rows[1] || height + tailHeight > to.left) return
    to.rows[0] = from
    before.rows[1] = from
    to.left -= height
  }
}
