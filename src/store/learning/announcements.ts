import { effect, type ReadonlySignal } from '@preact/signals'
import { readModuleList } from '#documents/moduleList.ts'
import type { HubId, MemberId, ModuleId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import { follow } from '../live.ts'
import type { SeatDatabase } from '../seatDatabase.ts'
import type { SeatStore } from '../seatStore.ts'
import type { ModuleShelf } from './moduleShelf.ts'
import type { Announced } from './modulesDatabase.ts'

/** What a hub says it has; null while it has not said. */
export async function announcedTo(db: SeatDatabase, hub: HubId): Promise<Announced[] | null> {
  const row = await db.projections.get(documentId.modules())
  const list = row && readModuleList(row.bytes)
  if (!list) return null
  return list.modules.map(({ module, digest, contentVersion, bytes }) => ({
    hub,
    module: module as ModuleId,
    ...{ digest, contentVersion, bytes },
  }))
}

/** Keeps the shelf in line with what the hubs of this device's seats announce. Gives the way to stop. */
export function followAnnouncements(
  stores: ReadonlySignal<ReadonlyMap<MemberId, SeatStore>>,
  shelf: ModuleShelf,
  onFailure: (error: unknown) => void,
): () => void {
  const said = new Map<MemberId, { hub: HubId; list: Announced[] | null }>()
  const following = new Map<MemberId, () => void>()
  let tidying: Promise<void> = Promise.resolve()

  function tidy(): void {
    // Not before every seat was asked: what one has not said another may have.
    if (following.size !== said.size) return
    const announced = new Map<HubId, Announced[] | null>()
    for (const { hub, list } of said.values()) announced.set(hub, list ?? announced.get(hub) ?? null)
    tidying = tidying.then(() => shelf.tidy(announced)).catch(onFailure)
  }

  function hear(member: MemberId, { core, seat }: SeatStore): () => void {
    const hub = () => seat.info.peek().hub
    const followed = { db: core.db, open: () => core.open(), onFailure }
    const read = () => announcedTo(core.db, hub())
    return follow(followed, { tables: [core.db.projections], read }, (list) => {
      said.set(member, { hub: hub(), list })
      tidy()
    })
  }

  const stop = effect(() => {
    const now = stores.value
    for (const [member, stopFollowing] of following) {
      if (now.has(member)) continue
      stopFollowing()
      following.delete(member)
      said.delete(member)
    }
    for (const [member, store] of now) if (!following.has(member)) following.set(member, hear(member, store))
    tidy()
  })
  return () => {
    stop()
    for (const stopFollowing of following.values()) stopFollowing()
  }
}
