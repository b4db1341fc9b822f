import { computed, createModel, signal } from '@preact/signals'
import type { ModuleId } from '#domain/ids.ts'
import type { BlockId, ChoiceId, Lesson, LessonId, Module, Question } from '#domain/learning.ts'
import { follow } from '#screens/shared/follow.ts'
import type { Loadable, Saved, Seat, StoreFailure } from '#store/api.ts'
import type { ModuleView, ProgressView } from '#store/learningApi.ts'

export interface LessonView {
  view: ModuleView
  module: Module
  progress: ProgressView
}

/** A module that is being read: what is in it, and what was done in it. */
export const LessonModel = createModel((seat: Seat, module: ModuleId) => {
  const content = follow(() => seat.learning.module(module))
  const done = follow(() => seat.learning.progress(module))
  const adjusting = signal(false)
  /** Why the last thing that was done is not on the disk. */
  const failure = signal<StoreFailure | null>(null)

  /** Both are there before anything is drawn: where to begin is a part of it. */
  const page = computed((): Loadable<LessonView> | { state: 'unreadable' } => {
    if (content.value.state !== 'ready') return content.value
    if (done.value.state !== 'ready') return { state: 'loading' }
    const view = content.value.value
    if (!view.module) return { state: 'unreadable' }
    return { state: 'ready', value: { view, module: view.module, progress: done.value.value } }
  })

  async function keep(saved: Saved): Promise<void> {
    const outcome = await saved
    failure.value = outcome.ok ? null : outcome.error
  }

  return {
    page,
    adjusting,
    failure,
    readTo: (lesson: LessonId, block: BlockId) => keep(seat.learning.readTo(module, lesson, block)),
    finish: (lesson: LessonId) => keep(seat.learning.finishLesson(module, lesson)),
    answer: (question: Question, choices: ChoiceId[]) => keep(seat.learning.answer(module, question, choices)),
    setTextSize: (size: string) => keep(seat.learning.setTextSize(size)),
    setLanguage: (language: string) => keep(seat.learning.setLanguage(module, language)),
  }
})

export type LessonScreen = InstanceType<typeof LessonModel>

/** A lesson with its place among the others; null if the module has no such lesson. */
export function lessonOf(module: Module, id: LessonId): { lesson: Lesson; at: number; next: Lesson | null } | null {
  const at = module.lessons.findIndex((one) => one.id === id)
  const lesson = module.lessons[at]
  return lesson ? { lesson, at, next: module.lessons[at + 1] ?? null } : null
}
