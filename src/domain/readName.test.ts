import { describe, expect, it } from 'vitest'
import { LONGEST_NAME, readName } from './readName.ts'

describe('a name that somebody gives', () => {
  it('loses the spaces around it and gets one spelling', () => {
    expect(readName('  Hub Ostrava \n')).toEqual({ ok: true, value: 'Hub Ostrava' })
    expect(readName('Va\u0301clav')).toEqual({ ok: true, value: 'Václav' })
  })

  it.each(['Zoë D’Arcy-O’Neill', 'Иванов Иван', 'علی\u200cرضا', '💚 Hub', '7'])('may be %s', (name) => {
    expect(readName(name)).toEqual({ ok: true, value: name })
  })

  it.each(['', '   ', '\u00a0', '\u200b', '\u0301'])('must have something to be seen: %j', (text) => {
    expect(readName(text)).toEqual({ ok: false, error: 'empty' })
  })

  it('is at most 200 letters long, however many bytes they take', () => {
    expect(readName('💚'.repeat(LONGEST_NAME)).ok).toBe(true)
    expect(readName('a'.repeat(LONGEST_NAME + 1))).toEqual({ ok: false, error: 'too-long' })
  })

  it.each(['a\nb', 'a\tb', 'a\0', 'a\u007f', 'a\u2028b', 'a\u202eb', 'a\u2067b', '\ud83d'])(
    'has no control characters: %j',
    (text) => {
      expect(readName(text)).toEqual({ ok: false, error: 'control-characters' })
    },
  )
})
