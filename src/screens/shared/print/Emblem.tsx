import { EMBLEM } from './emblem.ts'

/** Drawn by its own colours, also where a browser is told to print no backgrounds. */
export function Emblem({ class: name }: { class?: string | undefined }) {
  const { width, height, blue, yellow, stars } = EMBLEM
  return (
    <svg class={name} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
      <rect width={width} height={height} fill={blue} />
      <path d={stars} fill={yellow} />
    </svg>
  )
}
