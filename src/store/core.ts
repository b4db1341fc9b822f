import type { Clock, DeviceId, MemberId, Random } from '#domain/ids.ts'
import type { SeatInfo } from './api.ts'
import type { OpenDocuments } from './openDocuments.ts'
import type { SeatDatabase } from './seatDatabase.ts'

export type YjsRoom = typeof import('./yjsRoom.ts')

/** What every part of one seat's store works with. */
export interface SeatCore {
  member: MemberId
  device(): DeviceId
  db: SeatDatabase
  /** Id of the database as it was opened; null until then. */
  storeId: string | null
  documents: OpenDocuments
  clock: Clock
  random: Random
  /** Yjs is loaded when first needed. */
  yjs(): Promise<YjsRoom>
  /** Opens the database, once; again after it was lost and `forget` was called. Throws what the disk throws. */
  open(): Promise<void>
  forget(): void
  /** Takes what the server says of this seat. */
  changeInfo(change: Partial<SeatInfo>): Promise<void>
}

/** A Yjs client id, or another number that shall not repeat: 32 random bits, as Yjs draws them itself. */
export function drawClientId(random: Random): number {
  const [a = 0, b = 0, c = 0, d = 0] = random(4)
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0
}
