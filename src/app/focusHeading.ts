/** How long a screen may take to show its heading for good. */
const HEADING_WITHIN_MS = 5_000

/** After a change of screen, moves the focus to its heading, so that screen readers say where one is and the keyboard
 *  goes on from there. The heading may come later, or be replaced when what loads has loaded; a person who was quicker
 *  keeps the focus. Returns what stops it. */
export function focusHeading(root: HTMLElement): () => void {
  const before = document.activeElement
  let focused: Element | null = null
  const follow = () => {
    const active = document.activeElement
    if (active !== before && active !== focused && active !== document.body) return stop()
    const heading = root.querySelector<HTMLElement>('h1')
    if (!heading || heading === focused) return
    focused = heading
    heading.tabIndex = -1
    heading.focus({ preventScroll: true })
  }
  const observer = new MutationObserver(follow)
  const timer = setTimeout(() => observer.disconnect(), HEADING_WITHIN_MS)
  const stop = () => {
    observer.disconnect()
    clearTimeout(timer)
  }
  observer.observe(root, { childList: true, subtree: true })
  follow()
  return stop
}
