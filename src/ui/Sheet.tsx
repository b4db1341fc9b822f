import { useLingui } from '@lingui/react/macro'
import { X } from 'lucide'
import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { IconButton } from './IconButton.tsx'
import styles from './Sheet.module.css'

interface SheetProps {
  title: ComponentChildren
  subtitle?: ComponentChildren
  onClose: () => void
  children: ComponentChildren
  /** Stays at the bottom: the actions. */
  footer?: ComponentChildren
  /** Nothing in it can be pressed or filled in: the keyboard then scrolls it by being on it. */
  isText?: boolean
}

/** A dialog that comes from the bottom on a phone and stands in the middle on a desk.
 *  Shown while it is rendered. The native dialog keeps the focus inside, closes on Escape and gives the focus back. */
export function Sheet({ title, subtitle, onClose, children, footer, isText }: SheetProps) {
  const { t } = useLingui()
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()

  useEffect(() => {
    const element = dialog.current
    const before = document.activeElement
    element?.showModal()
    return () => {
      element?.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press beside the sheet closes it; the keyboard has Escape
    <dialog
      ref={dialog}
      class={styles.sheet}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClose={() => {
        // A second Escape closes it without asking; closing by ourselves takes it from the page first.
        if (!dialog.current?.isConnected) return
        onClose()
        setTimeout(() => {
          if (dialog.current?.isConnected && !dialog.current.open) dialog.current.showModal()
        })
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose()
      }}
    >
      <div class={styles.inside}>
        <header class={styles.head}>
          <div class={styles.titles}>
            <h2 class={styles.title} id={id} tabIndex={-1}>
              {title}
            </h2>
            {subtitle && <p class={styles.subtitle}>{subtitle}</p>}
          </div>
          <IconButton icon={X} label={t`Close`} onClick={onClose} />
        </header>
        <div class={styles.body} tabIndex={isText ? 0 : undefined}>
          {children}
        </div>
        {footer && <footer class={styles.foot}>{footer}</footer>}
      </div>
    </dialog>
  )
}
