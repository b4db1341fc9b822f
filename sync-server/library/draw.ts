import type { Drawing, Ink, Shape, Texts } from '#domain/learning.ts'

/** Parts that drawings of learning modules are made of: few lines and plain shapes, alike in all of them. A drawing is
 *  324 wide, as wide as a phone's column, so that a unit is about a pixel. */

const WIDTH = 324
const HEIGHT = 150

/** Of lines that show a thing or a person. */
const LINE = 2.5

type Point = readonly [x: number, y: number]

/** A drawing on coloured ground. */
export function drawing(alternative: Texts, ...parts: (Shape | Shape[])[]): Drawing {
  const ground = rect(0, 0, WIDTH, HEIGHT, 0, { fill: 'accent-soft', stroke: 'none' })
  return { width: WIDTH, height: HEIGHT, alternative, shapes: [ground, ...parts.flat()] }
}

interface Paint {
  fill?: Ink
  stroke?: Ink
  strokeWidth?: number
  opacity?: number
}

/** Outlined in ink and filled with paper, where nothing else is said. */
const painted = ({ fill = 'card', stroke = 'ink', strokeWidth = LINE, opacity }: Paint) => ({
  fill,
  stroke,
  strokeWidth,
  ...(opacity === undefined ? {} : { opacity }),
})

export const path = (d: string, paint: Paint = {}): Shape => ({ shape: 'path', d, ...painted(paint) })

export const line = (d: string, stroke: Ink = 'ink', strokeWidth = LINE): Shape =>
  path(d, { fill: 'none', stroke, strokeWidth })

export const circle = (x: number, y: number, r: number, paint: Paint = {}): Shape => ({
  shape: 'circle',
  x,
  y,
  r,
  ...painted(paint),
})

export const rect = (
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
  paint: Paint = {},
): Shape => ({ shape: 'rect', x, y, width, height, radius, ...painted(paint) })

/** A word centred on x, standing on y. */
export const word = (x: number, y: number, text: Texts, fill: Ink = 'ink', size = 14): Shape => ({
  shape: 'text',
  x,
  y,
  size,
  fill,
  text,
})

/** The same in every language. */
export const everywhere = (text: string): Texts => ({ en: text, cs: text, bg: text })

/** With its rays, which reach 10 beyond the edge. */
export const sun = (x: number, y: number, r = 15): Shape[] => [
  circle(x, y, r, { fill: 'late-soft', stroke: 'late' }),
  line(Array.from({ length: 12 }, (_, at) => ray(x, y, r, (at * Math.PI) / 6)).join(''), 'late'),
]

function ray(x: number, y: number, r: number, angle: number): string {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  return `M${round(x + (r + 6) * cos)} ${round(y + (r + 6) * sin)}L${round(x + (r + 10) * cos)} ${round(y + (r + 10) * sin)}`
}

/** Two hills along the lower edge; the nearer one begins at the height given. */
export const hills = (y = 122): Shape[] => [
  path(`M0 ${y - 8}C60 ${y - 30} 120 ${y - 22} 180 ${y - 10}S280 ${y - 14} 324 ${y - 26}V150H0Z`, {
    fill: 'accent',
    stroke: 'none',
    opacity: 0.25,
  }),
  path(`M0 ${y + 8}C70 ${y - 12} 130 ${y - 2} 190 ${y + 6}S290 ${y + 4} 324 ${y - 6}V150H0Z`, {
    fill: 'accent',
    stroke: 'none',
    opacity: 0.5,
  }),
]

export const floor = (y: number): Shape =>
  rect(0, y, WIDTH, HEIGHT - y, 0, { fill: 'accent', stroke: 'none', opacity: 0.25 })

/** Its upper left corner; it steams. */
export const cup = (x: number, y: number): Shape[] => [
  path(`M${x} ${y}H${x + 12}V${y + 10}H${x}Z`),
  line(`M${x + 12} ${y + 2}Q${x + 18} ${y + 5} ${x + 12} ${y + 8}`, 'ink', 2),
  line(
    `M${x + 4} ${y - 5}Q${x + 2} ${y - 9} ${x + 5} ${y - 13}M${x + 9} ${y - 5}Q${x + 7} ${y - 9} ${x + 10} ${y - 13}`,
    'ink-2',
    1.5,
  ),
]

interface Pose {
  /** Where the feet stand; sitting, where they would. */
  at: Point
  shirt: Ink
  /** Where the hands are, from the feet. */
  hands?: readonly [Point, Point]
  /** Where the feet are, left and right of it. */
  feet?: readonly [number, number]
  /** Sitting on a seat 27 high, with the knees to this side. */
  sits?: 'left' | 'right'
  /** What tells people apart. */
  hair?: 'none' | 'bun' | 'cap' | 'long'
  /** 1 is 72 high. */
  size?: number
}

/** A person: a head, a shirt, and lines for arms and legs. */
export function figure(pose: Pose): Shape[] {
  const {
    at,
    shirt,
    hands = [
      [-13, -26],
      [13, -26],
    ],
    feet = [-8, 8],
    sits,
    hair = 'none',
    size = 1,
  } = pose
  const x = (value: number) => round(at[0] + value * size)
  const y = (value: number) => round(at[1] + value * size)
  const to = ([dx, dy]: Point) => `${x(dx)} ${y(dy)}`
  const knee = sits === 'left' ? -17 : 17
  const legs = sits
    ? [line(`M${to([0, -27])}L${to([knee, -27])}L${to([knee, 0])}H${x(knee * 1.35)}`)]
    : [line(`M${to([feet[0], 0])}L${to([-3, -26])}`), line(`M${to([feet[1], 0])}L${to([3, -26])}`)]
  const arms = hands.map((hand, side) =>
    line(`M${to([side === 0 ? -5 : 5, -46])}L${to(elbow(hand, side))}L${to(hand)}`),
  )
  const body = path(`M${to([-6, -50])}Q${to([0, -53])} ${to([6, -50])}L${to([8, -25])}H${x(-8)}Z`, { fill: shirt })
  const head = circle(x(0), y(-62), 9.5 * size)
  return [...behind(hair, x, y, size), ...legs, body, ...arms, head, ...above(hair, to)]
}

const round = (value: number): number => Math.round(value * 10) / 10

/** Half way to the hand, bent a little outwards. */
const elbow = ([dx, dy]: Point, side: number): Point => [dx / 2 + (side === 0 ? -6 : 6), (dy - 46) / 2 + 3]

function behind(hair: Pose['hair'], x: (value: number) => number, y: (value: number) => number, size: number): Shape[] {
  if (hair === 'bun') return [circle(x(0), y(-74), 4.5 * size, { fill: 'ink' })]
  return []
}

function above(hair: Pose['hair'], to: (point: Point) => string): Shape[] {
  switch (hair) {
    case 'bun':
      return [
        path(`M${to([-9.5, -62])}Q${to([0, -78])} ${to([9.5, -62])}Q${to([0, -68])} ${to([-9.5, -62])}Z`, {
          fill: 'ink',
        }),
      ]
    case 'cap':
      return [
        path(
          `M${to([-9.5, -64])}Q${to([-8, -75])} ${to([1, -74])}Q${to([9, -73])} ${to([9.5, -64])}L${to([15, -63])}`,
          { fill: 'excused' },
        ),
      ]
    case 'long':
      return [
        path(
          `M${to([-9.5, -54])}Q${to([-12, -74])} ${to([0, -74])}Q${to([12, -74])} ${to([9.5, -54])}Q${to([10, -66])} ${to([0, -67])}Q${to([-10, -66])} ${to([-9.5, -54])}Z`,
          { fill: 'ink' },
        ),
      ]
    default:
      return []
  }
}
