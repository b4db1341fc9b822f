import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { makeVisitors, readNetworks } from './visitors.ts'

const request = (remoteAddress: string, headers: Record<string, string> = {}, encrypted = false) =>
  ({ headers, socket: { remoteAddress, encrypted } }) as unknown as IncomingMessage

describe('addresses', () => {
  const visitors = makeVisitors({ origins: [], trustedProxies: ['127.0.0.1', '10.0.0.0/8', '::1'] })
  const address = (remote: string, forwarded: string) =>
    visitors.address(request(remote, { 'x-forwarded-for': forwarded }))

  it('are believed from trusted proxies only, and only as far as those saw', () => {
    expect(address('203.0.113.1', '198.51.100.7')).toBe('203.0.113.1')
    expect(address('127.0.0.1', '198.51.100.7')).toBe('198.51.100.7')
    expect(address('::ffff:127.0.0.1', 'made-up, 198.51.100.7, 10.1.2.3')).toBe('198.51.100.7')
    expect(address('127.0.0.1', '192.0.2.1, 198.51.100.7')).toBe('198.51.100.7')
    expect(address('127.0.0.1', 'nonsense')).toBe('127.0.0.1')
  })

  it('of IPv6 count as the network that one subscriber has', () => {
    expect(address('2001:db8:1:2:3:4:5:6', '')).toBe('2001:db8:1:2')
    expect(address('2001:db8:1:2::9', '')).toBe('2001:db8:1:2')
    expect(address('2001:db8::9', '')).toBe('2001:db8:0:0')
    expect(address('::1', '2001:0db8:1:2::9')).toBe('2001:db8:1:2')
  })
})

describe('origins', () => {
  it('are those configured, else what the Host header says', () => {
    const any = makeVisitors({ origins: [], trustedProxies: ['127.0.0.1'] })
    const ours = makeVisitors({ origins: ['https://teren.example'], trustedProxies: [] })
    const from = (origin: string, more: Record<string, string> = {}) =>
      request('127.0.0.1', { host: 'teren.example', origin, ...more })
    expect(any.isAllowedOrigin(from('http://teren.example'), false)).toBe(true)
    expect(any.isAllowedOrigin(from('https://teren.example'), false)).toBe(false)
    expect(any.isAllowedOrigin(from('https://teren.example', { 'x-forwarded-proto': 'https' }), false)).toBe(true)
    expect(any.isAllowedOrigin(from('http://teren.example.evil'), false)).toBe(false)
    expect(ours.isAllowedOrigin(from('https://teren.example'), false)).toBe(true)
    expect(ours.isAllowedOrigin(from('http://teren.example'), false)).toBe(false)
    expect(ours.isAllowedOrigin(request('127.0.0.1', { host: 'x' }), false)).toBe(false)
    expect(ours.isAllowedOrigin(request('127.0.0.1', { host: 'x' }), true)).toBe(true)
  })
})

describe('networks', () => {
  it('are read from addresses and prefixes, and nothing else', () => {
    expect(readNetworks(['10.0.0.0/8', '::1', 'fd00::/8', '192.0.2.1']).unreadable).toBeNull()
    for (const entry of ['proxy', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/1', '::1/129', '10.0.0.0/-1'])
      expect(readNetworks(['10.0.0.1', entry]).unreadable, entry).toBe(entry)
  })
})
