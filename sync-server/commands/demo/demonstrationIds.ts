import { createHmac } from 'node:crypto'
import type { Random } from '#domain/ids.ts'
import { makeId } from '#domain/ids.ts'

/** Ids that follow from this server and a name, so that every start finds what an earlier one made.
 *  They give no right: rights are rows. */
export interface DemonstrationIds {
  id<T extends string>(...name: (string | number)[]): T
  /** Bytes that follow from a name, up to 32. */
  bytes(...name: (string | number)[]): Random
}

export function demonstrationIds(serverId: string, hub: string): DemonstrationIds {
  const bytes =
    (...name: (string | number)[]): Random =>
    (count) =>
      new Uint8Array(
        createHmac('sha256', serverId)
          .update(['demonstration', hub, ...name].join('\0'))
          .digest()
          .subarray(0, count),
      )
  return { bytes, id: (...name) => makeId(bytes(...name)) }
}
