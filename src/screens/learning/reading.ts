import type { Lesson, Module } from '#domain/learning.ts'
import type { Place, Progress } from '#domain/progress.ts'
import type { ModuleView } from '#store/learningApi.ts'

/** The language in which a module is read: the one chosen for it, else that of the app, else its original. */
export function readingLanguage({ languages }: Pick<Module, 'languages'>, chosen: string | null, app: string): string {
  return [chosen, app].find((tag) => tag !== null && languages.includes(tag)) ?? languages[0] ?? 'en'
}

/** Sizes of the text, each by its name, in rem. 18 px is what reads well for most. */
export const TEXT_SIZES = { normal: 1.125, large: 1.375, largest: 1.625 } as const
export type TextSize = keyof typeof TEXT_SIZES
export const TEXT_SIZE_NAMES = Object.keys(TEXT_SIZES) as TextSize[]

export const textSizeOf = ({ textSize }: Pick<ModuleView, 'textSize'>): TextSize =>
  TEXT_SIZE_NAMES.find((name) => name === textSize) ?? 'normal'

/** Where reading goes on: at the place where it was, else at the first lesson not read. `begun`: something was read. */
export function continueAt(
  { lessons }: Pick<Module, 'lessons'>,
  { position, read }: Progress,
): { lesson: Lesson; begun: boolean; allRead: boolean } | null {
  const unread = lessons.find(({ id }) => !Object.hasOwn(read, id))
  const placed = position && lessons.find(({ id }) => id === position.lesson)
  const here = placed && !Object.hasOwn(read, placed.id) ? placed : (unread ?? lessons[0])
  if (!here) return null
  return { lesson: here, begun: position !== null || Object.keys(read).length > 0, allRead: !unread }
}

/** The block to begin at in a lesson: where one was, if that was in this lesson and further down than its top. */
export function placeIn(lesson: Lesson, position: Place | null): string | null {
  if (position?.lesson !== lesson.id) return null
  return lesson.blocks.some(({ id }, at) => at > 0 && id === position.block) ? position.block : null
}
