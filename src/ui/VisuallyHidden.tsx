import type { ComponentChildren } from 'preact'
import styles from './VisuallyHidden.module.css'

interface VisuallyHiddenProps {
  children: ComponentChildren
  /** Say it when it changes. */
  live?: 'polite' | 'assertive'
}

/** Said by screen readers, not seen. */
export function VisuallyHidden({ children, live }: VisuallyHiddenProps) {
  return (
    <span class={styles.hidden} aria-live={live}>
      {children}
    </span>
  )
}
