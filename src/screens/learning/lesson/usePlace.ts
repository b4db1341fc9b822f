import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { BlockId, LessonId } from '#domain/learning.ts'
import type { Place } from '#domain/progress.ts'

interface PlaceOptions {
  lesson: LessonId
  /** Where to begin; null: at the top. */
  start: BlockId | null
  /** The place that is known already. */
  known: Place | null
  onPlace: (block: BlockId) => void
}

/** Whoever stays so long at a place is there; who scrolls past is not. */
const STAYS_MS = 700

/** A block is where one is once its top has come so near to the window's, px. Just below where a restored one is put
 *  (`scroll-padding` in reset.css): a place that is restored is the same place again, start after start. */
const READ_LINE_PX = 104

/** Begins where one was, and follows where one is: told when the reader stays, leaves, or turns the phone off. */
export function usePlace(article: RefObject<HTMLElement | null>, options: PlaceOptions): void {
  const latest = useRef(options)
  latest.current = options

  useLayoutEffect(() => {
    const { start } = latest.current
    // After the router, which goes to the top of a new page, and before anything is painted.
    if (start !== null) queueMicrotask(() => blockOf(article.current, start)?.scrollIntoView({ block: 'start' }))
  }, [article])

  // Ends with the lesson: a later effect would still hear how the next page scrolls to its top.
  useLayoutEffect(() => {
    let told: string | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    /** Measured while the lesson is on screen: once it is left there is nothing to measure. */
    let seen = latest.current.start ?? readingIn(article.current)

    function tell(): void {
      clearTimeout(timer)
      const { known, lesson, onPlace } = latest.current
      const isKnown = told === null && known?.lesson === lesson && known.block === seen
      if (seen === null || seen === told || isKnown) return
      told = seen
      onPlace(seen)
    }

    function stay(): void {
      clearTimeout(timer)
      timer = setTimeout(tell, STAYS_MS)
    }

    function moved(): void {
      seen = readingIn(article.current)
      stay()
    }

    const hidden = () => {
      if (document.visibilityState === 'hidden') tell()
    }
    stay()
    addEventListener('scroll', moved, { passive: true })
    document.addEventListener('visibilitychange', hidden)
    // A page that is loaded anew is not hidden first in every browser.
    addEventListener('pagehide', tell)
    return () => {
      removeEventListener('scroll', moved)
      document.removeEventListener('visibilitychange', hidden)
      removeEventListener('pagehide', tell)
      tell()
    }
  }, [article])
}

const blocksOf = (article: HTMLElement | null): HTMLElement[] => [
  ...(article?.querySelectorAll<HTMLElement>('[data-block]') ?? []),
]

const blockOf = (article: HTMLElement | null, id: BlockId) =>
  blocksOf(article).find((block) => block.dataset.block === id)

/** The last block whose top is above that line; at the top of a lesson the first. */
function readingIn(article: HTMLElement | null): BlockId | null {
  const blocks = blocksOf(article)
  const read = blocks.findLast((block) => block.getBoundingClientRect().top <= READ_LINE_PX) ?? blocks[0]
  return read?.dataset.block ?? null
}
