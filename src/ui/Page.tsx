import type { ComponentChildren } from 'preact'
import styles from './Page.module.css'

interface PageProps {
  /** `TopBar`, `SavingLine`: the full width of the column. */
  top?: ComponentChildren
  children: ComponentChildren
  /** `BottomBar`. */
  bottom?: ComponentChildren
  /** flush: content reaches the edges (ruled lists with their own padding). */
  flush?: boolean
}

/** One column as on a sheet of paper: title, content, the next thing to do at the bottom. */
export function Page({ top, children, bottom, flush }: PageProps) {
  return (
    <div class={styles.page}>
      {top}
      <main id="main" tabIndex={-1} class={styles.main} data-flush={flush || undefined}>
        {children}
      </main>
      {bottom}
    </div>
  )
}
