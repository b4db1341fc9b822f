import { useLingui } from '@lingui/react/macro'
import { ChevronLeft } from 'lucide'
import type { ComponentChildren } from 'preact'
import { Icon } from './Icon.tsx'
import styles from './TopBar.module.css'

interface TopBarProps {
  title: ComponentChildren
  subtitle?: ComponentChildren
  /** Where the arrow leads; none without. */
  backHref?: string
  /** Quiet text at the end of the line: a date. */
  aside?: ComponentChildren
  /** At most two icon buttons (`IconButton`). */
  actions?: ComponentChildren
  /** A title of one screen's root: larger, without an arrow. */
  large?: boolean
}

/** Title of the screen, with the way back and at most two actions. */
export function TopBar({ title, subtitle, backHref, aside, actions, large }: TopBarProps) {
  const { t } = useLingui()
  return (
    <header class={styles.bar} data-large={large || undefined}>
      {backHref !== undefined && (
        <a class={styles.back} href={backHref} aria-label={t`Back`}>
          <Icon icon={ChevronLeft} />
        </a>
      )}
      <div class={styles.titles}>
        <h1 class={styles.title}>{title}</h1>
        {subtitle && <p class={styles.subtitle}>{subtitle}</p>}
      </div>
      {aside && <p class={styles.aside}>{aside}</p>}
      {actions && <div class={styles.actions}>{actions}</div>}
    </header>
  )
}
