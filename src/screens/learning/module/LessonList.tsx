import { Trans } from '@lingui/react/macro'
import { CircleCheck } from 'lucide'
import type { ModuleId } from '#domain/ids.ts'
import type { Module } from '#domain/learning.ts'
import type { Progress } from '#domain/progress.ts'
import { formatNumber } from '#text/format.ts'
import { localText } from '#text/localText.ts'
import { Icon } from '#ui/Icon.tsx'
import { List } from '#ui/List.tsx'
import { ListRow } from '#ui/ListRow.tsx'
import styles from './ModulePage.module.css'

interface LessonListProps {
  id: ModuleId
  module: Module
  progress: Progress
  /** In which the module is read. */
  language: string
}

/** The lessons in their order; a tick says which were read. */
export function LessonList({ id, module, progress, language }: LessonListProps) {
  return (
    <section aria-labelledby="lessons">
      <h2 class={styles.heading} id="lessons">
        <Trans>Lessons</Trans>
      </h2>
      <List>
        {module.lessons.map((lesson, at) => {
          const isRead = Object.hasOwn(progress.read, lesson.id)
          return (
            <ListRow
              key={lesson.id}
              href={`/learn/${id}/${lesson.id}`}
              trailing={
                isRead && (
                  <span class={styles.tick}>
                    <Icon icon={CircleCheck} size={20} />
                    <Trans>read</Trans>
                  </span>
                )
              }
            >
              <span class={styles.lesson}>
                <span class={styles.number}>{formatNumber(at + 1)}</span>
                <span lang={language}>{localText(lesson.title, language)}</span>
              </span>
            </ListRow>
          )
        })}
      </List>
    </section>
  )
}
