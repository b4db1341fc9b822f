import { expect, it } from 'vitest'
import { makeFailedTries } from './failedTries.ts'

const HOUR_MS = 3600 * 1000

it('blocks an address after 20 failures in an hour, and no other', () => {
  let now = 0
  const tries = makeFailedTries(() => now)
  for (let count = 0; count < 20; count++) {
    expect(tries.isBlocked('a')).toBe(false)
    tries.count('a')
    now += 1_000
  }
  expect([tries.isBlocked('a'), tries.isBlocked('b')]).toEqual([true, false])
  now = HOUR_MS
  expect(tries.isBlocked('a')).toBe(false)
})

it('blocks everybody after 500 failures in an hour, from however many addresses', () => {
  let now = 0
  const tries = makeFailedTries(() => now)
  for (let count = 0; count < 500; count++) {
    expect(tries.isBlocked('new')).toBe(false)
    tries.count(`address ${count}`)
  }
  expect(tries.isBlocked('new')).toBe(true)
  now = HOUR_MS
  expect(tries.isBlocked('new')).toBe(false)
})
