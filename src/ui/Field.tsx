import type { Ref } from 'preact'
import { Labelled, type LabelledProps } from './Labelled.tsx'

interface FieldProps extends LabelledProps {
  value: string
  onInput: (value: string) => void
  type?: 'text' | 'search' | 'date' | 'time' | 'url' | 'tel'
  name?: string
  autoComplete?: string
  inputMode?: 'text' | 'search' | 'numeric'
  placeholder?: string
  maxLength?: number
  disabled?: boolean
  spellcheck?: boolean
  autoCapitalize?: 'characters' | 'words' | 'none'
  inputRef?: Ref<HTMLInputElement>
}

/** One line to fill in. */
export function Field(props: FieldProps) {
  const { label, hint, error, hideLabel, value, onInput, type = 'text', inputRef } = props
  return (
    <Labelled label={label} hint={hint} error={error} hideLabel={hideLabel}>
      {(tied) => (
        <input
          {...tied}
          ref={inputRef ?? null}
          // The types of preact keep one shape for each input type; these have the same attributes.
          type={type as 'text'}
          value={value}
          data-empty={value === '' || undefined}
          onInput={(event) => onInput(event.currentTarget.value)}
          name={props.name}
          autocomplete={props.autoComplete ?? 'off'}
          inputMode={props.inputMode}
          placeholder={props.placeholder}
          maxLength={props.maxLength}
          disabled={props.disabled}
          spellcheck={props.spellcheck}
          autoCapitalize={props.autoCapitalize}
        />
      )}
    </Labelled>
  )
}
