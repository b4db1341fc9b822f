import type { ComponentChildren, Ref } from 'preact'
import { useId } from 'preact/hooks'
import styles from './Field.module.css'

interface SelectProps<T extends string> {
  label: ComponentChildren
  options: { value: T; text: string }[]
  value: T
  onChange: (value: T) => void
  hint?: ComponentChildren
  error?: ComponentChildren
  disabled?: boolean
  selectRef?: Ref<HTMLSelectElement>
}

/** One of many; the system's own list, which phones show as large as a thumb needs it. */
export function Select<T extends string>(props: SelectProps<T>) {
  const { label, options, value, onChange, hint, error, disabled, selectRef } = props
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
      <select
        ref={selectRef ?? null}
        class={styles.input}
        id={id}
        value={value}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.value as T)}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
      {error && (
        <p class={styles.error} id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
