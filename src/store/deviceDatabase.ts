import { Dexie, type Table } from 'dexie'
import type { SeatInfo } from './api.ts'
import type { Disk } from './disk.ts'

interface SettingRow {
  /** modules: somebody looked at learning modules here. */
  key: 'language' | 'current' | 'modules'
  value: string
}

/** What belongs to the device and to no seat. */
export interface DeviceDatabase extends Dexie {
  seats: Table<SeatInfo & { addedAt: number }, string>
  settings: Table<SettingRow, string>
}

export function openDeviceDatabase(disk: Disk): DeviceDatabase {
  const db = new Dexie('teren-device', {
    indexedDB: disk.indexedDB,
    IDBKeyRange: disk.IDBKeyRange,
    chromeTransactionDurability: 'strict',
    cache: 'disabled',
  }) as DeviceDatabase
  db.version(1).stores({ seats: 'member', settings: 'key' })
  return db
}
