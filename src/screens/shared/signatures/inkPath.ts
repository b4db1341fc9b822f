import { decodeInk, type Ink } from '#domain/signatures/ink.ts'

/** What is drawn smaller is not blown up: a dot stays a dot. */
const LEAST = { width: 300, height: 120 }
const ROOM = 8

/** For SVG: path data and the box around it. Numbers alone ever come into it. */
export function inkPath(ink: Ink): { d: string; viewBox: string } {
  const strokes = decodeInk(ink)
  const all = strokes.flat()
  const [left, top] = [Math.min(...all.map(([x]) => x)), Math.min(...all.map(([, y]) => y))]
  const [right, bottom] = [Math.max(...all.map(([x]) => x)), Math.max(...all.map(([, y]) => y))]
  const [width, height] = [Math.max(LEAST.width, right - left), Math.max(LEAST.height, bottom - top)]
  const x = left - (width - (right - left)) / 2 - ROOM
  const y = top - (height - (bottom - top)) / 2 - ROOM
  return {
    d: strokes.map(strokePath).join(''),
    viewBox: [x, y, width + 2 * ROOM, height + 2 * ROOM].map(Math.round).join(' '),
  }
}

/** A line without length is a dot where its ends are round. */
export const strokePath = (points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y], at) => `${at === 0 ? `M${x} ${y}` : ''}L${x} ${y}`).join('')
