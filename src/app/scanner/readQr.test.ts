import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { HubId } from '#domain/ids.ts'
import { makeBadge } from '#protocol/badge.ts'
import { CLEAN, type Picture, photograph, type Spoil, seeded } from '../../../tests/support/qrPictures.ts'
import { readQr, startReading } from './readQr.ts'

const SEED = 20261125
const WASM = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
/** What the network is asked for: nothing. */
const network = vi.fn(() => Promise.reject(new Error('no network')))

beforeAll(async () => {
  vi.stubGlobal('fetch', network)
  const { buffer, byteOffset, byteLength } = await readFile(WASM)
  await startReading((buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength))
  return () => vi.unstubAllGlobals()
})

const read = ({ data, width, height }: Picture) => readQr({ data, width, height, colorSpace: 'srgb' } as ImageData)

/** As badges are held up at a door in November: each of these alone, then together. */
function spoils(random: () => number): Spoil[] {
  const between = (from: number, to: number) => from + random() * (to - from)
  const some = (of: () => Partial<Spoil>) => Array.from({ length: 6 }, () => ({ ...CLEAN, ...of() }))
  return [
    ...some(() => ({ modulePx: 4, turn: between(-180, 180) })),
    ...some(() => ({ modulePx: between(4, 7), blur: between(0.8, 1.6) })),
    ...some(() => ({ modulePx: between(4.5, 8), tilt: between(0.15, 0.45), turn: between(-40, 40) })),
    ...some(() => ({ modulePx: between(4, 7), light: between(0.12, 0.3), noise: between(2, 5) })),
    ...some(() => ({
      ...{ modulePx: between(4.5, 8), turn: between(-30, 30), tilt: between(0, 0.3) },
      ...{ blur: between(0.3, 1.1), light: between(0.25, 0.6), noise: between(2, 5) },
    })),
  ]
}

describe('the reader for phones whose browser has none', () => {
  test(`F9 of 30 pictures, blurred, tilted, dark, at least 29 are read, without a network (seed ${SEED})`, async () => {
    const random = seeded(SEED)
    const bytes = (count: number) => Uint8Array.from({ length: count }, () => Math.floor(random() * 256))
    const missed: Spoil[] = []
    for (const spoil of spoils(random)) {
      const text = await makeBadge('hub-a-----------' as HubId, bytes)
      const found = await read(photograph(text, spoil, random))
      if (found === null) missed.push(spoil)
      else expect(found).toBe(text)
    }
    expect(missed.length, JSON.stringify(missed)).toBeLessThanOrEqual(1)
    expect(network).not.toHaveBeenCalled()
  })

  test('a picture in which there is none gives nothing, and so does one that is beyond reading', async () => {
    const random = seeded(SEED)
    const table = { width: 640, height: 480, data: new Uint8ClampedArray(640 * 480 * 4).fill(140) }
    expect(await read(table)).toBeNull()
    expect(await read(photograph('TEREN', { ...CLEAN, modulePx: 4, blur: 6 }, random))).toBeNull()
  })
})
