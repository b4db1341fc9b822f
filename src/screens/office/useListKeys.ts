import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, dialog, [contenteditable]') !== null

/** Where the step goes from: the row with the focus, else the chosen one, else before the first. */
function currentRow(rows: HTMLElement[]): number {
  const { activeElement } = document
  const focused = activeElement instanceof HTMLElement ? rows.indexOf(activeElement) : -1
  return focused >= 0 ? focused : rows.findIndex((row) => row.getAttribute('aria-current') === 'true')
}

/** j and k, and inside the list the arrow keys, move the focus from row to row; Enter opens, as on any link. */
export function useListKeys(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const element = list.current
      if (!element || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const inside = element.contains(document.activeElement)
      const step =
        event.key === 'j' || (inside && event.key === 'ArrowDown')
          ? 1
          : event.key === 'k' || (inside && event.key === 'ArrowUp')
            ? -1
            : 0
      if (step === 0) return
      const rows = [...element.querySelectorAll<HTMLElement>('[data-row]')]
      const from = currentRow(rows)
      const next = rows[Math.max(0, Math.min(rows.length - 1, from < 0 ? 0 : from + step))]
      if (!next) return
      event.preventDefault()
      next.focus()
      next.scrollIntoView({ block: 'nearest' })
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [list])
}
