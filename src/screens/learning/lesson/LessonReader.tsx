import { Trans } from '@lingui/react/macro'
import { useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { ModuleId } from '#domain/ids.ts'
import { answersNow } from '#domain/progress.ts'
import { localText } from '#text/localText.ts'
import { BottomBar } from '#ui/BottomBar.tsx'
import { Button } from '#ui/Button.tsx'
import { Page } from '#ui/Page.tsx'
import { appLanguage } from '../appLanguage.ts'
import { NotDone } from '../NotDone.tsx'
import { placeIn, readingLanguage, TEXT_SIZES, textSizeOf } from '../reading.ts'
import { BlockView } from './BlockView.tsx'
import { LessonBar } from './LessonBar.tsx'
import styles from './LessonReader.module.css'
import type { LessonScreen, LessonView, lessonOf } from './lesson.model.ts'
import { QuestionCard } from './QuestionCard.tsx'
import { ReadingButton } from './ReadingButton.tsx'
import { ReadingSheet } from './ReadingSheet.tsx'
import { usePlace } from './usePlace.ts'

interface LessonReaderProps {
  id: ModuleId
  page: LessonView
  found: NonNullable<ReturnType<typeof lessonOf>>
  model: LessonScreen
}

/** One column to read, and one thing to do at its end. */
export function LessonReader({ id, page, found, model }: LessonReaderProps) {
  const { route } = useLocation()
  const article = useRef<HTMLElement>(null)
  const finished = useRef(false)
  const { view, module, progress } = page
  const { lesson, at, next } = found
  const tag = readingLanguage(module, view.language, appLanguage())
  const size = textSizeOf(view)
  const answers = answersNow(progress.progress)
  const failure = model.failure.value
  usePlace(article, {
    start: placeIn(lesson, progress.progress.position),
    known: progress.progress.position,
    lesson: lesson.id,
    onPlace: (block) => {
      if (!finished.current) void model.readTo(lesson.id, block)
    },
  })

  function goOn(): void {
    finished.current = true
    void model.finish(lesson.id)
    route(next ? `/learn/${id}/${next.id}` : `/learn/${id}`)
  }

  return (
    <Page
      top={
        <LessonBar
          backHref={`/learn/${id}`}
          of={{ module, progress: progress.progress, at, language: tag }}
          actions={
            <ReadingButton
              onOpen={() => {
                model.adjusting.value = true
              }}
            />
          }
        />
      }
      bottom={
        <BottomBar>
          <Button variant="primary" onClick={goOn}>
            {next ? <Trans>Continue</Trans> : <Trans>Finish the module</Trans>}
          </Button>
        </BottomBar>
      }
    >
      {progress.unsaved && failure && <NotDone failure={failure} />}
      <article ref={article} class={styles.article} lang={tag} style={{ '--reading': `${TEXT_SIZES[size]}rem` }}>
        <h1 class={styles.title}>{localText(lesson.title, tag)}</h1>
        {lesson.blocks.map((block) => (
          <div key={block.id} data-block={block.id} data-kind={block.kind}>
            {block.kind === 'question' ? (
              <QuestionCard
                question={block}
                language={tag}
                given={answers.get(block.id)?.choices ?? null}
                onAnswer={(choices) => void model.answer(block, choices)}
              />
            ) : (
              <BlockView block={block} language={tag} />
            )}
          </div>
        ))}
      </article>
      {model.adjusting.value && (
        <ReadingSheet
          size={size}
          language={tag}
          languages={module.languages}
          onSize={(name) => void model.setTextSize(name)}
          onLanguage={(name) => void model.setLanguage(name)}
          onClose={() => {
            model.adjusting.value = false
          }}
        />
      )}
    </Page>
  )
}
