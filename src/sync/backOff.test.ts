import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BACK_OFF_BASE_MS, BACK_OFF_CAP_MS, backOffMs } from './backOff.ts'
import { steadyRandom } from './testing.ts'

it('waits between nothing and an exponential ceiling, never over the cap', () => {
  fc.assert(
    fc.property(fc.nat(2_000), fc.uint8Array({ minLength: 2, maxLength: 2 }), (attempt, bytes) => {
      const waitMs = backOffMs(attempt, () => bytes)
      expect(waitMs).toBeGreaterThanOrEqual(0)
      expect(waitMs).toBeLessThanOrEqual(Math.min(BACK_OFF_CAP_MS, BACK_OFF_BASE_MS * 2 ** attempt))
    }),
  )
})

it('LI4 uses the whole range, so that phones do not come back together', () => {
  expect([0, 128, 255].map((byte) => backOffMs(10, steadyRandom(byte)))).toEqual([0, 30_118, BACK_OFF_CAP_MS])
})
