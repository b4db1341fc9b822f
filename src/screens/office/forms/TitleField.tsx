import { useLingui } from '@lingui/react/macro'
import type { ComponentChildren } from 'preact'
import { Field } from '#ui/Field.tsx'
import { NAME_FAULTS } from './nameFaults.ts'
import type { Title } from './title.model.ts'

interface TitleFieldProps {
  model: Title
  label: ComponentChildren
  hint?: ComponentChildren
}

export function TitleField({ model, label, hint }: TitleFieldProps) {
  const { i18n } = useLingui()
  const fault = model.fault.value
  return (
    <Field
      label={label}
      hint={hint}
      value={model.text.value}
      onInput={(text) => {
        model.text.value = text
      }}
      error={fault && i18n._(NAME_FAULTS[fault])}
    />
  )
}
