import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readMarks } from './readMarks.ts'

it('reads strong and emphasis, and leaves other asterisks where they are', () => {
  expect(readMarks('A **strong** and *soft* word')).toEqual([
    { text: 'A ', mark: 'plain' },
    { text: 'strong', mark: 'strong' },
    { text: ' and ', mark: 'plain' },
    { text: 'soft', mark: 'emphasis' },
    { text: ' word', mark: 'plain' },
  ])
  expect(readMarks('2 * 3 * 4')).toEqual([{ text: '2 * 3 * 4', mark: 'plain' }])
  expect(readMarks('')).toEqual([])
})

it('loses no letter, whatever the text', () => {
  const text = fc.array(fc.constantFrom('*', '**', 'a', ' ', '<b>', 'ž')).map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, (given) => {
      const letters = (from: string) => from.replaceAll('*', '')
      expect(
        letters(
          readMarks(given)
            .map((run) => run.text)
            .join(''),
        ),
      ).toBe(letters(given))
    }),
  )
})
