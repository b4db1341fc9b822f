import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../tests/support/runs.ts'
import { toCsv } from './csv.ts'

/** As a spreadsheet reads it. */
function read(text: string): string[][] {
  const rows: string[][] = []
  let [row, cell, quoted]: [string[], string, boolean] = [[], '', false]
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]
    if (quoted && letter === '"' && text[at + 1] === '"') {
      cell += '"'
      at += 1
    } else if (letter === '"') quoted = !quoted
    else if (!quoted && letter === ';') {
      row.push(cell)
      cell = ''
    } else if (!quoted && letter === '\r' && text[at + 1] === '\n') {
      rows.push([...row, cell])
      row = []
      cell = ''
      at += 1
    } else cell += letter
  }
  return rows
}

test('says that it is UTF-8, parts by semicolons, ends lines as Windows does, and writes decimal commas', () => {
  expect(
    toCsv([
      ['Dovednost', 'n', 'změna'],
      ['Vidět příležitosti', 12, -0.25],
      ['', null, Number.NaN],
    ]),
  ).toBe('\uFEFFDovednost;n;změna\r\nVidět příležitosti;12;-0,25\r\n;;\r\n')
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\n=1', '|calc', '=HYPERLINK("http://x.cz";"a")'])(
  'never hands %j to a spreadsheet as something to compute',
  (typed) => {
    const [[found] = []] = read(toCsv([[typed]]).slice(1))
    expect(found).toBe(`'${typed}`)
  },
)

test('gives any words back as they were, whatever they hold', () => {
  const words = fc
    .string({ unit: fc.constantFrom('a', 'ž', '"', ';', ',', '\r', '\n', ' ', '😀') })
    .map((end) => `x${end}`)
  fc.assert(
    fc.property(fc.array(fc.array(words, { minLength: 1, maxLength: 4 }), { maxLength: 5 }), (rows) => {
      expect(read(toCsv(rows).slice(1))).toEqual(rows)
    }),
    { numRuns: runs(300) },
  )
})
