import { useMemo } from 'preact/hooks'
import { encode } from 'uqr'
import styles from './CodeCard.module.css'

interface QrCodeProps {
  text: string
  /** Said instead of it. */
  label: string
}

/** Dark on white in every theme: cameras expect it. */
export function QrCode({ text, label }: QrCodeProps) {
  const { squares, size } = useMemo(() => drawn(text), [text])
  return (
    <svg class={styles.qr} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <path d={squares} />
    </svg>
  )
}

function drawn(text: string): { squares: string; size: number } {
  const { data, size } = encode(text, { ecc: 'M', border: 3 })
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : [])))
  return { squares: squares.join(''), size }
}
