import { toBase64Url } from '#domain/ids.ts'
import { challengeText } from '#protocol/deviceKey.ts'
import type { DeviceKeys } from '#store/syncPort.ts'
import type { Answer, Ask } from './askServer.ts'

/** Says which device this is where its cookie does not. */
export interface DeviceProof {
  /** Tells the server the key of a device that was signed in before it had one. */
  introduce(): Promise<void>
  /** Asks for the cookie that was lost. refused: this device cannot prove itself, or nobody is signed in on it. */
  rebind(): Promise<'given' | 'refused' | 'unreachable'>
}

export function createDeviceProof(ask: Ask, keys: DeviceKeys): DeviceProof {
  /** Whether a server answers at all, perhaps one that is older than challenges. */
  const isThere = async () => typeof (await ask('/api/hello'))?.body.serverId === 'string'

  return {
    async introduce() {
      const publicKey = await keys.publicKey()
      const [here] = keys.identities()
      if (!here || publicKey === null || (await keys.isTold(here.device))) return
      const answer = await ask('/api/device-key', { publicKey })
      // 403: it has another key of this device, and keeps that until somebody signs in anew.
      if (answer?.status === 200 || answer?.status === 403) await keys.told(here.device)
    },
    async rebind() {
      const asked = await ask('/api/challenge', {})
      const { challenge, serverId } = asked?.body ?? {}
      if (typeof challenge !== 'string') return (await isThere()) ? 'refused' : 'unreachable'
      const here = keys.identities().find((identity) => identity.serverId === serverId)
      const signature = here && (await keys.sign(challengeText(here.serverId, here.device, challenge)))
      if (!here || !signature) return 'refused'
      const { device } = here
      const answer = await ask('/api/rebind', { device, challenge, signature: toBase64Url(signature) })
      if (answer?.status === 200) return 'given'
      return isOurs(answer) ? 'refused' : 'unreachable'
    },
  }
}

/** A server that fails now, or one before it that is in the way, has not said no. */
const isOurs = (answer: Answer | null): answer is Answer => answer !== null && answer.status < 500
