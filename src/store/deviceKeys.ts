import { type DeviceKeyPair, makeDeviceKey, sign } from '#protocol/deviceKey.ts'
import type { DeviceDatabase } from './deviceDatabase.ts'
import type { DeviceKeys, KnownServer } from './syncPort.ts'

/** This device's own key, among its settings: made when first asked for, outside every transaction, and kept for as long
 *  as the browser keeps anything of this app. Beside it what servers told of theirs. */

interface KeyRow extends DeviceKeyPair {
  key: 'device-key'
  servers: Record<string, KnownServer>
}

/** `subtle`: none over plain http. */
export function createDeviceKeys(
  db: DeviceDatabase,
  subtle: SubtleCrypto | undefined,
  identities: DeviceKeys['identities'],
): DeviceKeys {
  const rows = db.table<KeyRow, 'device-key'>('settings')
  let own: Promise<KeyRow | null> | null = null

  /** null: this browser has no such keys, or keeps none. */
  function ownKey(): Promise<KeyRow | null> {
    own ??= findOrMake().catch(() => {
      own = null
      return null
    })
    return own
  }

  async function findOrMake(): Promise<KeyRow | null> {
    const known = await rows.get('device-key')
    if (known || !subtle) return known ?? null
    const made: KeyRow = { key: 'device-key', ...(await makeDeviceKey(subtle)), servers: {} }
    return db.transaction('rw', rows, async () => {
      // Another tab may have made one meanwhile.
      const first = await rows.get('device-key')
      if (first) return first
      await rows.put(made)
      return made
    })
  }

  return {
    identities,
    publicKey: async () => (await ownKey())?.publicKey ?? null,
    async sign(bytes) {
      const key = await ownKey()
      return key && subtle ? sign(subtle, key.privateKey, bytes) : null
    },
    known: async (serverId) => (await rows.get('device-key'))?.servers[serverId] ?? null,
    async heard(serverId, server) {
      await rows
        .where(':id')
        .equals('device-key')
        .modify((row) => {
          row.servers[serverId] = server
        })
    },
  }
}
