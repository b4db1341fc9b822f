import { type DeviceId, fromBase64Url, isId } from '#domain/ids.ts'
import { challengeText, isSignedBy, readPoint } from '#protocol/deviceKey.ts'
import { deviceCookie, readDevice } from '../access/cookies.ts'
import { indexAccess } from '../access/rights.ts'
import { makeDeviceSecret, secretHash } from '../access/secrets.ts'
import type { Log } from '../log/Log.ts'
import type { Endpoint } from './endpoint.ts'
import { sendJson } from './json.ts'

/** A device's own key (`src/protocol/deviceKey.ts`): kept once, and a lost cookie given anew to whoever proves to hold it. */

/** For devices that were signed in before they had a key. Whoever has one keeps it until somebody signs in there anew. */
export const keepKey: Endpoint = async ({ log, clock, sealing }, request, response, fields) => {
  const publicKey = fields.get('publicKey')
  if (typeof publicKey !== 'string' || !readPoint(publicKey)) return 'malformed'
  const cookie = readDevice(request.headers, log.identity().serverId, log.access())
  if (!cookie) return 'signed-out'
  const outcome = await log.operate({ kind: 'keep-device-key', device: cookie.device, publicKey, at: clock() })
  if (!outcome.ok) return outcome.code === 'fork' ? 'not-proven' : 'failed'
  const { serverId } = log.identity()
  sendJson(response, 200, { serverId, device: cookie.device, sealTo: sealing.publicKey })
  return null
}

/** For a device whose browser lost everything but its cookie: who is signed in on it. Its key went too, and the new one
 *  takes its place, as where somebody signs in anew. Nobody: there is nothing to come back to. */
export const comeBack: Endpoint = async ({ log, clock, sealing, report }, request, response, fields) => {
  const publicKey = fields.get('publicKey') ?? null
  if (publicKey !== null && (typeof publicKey !== 'string' || !readPoint(publicKey))) return 'malformed'
  const { serverId } = log.identity()
  const device = readDevice(request.headers, serverId, log.access())?.device
  const seats = device ? seatsOn(log, device) : []
  if (device && seats.length > 0) {
    if (publicKey !== null) {
      const outcome = await log.operate({ kind: 'replace-device-key', device, publicKey, at: clock() })
      if (!outcome.ok) return outcome.code === 'ended' ? 'signed-out' : 'failed'
    }
    report('came-back', { device })
  }
  sendJson(response, 200, { seats, sealTo: sealing.publicKey })
  return null
}

function seatsOn(log: Log, device: DeviceId): object[] {
  const { signIns, members, hubNames } = indexAccess(log.access())
  const { serverId } = log.identity()
  const active = (signIns.get(device) ?? []).filter(({ state }) => state === 'active')
  return active.flatMap(({ member }) => {
    const row = members.get(member)
    if (!row) return []
    const { hub, displayName, role } = row
    return [{ member, device, serverId, hub, hubName: hubNames.get(hub) ?? '', displayName, role }]
  })
}

export const challenge: Endpoint = async ({ log, challenges }, _, response) => {
  sendJson(response, 200, { serverId: log.identity().serverId, challenge: challenges.make() })
  return null
}

/** The cookie that was lost is good for nothing from here on. */
export const rebind: Endpoint = async (deps, request, response, fields) => {
  const { log, challenges, random, clock, visitors } = deps
  const [device, asked, given] = [fields.get('device'), fields.get('challenge'), fields.get('signature')]
  if (typeof device !== 'string' || !isId(device) || typeof asked !== 'string' || typeof given !== 'string')
    return 'malformed'
  const signature = fromBase64Url(given)
  const { serverId } = log.identity()
  const known = indexAccess(log.access()).devices.get(device as DeviceId)
  // Taken first: whatever is wrong with the rest, it is not asked twice.
  if (!challenges.take(asked) || !signature || !known?.publicKey) return 'not-proven'
  const { publicKey } = known
  if (!(await isSignedBy(crypto.subtle, publicKey, challengeText(serverId, device, asked), signature)))
    return 'not-proven'
  const cookie = { device: known.device, secret: makeDeviceSecret(random) }
  const operation = { kind: 'rebind-device', device: cookie.device, publicKey, at: clock() } as const
  const outcome = await log.operate({ ...operation, secretHash: secretHash(cookie.secret) })
  if (!outcome.ok) return outcome.code === 'ended' ? 'signed-out' : 'failed'
  deps.report('cookie-given-anew', { device })
  response.setHeader('Set-Cookie', deviceCookie(serverId, cookie, visitors.isHttps(request)))
  sendJson(response, 200, {})
  return null
}
