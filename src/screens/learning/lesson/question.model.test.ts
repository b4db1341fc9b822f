import { describe, expect, it } from 'vitest'
import type { Question } from '#domain/learning.ts'
import { isRight, verdictOf } from './question.model.ts'

const question = (style: Question['style'], ...right: string[]): Question => ({
  id: 'question',
  kind: 'question',
  style,
  text: {},
  choices: ['a', 'b', 'c'].map((id) => ({ id, text: {}, right: right.includes(id) })),
  explanation: {},
})
const verdicts = (asked: Question, given: string[] | null) => asked.choices.map(({ id }) => verdictOf(asked, given, id))

describe('what is said of an answer', () => {
  it('nothing before there is one', () => {
    expect(verdicts(question('one', 'a'), null)).toEqual([null, null, null])
  })

  it('L1 which choice is right, also where another was chosen', () => {
    expect(verdicts(question('one', 'a'), ['a'])).toEqual(['right', null, null])
    expect(verdicts(question('one', 'a'), ['b'])).toEqual(['also-right', 'not-this', null])
    expect(verdicts(question('several', 'a', 'b'), ['b', 'c'])).toEqual(['also-right', 'right', 'not-this'])
  })

  it('where nothing is right or wrong, only what was chosen', () => {
    expect(verdicts(question('reflect'), ['b'])).toEqual([null, 'chosen', null])
  })

  it('is right with all right choices and no other', () => {
    expect(isRight(question('several', 'a', 'b'), ['b', 'a'])).toBe(true)
    expect(isRight(question('several', 'a', 'b'), ['a'])).toBe(false)
    expect(isRight(question('several', 'a', 'b'), ['a', 'b', 'c'])).toBe(false)
    expect(isRight(question('reflect'), ['a'])).toBeNull()
  })
})
