import { expect, it } from 'vitest'
import { makeTokenBucket } from './tokenBucket.ts'

const taken = (bucket: { take(): boolean }, tries: number) =>
  Array.from({ length: tries }, () => bucket.take()).filter(Boolean).length

it('lets a burst through, then so many a second, and never more than a burst', () => {
  let now = 0
  const bucket = makeTokenBucket(() => now, 200, 5_000)
  expect(taken(bucket, 6_000)).toBe(5_000)
  now += 1_000
  expect(taken(bucket, 6_000)).toBe(200)
  now += 24 * 3600 * 1000
  expect(taken(bucket, 6_000)).toBe(5_000)
})

it('waits longer behind what cost more', () => {
  let now = 0
  const bucket = makeTokenBucket(() => now, 10, 5)
  expect(bucket.take()).toBe(true)
  bucket.spend(14)
  expect(bucket.take()).toBe(false)
  now = 1_000
  expect(bucket.take()).toBe(false)
  now = 1_100
  expect(bucket.take()).toBe(true)
})

it('gives nothing for a clock that is set back', () => {
  let now = 1_000_000
  const bucket = makeTokenBucket(() => now, 200, 10)
  expect(taken(bucket, 20)).toBe(10)
  now = 0
  expect(taken(bucket, 20)).toBe(0)
  now = 1_000
  expect(taken(bucket, 20)).toBe(10)
})
