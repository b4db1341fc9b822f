import { Trans, useLingui } from '@lingui/react/macro'
import { KNOWN_KINDS, kindWords } from '#screens/shared/words/kinds.ts'
import { Field } from '#ui/Field.tsx'
import { Select } from '#ui/Select.tsx'
import { NAME_FAULTS } from '../forms/nameFaults.ts'
import { TitleField } from '../forms/TitleField.tsx'
import { ANOTHER_KIND, type CourseFieldsScreen } from './courseFields.model.ts'

interface CourseFieldsProps {
  model: CourseFieldsScreen
  /** Kinds that this hub has besides. */
  ownKinds: readonly string[]
}

export function CourseFields({ model, ownKinds }: CourseFieldsProps) {
  const { i18n, t } = useLingui()
  const fault = model.kindFault.value
  const kinds = [...KNOWN_KINDS, ...ownKinds].map((kind) => {
    const words = kindWords(kind)
    return { value: kind, text: words ? i18n._(words) : kind }
  })
  return (
    <>
      <TitleField
        model={model.title}
        label={<Trans>Title of the course</Trans>}
        hint={<Trans>Participants see it on their phones</Trans>}
      />
      <Select
        label={<Trans>Kind</Trans>}
        value={model.kind.value}
        onChange={(kind) => {
          model.kind.value = kind
        }}
        options={[...kinds, { value: ANOTHER_KIND, text: t`Another kind …` }]}
      />
      {model.kind.value === ANOTHER_KIND && (
        <Field
          label={<Trans>What you call this kind</Trans>}
          value={model.ownKind.value}
          onInput={(text) => {
            model.ownKind.value = text
          }}
          maxLength={100}
          error={fault && i18n._(NAME_FAULTS[fault])}
        />
      )}
    </>
  )
}
