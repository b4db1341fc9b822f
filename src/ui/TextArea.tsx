import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import styles from './Field.module.css'

interface TextAreaProps {
  label: ComponentChildren
  value: string
  onInput: (value: string) => void
  hint?: ComponentChildren
  error?: ComponentChildren
  rows?: number
  maxLength?: number
  placeholder?: string
  /** After what was pasted stands in the field. */
  onPasted?: (text: string) => void
}

/** Several lines to fill in. */
export function TextArea(props: TextAreaProps) {
  const { label, value, onInput, hint, error, rows = 3, maxLength, placeholder, onPasted } = props
  const id = useId()
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div class={styles.field}>
      <label class={styles.label} for={id}>
        {label}
      </label>
      {hint && (
        <p class={styles.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <textarea
        class={styles.input}
        id={id}
        rows={rows}
        maxLength={maxLength}
        placeholder={placeholder}
        value={value}
        onInput={(event) => {
          onInput(event.currentTarget.value)
          if (event instanceof InputEvent && event.inputType === 'insertFromPaste')
            onPasted?.(event.currentTarget.value)
        }}
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
