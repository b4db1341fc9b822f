import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { describeDeviceStore } from './deviceStore.contract.ts'
import { createDeviceStore } from './deviceStore.ts'
import { diskOf, seededRandom } from './testing.ts'

describeDeviceStore('the store on a fake IndexedDB', () => diskOf(indexedDB, IDBKeyRange))

test('F2 a disk that gives nothing is told of, and whatever starts after the first paint starts', async () => {
  const open = () => {
    throw new DOMException('no room', 'QuotaExceededError')
  }
  const full = { indexedDB: { ...indexedDB, open } as unknown as IDBFactory, IDBKeyRange }
  const store = await createDeviceStore({ disk: full, clock: () => 0, random: seededRandom(1) })
  expect(store.device.failure.value?.kind).toBe('storage-full')
  await expect(store.preload(true)).resolves.toBeUndefined()
  store.close()
})
