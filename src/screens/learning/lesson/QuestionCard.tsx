import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useSignal } from '@preact/signals'
import { Check, type IconNode, Lock, X } from 'lucide'
import { useId } from 'preact/hooks'
import { type Choice, type ChoiceId, isPrivate, type Question } from '#domain/learning.ts'
import { localText } from '#text/localText.ts'
import { Button } from '#ui/Button.tsx'
import { Icon } from '#ui/Icon.tsx'
import { appLanguage } from '../appLanguage.ts'
import { Marked } from './Marked.tsx'
import styles from './QuestionCard.module.css'
import { isRight, type Verdict, verdictOf } from './question.model.ts'

interface QuestionCardProps {
  question: Question
  language: string
  /** The last answer; null: not answered yet. */
  given: readonly ChoiceId[] | null
  onAnswer: (choices: ChoiceId[]) => void
}

/** A question about what was just read. Every answer gets its explanation at once. */
export function QuestionCard({ question, language, given, onAnswer }: QuestionCardProps) {
  const id = useId()
  /** Chosen and not answered with yet; null: as answered. */
  const choosing = useSignal<readonly ChoiceId[] | null>(null)
  const { style, choices } = question
  const shown = choosing.value ?? given ?? []
  const verdicts = choosing.value === null ? given : null

  function choose(choice: ChoiceId): void {
    // One choice is an answer; of several, each can be taken back before they are one.
    if (style === 'one') onAnswer([choice])
    else choosing.value = shown.includes(choice) ? shown.filter((one) => one !== choice) : [...shown, choice]
  }

  function answer(): void {
    onAnswer([...shown])
    choosing.value = null
  }

  return (
    <section class={styles.card} aria-labelledby={id}>
      <h2 class={styles.question} id={id}>
        {localText(question.text, language)}
      </h2>
      {style === 'several' && (
        <p class={styles.hint} lang={appLanguage()}>
          <Trans>Choose all that are right.</Trans>
        </p>
      )}
      {isPrivate(question) && (
        <p class={styles.hint} lang={appLanguage()}>
          <Icon icon={Lock} size={16} />
          <Trans>Only you see what you answer here.</Trans>
        </p>
      )}
      <ul class={styles.choices}>
        {choices.map((choice) => (
          <li key={choice.id}>
            <ChoiceButton
              choice={choice}
              language={language}
              pressed={shown.includes(choice.id)}
              verdict={verdictOf(question, verdicts, choice.id)}
              onChoose={() => choose(choice.id)}
            />
          </li>
        ))}
      </ul>
      {style !== 'one' && choosing.value !== null && (
        <div lang={appLanguage()}>
          <Button disabled={shown.length === 0} onClick={answer}>
            <Trans>That is my answer</Trans>
          </Button>
        </div>
      )}
      <div class={styles.said} role="status">
        {verdicts && <Explanation question={question} given={verdicts} language={language} />}
      </div>
    </section>
  )
}

const VERDICT_WORDS: Record<NonNullable<Verdict>, { words: MessageDescriptor; icon: IconNode }> = {
  right: { words: msg`right`, icon: Check },
  'not-this': { words: msg`not this one`, icon: X },
  'also-right': { words: msg`right as well`, icon: Check },
  chosen: { words: msg`your answer`, icon: Check },
}

interface ChoiceButtonProps {
  choice: Choice
  language: string
  pressed: boolean
  verdict: Verdict
  onChoose: () => void
}

function ChoiceButton({ choice, language, pressed, verdict, onChoose }: ChoiceButtonProps) {
  const { i18n } = useLingui()
  const said = verdict && VERDICT_WORDS[verdict]
  return (
    <button
      type="button"
      class={styles.choice}
      aria-pressed={pressed}
      data-verdict={verdict ?? undefined}
      onClick={onChoose}
    >
      <span>{localText(choice.text, language)}</span>
      {said && (
        <span class={styles.verdict} lang={appLanguage()}>
          <Icon icon={said.icon} size={20} />
          {i18n._(said.words)}
        </span>
      )}
    </button>
  )
}

interface ExplanationProps {
  question: Question
  given: readonly ChoiceId[]
  language: string
}

function Explanation({ question, given, language }: ExplanationProps) {
  const right = isRight(question, given)
  return (
    <p class={styles.explanation}>
      {right !== null && (
        <strong lang={appLanguage()}>{right ? <Trans>Right.</Trans> : <Trans>Not quite.</Trans>} </strong>
      )}
      <Marked text={localText(question.explanation, language)} />
    </p>
  )
}
