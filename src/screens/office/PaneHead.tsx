import { useLingui } from '@lingui/react/macro'
import { ChevronLeft } from 'lucide'
import type { ComponentChildren } from 'preact'
import { Icon } from '#ui/Icon.tsx'
import styles from './PaneHead.module.css'

interface PaneHeadProps {
  title: ComponentChildren
  /** Small, above the title: what it belongs to. */
  eyebrow?: ComponentChildren
  subtitle?: ComponentChildren
  /** At the end of the line: a figure or an action. */
  aside?: ComponentChildren
  backHref?: string
  /** The page's own title; false where another pane has it. */
  main: boolean
}

/** Title of one pane of the desk. */
export function PaneHead({ title, eyebrow, subtitle, aside, backHref, main }: PaneHeadProps) {
  const { t } = useLingui()
  const Title = main ? 'h1' : 'h2'
  return (
    <header class={styles.head}>
      {backHref !== undefined && (
        <a class={styles.back} href={backHref} aria-label={t`Back`}>
          <Icon icon={ChevronLeft} />
        </a>
      )}
      <div class={styles.titles}>
        {eyebrow && <p class={styles.eyebrow}>{eyebrow}</p>}
        <Title class={styles.title}>{title}</Title>
        {subtitle && <div class={styles.subtitle}>{subtitle}</div>}
      </div>
      {aside && <div class={styles.aside}>{aside}</div>}
    </header>
  )
}
