import type { ComponentChildren } from 'preact'
import styles from './PaneHead.module.css'

interface PaneNoteProps {
  children: ComponentChildren
}

/** What stands in a pane that has no rows: an empty state, or the rows' shape while they load. */
export function PaneNote({ children }: PaneNoteProps) {
  return <div class={styles.note}>{children}</div>
}
