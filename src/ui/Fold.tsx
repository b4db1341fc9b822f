import { ChevronRight } from 'lucide'
import type { ComponentChildren } from 'preact'
import styles from './Fold.module.css'
import { Icon } from './Icon.tsx'

interface FoldProps {
  title: ComponentChildren
  /** What stands inside, in few words. */
  detail?: ComponentChildren
  children: ComponentChildren
  /** Open from the start: something in it needs to be seen. */
  open?: boolean
}

/** What is seldom needed, folded away under its name. */
export function Fold({ title, detail, children, open }: FoldProps) {
  return (
    <details class={styles.fold} open={open}>
      <summary class={styles.summary}>
        <span class={styles.sign}>
          <Icon icon={ChevronRight} size={20} />
        </span>
        <span>{title}</span>
        {detail && <span class={styles.detail}>{detail}</span>}
      </summary>
      <div class={styles.inside}>{children}</div>
    </details>
  )
}
