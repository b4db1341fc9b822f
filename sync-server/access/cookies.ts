import type { IncomingHttpHeaders } from 'node:http'
import { type DeviceId, isId } from '#domain/ids.ts'
import type { AccessSnapshot } from './operations.ts'
import { indexAccess } from './rights.ts'
import { sameHash, secretHash } from './secrets.ts'

/** Which device speaks: the cookie `teren-{serverId}` = `{device}.{secret}`. Named for the server, since cookies
 *  ignore ports and two servers may stand on one host. */

/** Browsers keep a cookie 400 days at most; it is renewed at each contact. */
const COOKIE_LASTS_S = 400 * 24 * 3600

export interface DeviceCookie {
  device: DeviceId
  secret: string
}

const cookieName = (serverId: string) => `teren-${serverId}`

/** The device and its secret, if the cookie is there and the secret is right; null otherwise. */
export function readDevice(
  headers: Pick<IncomingHttpHeaders, 'cookie'>,
  serverId: string,
  access: AccessSnapshot,
): DeviceCookie | null {
  const name = cookieName(serverId)
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [key = '', value = ''] = pair.trim().split('=', 2)
    if (key !== name) continue
    const [device = '', secret = ''] = value.split('.', 2)
    if (!isId(device) || !secret) continue
    const known = indexAccess(access).devices.get(device as DeviceId)
    if (known && sameHash(known.secretHash, secretHash(secret))) return { device: known.device, secret }
  }
  return null
}

export function deviceCookie(serverId: string, { device, secret }: DeviceCookie, https: boolean): string {
  const parts = [`${cookieName(serverId)}=${device}.${secret}`, 'Path=/', 'HttpOnly', 'SameSite=Lax']
  return [...parts, `Max-Age=${COOKIE_LASTS_S}`, ...(https ? ['Secure'] : [])].join('; ')
}
