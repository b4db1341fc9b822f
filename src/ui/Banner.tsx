import { CircleCheck, type IconNode, Info, MessageSquare, TriangleAlert } from 'lucide'
import type { ComponentChildren } from 'preact'
import styles from './Banner.module.css'
import { Icon } from './Icon.tsx'

type BannerTone = 'info' | 'warning' | 'error' | 'good' | 'note'

interface BannerProps {
  tone: BannerTone
  children: ComponentChildren
  action?: ComponentChildren
  /** Makes the whole banner a link. */
  href?: string
  icon?: IconNode
  /** status: said politely when it appears. alert: said at once. */
  role?: 'status' | 'alert'
}

const ICONS: Record<BannerTone, IconNode> = {
  info: Info,
  warning: TriangleAlert,
  error: TriangleAlert,
  good: CircleCheck,
  note: MessageSquare,
}

/** A line about the whole screen, in a soft colour. */
export function Banner({ tone, children, action, href, icon, role }: BannerProps) {
  const inside = (
    <>
      <Icon icon={icon ?? ICONS[tone]} size={20} />
      <div class={styles.words}>{children}</div>
      {action && <div class={styles.action}>{action}</div>}
    </>
  )
  return href === undefined ? (
    <div class={styles.banner} data-tone={tone} role={role}>
      {inside}
    </div>
  ) : (
    <a class={styles.banner} data-tone={tone} href={href}>
      {inside}
    </a>
  )
}
