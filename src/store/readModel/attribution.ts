import type { DeviceId, MemberId } from '#domain/ids.ts'
import type { YjsRoom } from '../core.ts'
import { isAcknowledged } from '../openDocuments.ts'
import type { Received, UpdateRow } from '../seatDatabase.ts'

/** Who brought an entry, from which device, and when: stamped by the server on the row that first set the key. */
export interface Attribution {
  member: MemberId
  device: DeviceId
  receivedAt: number
  clockOffsetMs?: number
}

export type Attributions = ReadonlyMap<string, Attribution>
export const NO_ATTRIBUTIONS: Attributions = new Map()

export const attributionOf = ({ member, device, receivedAt, clockOffsetMs }: Received): Attribution => ({
  member,
  device,
  receivedAt,
  ...(clockOffsetMs === null ? {} : { clockOffsetMs }),
})

/** Of each key that these rows set: the row of the lowest sequence. */
export function attributionsOf(room: YjsRoom, rows: UpdateRow[]): Map<string, Attribution> {
  const found = new Map<string, Attribution>()
  const order = (row: UpdateRow) => row.sequence ?? row.formerSequence ?? Number.POSITIVE_INFINITY
  for (const row of rows.filter(isAcknowledged).sort((a, b) => order(a) - order(b))) {
    if (!row.received || row.quarantined || row.kind === 'part') continue
    const attribution = attributionOf(row.received)
    for (const key of room.keysOf(row.bytes)) if (!found.has(key)) found.set(key, attribution)
  }
  return found
}
