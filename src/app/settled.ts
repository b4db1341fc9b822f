/** What is not needed for the first screen waits this long for it, ms. A tab in the background paints nothing and still
 *  has work to send. */
const SETTLED_WITHIN_MS = 2_000

/** Resolves when the first screen shows what it came to show: nothing in it says that it is loading, and the frame with
 *  it is painted. On a cheap phone everything else that is loaded before takes its time from that screen. */
export function settled(root: ParentNode): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, SETTLED_WITHIN_MS)
    const look = () => {
      if (root.querySelector('[aria-busy="true"]')) return requestAnimationFrame(look)
      // The frame after the one that shows it.
      return setTimeout(() => {
        clearTimeout(timer)
        resolve()
      })
    }
    requestAnimationFrame(look)
  })
}
