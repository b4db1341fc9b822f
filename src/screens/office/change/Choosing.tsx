import { Trans, useLingui } from '@lingui/react/macro'
import type { ChangeAsked } from '#domain/skills/change.ts'
import { langOf, localText } from '#text/localText.ts'
import { Select } from '#ui/Select.tsx'
import styles from './Change.module.css'
import { type ChangeScreen, keyOf, type Scope } from './change.model.ts'
import { ASSESSOR_WORDS, MOMENT_WORDS, SCOPES } from './changeWords.ts'

const FROM: readonly ChangeAsked['from'][] = ['start', 'then']
const TO: readonly ChangeAsked['to'][] = ['end', 'follow-up']

/** Of whom, by which form, between which moments, and who said it. */
export function Choosing({ model }: { model: ChangeScreen }) {
  const { i18n, t } = useLingui()
  const form = model.form.value
  return (
    <div class={styles.choices}>
      {model.scopes.value.length > 1 && (
        <Select<Scope>
          label={<Trans>Of whom</Trans>}
          value={model.scope.value}
          onChange={(scope) => {
            model.scope.value = scope
          }}
          options={model.scopes.value.map((value) => ({ value, text: i18n._(SCOPES[value]) }))}
        />
      )}
      {form && (
        <>
          <Select
            label={<Trans>Form</Trans>}
            value={keyOf(form)}
            onChange={model.chooseForm}
            options={model.forms.value.map((each) => {
              const { version } = each
              const title = localText(each.title)
              const isOneOfSeveral = model.forms.value.some((other) => other !== each && other.id === each.id)
              return {
                value: keyOf(each),
                text: isOneOfSeveral ? t`${title}, version ${version}` : title,
                lang: langOf(each.title),
              }
            })}
          />
          <Select
            label={<Trans>From</Trans>}
            value={model.from.value}
            onChange={(moment) => {
              model.from.value = moment
            }}
            options={FROM.map((value) => ({
              value,
              text: i18n._(MOMENT_WORDS[value]),
            }))}
          />
          <Select
            label={<Trans>To</Trans>}
            value={model.to.value}
            onChange={(moment) => {
              model.to.value = moment
            }}
            options={TO.map((value) => ({ value, text: i18n._(MOMENT_WORDS[value]) }))}
          />
          {model.kinds.value.length > 1 && model.as.value && (
            <Select
              label={<Trans>Said by</Trans>}
              value={model.as.value}
              onChange={model.chooseAs}
              options={model.kinds.value.map((value) => ({ value, text: i18n._(ASSESSOR_WORDS[value]) }))}
            />
          )}
        </>
      )}
    </div>
  )
}
