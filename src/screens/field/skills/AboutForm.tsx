import { Trans } from '@lingui/react/macro'
import { type Form, isScored } from '#domain/skills/form.ts'
import { language } from '#text/i18n.tsx'
import { langOf, localText } from '#text/localText.ts'
import { Fold } from '#ui/Fold.tsx'
import styles from './Skills.module.css'
import { stepsOf } from './skills.model.ts'

/** What the levels mean, and whose words these are. */
export function AboutForm({ form }: { form: Form }) {
  const first = form.items.find(isScored)
  const isWorking = form.working.includes(language.value)
  return (
    <Fold title={<Trans>What the levels mean</Trans>}>
      <dl class={styles.meanings}>
        {first &&
          stepsOf(first).map(({ answer, title, meaning, isAdded }) => (
            <div key={answer}>
              <dt lang={langOf(title)}>
                {typeof answer === 'number' && `${answer} · `}
                {localText(title)}
              </dt>
              {meaning && <dd lang={langOf(meaning)}>{localText(meaning)}</dd>}
              {isAdded && (
                <dd>
                  <Trans>Added here; the framework begins above it.</Trans>
                </dd>
              )}
            </div>
          ))}
      </dl>
      <p class={styles.hint}>
        {isWorking && (
          <>
            <Trans>A working translation, not an official one.</Trans>{' '}
          </>
        )}
        <span lang={form.languages[0]}>
          {form.source}. {form.licence}.
        </span>
      </p>
    </Fold>
  )
}
