import { describe, expect, test } from 'vitest'
import { aSession, SESSION } from '../../tests/support/domainMakers.ts'
import type { ClassBookEntry, RecordedClaim } from './claims.ts'
import { classBookOf, stateClassBook } from './classBook.ts'
import type { ClaimKey, MemberId } from './ids.ts'
import { resolveRegister } from './register.ts'

const EVA = 'member-eva-00000' as MemberId
const IVO = 'member-ivo-00000' as MemberId
const key = (letter: string) => `${SESSION}:*:${letter.repeat(11)}` as ClaimKey

function written(
  letter: string,
  recorder: MemberId,
  topic: string,
  known: RecordedClaim[] = [],
): RecordedClaim<ClassBookEntry> {
  const claim = stateClassBook(SESSION, known, recorder, { topic, method: '', note: '' }, 1)
  return { key: key(letter), session: SESSION, person: null, recorder, claim }
}
const topics = (claims: RecordedClaim[]) =>
  classBookOf(SESSION, claims).map(({ recorder, claim }) => [recorder, claim.topic])

describe('the class book', () => {
  test('F6 the last entry of each recorder stands, and several recorders stay several', () => {
    const first = written('A', EVA, 'Budget')
    const ivo = written('B', IVO, 'Savings', [first])
    const second = written('C', EVA, 'Budget of a family', [first, ivo])
    const expected = [
      [IVO, 'Savings'],
      [EVA, 'Budget of a family'],
    ]
    expect(topics([first, ivo, second])).toEqual(expected)
    expect(topics([second, ivo, first])).toEqual(expected)
  })

  test('F6 two phones that did not know of each other keep both, until one that does writes again', () => {
    const [one, other] = [written('A', EVA, 'Budget'), written('B', EVA, 'Savings')]
    expect(topics([one, other])).toHaveLength(2)
    expect(topics([one, other, written('C', EVA, 'Both', [one, other])])).toEqual([[EVA, 'Both']])
  })

  test('F6 nobody displaces a colleague’s by naming it, and an empty entry takes one’s own back', () => {
    const eva = written('A', EVA, 'Budget')
    const ivo = written('B', IVO, 'Savings')
    ivo.claim.replaces = [eva.key]
    expect(topics([eva, ivo])).toHaveLength(2)
    expect(topics([eva, ivo, written('C', IVO, '  ', [eva, ivo])])).toEqual([[EVA, 'Budget']])
  })

  test('F5 F7 it begins no register, is covered by no submission, and corrects none', () => {
    const entry = written('A', EVA, 'Budget')
    const register = resolveRegister({ session: SESSION, facts: aSession(), roster: [], claims: [entry], reviews: [] })
    expect([register.state, register.coverable]).toEqual(['not-started', []])
  })
})
