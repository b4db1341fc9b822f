import { Trans, useLingui } from '@lingui/react/macro'
import { Ellipsis } from 'lucide'
import { langOf, localText } from '#text/localText.ts'
import { Icon } from '#ui/Icon.tsx'
import styles from './Skills.module.css'
import type { LevelStep, SkillRow } from './skills.model.ts'
import { stepsOf } from './skills.model.ts'

interface LevelsProps {
  row: SkillRow
  /** Who or what the row is about, for a screen reader. */
  label: string
  disabled: boolean
  onChoose: (answer: number | string) => void
  onMore: () => void
}

/** The levels as buttons: one tap judges. Arrow keys go from one to the next and choose nothing by themselves. */
export function Levels({ row, label, disabled, onChoose, onMore }: LevelsProps) {
  const { t } = useLingui()
  const steps = stepsOf(row.item)
  const isChosen = ({ answer }: LevelStep) => answer === row.answer
  const stop = Math.max(0, steps.findIndex(isChosen))
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend would be drawn
    <div
      class={styles.levels}
      role="group"
      aria-label={label}
      onKeyDown={(event) => {
        const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
        if (by === undefined || !(event.target instanceof HTMLElement)) return
        const buttons = [...event.currentTarget.querySelectorAll('button')]
        const to = buttons[buttons.indexOf(event.target as HTMLButtonElement) + by]
        event.preventDefault()
        to?.focus()
      }}
    >
      {steps.map((step, at) => (
        <button
          key={step.answer}
          type="button"
          class={styles.level}
          aria-pressed={isChosen(step)}
          data-unsettled={row.unsettled.includes(step.answer) || undefined}
          tabIndex={at === stop ? 0 : -1}
          disabled={disabled}
          aria-label={`${shortOf(step)} ${localText(step.title)}`}
          lang={langOf(step.title)}
          onClick={() => {
            if (!isChosen(step)) onChoose(step.answer)
          }}
        >
          {shortOf(step)}
        </button>
      ))}
      <button
        type="button"
        class={styles.level}
        data-more
        data-filled={row.evidence.length > 0 || undefined}
        tabIndex={-1}
        aria-label={t`Levels and what shows it: ${label}`}
        onClick={onMore}
      >
        <Icon icon={Ellipsis} size={20} />
      </button>
    </div>
  )
}

/** What stands on the button. */
const shortOf = ({ answer, title }: LevelStep): string =>
  typeof answer === 'number' ? String(answer) : localText(title)

/** What the chosen level is called and means; or that it was said in two ways, or that nothing was said. */
export function LevelWords({ row }: { row: SkillRow }) {
  const step = stepsOf(row.item).find(({ answer }) => answer === row.answer)
  if (row.unsettled.length > 0) {
    return (
      <span data-tone="late">
        <Trans>Different on your two phones: choose again</Trans>
      </span>
    )
  }
  if (!step) {
    return (
      <span>
        <Trans>Not assessed</Trans>
      </span>
    )
  }
  return (
    <>
      <strong lang={langOf(step.title)}>{localText(step.title)}</strong>
      {step.meaning && (
        <>
          {' · '}
          <span lang={langOf(step.meaning)}>{localText(step.meaning)}</span>
        </>
      )}
    </>
  )
}
