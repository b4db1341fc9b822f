import type { Drawing, Ink, Shape } from '#domain/learning.ts'
import { localText } from '#text/localText.ts'
import styles from './DrawingView.module.css'

interface DrawingViewProps {
  drawing: Drawing
  language: string
}

/** A drawing of plain shapes in the colours of the look, as wide as the column. */
export function DrawingView({ drawing, language }: DrawingViewProps) {
  const { width, height, shapes } = drawing
  const said = drawing.alternative[language] ?? localText(drawing.alternative, language)
  // biome-ignore lint/suspicious/noArrayIndexKey: the shapes of a published drawing never change their order
  const inside = shapes.map((shape, at) => <ShapeView key={at} shape={shape} language={language} />)
  const frame = { class: styles.drawing, viewBox: `0 0 ${width} ${height}` }
  return said === '' ? (
    <svg {...frame} aria-hidden="true">
      {inside}
    </svg>
  ) : (
    <svg {...frame} role="img" aria-label={said}>
      {inside}
    </svg>
  )
}

const ink = (name: Ink) => (name === 'none' ? 'none' : `var(--${name})`)

function ShapeView({ shape, language }: { shape: Shape; language: string }) {
  if (shape.shape === 'text') {
    const { x, y, size, fill, text } = shape
    return (
      <text x={x} y={y} font-size={size} style={{ fill: ink(fill) }} text-anchor="middle">
        {localText(text, language)}
      </text>
    )
  }
  const { fill, stroke, strokeWidth, opacity } = shape
  const drawn = { style: { fill: ink(fill), stroke: ink(stroke) }, 'stroke-width': strokeWidth, opacity }
  switch (shape.shape) {
    case 'path':
      return <path d={shape.d} {...drawn} />
    case 'circle':
      return <circle cx={shape.x} cy={shape.y} r={shape.r} {...drawn} />
    case 'rect':
      return <rect x={shape.x} y={shape.y} width={shape.width} height={shape.height} rx={shape.radius} {...drawn} />
  }
}
