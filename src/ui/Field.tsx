import type { ComponentChildren, Ref } from 'preact'
import { useId } from 'preact/hooks'
import styles from './Field.module.css'

interface FieldProps {
  label: ComponentChildren
  value: string
  onInput: (value: string) => void
  hint?: ComponentChildren
  /** What is wrong and what to do; shown in red under the field and said. */
  error?: ComponentChildren
  type?: 'text' | 'search' | 'date' | 'time' | 'url' | 'tel'
  name?: string
  autoComplete?: string
  inputMode?: 'text' | 'search' | 'numeric'
  placeholder?: string
  maxLength?: number
  disabled?: boolean
  spellcheck?: boolean
  autoCapitalize?: 'characters' | 'words' | 'none'
  /** The label is said but not seen: only where the place says it (a search field). */
  hideLabel?: boolean
  inputRef?: Ref<HTMLInputElement>
}

/** One line to fill in, with its label above and its error below. */
export function Field(props: FieldProps) {
  const { label, value, onInput, hint, error, type = 'text', hideLabel, inputRef } = props
  const id = useId()
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div class={styles.field}>
      <label class={styles.label} data-hidden={hideLabel || undefined} for={id}>
        {label}
      </label>
      {hint && (
        <p class={styles.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <input
        ref={inputRef ?? null}
        class={styles.input}
        id={id}
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
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
      />
      {error && (
        <p class={styles.error} id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
