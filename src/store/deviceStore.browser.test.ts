import { describeDeviceStore } from './deviceStore.contract.ts'
import { diskOf } from './testing.ts'

describeDeviceStore('the store in a browser', () => diskOf(indexedDB, IDBKeyRange))
