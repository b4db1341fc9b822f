/** What was drawn, in few bytes: lines as whole numbers, never a picture. */

/** A point on the glass, from its left upper corner. */
export type Point = readonly [x: number, y: number]

/** Strokes, each `[x, y, dx, dy, dx, dy, …]`: where it begins and the way from point to point. */
export type Ink = readonly (readonly number[])[]

/** The glass is so wide and so high, whatever the phone. */
export const GLASS = { width: 1_000, height: 500 }

/** As JSON. */
export const MOST_BYTES = 3_000

/** Encodes strokes that were drawn on the glass. Points within one unit of a line
 *  between others are left out; of a drawing that is still too large, more of them.
 *  @returns null for nothing drawn, and for what is too much however coarse. */
export function encodeInk(strokes: readonly (readonly Point[])[]): Ink | null {
  const drawn = strokes.filter(({ length }) => length > 0).map((stroke) => stroke.map(onGlass))
  if (drawn.length === 0) return null
  for (let tolerance = 1; tolerance <= 32; tolerance *= 2) {
    const ink = drawn.map((stroke) => steps(simplify(stroke, tolerance)))
    if (JSON.stringify(ink).length <= MOST_BYTES) return ink
  }
  return null
}

export const decodeInk = (ink: Ink): Point[][] =>
  ink.map((stroke) => {
    const points: Point[] = []
    let [x, y] = [0, 0]
    for (let at = 0; at + 1 < stroke.length; at += 2) {
      x += stroke[at] ?? 0
      y += stroke[at + 1] ?? 0
      points.push([x, y])
    }
    return points
  })

/** Checks what came from disk or network.
 *  Returns null for anything but lines on the glass. */
export function readInk(json: unknown): Ink | null {
  if (!Array.isArray(json) || json.length === 0 || json.length > MOST_BYTES / 4) return null
  let numbers = 0
  for (const stroke of json) {
    if (!Array.isArray(stroke) || stroke.length < 2 || stroke.length % 2 !== 0) return null
    numbers += stroke.length
    if (numbers > MOST_BYTES / 2 || !stroke.every(Number.isInteger)) return null
  }
  const ink: Ink = json.map((stroke: number[]) => [...stroke])
  const isOnGlass = ([x, y]: Point) => x >= 0 && x <= GLASS.width && y >= 0 && y <= GLASS.height
  return JSON.stringify(ink).length <= MOST_BYTES && decodeInk(ink).flat().every(isOnGlass) ? ink : null
}

const onGlass = ([x, y]: Point): Point => [
  Math.min(GLASS.width, Math.max(0, Math.round(x))),
  Math.min(GLASS.height, Math.max(0, Math.round(y))),
]

const steps = (points: readonly Point[]): number[] =>
  points.flatMap(([x, y], at) => {
    const [fromX, fromY] = points[at - 1] ?? [0, 0]
    return [x - fromX, y - fromY]
  })

/** Douglas and Peucker's, without recursion: a long stroke is no deep stack. */
function simplify(points: readonly Point[], tolerance: number): Point[] {
  const kept = new Set([0, points.length - 1])
  const open: [number, number][] = [[0, points.length - 1]]
  for (let part = open.pop(); part; part = open.pop()) {
    const [from, to] = part
    let [farthest, far] = [0, tolerance]
    for (let at = from + 1; at < to; at++) {
      const away = distance(points[at] as Point, points[from] as Point, points[to] as Point)
      if (away > far) [farthest, far] = [at, away]
    }
    if (farthest === 0) continue
    kept.add(farthest)
    open.push([from, farthest], [farthest, to])
  }
  return points.filter((_, at) => kept.has(at))
}

/** Of a point from the line between two others. */
export function distance([x, y]: Point, [fromX, fromY]: Point, [toX, toY]: Point): number {
  const [dx, dy] = [toX - fromX, toY - fromY]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - fromX) * dx + (y - fromY) * dy) / length))
  return Math.hypot(x - fromX - along * dx, y - fromY - along * dy)
}
