import { expect, it } from 'vitest'
import { backupStanding } from './safekeeping.ts'

const DAY_MS = 24 * 3600 * 1000
const AT = 1_790_000_000_000

it('S8 says of backups first what somebody should see to', () => {
  const standing = (everyMs: number | null, age: number | null, hasFailed = false) =>
    backupStanding({ everyMs, hasFailed, lastAt: age === null ? null : AT - age }, AT)
  expect(standing(DAY_MS, DAY_MS)).toBe('taken')
  expect(standing(DAY_MS, null)).toBe('due')
  expect(standing(DAY_MS, 3 * DAY_MS)).toBe('late')
  expect(standing(7 * DAY_MS, 3 * DAY_MS)).toBe('taken')
  expect(standing(null, null)).toBe('none')
  expect(standing(null, DAY_MS)).toBe('by-hand')
  expect(standing(null, 3 * DAY_MS)).toBe('late')
  expect(standing(DAY_MS, 1, true)).toBe('failed')
})
