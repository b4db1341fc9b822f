import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeId } from '#domain/ids.ts'
import { formatCode, makeCode, makeLink, parseCode, parseLink } from './invitationCode.ts'

const bytes = fc.uint8Array({ minLength: 5, maxLength: 5 })

describe('invitation codes', () => {
  it('are eight letters that read back the same, dashed or not, in any case', () => {
    fc.assert(
      fc.property(bytes, (random) => {
        const code = makeCode(() => random)
        expect(code).toMatch(/^[0-9A-Z]{8}$/)
        expect(parseCode(code)).toBe(code)
        expect(parseCode(formatCode(code).toLowerCase())).toBe(code)
      }),
    )
  })

  it('differ wherever the random bytes differ', () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(makeCode(() => a) === makeCode(() => b)).toBe(a.every((byte, at) => byte === b[at]))
      }),
    )
  })

  it('are read as people type them', () => {
    for (const typed of ['0123-ABCD', 'o123 abcd', ' O1 23–ab cd ', 'OL23ABCD', 'oi23-abcd'])
      expect(parseCode(typed)?.slice(0, 2), typed).toBe('01')
    expect(parseCode('oi23-abcd')).toBe('0123ABCD')
  })

  it('are nothing else', () => {
    for (const typed of ['', '0123-ABC', '0123-ABCDE', '0123-ABCU', 'žluťoučk', '0123_ABCD', '\u0000'.repeat(8)])
      expect(parseCode(typed), typed).toBeNull()
    fc.assert(fc.property(fc.string(), (text) => (parseCode(text) ?? '01234567').length === 8))
  })
})

describe('links', () => {
  const serverId = makeId(() => new Uint8Array(12).fill(251))
  const code = makeCode(() => new Uint8Array([1, 2, 3, 4, 5]))

  it('read back the server and the code, from the whole link or its fragment', () => {
    const link = makeLink('https://teren.example', { serverId, code })
    expect(link).toBe(`https://teren.example/sign-in#${serverId}.${code}`)
    expect(parseLink(` ${link}\n`)).toEqual({ serverId, code })
    expect(parseLink(`#${serverId}.${code}`)).toEqual({ serverId, code })
    expect(parseLink(makeLink('http://127.0.0.1:8787', { serverId, code }, 'set-up'))).toEqual({ serverId, code })
  })

  it('are not found in anything else', () => {
    const bad = ['', code, `${serverId}.`, `#${serverId}.${code}.x`, `#short.${code}`, 'https://teren.example/sign-in']
    for (const text of bad) expect(parseLink(text), text).toBeNull()
  })
})
