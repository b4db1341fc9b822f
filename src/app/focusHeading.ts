/** How long a screen may take to show its heading. */
const HEADING_WITHIN_MS = 5_000

/** After a change of screen, moves the focus to its heading, so that screen readers say where one is and the keyboard
 *  goes on from there. The heading may come later; a person who was quicker keeps the focus. Returns what stops it. */
export function focusHeading(root: HTMLElement): () => void {
  const before = document.activeElement
  const focus = () => {
    if (document.activeElement !== before && document.activeElement !== document.body) return true
    const heading = root.querySelector<HTMLElement>('h1')
    if (!heading) return false
    heading.tabIndex = -1
    heading.focus({ preventScroll: true })
    return true
  }
  if (focus()) return () => undefined
  const observer = new MutationObserver(() => {
    if (focus()) stop()
  })
  const timer = setTimeout(() => observer.disconnect(), HEADING_WITHIN_MS)
  const stop = () => {
    observer.disconnect()
    clearTimeout(timer)
  }
  observer.observe(root, { childList: true, subtree: true })
  return stop
}
