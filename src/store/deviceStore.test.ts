import 'fake-indexeddb/auto'
import { describeDeviceStore } from './deviceStore.contract.ts'
import { diskOf } from './testing.ts'

describeDeviceStore('the store on a fake IndexedDB', () => diskOf(indexedDB, IDBKeyRange))
