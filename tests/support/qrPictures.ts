import { encode } from 'uqr'

/** Pictures of QR codes as cameras take them, drawn by a seed: tilted, blurred, dark, noisy. */

export interface Picture {
  width: number
  height: number
  /** RGBA. */
  data: Uint8ClampedArray<ArrayBuffer>
}

export interface Spoil {
  /** Pixels a module takes, where nothing tilts it. */
  modulePx: number
  /** Turned in the plane, degrees. */
  turn: number
  /** How much smaller the far side is than the near one: 0 is flat, 0.3 is held at a steep angle. */
  tilt: number
  /** Standard deviation of the blur, in pixels. */
  blur: number
  /** What is left of the light: 1 is day. */
  light: number
  /** Deviation of the sensor's noise, of 255. */
  noise: number
}

export const CLEAN: Spoil = { modulePx: 6, turn: 0, tilt: 0, blur: 0, light: 1, noise: 0 }

/** mulberry32 */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Samples of a pixel in each direction: edges of modules fall between pixels. */
const SAMPLES = 2
const QUIET = 4

/** A frame of a camera with a badge in its middle, on a grey table. */
export function photograph(text: string, spoil: Spoil, random: () => number, width = 640, height = 480): Picture {
  const { data: modules, size } = encode(text, { ecc: 'M', border: QUIET })
  const grey = new Float32Array(width * height)
  const turn = (spoil.turn * Math.PI) / 180
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  // Where the badge's plane lies behind a pixel, in modules from its middle.
  const shade = (x: number, y: number): number => {
    const [px, py] = [(x - width / 2) / spoil.modulePx, (y - height / 2) / spoil.modulePx]
    const far = 1 - (spoil.tilt * py) / size
    const [u, v] = [px * far, py * far]
    const column = Math.floor(u * cos + v * sin + size / 2)
    const row = Math.floor(v * cos - u * sin + size / 2)
    const dark = modules[row]?.[column]
    return dark === undefined ? 0.55 : dark ? 0.08 : 0.92
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0
      for (let sy = 0; sy < SAMPLES; sy++) {
        for (let sx = 0; sx < SAMPLES; sx++) sum += shade(x + (sx + 0.5) / SAMPLES, y + (sy + 0.5) / SAMPLES)
      }
      grey[y * width + x] = sum / SAMPLES ** 2
    }
  }
  const blurred = spoil.blur > 0 ? blur(grey, width, height, spoil.blur) : grey
  const data = new Uint8ClampedArray(width * height * 4)
  for (let at = 0; at < blurred.length; at++) {
    // Light falls from one side.
    const falling = 1 - (0.35 * (at % width)) / width
    const level = (blurred[at] ?? 0) * 255 * spoil.light * falling + spoil.noise * normal(random)
    data.set([level, level, level, 255], at * 4)
  }
  return { width, height, data }
}

const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

function blur(from: Float32Array, width: number, height: number, deviation: number): Float32Array {
  const reach = Math.ceil(3 * deviation)
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, at) => Math.exp(-((at - reach) ** 2) / (2 * deviation ** 2)))
  const whole = kernel.reduce((sum, part) => sum + part, 0)
  const along = (source: Float32Array, step: number, count: number, lines: number, lineStep: number) => {
    const result = new Float32Array(source.length)
    for (let line = 0; line < lines; line++) {
      for (let at = 0; at < count; at++) {
        let sum = 0
        for (let k = -reach; k <= reach; k++) {
          const near = Math.min(count - 1, Math.max(0, at + k))
          sum += (source[line * lineStep + near * step] ?? 0) * (kernel[k + reach] ?? 0)
        }
        result[line * lineStep + at * step] = sum / whole
      }
    }
    return result
  }
  return along(along(from, 1, width, height, width), width, height, width, 1)
}
