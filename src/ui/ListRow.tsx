import type { ComponentChildren } from 'preact'
import styles from './List.module.css'

interface ListRowProps {
  /** Bold at the start, in its own column: a day, a time, a number. */
  leading?: ComponentChildren
  children: ComponentChildren
  /** Second, quiet line. */
  detail?: ComponentChildren
  /** At the end of the line: a number, a chip. */
  trailing?: ComponentChildren
  href?: string
  onClick?: () => void
  /** Shown beside the list (on a desk). */
  selected?: boolean
}

/** One row; a link with `href`, a button with `onClick`, else text. */
export function ListRow({ leading, children, detail, trailing, href, onClick, selected }: ListRowProps) {
  const inside = (
    <>
      {leading !== undefined && <span class={styles.leading}>{leading}</span>}
      <span class={styles.middle}>
        <span class={styles.main}>{children}</span>
        {detail !== undefined && <span class={styles.detail}>{detail}</span>}
      </span>
      {trailing !== undefined && <span class={styles.trailing}>{trailing}</span>}
    </>
  )
  return (
    <li class={styles.item}>
      {href !== undefined ? (
        <a class={styles.row} href={href} aria-current={selected || undefined} onClick={onClick}>
          {inside}
        </a>
      ) : onClick ? (
        <button type="button" class={styles.row} aria-current={selected || undefined} onClick={onClick}>
          {inside}
        </button>
      ) : (
        <div class={styles.row}>{inside}</div>
      )}
    </li>
  )
}
