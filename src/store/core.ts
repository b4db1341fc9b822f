import type { DocumentChange, Json } from '#documents/change.ts'
import type { Clock, DeviceId, MemberId, Random } from '#domain/ids.ts'
import type { DocumentInfo } from '#protocol/documentIds.ts'
import type { SeatInfo } from './api.ts'
import type { OpenDocuments } from './openDocuments.ts'
import type { Attributions } from './readModel/attribution.ts'
import type { Addition } from './readModel/projectClaims.ts'
import type { SeatDatabase } from './seatDatabase.ts'

/** How documents become rows. What a member may hold differs by role, and so does what reads it (`staffPart.ts`,
 *  `participantPart.ts`). Everything inside a transaction of `writing`. */
export interface ReadModel {
  /** Brings the rows up to one document's present entries. None left: everything made of it goes. */
  project(
    db: SeatDatabase,
    info: DocumentInfo,
    entries: ReadonlyMap<string, Json>,
    attributions?: Attributions,
  ): Promise<void>
  /** News about entries that stand already: who wrote them, received when. */
  attribute(db: SeatDatabase, info: DocumentInfo, attributions: Attributions): Promise<void>
  /** Rows that new entries of an insert-only document go to; null where it is projected whole. */
  additionsFor(db: SeatDatabase, info: DocumentInfo, entries: DocumentChange['entries']): Promise<Addition[] | null>
  add(db: SeatDatabase, additions: Addition[]): Promise<void>
  /** A projection takes the place of the one before; null: of none. */
  replace(db: SeatDatabase, info: DocumentInfo, before: Uint8Array | null, now: Uint8Array): Promise<void>
}

export type YjsRoom = typeof import('./yjsRoom.ts')
/** With what reads and writes documents in this store. */
export type DocumentRoom = typeof import('./documentRoom.ts')

/** What every part of one seat's store works with. */
export interface SeatCore {
  member: MemberId
  device(): DeviceId
  db: SeatDatabase
  /** Id of the database as it was opened; null until then. */
  storeId: string | null
  documents: OpenDocuments
  readModel: ReadModel
  clock: Clock
  random: Random
  /** Yjs is loaded when first needed. */
  yjs(): Promise<DocumentRoom>
  /** Opens the database, once; again after it was lost and `forget` was called. Throws what the disk throws. */
  open(): Promise<void>
  forget(): void
  /** Takes what the server says of this seat. */
  changeInfo(change: Partial<SeatInfo>): Promise<void>
  /** The member was erased: everything here goes, also what was not received. */
  erased(): Promise<void>
}

/** A Yjs client id, or another number that shall not repeat: 32 random bits, as Yjs draws them itself. */
export function drawClientId(random: Random): number {
  const [a = 0, b = 0, c = 0, d = 0] = random(4)
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0
}
