import type { IconNode } from 'lucide'
import { h } from 'preact'

interface IconProps {
  /** An icon of the `lucide` family. */
  icon: IconNode
  /** CSS pixels at 100 % text; it grows with the text. */
  size?: number
  /** Only where the icon stands alone and says something; else it is hidden from screen readers. */
  label?: string
}

/** One drawing of the one icon family, inline, stroke 2. */
export function Icon({ icon, size = 24, label }: IconProps) {
  const side = `${size / 16}rem`
  return (
    <svg
      viewBox="0 0 24 24"
      style={{ inlineSize: side, blockSize: side }}
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      {icon.map(([tag, attributes]) => h(tag, attributes))}
    </svg>
  )
}
