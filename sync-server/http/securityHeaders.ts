import type { IncomingMessage, ServerResponse } from 'node:http'

const HOST = /^[A-Za-z0-9.:[\]-]{1,255}$/

/** What every answer carries: scripts from here only, no framing, no sniffing, no referrer. */
export function setSecurityHeaders(request: IncomingMessage, response: ServerResponse, isHttps: boolean): void {
  const { host = '' } = request.headers
  // Older WebKit does not count a websocket of the same host as 'self'.
  const socket = HOST.test(host) ? ` ${isHttps ? 'wss' : 'ws'}://${host}` : ''
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${socket}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types teren',
  ]
  response.setHeader('Content-Security-Policy', policy.join('; '))
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('Referrer-Policy', 'no-referrer')
  response.setHeader('Permissions-Policy', 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()')
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin')
}
