import type { ComponentChildren } from 'preact'
import styles from './StripeRow.module.css'

export type StripeTone = 'missed' | 'doubt' | 'open' | 'confirmed' | 'ahead'

interface StripeRowProps {
  tone: StripeTone
  /** The state in words, in its colour. */
  state: ComponentChildren
  title: ComponentChildren
  children?: ComponentChildren
  trailing?: ComponentChildren
  href: string
  selected: boolean
}

/** One row of the office's lists: a stripe and a word say its state. All of it is one link. */
export function StripeRow({ tone, state, title, children, trailing, href, selected }: StripeRowProps) {
  return (
    <li class={styles.item}>
      <a class={styles.row} href={href} data-row data-tone={tone} aria-current={selected ? 'true' : undefined}>
        <span class={styles.stripe} aria-hidden="true" />
        <span class={styles.middle}>
          <span class={styles.line}>
            <span class={styles.state}>{state}</span>
            {trailing && <span class={styles.trailing}>{trailing}</span>}
          </span>
          <span class={styles.title}>{title}</span>
          {children}
        </span>
      </a>
    </li>
  )
}
