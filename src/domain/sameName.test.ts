import { describe, expect, test } from 'vitest'
import { splitName } from './personName.ts'
import { likeness, nameWords } from './sameName.ts'

const compare = (one: string, other: string) => likeness(nameWords(splitName(one)), nameWords(splitName(other)))

describe('likeness of names', () => {
  test.each([
    ['Jan Novák', 'NOVAK JAN', 'same'],
    ['Мария Петрова', 'Maria Petrova', 'same'],
    ['Мария Петрова', 'Petrova, Mariya', 'same'],
    ['Łukasz Wójcik', 'Lukasz Wojcik', 'same'],
    ['Nováková-Svobodová Eva', 'Eva Nováková Svobodová', 'same'],
    ['Мария Иванова Петрова', 'Мария Петрова', 'alike'],
    ['J. Novák', 'Jan Novák', 'alike'],
    ['Jan Novák', 'Jana Nováková', null],
    ['Jan Novák', 'Petr Novák', null],
    ['J. Novák', 'Petr Novák', null],
    ['J. N.', 'Jan Novák', null],
    ['Мария', 'Мария', 'same'],
    ['Мария', 'Мария Петрова', null],
    ['', 'Jan', null],
  ] as const)('F4 %s and %s: %s', (one, other, wanted) => {
    expect(compare(one, other)).toBe(wanted)
    expect(compare(other, one)).toBe(wanted)
  })
})
