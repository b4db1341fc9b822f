import { describe, expect, test } from 'vitest'
import { aPerson, countingRandom, SESSION } from '../../tests/support/domainMakers.ts'
import { makeClaimKey, parseClaimKey } from './claimKey.ts'

describe('claim keys', () => {
  test('say whom they are about', () => {
    const random = countingRandom()
    const eva = aPerson('eva')
    expect(parseClaimKey(makeClaimKey(SESSION, eva, random))).toEqual({ session: SESSION, person: eva })
    expect(parseClaimKey(makeClaimKey(SESSION, null, random))).toEqual({ session: SESSION, person: null })
  })

  test('end in 8 random bytes', () => {
    const key = makeClaimKey(SESSION, null, (count) => new Uint8Array(count).fill(255))
    expect(key).toBe(`${SESSION}:*:__________8`)
  })

  test.each(['', ':', `${SESSION}:*`, `${SESSION}:*:short`, `${SESSION}:*:AAAAAAAAAAAA`, `${SESSION}:eva:AAAAAAAAAAA`])(
    'anything else is none: "%s"',
    (text) => {
      expect(parseClaimKey(text)).toBeNull()
    },
  )

  test('with a fourth part are none', () => {
    expect(parseClaimKey(`${SESSION}:*:AAAAAAAAAAA:more`)).toBeNull()
    expect(parseClaimKey(`*:*:AAAAAAAAAAA`)).toBeNull()
  })
})
