import type { ComponentChildren } from 'preact'
import styles from './Card.module.css'

interface CardProps {
  children: ComponentChildren
  /** The one that comes next: an accent outline. */
  next?: boolean
  href?: string
}

/** A raised piece of paper; with `href`, all of it is one link. */
export function Card({ children, next, href }: CardProps) {
  if (href !== undefined) {
    return (
      <a class={styles.card} data-next={next || undefined} href={href}>
        {children}
      </a>
    )
  }
  return (
    <div class={styles.card} data-next={next || undefined}>
      {children}
    </div>
  )
}
