import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeInk, distance, encodeInk, GLASS, type Ink, MOST_BYTES, type Point, readInk } from './ink.ts'

/** As a finger draws: small steps that turn slowly. */
const stroke = fc
  .tuple(
    fc.double({ min: 20, max: 900, noNaN: true }),
    fc.double({ min: 20, max: 400, noNaN: true }),
    fc.array(fc.double({ min: -0.6, max: 0.6, noNaN: true }), { minLength: 1, maxLength: 60 }),
  )
  .map(([startX, startY, turns]) => {
    let [x, y, heading] = [startX, startY, 0]
    return turns.map((turn): Point => {
      heading += turn
      x = Math.min(GLASS.width, Math.max(0, x + 9 * Math.cos(heading)))
      y = Math.min(GLASS.height, Math.max(0, y + 9 * Math.sin(heading)))
      return [x, y]
    })
  })

const awayFrom = (point: Point, line: readonly Point[]) =>
  Math.min(...line.map((to, at) => distance(point, line[at - 1] ?? to, to)))

describe('ink', () => {
  it('F10 what was drawn is drawn again within a unit of where the finger was, rounded', () => {
    fc.assert(
      fc.property(fc.array(stroke, { minLength: 1, maxLength: 4 }), (strokes) => {
        const ink = encodeInk(strokes)
        const again = decodeInk(ink ?? [])
        expect(again).toHaveLength(strokes.length)
        for (const [at, points] of strokes.entries())
          for (const [x, y] of points) {
            const rounded: Point = [Math.round(x), Math.round(y)]
            expect(awayFrom(rounded, again[at] ?? [])).toBeLessThanOrEqual(1)
          }
        expect(readInk(JSON.parse(JSON.stringify(ink)))).toEqual(ink)
      }),
    )
  })

  it('F10 whatever was drawn is small, or is said to be too much', () => {
    const anywhere = fc.tuple(
      fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      fc.double({ min: -1e9, max: 1e9, noNaN: true }),
    )
    fc.assert(
      fc.property(fc.array(fc.array(anywhere, { maxLength: 200 }), { maxLength: 20 }), (strokes) => {
        const ink = encodeInk(strokes)
        if (ink === null) return
        expect(JSON.stringify(ink).length).toBeLessThanOrEqual(MOST_BYTES)
        expect(readInk(ink)).toEqual(ink)
      }),
      { numRuns: 30 },
    )
    const dots = Array.from({ length: 2_000 }, (_, at): Point[] => [[at % 300, at % 100]])
    expect(encodeInk(dots)).toBeNull()
    expect(encodeInk([])).toBeNull()
  })

  it('F10 a long scrawl is told more coarsely, not refused', () => {
    const scrawl = Array.from(
      { length: 4_000 },
      (_, at): Point => [500 + 450 * Math.cos(at * 0.37), 250 + 210 * Math.sin(at / 50)],
    )
    const circles = Array.from(
      { length: 4_000 },
      (_, at): Point => [500 + (at / 26) * Math.cos(at / 9), 250 + (at / 52) * Math.sin(at / 9)],
    )
    expect(JSON.stringify(encodeInk([circles])).length).toBeLessThanOrEqual(MOST_BYTES)
    expect(encodeInk([scrawl])).toBeNull()
  })

  it('F10 nothing but lines on the glass is read', () => {
    const bad: unknown[] = [
      ...[null, undefined, 'M0 0', {}, [], [[]], [[1]], [[1, 2, 3]], [['1', 2]], [[1.5, 2]], [[Number.NaN, 0]]],
      ...[[[1e308, 1e308]], [[-1, 0]], [[0, 501]], [[1_000, 0, 1, 0]], [[0, 0, 2 ** 60, 0]], [[0, 0, Infinity, 0]]],
      ...[[['"/><script>', 0]], [[0, 0], 'x'], [Array.from({ length: 40_000 }, () => 0)]],
      Array.from({ length: 10_000 }, () => [0, 0]),
    ]
    for (const json of bad) expect(readInk(json), String(json).slice(0, 40)).toBeNull()
    const fine: Ink = [
      [10, 10, 5, -5],
      [0, 0],
    ]
    expect(readInk(fine)).toEqual(fine)
  })
})
