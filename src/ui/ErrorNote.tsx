import { TriangleAlert } from 'lucide'
import type { ComponentChildren } from 'preact'
import styles from './ErrorNote.module.css'
import { Icon } from './Icon.tsx'

interface ErrorNoteProps {
  /** What happened. */
  title: ComponentChildren
  /** What is safe. */
  safe?: ComponentChildren
  /** What to do. */
  children?: ComponentChildren
  action?: ComponentChildren
}

/** An error: what happened, what is safe, what to do, in that order. Said at once. */
export function ErrorNote({ title, safe, children, action }: ErrorNoteProps) {
  return (
    <div class={styles.note} role="alert">
      <span class={styles.icon}>
        <Icon icon={TriangleAlert} size={24} />
      </span>
      <div class={styles.words}>
        <p class={styles.title}>{title}</p>
        {safe && <p>{safe}</p>}
        {children && <div>{children}</div>}
        {action && <div class={styles.action}>{action}</div>}
      </div>
    </div>
  )
}
