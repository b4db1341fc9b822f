import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import styles from './Field.module.css'

export interface LabelledProps {
  label: ComponentChildren
  hint?: ComponentChildren
  /** What is wrong and what to do; shown in red under the field and said. */
  error?: ComponentChildren
  /** The label is said but not seen: only where the place says it (a search field). */
  hideLabel?: boolean | undefined
}

/** What ties something to fill in to its label, hint and error. */
interface Tied {
  class: string | undefined
  id: string
  'aria-invalid': true | undefined
  'aria-describedby': string | undefined
}

/** Something to fill in, with its label above and its error below. */
export function Labelled(props: LabelledProps & { children: (tied: Tied) => ComponentChildren }) {
  const { label, hint, error, hideLabel, children } = props
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
      {children({
        class: styles.input,
        id,
        'aria-invalid': error ? true : undefined,
        'aria-describedby': described || undefined,
      })}
      {error && (
        <p class={styles.error} id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
