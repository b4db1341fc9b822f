import type { ComponentChildren } from 'preact'
import styles from './ChoiceGroup.module.css'

interface ChoiceGroupProps {
  label: ComponentChildren
  /** Said by screen readers alone. */
  hideLabel?: boolean | undefined
  hint?: ComponentChildren
  disabled?: boolean | undefined
  children: ComponentChildren
}

/** Options that belong together under one name. */
export function ChoiceGroup({ label, hideLabel, hint, disabled, children }: ChoiceGroupProps) {
  return (
    <fieldset class={styles.group} disabled={disabled}>
      <legend class={styles.label} data-hidden={hideLabel || undefined}>
        {label}
      </legend>
      {hint && <p class={styles.hint}>{hint}</p>}
      {children}
    </fieldset>
  )
}
