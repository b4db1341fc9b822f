import { describe, expect, it } from 'vitest'
import { answersNow, lessonsRead, mergeProgress, NO_PROGRESS, type Progress } from './progress.ts'

const answer = (id: string, at: number, ...choices: string[]) => ({ block: 'question', id, at, choices })

const morning: Progress = {
  position: { lesson: 'one', block: 'a', at: 1 },
  read: { one: 1 },
  answers: [answer('x', 1, 'no')],
}
const evening: Progress = {
  position: { lesson: 'two', block: 'b', at: 9 },
  read: { one: 7, two: 8 },
  answers: [answer('x', 1, 'no'), answer('y', 8, 'yes')],
}

describe('progress kept in several places', () => {
  it('L2 is the latest position, and everything read and answered anywhere, in any order', () => {
    const merged = {
      position: { lesson: 'two', block: 'b', at: 9 },
      read: { one: 1, two: 8 },
      answers: [answer('x', 1, 'no'), answer('y', 8, 'yes')],
    }
    expect(mergeProgress([morning, evening])).toEqual(merged)
    expect(mergeProgress([evening, NO_PROGRESS, morning])).toEqual(merged)
    expect(mergeProgress([])).toEqual(NO_PROGRESS)
  })

  it('the latest answer to a question is the one shown', () => {
    expect(answersNow(mergeProgress([morning, evening])).get('question')?.choices).toEqual(['yes'])
  })

  it('counts only lessons that the module still has', () => {
    const lessons = ['two', 'three'].map((id) => ({ id, title: {}, blocks: [] }))
    expect(lessonsRead(evening, { lessons })).toBe(1)
  })
})
