import type { IconNode } from 'lucide'
import type { Ref } from 'preact'
import { Icon } from './Icon.tsx'
import styles from './IconButton.module.css'

interface IconButtonProps {
  icon: IconNode
  /** The verb; also shown when the pointer rests on it. */
  label: string
  onClick?: () => void
  href?: string
  pressed?: boolean
  disabled?: boolean
  buttonRef?: Ref<HTMLButtonElement>
}

/** An icon to press, without an outline: for title bars and rows. 44 px. */
export function IconButton({ icon, label, onClick, href, pressed, disabled, buttonRef }: IconButtonProps) {
  if (href !== undefined) {
    return (
      <a class={styles.button} href={href} aria-label={label} title={label}>
        <Icon icon={icon} />
      </a>
    )
  }
  return (
    <button
      ref={buttonRef ?? null}
      type="button"
      class={styles.button}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon icon={icon} />
    </button>
  )
}
