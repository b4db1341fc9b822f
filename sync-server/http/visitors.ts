import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import type { TLSSocket } from 'node:tls'

/** Who asks, from where: told by the connection, and by a proxy only where it is trusted. */
export interface Visitors {
  isHttps(request: IncomingMessage): boolean
  /** Whether the page that sent this is ours. Browsers always say which it was with POST and websockets. */
  isAllowedOrigin(request: IncomingMessage, ifUnsaid: boolean): boolean
  /** What failures are counted by: an IPv4 address, or the /64 that one subscriber has of IPv6. */
  address(request: IncomingMessage): string
}

export interface VisitorSettings {
  /** Our own origins, if said; else whatever the Host header names. */
  origins: string[]
  /** Addresses and networks whose X-Forwarded-* headers are believed. */
  trustedProxies: string[]
}

/** Fills a list from addresses and networks (`10.0.0.0/8`). Returns what cannot be read, if anything. */
export function readNetworks(entries: string[]): { networks: BlockList; unreadable: string | null } {
  const networks = new BlockList()
  for (const entry of entries) {
    const [address = '', bits, ...rest] = entry.split('/')
    const version = isIP(address)
    const longest = version === 4 ? 32 : 128
    const length = bits === undefined ? longest : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN
    if (version === 0 || rest.length > 0 || !(length <= longest)) return { networks, unreadable: entry }
    networks.addSubnet(address, length, version === 4 ? 'ipv4' : 'ipv6')
  }
  return { networks, unreadable: null }
}

export function makeVisitors(settings: VisitorSettings): Visitors {
  const { networks } = readNetworks(settings.trustedProxies)
  const origins = new Set(settings.origins)
  const isTrusted = (address: string) => networks.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  const peer = (request: IncomingMessage) => plainAddress(request.socket.remoteAddress ?? '')
  const forwarded = (request: IncomingMessage, header: string): string | null => {
    const address = peer(request)
    const value = isIP(address) !== 0 && isTrusted(address) ? request.headers[header] : undefined
    return typeof value === 'string' ? value : null
  }

  const isHttps = (request: IncomingMessage) => {
    if ((request.socket as TLSSocket).encrypted) return true
    return forwarded(request, 'x-forwarded-proto')?.split(',').at(-1)?.trim() === 'https'
  }

  return {
    isHttps,
    isAllowedOrigin(request, ifUnsaid) {
      const { origin, host } = request.headers
      if (origin === undefined) return ifUnsaid
      if (origins.size > 0) return origins.has(origin)
      return origin === `${isHttps(request) ? 'https' : 'http'}://${host ?? ''}`
    },
    address(request) {
      // From the right: each proxy adds whom it saw, and only what trusted ones added is believed.
      const seen = (forwarded(request, 'x-forwarded-for') ?? '').split(',').map((entry) => plainAddress(entry.trim()))
      const address = seen.findLast((entry) => isIP(entry) !== 0 && !isTrusted(entry)) ?? peer(request)
      return isIP(address) === 6 ? firstHalf(address) : address
    },
  }
}

/** Without the `::ffff:` of IPv4 on an IPv6 socket. */
const plainAddress = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '')

/** The first 64 bits of an IPv6 address, written out. */
function firstHalf(address: string): string {
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail ? tail.split(':') : []
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
  return [...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
