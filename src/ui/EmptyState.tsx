import type { IconNode } from 'lucide'
import type { ComponentChildren } from 'preact'
import styles from './EmptyState.module.css'
import { Icon } from './Icon.tsx'

interface EmptyStateProps {
  icon?: IconNode
  title: ComponentChildren
  /** Why it is empty and what will fill it. */
  children?: ComponentChildren
  /** The first thing to do. */
  action?: ComponentChildren
}

/** An empty screen that explains itself and offers the first action. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <section class={styles.empty}>
      {icon && (
        <span class={styles.icon}>
          <Icon icon={icon} size={32} />
        </span>
      )}
      <h2 class={styles.title}>{title}</h2>
      {children && <div class={styles.words}>{children}</div>}
      {action && <div class={styles.action}>{action}</div>}
    </section>
  )
}
