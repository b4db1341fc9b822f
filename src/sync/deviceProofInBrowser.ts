import type { SyncPort } from '#store/syncPort.ts'
import { createAsk } from './askServer.ts'
import { createDeviceProof, type DeviceProof } from './deviceProof.ts'
import type { Schedule } from './ports.ts'

/** Says which device this is, from the page that this app runs in. */
export async function deviceProofInBrowser(schedule: Schedule, { keys }: Pick<SyncPort, 'keys'>): Promise<DeviceProof> {
  const ask = createAsk({ origin: location.origin, fetch: (input, init) => fetch(input, init), schedule })
  return createDeviceProof({ ask, keys: await keys(), clock: Date.now })
}
