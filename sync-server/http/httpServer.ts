import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { VERSIONS_SPOKEN } from '#protocol/frames.ts'
import { deviceCookie, readDevice } from '../access/cookies.ts'
import type { Posts } from '../connections/posts.ts'
import { isFromHere, type Metrics } from '../metrics.ts'
import type { makeBringIn } from './bringIn.ts'
import type { BuiltApp } from './builtApp.ts'
import type { EndpointDeps } from './endpoint.ts'
import { HUB_STATE_PATH, type HubStateDeps, sendHubState } from './hubState.ts'
import { sendError, sendJson } from './json.ts'
import { isModulePath, type ModuleFiles } from './moduleFiles.ts'
import { isSafekeepingPath, type SafekeepingDeps, serveSafekeeping } from './safekeeping.ts'
import { setSecurityHeaders } from './securityHeaders.ts'
import { isSignInPath, serveSignIn } from './signIn.ts'

export interface HttpDeps extends EndpointDeps, SafekeepingDeps {
  app: BuiltApp
  moduleFiles: ModuleFiles
  bringIn: ReturnType<typeof makeBringIn>
  posts: Posts
  hubState: HubStateDeps
  metrics: Pick<Metrics, 'text' | 'contentType'>
  tls: { cert: Buffer; key: Buffer } | null
  /** False while the server stops: load balancers send nobody any more. */
  isReady(): boolean
}

/** A sender that takes longer than this for its headers, or for the whole request, is cut, when next looked at. */
const DEADLINES = { headersMs: 10_000, requestMs: 30_000, checkedEveryMs: 5_000 }

/** The server behind one port: sign-in, health, the app. Websockets are added by `serveSockets`. */
export function makeHttpServer(deps: HttpDeps, { headersMs, requestMs, checkedEveryMs } = DEADLINES): Server {
  const options = {
    ...{ headersTimeout: headersMs, requestTimeout: requestMs },
    connectionsCheckingInterval: checkedEveryMs,
  }
  const listener: RequestListener = (request, response) => {
    serve(deps, request, response).catch((error: unknown) => {
      deps.report('request-failed', { error: String(error) })
      if (response.headersSent) response.destroy()
      else sendError(response, 'failed')
    })
  }
  return deps.tls ? createSecureServer({ ...options, ...deps.tls }, listener) : createServer(options, listener)
}

async function serve(deps: HttpDeps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  setSecurityHeaders(request, response, deps.visitors.isHttps(request))
  const path = pathOf(request)
  const isReading = request.method === 'GET' || request.method === 'HEAD'
  if (path === '/api/bring-in') {
    if (request.method === 'POST') await deps.bringIn(request, response)
    else sendPlain(response, 405, 'POST only', { Allow: 'POST' })
  } else if (isSignInPath(path)) {
    // A GET never redeems: link previews and scanners open links too (S7).
    if (request.method === 'POST') await serveSignIn(deps, request, response, path)
    else sendPlain(response, 405, 'POST only', { Allow: 'POST' })
  } else if (isSafekeepingPath(path)) {
    if (request.method === 'POST') await serveSafekeeping(deps, request, response, path)
    else sendPlain(response, 405, 'POST only', { Allow: 'POST' })
  } else if (path === '/sync' && request.method === 'POST') await deps.posts(request, response)
  else if (!isReading) sendPlain(response, 405, 'GET only', { Allow: 'GET, HEAD' })
  else if (path === HUB_STATE_PATH) sendHubState(deps.hubState, request, response)
  else if (path === '/api/hello') sayHello(deps, request, response)
  else if (isModulePath(path)) deps.moduleFiles(request, response, path)
  else if (path === '/livez') sendPlain(response, 200, 'ok')
  else if (path === '/readyz') sendPlain(response, deps.isReady() ? 200 : 503, deps.isReady() ? 'ok' : 'stopping')
  else if (path === '/metrics' && isFromHere(request)) await sendMetrics(deps, response)
  else if (path === '/metrics') sendPlain(response, 404, 'not found')
  else if (path === '/sync') sendPlain(response, 426, 'websocket or POST', { Upgrade: 'websocket' })
  else if (path.startsWith('/yjs/')) sendPlain(response, 426, 'websocket only', { Upgrade: 'websocket' })
  else if (path.startsWith('/api/') || !(await deps.app.serve(request, response, path)))
    sendPlain(response, 404, 'not found')
}

function sayHello({ log, clock, visitors }: HttpDeps, request: IncomingMessage, response: ServerResponse): void {
  const { serverId } = log.identity()
  const device = readDevice(request.headers, serverId, log.access())
  // The cookie is renewed at each contact.
  if (device) response.setHeader('Set-Cookie', deviceCookie(serverId, device, visitors.isHttps(request)))
  sendJson(response, 200, { serverId, now: clock(), protocol: VERSIONS_SPOKEN })
}

async function sendMetrics({ metrics }: HttpDeps, response: ServerResponse): Promise<void> {
  const text = await metrics.text()
  response.setHeader('Content-Type', metrics.contentType)
  response.setHeader('Cache-Control', 'no-store')
  response.writeHead(200).end(text)
}

/** Path without query, decoded; '' for what cannot be decoded. */
function pathOf(request: IncomingMessage): string {
  try {
    return decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/')
  } catch {
    return ''
  }
}

function sendPlain(response: ServerResponse, status: number, text: string, headers: Record<string, string> = {}): void {
  response.setHeader('Content-Type', 'text/plain; charset=utf-8')
  response.setHeader('Cache-Control', 'no-store')
  response.writeHead(status, headers).end(`${text}\n`)
}
