import { Dexie, type Table } from 'dexie'
import type { SeatInfo } from './api.ts'
import type { Disk } from './disk.ts'

interface SettingRow {
  /** modules: somebody looked at learning modules here. erased: the hub that erased somebody who was signed in here. */
  key: 'language' | 'current' | 'modules' | 'erased'
  value: string
}

export interface SeatRow extends SeatInfo {
  addedAt: number
  /** Id of the seat's own store, once it was opened here. Another one than is there: the browser threw that one away. */
  store?: string | undefined
}

/** What belongs to the device and to no seat. */
export interface DeviceDatabase extends Dexie {
  seats: Table<SeatRow, string>
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

/** Takes a seat away, whose own database is gone. Inside a transaction of both tables. */
export async function forgetSeat(db: DeviceDatabase, member: string): Promise<void> {
  await db.seats.delete(member)
  const chosen = await db.settings.get('current')
  if (chosen?.value === member) await db.settings.delete('current')
}

/** The same of a member whom a hub erased; whoever has the device is told. */
export async function forgetErasedSeat(db: DeviceDatabase, { member, hubName }: SeatInfo): Promise<void> {
  await forgetSeat(db, member)
  await db.settings.put({ key: 'erased', value: hubName })
}
