import type { Random } from '#domain/ids.ts'

/** Everything that is left to chance in one simulation comes from one seed. */
export interface Chance {
  /** At least 0, below 1. */
  next(): number
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number
  /** True in so many of a hundred cases. */
  percent(of: number): boolean
  pick<T>(from: readonly T[]): T
  bytes: Random
  /** Another source, which this one's later use does not change. */
  apart(name: string): Chance
}

/** sfc32 (Small Fast Counter, public domain, PractRand): 128 bits of state, started from the seed's hash. */
export function chanceOf(seed: number | string): Chance {
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, hashOf(String(seed)), 1]
  const word = () => {
    const sum = (a + b + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    c |= 0
    return sum >>> 0
  }
  for (let turn = 0; turn < 12; turn++) word()
  const next = () => word() / 2 ** 32
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    whole,
    percent: (of) => next() * 100 < of,
    pick(from) {
      const picked = from[whole(0, from.length - 1)]
      if (picked === undefined) throw new Error('nothing to pick from')
      return picked
    },
    bytes(count) {
      const bytes = new Uint8Array(count)
      for (let at = 0; at < count; at++) bytes[at] = word()
      return bytes
    },
    apart: (name) => chanceOf(`${seed}/${name}`),
  }
}

/** FNV-1a, 32 bits. */
export function hashOf(text: string, from = 0x811c9dc5): number {
  let hash = from
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
