import type { IncomingMessage, ServerResponse } from 'node:http'

const HOST = /^[A-Za-z0-9.:[\]-]{1,255}$/

/** The one script that may run WebAssembly: it reads badges in a worker, which lives under the policy that comes with it,
 *  and asks nobody for anything. */
const QR_WORKER = /^\/assets\/qrWorker-[\w-]+\.js$/
const QR_WORKER_POLICY = ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "base-uri 'none'"]

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
  const isQrWorker = QR_WORKER.test(request.url ?? '')
  response.setHeader('Content-Security-Policy', (isQrWorker ? QR_WORKER_POLICY : policy).join('; '))
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('Referrer-Policy', 'no-referrer')
  response.setHeader('Permissions-Policy', 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()')
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin')
}
