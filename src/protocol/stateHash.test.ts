import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '../../tests/support/runs.ts'
import { stateHash } from './stateHash.ts'

const clocks = fc.uniqueArray(fc.tuple(fc.nat(), fc.nat()), { selector: ([client]) => client })
const entries = fc.uniqueArray(fc.tuple(fc.string(), fc.jsonValue()), { selector: ([key]) => key, minLength: 1 })

describe('the hash of what a document holds', () => {
  it('FE11 is the same in whatever order clients, keys and fields of values come', () => {
    const backwards = (value: unknown): unknown =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).toReversed())
        : value
    void fc.assert(
      fc.property(clocks, entries, (reached, held) => {
        const turned = held.toReversed().map(([key, value]): [string, unknown] => [key, backwards(value)])
        const there = stateHash(new Map(reached.toReversed()), new Map(turned))
        expect(stateHash(new Map(reached), new Map(held))).toBe(there)
        expect(there).toMatch(/^[0-9a-f]{16}$/)
      }),
      { numRuns: runs(100) },
    )
  })

  it('FE11 is another one after any step of a client, any new value, and where an entry went', () => {
    const reached = new Map([
      [1, 4],
      [2, 1],
    ])
    const held = new Map<string, unknown>([
      ['a', { at: 1, by: ['x'] }],
      ['b\n', null],
    ])
    const others = [
      stateHash(new Map([...reached, [1, 5]]), held),
      stateHash(new Map([[1, 4]]), held),
      stateHash(reached, new Map([...held, ['a', { at: 1, by: ['y'] }]])),
      stateHash(reached, new Map([['a', { at: 1, by: ['x'] }]])),
      stateHash(reached, new Map([...held, ['__proto__', 1]])),
    ]
    expect(new Set([stateHash(reached, held), ...others]).size).toBe(6)
  })
})
