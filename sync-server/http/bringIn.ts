import type { IncomingMessage, ServerResponse } from 'node:http'
import type { DeviceId } from '#domain/ids.ts'
import { fail } from '#domain/result.ts'
import { MAX_HAND_OVER_BYTES } from '#protocol/limits.ts'
import { readDevice } from '../access/cookies.ts'
import type { MemberAccess, SignInAccess } from '../access/operations.ts'
import { indexAccess } from '../access/rights.ts'
import { type BringInDeps, bringIn } from '../handOver/bringIn.ts'
import { type ApiError, sendError, sendJson } from './json.ts'
import type { Visitors } from './visitors.ts'

/** A hand-over file, uploaded by whoever is signed in: the file says whose it is. A device on which nobody is any more,
 *  because each sign-in was ended, brings in its own. */
export interface BringInHttpDeps extends BringInDeps {
  visitors: Visitors
}

/** As text, with some words before it. */
const MAX_BODY_BYTES = Math.ceil((MAX_HAND_OVER_BYTES * 4) / 3) + 512 * 1024
/** So many are read at once: each may take that much memory. */
const AT_ONCE = 4

export function makeBringIn(
  deps: BringInHttpDeps,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  let underWay = 0

  /** Whoever is signed in on the device that asks, or `only` the device whose sign-ins were ended. */
  function carrier(request: IncomingMessage): { here: MemberAccess[]; only: DeviceId | null } | null {
    const snapshot = deps.log.access()
    const { signIns, members } = indexAccess(snapshot)
    const cookie = readDevice(request.headers, deps.log.identity().serverId, snapshot)
    if (!cookie) return null
    const all = signIns.get(cookie.device) ?? []
    const of = (state: SignInAccess['state']) =>
      all.flatMap((row) => (row.state === state ? (members.get(row.member) ?? []) : []))
    const active = of('active')
    if (active.length > 0) return { here: active, only: null }
    const ended = of('lost').length > 0 ? [] : of('ended')
    return ended.length > 0 ? { here: ended, only: cookie.device } : null
  }

  async function take(request: IncomingMessage, response: ServerResponse): Promise<ApiError | null> {
    if (!deps.visitors.isAllowedOrigin(request, false)) return 'bad-origin'
    const by = carrier(request)
    if (!by) return 'signed-out'
    const text = await readText(request)
    const brought = text === null ? fail('too-large' as const) : await bringIn(deps, text, by.only)
    if (!brought.ok && brought.error === 'not-its-own') return 'signed-out'
    if (!brought.ok) sendJson(response, 422, { error: brought.error })
    else {
      const { hub, displayName, ...told } = brought.value
      // Of another hub's people nothing is said.
      sendJson(response, 200, { ...told, displayName: by.here.some((row) => row.hub === hub) ? displayName : null })
    }
    return null
  }

  return async (request, response) => {
    underWay++
    try {
      const error = underWay > AT_ONCE ? 'busy' : await take(request, response)
      // What is left of a refused body is not worth reading.
      if (!request.complete && !response.headersSent) response.setHeader('Connection', 'close')
      if (error !== null) sendError(response, error)
    } finally {
      underWay--
    }
  }
}

/** null: longer than any such file. */
async function readText(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
