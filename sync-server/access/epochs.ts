import type { HubId } from '#domain/ids.ts'
import type { AccessSnapshot } from './operations.ts'

/** What follows from a hub having been put back from a backup. */

/** Up to where a history that a device knows is this one. `told`: the epoch that it says it is in. */
export function forkSeqOf({ epochs }: Pick<AccessSnapshot, 'epochs'>, hub: HubId, told: string | null): number {
  const own = epochs.filter((epoch) => epoch.hub === hub)
  const at = own.findIndex(({ epoch }) => epoch === told)
  const since = at === -1 ? [] : own.slice(at + 1)
  return since.length === 0 ? 0 : Math.min(...since.map(({ forkSeq }) => forkSeq))
}

/** Whether nobody reads in a hub: it was put back, and no coordinator has said yet which devices go on. */
export const isClosed = ({ epochs }: Pick<AccessSnapshot, 'epochs'>, hub: HubId): boolean =>
  epochs.findLast((epoch) => epoch.hub === hub)?.confirmedAt === null
