import { Trans, useLingui } from '@lingui/react/macro'
import { useSignal } from '@preact/signals'
import { useDraft } from '#screens/shared/useDraft.ts'
import { langOf, localText } from '#text/localText.ts'
import { Button } from '#ui/Button.tsx'
import { Choices } from '#ui/Choices.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { TextArea } from '#ui/TextArea.tsx'
import { Others } from './SkillLine.tsx'
import styles from './Skills.module.css'
import { type SkillRow, type SkillsScreen, stepsOf } from './skills.model.ts'

/** One skill of one person with the levels in full, and what shows it. */
export function JudgeSheet({ model, row }: { model: SkillsScreen; row: SkillRow }) {
  const { t } = useLingui()
  const evidence = useDraft('evidence', row.key).text('evidence', '')
  const level = useSignal(row.answer)
  const missing = useSignal(false)
  const steps = stepsOf(row.item)
  const { text, hint } = row.item
  const save = () => {
    if (level.value === null) {
      missing.value = true
      return
    }
    void model.judge(row, level.value, evidence.value)
    model.close()
  }
  return (
    <Sheet
      title={row.name || t`Person ${row.number}`}
      subtitle={<span lang={langOf(text)}>{localText(text)}</span>}
      onClose={() => model.close()}
      footer={
        model.canJudge.value && (
          <>
            {row.answer !== null && (
              <Button
                onClick={() => {
                  void model.judge(row, null)
                  model.close()
                }}
              >
                <Trans>Take back</Trans>
              </Button>
            )}
            <Button variant="primary" onClick={save}>
              <Trans>Save</Trans>
            </Button>
          </>
        )
      }
    >
      {hint && (
        <p class={styles.hint} lang={langOf(hint)}>
          {localText(hint)}
        </p>
      )}
      {row.others.length > 0 && (
        <p>
          <Trans>Others say</Trans>: <Others row={row} />
        </p>
      )}
      <Choices
        label={<Trans>Level</Trans>}
        hint={missing.value && <span role="alert">{<Trans>Choose a level first.</Trans>}</span>}
        disabled={!model.canJudge.value}
        chosen={{ one: level.value === null ? null : String(level.value) }}
        onChange={(value) => {
          level.value = steps.find(({ answer }) => String(answer) === value)?.answer ?? null
          missing.value = false
        }}
        options={steps.map(({ answer, title, meaning }) => ({
          value: String(answer),
          text: (
            <span lang={langOf(title)}>
              {typeof answer === 'number' && `${answer} · `}
              {localText(title)}
            </span>
          ),
          detail: meaning && <span lang={langOf(meaning)}>{localText(meaning)}</span>,
        }))}
      />
      <TextArea
        label={<Trans>What shows it</Trans>}
        hint={<Trans>In a few words. Those who record in this run read it.</Trans>}
        value={evidence.value}
        onInput={(said) => {
          evidence.value = said
        }}
        rows={2}
        maxLength={500}
      />
    </Sheet>
  )
}
