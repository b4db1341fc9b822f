import type { BlockId, ChoiceId, LessonId, Module } from './learning.ts'

export type { BlockId, ChoiceId, LessonId } from './learning.ts'

/** What one person did in one learning module. Nobody is graded by it. Times are ms UTC by the phone's clock: they order
 *  one person's own acts and say nothing else. */
export interface Progress {
  /** Where reading goes on. */
  position: Place | null
  /** When each lesson was read to its end. */
  read: Record<LessonId, number>
  /** Every answer given, also earlier ones to the same question; in order of time. */
  answers: Answer[]
}

export interface Place {
  lesson: LessonId
  block: BlockId
  at: number
}

export interface Answer {
  block: BlockId
  /** Random: the same question may be answered again, on two phones at once. */
  id: string
  choices: ChoiceId[]
  at: number
}

export const NO_PROGRESS: Progress = { position: null, read: {}, answers: [] }

/** The progress kept in several places, as one: the latest position, and everything read and answered anywhere. */
export function mergeProgress(all: Progress[]): Progress {
  const merged: Progress = { position: null, read: {}, answers: [] }
  const answers = new Map<string, Answer>()
  for (const { position, read, answers: given } of all) {
    if (position && position.at >= (merged.position?.at ?? Number.NEGATIVE_INFINITY)) merged.position = position
    for (const [lesson, at] of Object.entries(read)) merged.read[lesson] = Math.min(at, merged.read[lesson] ?? at)
    for (const answer of given) answers.set(`${answer.block}/${answer.id}`, answer)
  }
  merged.answers = [...answers.values()].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  return merged
}

/** The latest answer to each question. */
export const answersNow = ({ answers }: Progress): ReadonlyMap<BlockId, Answer> =>
  new Map(answers.map((answer) => [answer.block, answer]))

/** How many of the module's lessons are read. Lessons that a newer version no longer has do not count. */
export const lessonsRead = ({ read }: Progress, { lessons }: Pick<Module, 'lessons'>): number =>
  lessons.filter(({ id }) => Object.hasOwn(read, id)).length
