import { Trans, useLingui } from '@lingui/react/macro'
import { MessageSquareText, TriangleAlert, Users } from 'lucide'
import { langOf, localText } from '#text/localText.ts'
import { Icon } from '#ui/Icon.tsx'
import { Levels, LevelWords } from './Levels.tsx'
import styles from './Skills.module.css'
import { type SkillRow, type SkillsScreen, stepsOf } from './skills.model.ts'

/** One person, or one skill of a person: who or what, the level in words, and the levels to tap. */
export function SkillLine({ model, row }: { model: SkillsScreen; row: SkillRow }) {
  const { t } = useLingui()
  const byPerson = model.axis.value === 'person'
  const { text } = row.item
  const name = row.name || t`Person ${row.number}`
  const title = byPerson ? localText(text) : name
  return (
    <li class={styles.row}>
      <div class={styles.words}>
        <h2 class={styles.name} lang={byPerson ? langOf(text) : undefined}>
          {title}
        </h2>
        <p class={styles.quiet}>
          <LevelWords row={row} />
        </p>
        {row.isUnsaved && (
          <p class={styles.quiet} data-tone="absent">
            <Icon icon={TriangleAlert} size={16} /> <Trans>Not saved</Trans>
          </p>
        )}
        {row.others.length > 0 && (
          <p class={styles.quiet}>
            <Icon icon={Users} size={16} /> <Others row={row} />
          </p>
        )}
        {row.evidence.map((said) => (
          <p class={styles.quiet} key={said} dir="auto">
            <Icon icon={MessageSquareText} size={16} /> {said}
          </p>
        ))}
      </div>
      <Levels
        row={row}
        label={title}
        disabled={!model.canJudge.value}
        onChoose={(answer) => void model.judge(row, answer)}
        onMore={() => model.open(row)}
      />
    </li>
  )
}

/** Two assessors stay two: what the others say, each by name. */
export function Others({ row }: { row: SkillRow }) {
  const { t } = useLingui()
  const steps = stepsOf(row.item)
  return (
    <>
      {row.others.map(({ name, answer }, at) => {
        const step = steps.find((each) => each.answer === answer)
        return (
          <span key={`${name} ${String(answer)}`}>
            {at > 0 && ' · '}
            {name || t`Somebody`}: {typeof answer === 'number' && `${answer} `}
            {step && <span lang={langOf(step.title)}>{localText(step.title)}</span>}
          </span>
        )
      })}
    </>
  )
}
