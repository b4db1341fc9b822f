import type { IconNode } from 'lucide'
import { h } from 'preact'

interface IconProps {
  /** An icon of the `lucide` family. */
  icon: IconNode
  /** CSS pixels at 100 % text; it grows with the text. */
  size?: number
}

/** One drawing of the one icon family, inline, stroke 2. The words beside it, or the button's label, say what it means. */
export function Icon({ icon, size = 24 }: IconProps) {
  // Grows with large text, up to a quarter: beyond that it would crowd the words out.
  const side = `min(${size / 16}rem, ${size * 1.25}px)`
  return (
    <svg
      viewBox="0 0 24 24"
      style={{ inlineSize: side, blockSize: side }}
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {icon.map(([tag, attributes]) => h(tag, attributes))}
    </svg>
  )
}
