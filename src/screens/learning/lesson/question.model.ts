import type { ChoiceId, Question } from '#domain/learning.ts'

/** What is said of a choice after an answer. Nobody is graded: what was not chosen is told too. */
export type Verdict = 'right' | 'not-this' | 'also-right' | 'chosen' | null

export function verdictOf(question: Question, given: readonly ChoiceId[] | null, choice: ChoiceId): Verdict {
  if (given === null) return null
  const isChosen = given.includes(choice)
  if (question.style === 'reflect') return isChosen ? 'chosen' : null
  const isRight = question.choices.some(({ id, right }) => id === choice && right)
  if (isChosen) return isRight ? 'right' : 'not-this'
  return isRight ? 'also-right' : null
}

/** Whether an answer names all right choices and no other; null where none is right or wrong. */
export function isRight(question: Question, given: readonly ChoiceId[]): boolean | null {
  if (question.style === 'reflect') return null
  return question.choices.every(({ id, right }) => given.includes(id) === right)
}
