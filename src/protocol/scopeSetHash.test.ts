import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scopeSetHash } from './scopeSetHash.ts'

describe('scopeSetHash', () => {
  it('S1 names the same set alike in any order, and another set differently', () => {
    void fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1 }), fc.nat(), (scopes, at) => {
        const hash = scopeSetHash(scopes)
        expect(hash).toMatch(/^[0-9a-f]{16}$/)
        expect(scopeSetHash(scopes.toReversed())).toBe(hash)
        expect(scopeSetHash(scopes.toSpliced(at % scopes.length, 1))).not.toBe(hash)
      }),
    )
  })

  it('S1 names the empty set too, so that it differs from having no set yet', () => {
    expect(scopeSetHash([])).toMatch(/^[0-9a-f]{16}$/)
    expect(scopeSetHash(['ab'])).not.toBe(scopeSetHash(['a', 'b']))
  })
})
