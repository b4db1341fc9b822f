import { describe, expect, test } from 'vitest'
import { displayName, splitName } from './personName.ts'

describe('names', () => {
  test('are shown in their own order', () => {
    expect(displayName({ givenName: 'Jana', familyName: 'Nováková', nameOrder: 'given-first' })).toBe('Jana Nováková')
    expect(displayName({ givenName: 'Éva', familyName: 'Nagy', nameOrder: 'family-first' })).toBe('Nagy Éva')
    expect(displayName({ givenName: 'Mirela', familyName: '' })).toBe('Mirela')
  })

  test.each([
    ['Jana Nováková', 'Jana', 'Nováková'],
    ['  Jana   Nováková ', 'Jana', 'Nováková'],
    ['Nováková, Jana', 'Jana', 'Nováková'],
    ['Иван Петров Иванов', 'Иван Петров', 'Иванов'],
    ['Ludwig van Beethoven', 'Ludwig', 'van Beethoven'],
    ['Maria de la Cruz', 'Maria', 'de la Cruz'],
    ['Mirela', 'Mirela', ''],
    ['Novák,', 'Novák', ''],
    ['', '', ''],
  ])('F4 a walk-in typed as "%s" is split', (text, givenName, familyName) => {
    expect(splitName(text)).toEqual({ givenName, familyName })
  })
})
