import type { IconNode } from 'lucide'
import type { ComponentChildren } from 'preact'
import { Icon } from './Icon.tsx'
import styles from './StatusChip.module.css'

/** unset: a dashed outline, visibly unfinished. two: an outline, for two records that differ. */
export type ChipTone = 'present' | 'late' | 'absent' | 'excused' | 'accent' | 'unset' | 'two' | 'plain'

interface StatusChipProps {
  tone: ChipTone
  icon?: IconNode
  children: ComponentChildren
  /** Makes it a button, 46 px high. */
  onClick?: () => void
  /** The whole sentence that a screen reader says. */
  label?: string
  /** For a toggle or a menu. */
  pressed?: boolean
}

/** A state as icon, word and colour; a button where it can be changed. */
export function StatusChip({ tone, icon, children, onClick, label, pressed }: StatusChipProps) {
  const inside = (
    <>
      {icon && <Icon icon={icon} size={onClick ? 20 : 16} />}
      <span class={styles.words}>{children}</span>
    </>
  )
  if (!onClick) {
    return (
      <span class={styles.chip} data-tone={tone}>
        {inside}
      </span>
    )
  }
  return (
    <button
      type="button"
      class={styles.chip}
      data-tone={tone}
      aria-label={label}
      aria-pressed={pressed}
      onClick={onClick}
    >
      {inside}
    </button>
  )
}
