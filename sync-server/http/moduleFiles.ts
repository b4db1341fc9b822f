import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Clock, type DeviceId, type HubId, isId } from '#domain/ids.ts'
import { readDevice } from '../access/cookies.ts'
import { indexAccess } from '../access/rights.ts'
import { makeTokenBucket, type TokenBucket } from '../connections/tokenBucket.ts'
import type { Log } from '../log/Log.ts'
import type { Report } from '../report.ts'
import { type ApiError, sendError } from './json.ts'
import { readRange } from './range.ts'

/** `GET /api/modules/{m}?hub={h}`: a learning module to download, whole or from where an earlier try ended (L1). */

/** What devices download of a module. */
export interface ModuleFile {
  bytes: Uint8Array
  digest: string
}

export interface ModuleFilesDeps {
  log: Log
  clock: Clock
  report: Report
  /** null: this server has no such module, or the hub was not given it. */
  moduleFile(hub: HubId, module: string): ModuleFile | null
}

export type ModuleFiles = (request: IncomingMessage, response: ServerResponse, path: string) => void

const PATH = /^\/api\/modules\/([^/]*)$/
export const isModulePath = (path: string): boolean => PATH.test(path)

/** Each device: a module a second in the long run, and many at once after a long time away. */
const REQUESTS_PER_SECOND = 1
const REQUESTS_BURST = 60
/** More devices than this are forgotten, the longest unheard first: each gets a full bucket then. */
const DEVICES_REMEMBERED = 10_000

export function makeModuleFiles(deps: ModuleFilesDeps): ModuleFiles {
  const buckets = new Map<DeviceId, TokenBucket>()

  function isTooMuch(device: DeviceId): boolean {
    const bucket = buckets.get(device) ?? makeTokenBucket(deps.clock, REQUESTS_PER_SECOND, REQUESTS_BURST)
    buckets.delete(device)
    buckets.set(device, bucket)
    const [oldest] = buckets.keys()
    if (buckets.size > DEVICES_REMEMBERED && oldest !== undefined) buckets.delete(oldest)
    return !bucket.take()
  }

  return (request, response, path) => {
    const found = find(deps, request, path, isTooMuch)
    if ('error' in found) {
      deps.report('module-refused', { error: found.error })
      return sendError(response, found.error)
    }
    send(request, response, found)
  }
}

function find(
  { log, moduleFile }: ModuleFilesDeps,
  request: IncomingMessage,
  path: string,
  isTooMuch: (device: DeviceId) => boolean,
): ModuleFile | { error: ApiError } {
  const device = readDevice(request.headers, log.identity().serverId, log.access())?.device
  if (!device) return { error: 'signed-out' }
  if (isTooMuch(device)) return { error: 'too-many-tries' }
  const module = PATH.exec(path)?.[1] ?? ''
  const hub = new URL(request.url ?? '', 'http://any').searchParams.get('hub') ?? ''
  if (!isId(module) || !isId(hub)) return { error: 'malformed' }
  const access = indexAccess(log.access())
  const here = (access.signIns.get(device) ?? []).filter(({ member }) => access.members.get(member)?.hub === hub)
  if (!here.some(({ state }) => state === 'active')) return { error: here.length > 0 ? 'signed-out' : 'no-right' }
  return moduleFile(hub as HubId, module) ?? { error: 'unknown-module' }
}

function send(request: IncomingMessage, response: ServerResponse, { bytes, digest }: ModuleFile): void {
  const etag = `"${digest}"`
  response.setHeader('ETag', etag)
  // Whoever changes the bytes on the way, to compress them, would break every range.
  response.setHeader('Cache-Control', 'private, no-cache, no-transform')
  response.setHeader('Vary', 'Cookie')
  response.setHeader('Accept-Ranges', 'bytes')
  if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end()
  // A range of another version is of no use: then the whole of this one.
  const condition = request.headers['if-range']
  const wanted = condition === undefined || condition === etag ? request.headers.range : undefined
  const range = readRange(wanted, bytes.length)
  if (range === 'unsatisfiable') {
    response.setHeader('Content-Range', `bytes */${bytes.length}`)
    return void response.writeHead(416).end()
  }
  const { from, to } = range ?? { from: 0, to: bytes.length - 1 }
  if (range) response.setHeader('Content-Range', `bytes ${from}-${to}/${bytes.length}`)
  response.setHeader('Content-Type', 'application/octet-stream')
  response.setHeader('Content-Length', to - from + 1)
  response.writeHead(range ? 206 : 200)
  response.end(request.method === 'HEAD' ? undefined : bytes.subarray(from, to + 1))
}
