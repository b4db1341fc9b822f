import type { ComponentChildren } from 'preact'
import styles from './List.module.css'

interface ListProps {
  children: ComponentChildren
  /** Said by screen readers, where no heading stands above. */
  label?: string
}

/** Rows between ruled lines. */
export function List({ children, label }: ListProps) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role when the bullets are gone
    <ul class={styles.list} role="list" aria-label={label}>
      {children}
    </ul>
  )
}
