import type { IncomingMessage, ServerResponse } from 'node:http'
import { type DeviceId, type HubId, isId, type MemberId, makeId } from '#domain/ids.ts'
import { readName } from '#domain/readName.ts'
import { fail, ok, type Result } from '#domain/result.ts'
import { readPoint } from '#protocol/deviceKey.ts'
import { parseCode, parseLink } from '#protocol/invitationCode.ts'
import { deviceCookie, readDevice } from '../access/cookies.ts'
import type { FoundInvitation } from '../access/invitationRows.ts'
import type { AccessOperation, AccessOutcome } from '../access/operations.ts'
import { indexAccess } from '../access/rights.ts'
import { makeDeviceSecret, secretHash } from '../access/secrets.ts'
import { challenge, comeBack, keepKey, rebind } from './deviceKey.ts'
import type { Endpoint, EndpointDeps } from './endpoint.ts'
import { type ApiError, type Fields, readJson, sendError, sendJson } from './json.ts'

/** Signing in and out (S7): by POST only, from our own pages only, each code once. */

const ENDPOINTS: Record<string, Endpoint> = {
  '/api/invitation': lookUp,
  '/api/sign-in': signIn,
  '/api/set-up': setUp,
  '/api/sign-out': signOut,
  '/api/device-key': keepKey,
  '/api/challenge': challenge,
  '/api/rebind': rebind,
  '/api/come-back': comeBack,
}

export const isSignInPath = (path: string): boolean => Object.hasOwn(ENDPOINTS, path)

const LABEL_LETTERS = 80

export async function serveSignIn(
  deps: EndpointDeps,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const error = await answer(deps, request, response, path)
  if (error === null) return
  deps.report('sign-in-refused', { path, error })
  // What is left of a refused body is not worth reading.
  if (!request.complete) response.setHeader('Connection', 'close')
  sendError(response, error)
}

async function answer(
  deps: EndpointDeps,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<ApiError | null> {
  const endpoint = ENDPOINTS[path]
  if (!endpoint) return 'malformed'
  if (!deps.visitors.isAllowedOrigin(request, false)) return 'bad-origin'
  const body = await readJson(request)
  return body.ok ? endpoint(deps, request, response, body.value) : body.error
}

async function lookUp(
  deps: EndpointDeps,
  request: IncomingMessage,
  response: ServerResponse,
  fields: Fields,
): Promise<ApiError | null> {
  const found = await withCode(deps, request, fields, (codeHash) =>
    deps.log.operate({ kind: 'look-up-invitation', codeHash, at: deps.clock() }),
  )
  if (!found.ok) return found.error
  const { hub, member, hubName, displayName, role, expiresAt } = found.value
  const classes = role === 'participant' ? await deps.invitedTo(hub, member) : []
  sendJson(response, 200, { hubName, displayName, role, expiresAt, classes })
  return null
}

function signIn(
  deps: EndpointDeps,
  request: IncomingMessage,
  response: ServerResponse,
  fields: Fields,
): Promise<ApiError | null> {
  return redeem(deps, request, response, fields, (by) => ({ kind: 'redeem-invitation', ...by }))
}

/** Makes the first hub of an empty server, and signs its first coordinator in. */
async function setUp(
  deps: EndpointDeps,
  request: IncomingMessage,
  response: ServerResponse,
  fields: Fields,
): Promise<ApiError | null> {
  const [hub, person] = [fields.get('hubName'), fields.get('displayName')]
  if (typeof hub !== 'string' || typeof person !== 'string') return 'malformed'
  const [hubName, displayName] = [readName(hub), readName(person)]
  if (!hubName.ok || !displayName.ok) return 'not-a-name'
  return redeem(deps, request, response, fields, (by) => ({
    kind: 'redeem-set-up',
    ...by,
    hub: makeId<HubId>(deps.random),
    hubName: hubName.value,
    member: makeId<MemberId>(deps.random),
    displayName: displayName.value,
  }))
}

type Redeeming = Extract<AccessOperation, { kind: 'redeem-invitation' | 'redeem-set-up' }>

/** Uses a code up for the device that asks, which gets its cookie with the answer. */
async function redeem(
  deps: EndpointDeps,
  request: IncomingMessage,
  response: ServerResponse,
  fields: Fields,
  operationOf: (by: Omit<Extract<AccessOperation, { kind: 'redeem-invitation' }>, 'kind'>) => Redeeming,
): Promise<ApiError | null> {
  const { log, random, sealing } = deps
  const label = fields.get('label') ?? ''
  const publicKey = fields.get('publicKey') ?? null
  if (typeof label !== 'string') return 'malformed'
  if (publicKey !== null && (typeof publicKey !== 'string' || !readPoint(publicKey))) return 'malformed'
  const { serverId } = log.identity()
  // A device that is known signs one more member in; an unknown one gets its id and its secret now.
  const cookie = readDevice(request.headers, serverId, log.access()) ?? {
    device: makeId<DeviceId>(random),
    secret: makeDeviceSecret(random),
  }
  const found = await withCode(deps, request, fields, (codeHash) =>
    log.operate(
      operationOf({
        codeHash,
        device: cookie.device,
        secretHash: secretHash(cookie.secret),
        label: label.trim().slice(0, LABEL_LETTERS),
        publicKey,
        at: deps.clock(),
      }),
    ),
  )
  if (!found.ok) return found.error
  const { member, hub, hubName, displayName, role } = found.value
  deps.report('signed-in', { member, device: cookie.device })
  response.setHeader('Set-Cookie', deviceCookie(serverId, cookie, deps.visitors.isHttps(request)))
  const seat = { member, device: cookie.device, serverId, hub, hubName, displayName, role }
  sendJson(response, 200, { ...seat, sealTo: sealing.publicKey })
  return null
}

async function signOut(
  deps: EndpointDeps,
  request: IncomingMessage,
  response: ServerResponse,
  fields: Fields,
): Promise<ApiError | null> {
  const { log } = deps
  const member = fields.get('member')
  if (typeof member !== 'string' || !isId(member)) return 'malformed'
  const cookie = readDevice(request.headers, log.identity().serverId, log.access())
  if (!cookie) return 'signed-out'
  const { device } = cookie
  if (!indexAccess(log.access()).signIn(member as MemberId, device)) return 'no-right'
  const outcome = await log.operate({ kind: 'sign-out', member: member as MemberId, device, at: deps.clock() })
  if (!outcome.ok) return 'failed'
  deps.report('signed-out', { member, device })
  sendJson(response, 200, {})
  return null
}

/** Runs an operation with the code that was posted, counting what looks like guessing. */
async function withCode(
  { log, secrets, failedTries, visitors }: EndpointDeps,
  request: IncomingMessage,
  fields: Fields,
  operate: (codeHash: string) => Promise<AccessOutcome>,
): Promise<Result<FoundInvitation, ApiError>> {
  const text = fields.get('code')
  if (typeof text !== 'string') return fail('malformed')
  const link = parseLink(text)
  if (link && link.serverId !== log.identity().serverId) return fail('other-server')
  const code = link?.code ?? parseCode(text)
  if (!code) return fail('not-a-code')
  const address = visitors.address(request)
  return failedTries.inTurn(address, async () => {
    if (failedTries.isBlocked(address)) return fail('too-many-tries')
    const outcome = await operate(secrets.codeHash(code))
    if (outcome.ok) return ok(outcome.result as unknown as FoundInvitation)
    // A code that was used or has expired was given to somebody: a class with an old link is no guesser.
    if (outcome.code === 'unknown-code') failedTries.count(address)
    const { code: error } = outcome
    return fail(error === 'unknown-code' || error === 'used' || error === 'expired' ? error : 'failed')
  })
}
