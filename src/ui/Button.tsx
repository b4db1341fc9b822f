import type { IconNode } from 'lucide'
import type { ComponentChildren, Ref } from 'preact'
import styles from './Button.module.css'
import { Icon } from './Icon.tsx'

interface ButtonProps {
  /** primary: the one next thing to do. quiet: an outline. plain: text only. danger: outlined, red. square: icon only. */
  variant?: 'primary' | 'quiet' | 'plain' | 'danger' | 'square'
  icon?: IconNode
  /** Said by screen readers; needed for `square`. */
  label?: string
  children?: ComponentChildren
  /** Makes it a link that looks like a button. */
  href?: string
  onClick?: () => void
  disabled?: boolean
  /** Work goes on: stays in place, cannot be pressed again. */
  busy?: boolean
  type?: 'button' | 'submit'
  /** Of `submit`: the id of the form that it sends, where it stands outside. */
  form?: string
  /** Fills the line. */
  wide?: boolean
  buttonRef?: Ref<HTMLButtonElement>
}

/** A verb to press; 48 px high, never under 44. */
export function Button(props: ButtonProps) {
  const { variant = 'quiet', icon, label, children, href, onClick, disabled, busy, type = 'button', wide } = props
  const common = { class: styles.button, 'data-variant': variant, 'data-wide': wide || undefined, 'aria-label': label }
  const inside = (
    <>
      {icon && <Icon icon={icon} size={variant === 'square' ? 24 : 20} />}
      {children !== undefined && <span class={styles.words}>{children}</span>}
    </>
  )
  if (href !== undefined && !disabled) {
    return (
      <a {...common} href={href} onClick={onClick}>
        {inside}
      </a>
    )
  }
  return (
    <button
      {...common}
      ref={props.buttonRef ?? null}
      type={type}
      form={props.form}
      disabled={disabled}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? undefined : onClick}
    >
      {inside}
    </button>
  )
}
