import { describe, expect, it } from 'vitest'
import { challengeText, isSignedBy } from '#protocol/deviceKey.ts'
import type { ContractBench } from './contractBench.ts'
import { fillDisk } from './contractBench.ts'

const text = challengeText('a-server', 'a-device', 'random')

/** The device's own key. */
export function describeKeys(bench: ContractBench): void {
  describe('the device’s key', () => {
    it('DK1 is made once, also by two tabs at once, and is there after a restart', async () => {
      const [first, second] = [await bench.aTab(), await bench.aTab()]
      const keys = await Promise.all([first.store.port.keys(), second.store.port.keys()])
      const publics = await Promise.all(keys.map((one) => one.publicKey()))
      expect(publics[0]).toBe(publics[1])
      first.store.close()
      second.store.close()
      const again = await (await bench.aTab()).store.port.keys()
      const publicKey = await again.publicKey()
      expect(publicKey).toBe(publics[0])
      const signature = new Uint8Array((await again.sign(text)) ?? [])
      expect(await isSignedBy(crypto.subtle, publicKey ?? '', text, signature)).toBe(true)
    })

    it('DK2 remembers to whom it was told, and as which device', async () => {
      const { store } = await bench.aTab()
      const keys = await store.port.keys()
      const { device, serverId } = bench.info
      expect(keys.identities()).toMatchObject([{ device, serverId }])
      await keys.publicKey()
      expect(await keys.known(serverId)).toBeNull()
      await keys.heard(serverId, { device, sealTo: null, at: 1 })
      await keys.heard(serverId, { device, sealTo: 'a key', at: 2 })
      expect(await keys.known(serverId)).toEqual({ device, sealTo: 'a key', at: 2 })
      expect(await keys.known('another')).toBeNull()
    })

    it('DK6 is missing where the browser has no such keys, or the disk takes none, and nothing else is', async () => {
      bench.subtle = undefined
      const without = await (await bench.aTab()).store.port.keys()
      expect([await without.publicKey(), await without.sign(text)]).toEqual([null, null])
      bench.subtle = crypto.subtle
      const full = await (await bench.aTab()).store.port.keys()
      const makeRoom = fillDisk()
      expect(await full.publicKey()).toBeNull()
      makeRoom()
      expect(await full.publicKey()).not.toBeNull()
    })
  })
}
