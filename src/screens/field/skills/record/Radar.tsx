import type { ScoredItem } from '#domain/skills/form.ts'
import { rowKey, shareOf } from '#domain/skills/record.ts'
import styles from './Record.module.css'
import type { RecordColumn } from './record.model.ts'

interface RadarProps {
  rows: readonly ScoredItem[]
  columns: readonly RecordColumn[]
  /** What it shows, and that the table says the same. */
  label: string
}

const RADIUS = 100
const RINGS = [0, 0.25, 0.5, 0.75, 1]
/** What a skill that is not answered leaves is a gap: a line goes from one answer to the next only where they are
 *  neighbours. */
const FEWEST = 3

/** The columns of the table beside it, drawn: the axes have the numbers of its rows. Lines differ by dash and mark. */
export function Radar({ rows, columns, label }: RadarProps) {
  if (rows.length < FEWEST) return null
  const at = (row: number, share: number): Point => {
    const angle = (2 * Math.PI * row) / rows.length - Math.PI / 2
    // A level of nothing is a small ring and no point: what is answered can be seen.
    const radius = RADIUS * (0.12 + 0.88 * share)
    return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) }
  }
  return (
    <svg class={styles.radar} viewBox="-130 -124 260 248" role="img" aria-label={label}>
      {RINGS.map((ring) => (
        <polygon key={ring} class={styles.ring} points={rows.map((_, row) => pointText(at(row, ring))).join(' ')} />
      ))}
      {rows.map((row, index) => {
        const [inner, outer, text] = [at(index, 0), at(index, 1), at(index, 1.14)]
        return (
          <g key={row.id}>
            <line class={styles.ring} x1={inner.x} y1={inner.y} x2={outer.x} y2={outer.y} />
            <text class={styles.axis} x={text.x} y={text.y}>
              {index + 1}
            </text>
          </g>
        )
      })}
      {columns.map((column) => {
        const points = rows.map((row, index) => {
          const share = shareOf(row, column.cells.get(rowKey(row))?.value ?? null)
          return share === null ? null : at(index, share)
        })
        return (
          <g key={column.key} data-look={column.look % LOOKS}>
            <path class={styles.series} d={pathOf(points)} />
            {points.map((point, index) => point && <Mark key={rows[index]?.id} look={column.look} {...point} />)}
          </g>
        )
      })}
    </svg>
  )
}

/** How many lines can be told from each other; more begin anew. */
const LOOKS = 4

interface Point {
  x: number
  y: number
}

const pointText = ({ x, y }: Point): string => `${x.toFixed(1)},${y.toFixed(1)}`

function pathOf(points: readonly (Point | null)[]): string {
  return points
    .map((point, index) => {
      const next = points[(index + 1) % points.length]
      return point && next ? `M${pointText(point)}L${pointText(next)}` : ''
    })
    .join('')
}

/** Circle, square, triangle, diamond. */
function Mark({ look, x, y }: Point & { look: number }) {
  const r = 3.6
  switch (look % LOOKS) {
    case 0:
      return <circle class={styles.mark} cx={x} cy={y} r={r} />
    case 1:
      return <rect class={styles.mark} x={x - r} y={y - r} width={2 * r} height={2 * r} />
    case 2:
      return <path class={styles.mark} d={`M${x} ${y - r - 1}l${r + 1} ${2 * r}h${-2 * r - 2}z`} />
    default:
      return (
        <path class={styles.mark} d={`M${x} ${y - r - 1}l${r + 1} ${r + 1}l${-r - 1} ${r + 1}l${-r - 1} ${-r - 1}z`} />
      )
  }
}

/** The line of a column, beside its title. */
export function LookKey({ look }: { look: number }) {
  return (
    <svg class={styles.key} viewBox="0 -6 34 12" aria-hidden="true" data-look={look % LOOKS}>
      <path class={styles.series} d="M0 0H34" />
      <Mark look={look} x={17} y={0} />
    </svg>
  )
}
