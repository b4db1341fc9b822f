import type { IncomingMessage, ServerResponse } from 'node:http'
import { fail, ok, type Result } from '#domain/result.ts'

/** What an endpoint may answer instead of its result. Screens have words for each. */
export type ApiError =
  | 'not-a-code'
  | 'unknown-code'
  | 'other-server'
  | 'used'
  | 'expired'
  | 'not-a-name'
  | 'too-many-tries'
  | 'bad-origin'
  | 'signed-out'
  | 'no-right'
  /** Not signed by the key that the device has, or signed before. */
  | 'not-proven'
  /** Too many at once. */
  | 'busy'
  | 'unknown-module'
  | 'malformed'
  | 'failed'

/** Error to HTTP status, in one place. */
const STATUS: Record<ApiError, number> = {
  'not-a-code': 400,
  'unknown-code': 404,
  'other-server': 404,
  used: 410,
  expired: 410,
  'not-a-name': 400,
  'too-many-tries': 429,
  'bad-origin': 403,
  'signed-out': 401,
  'no-right': 403,
  'not-proven': 403,
  busy: 503,
  'unknown-module': 404,
  malformed: 400,
  failed: 500,
}

/** Nothing that is posted here is longer. */
const MAX_BODY_BYTES = 16 * 1024

export type Fields = ReadonlyMap<string, unknown>

/** Reads a JSON object of at most 16 KiB. */
export async function readJson(request: IncomingMessage): Promise<Result<Fields, 'malformed'>> {
  if ((request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() !== 'application/json')
    return fail('malformed')
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) return fail('malformed')
    chunks.push(chunk)
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail('malformed')
    return ok(new Map(Object.entries(value)))
  } catch {
    return fail('malformed')
  }
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.setHeader('Content-Type', 'application/json; charset=utf-8')
  response.setHeader('Cache-Control', 'no-store')
  response.writeHead(status).end(JSON.stringify(body))
}

export const sendError = (response: ServerResponse, error: ApiError): void =>
  sendJson(response, STATUS[error], { error })
