import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { HubId } from '#domain/ids.ts'
import { runs } from '../../tests/support/runs.ts'
import { badgeHash, makeBadge, readBadge } from './badge.ts'

const HUB = 'hub-a-----------' as HubId
const OTHER = 'hub-b-----------' as HubId
const random = (count: number) => crypto.getRandomValues(new Uint8Array(count))

describe('F9 badges', () => {
  test('F9 a badge is known by its hash, and only in its hub', async () => {
    const text = await makeBadge(HUB, random)
    expect(await readBadge(text, HUB)).toEqual({ kind: 'badge', hash: await badgeHash(text) })
    expect(await readBadge(text, OTHER)).toEqual({ kind: 'other-hub' })
  })

  test('F9 a token has 128 bits, each of which changes what stands on the badge', async () => {
    const of = (bytes: Uint8Array) => makeBadge(HUB, () => bytes)
    const none = await of(new Uint8Array(16))
    const texts = new Set([none])
    for (let bit = 0; bit < 128; bit++) {
      const bytes = new Uint8Array(16)
      bytes[bit >> 3] = 1 << (bit & 7)
      texts.add(await of(bytes))
    }
    expect(texts.size).toBe(129)
    await makeBadge(HUB, (count) => {
      expect(count).toBe(16)
      return new Uint8Array(count)
    })
  })

  test('F9 what stands on a badge cannot be told from what phones hold', async () => {
    const text = await makeBadge(HUB, random)
    const hash = await badgeHash(text)
    expect(hash).toMatch(/^[\w-]{22}$/)
    expect(await readBadge(hash, HUB)).toEqual({ kind: 'no-badge' })
    expect(await readBadge(`TEREN/1/${text.split('/')[2]}/${hash}`, HUB)).toEqual({ kind: 'no-badge' })
  })

  test('F9 a QR code writes it in capitals and figures alone, the shortest way', async () => {
    expect(await makeBadge(HUB, random)).toMatch(/^[0-9A-Z $%*+\-./:]{43}$/)
  })

  test('other QR codes are no badges', async () => {
    const text = await makeBadge(HUB, random)
    for (const other of ['', 'https://example.org/', text.slice(1), `${text}0`, text.toLowerCase(), `${text} `]) {
      expect(await readBadge(other, HUB), other).toEqual({ kind: 'no-badge' })
    }
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (garbage) => {
        expect(await readBadge(garbage, HUB)).toEqual({ kind: 'no-badge' })
      }),
      { numRuns: runs(200) },
    )
  })
})
