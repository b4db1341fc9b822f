import { useLingui } from '@lingui/react/macro'
import { PenLine } from 'lucide'
import { useRef } from 'preact/hooks'
import { GLASS, type Point } from '#domain/signatures/ink.ts'
import { Icon } from '#ui/Icon.tsx'
import { strokePath } from './inkPath.ts'
import styles from './Signatures.module.css'

/** A finger that rests on the glass tells its place again and again. */
const MOST_POINTS = 4_000

export type Strokes = readonly (readonly Point[])[]

interface InkPadProps {
  strokes: Strokes
  onDraw: (strokes: Strokes) => void
}

/** Glass to draw on, by finger, pen or mouse. Whoever uses none of them types the name. */
export function InkPad({ strokes, onDraw }: InkPadProps) {
  const { t } = useLingui()
  const path = useRef<SVGPathElement>(null)
  /** What the finger draws now; the screen is told when it lifts. */
  const drawing = useRef<{ pointer: number; points: Point[] } | null>(null)
  const isEmpty = strokes.length === 0
  const known = strokes.map(strokePath).join('')
  const many = strokes.reduce((sum, { length }) => sum + length, 0)

  function add(event: PointerEvent, glass: SVGSVGElement): void {
    const now = drawing.current
    if (now?.pointer !== event.pointerId || many + now.points.length >= MOST_POINTS) return
    const { left, top, width } = glass.getBoundingClientRect()
    const coalesced = event.getCoalescedEvents?.() ?? []
    for (const { clientX, clientY } of coalesced.length > 0 ? coalesced : [event])
      now.points.push([((clientX - left) * GLASS.width) / width, ((clientY - top) * GLASS.width) / width])
    path.current?.setAttribute('d', known + strokePath(now.points))
  }
  function end(event: PointerEvent): void {
    const now = drawing.current
    if (now?.pointer !== event.pointerId) return
    drawing.current = null
    onDraw([...strokes, now.points])
  }

  return (
    <div class={styles.pad}>
      {isEmpty && (
        <span class={styles.here} aria-hidden="true">
          <Icon icon={PenLine} size={20} />
        </span>
      )}
      <svg
        class={styles.glass}
        viewBox={`0 0 ${GLASS.width} ${GLASS.height}`}
        role="img"
        aria-label={isEmpty ? t`Glass to sign on, empty` : t`Glass to sign on, signed`}
        onPointerDown={(event) => {
          if (drawing.current || event.button !== 0) return
          const glass = event.currentTarget
          glass.setPointerCapture(event.pointerId)
          drawing.current = { pointer: event.pointerId, points: [] }
          add(event, glass)
        }}
        onPointerMove={(event) => add(event, event.currentTarget)}
        onPointerUp={end}
        onPointerCancel={end}
      >
        <path ref={path} d={known} />
      </svg>
    </div>
  )
}
