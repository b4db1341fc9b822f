import type { IconNode } from 'lucide'
import type { ComponentChildren } from 'preact'
import { Icon } from '#ui/Icon.tsx'
import styles from './Day.module.css'

export type VerdictTone = 'good' | 'todo' | 'bad' | 'plain'

interface VerdictProps {
  tone: VerdictTone
  icon: IconNode
  title: ComponentChildren
  children?: ComponentChildren
}

/** What the whole screen comes to, said first. */
export function Verdict({ tone, icon, title, children }: VerdictProps) {
  return (
    <section class={styles.verdict} data-tone={tone} role="status">
      <div class={styles.head}>
        <Icon icon={icon} size={24} />
        <h2 class={styles.title}>{title}</h2>
      </div>
      {children && <p>{children}</p>}
    </section>
  )
}
