import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '../../../../tests/support/runs.ts'
import { type Measured, type PagePart, paginate } from './paginate.ts'

const heights = (most: number, count: number) => fc.array(fc.integer({ min: 1, max: most }), { maxLength: count })
const measured: fc.Arbitrary<Measured> = fc.record({
  page: fc.integer({ min: 150, max: 300 }),
  firstHead: fc.integer({ min: 0, max: 100 }),
  head: fc.integer({ min: 0, max: 60 }),
  rows: heights(40, 150),
  tail: heights(60, 12),
})
const of = (all: readonly number[], [from, to]: readonly [number, number]) =>
  all.slice(from, to).reduce((sum, one) => sum + one, 0)

/** What is wrong with pages: something missing, twice or out of order, or more on a page than it holds. */
function faults({ page, firstHead, head, rows, tail }: Measured, pages: readonly PagePart[]): string[] {
  const found: string[] = []
  let [row, piece] = [0, 0]
  pages.forEach((part, at) => {
    if (part.rows[0] !== row || part.tail[0] !== piece) found.push(`page ${at} does not go on where the last one ended`)
    ;[row, piece] = [part.rows[1], part.tail[1]]
    const filled = (at === 0 ? firstHead : head) + of(rows, part.rows) + of(tail, part.tail)
    if (filled > page) found.push(`page ${at} holds ${filled} of ${page}`)
    if (at > 0 && part.rows[0] === part.rows[1] && part.tail[0] === part.tail[1]) found.push(`page ${at} is empty`)
  })
  if (row !== rows.length || piece !== tail.length) found.push('not everything stands on a page')
  return found
}

describe('pages of a printed list', () => {
  it('C7 every row and piece stands on one page, in its order, and no page holds more than fits', () => {
    fc.assert(
      fc.property(measured, (what) => {
        expect(faults(what, paginate(what))).toEqual([])
      }),
      { numRuns: runs(500) },
    )
  })

  it('C7 the check finds a row left out, one twice, and a page too full', () => {
    const what = { page: 100, firstHead: 20, head: 10, rows: [30, 30, 30], tail: [10] }
    const part = (rows: [number, number], tail: [number, number]) => ({ rows, tail })
    expect(faults(what, paginate(what))).toEqual([])
    expect(faults(what, [part([0, 1], [0, 0]), part([2, 3], [0, 1])])).toHaveLength(1)
    expect(faults(what, [part([0, 2], [0, 0]), part([1, 3], [0, 1])])).toHaveLength(1)
    expect(faults(what, [part([0, 3], [0, 1])])).toEqual(['page 0 holds 120 of 100'])
    expect(faults(what, [part([0, 2], [0, 0])])).toEqual(['not everything stands on a page'])
  })

  it('C7 rows go along with a signature that did not fit under them', () => {
    const pages = paginate({ page: 100, firstHead: 0, head: 0, rows: [20, 20, 20, 20, 20], tail: [30] })
    expect(pages).toEqual([
      { rows: [0, 3], tail: [0, 0] },
      { rows: [3, 5], tail: [0, 1] },
    ])
  })

  it('C7 what does not fit under the tall header of the first page goes onto the next', () => {
    expect(paginate({ page: 150, firstHead: 94, head: 0, rows: [], tail: [57] })).toEqual([
      { rows: [0, 0], tail: [0, 0] },
      { rows: [0, 0], tail: [0, 1] },
    ])
  })

  it('C7 there is a page also for nothing, and one for itself for what is taller than a page', () => {
    expect(paginate({ page: 100, firstHead: 10, head: 10, rows: [], tail: [] })).toEqual([
      { rows: [0, 0], tail: [0, 0] },
    ])
    expect(paginate({ page: 100, firstHead: 10, head: 10, rows: [200, 5], tail: [] }).map(({ rows }) => rows)).toEqual([
      [0, 1],
      [1, 2],
    ])
  })
})
