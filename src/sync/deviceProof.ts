import { type Clock, type DeviceId, toBase64Url } from '#domain/ids.ts'
import { challengeText } from '#protocol/deviceKey.ts'
import type { DeviceKeys } from '#store/syncPort.ts'
import { type Answer, type Ask, readSealTo } from './askServer.ts'

/** Says which device this is where its cookie does not. */
export interface DeviceProof {
  /** Tells the server the key of a device that was signed in before it had one, and asks for the server's. */
  introduce(): Promise<void>
  /** Asks for the cookie that was lost. refused: this device cannot prove itself, or nobody is signed in on it. */
  rebind(): Promise<'given' | 'refused' | 'unreachable'>
}

interface ProofDependencies {
  ask: Ask
  keys: DeviceKeys
  clock: Clock
}

/** What a server told is asked for again after so long: its key may be another one by then. */
const ASKED_AGAIN_AFTER_MS = 24 * 3600 * 1000

export function createDeviceProof({ ask, keys, clock }: ProofDependencies): DeviceProof {
  /** Whether a server answers at all, perhaps one that is older than challenges. */
  const isThere = async () => typeof (await ask('/api/hello'))?.body.serverId === 'string'

  async function isFresh({ device, serverId }: ReturnType<DeviceKeys['identities']>[number]): Promise<boolean> {
    const known = await keys.known(serverId)
    return known?.device === device && known.sealTo !== null && Math.abs(clock() - known.at) < ASKED_AGAIN_AFTER_MS
  }

  return {
    async introduce() {
      const here = keys.identities()
      const publicKey = await keys.publicKey()
      if (publicKey === null || (await Promise.all(here.map(isFresh))).every(Boolean)) return
      const answer = await ask('/api/device-key', { publicKey })
      const { device, serverId } = answer?.body ?? {}
      const isMeant = here.some((one) => one.device === device && one.serverId === serverId)
      if (answer?.status === 200 && isMeant)
        await keys.heard(serverId as string, {
          device: device as DeviceId,
          sealTo: readSealTo(answer.body),
          at: clock(),
        })
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
