import type { ReadonlySignal } from '@preact/signals'
import { type Clock, type Random, toBase64Url } from '#domain/ids.ts'
import type { SeatInfo } from './api.ts'
import type { DocumentRoom, SeatCore } from './core.ts'
import type { Disk } from './disk.ts'
import type { ModuleShelf } from './learning/moduleShelf.ts'
import { createOpenDocuments } from './openDocuments.ts'
import type { RolePart } from './rolePart.ts'
import { openSeatDatabase, READ_MODEL_VERSION } from './seatDatabase.ts'
import type { DeviceKeys } from './syncPort.ts'

export interface SeatDeps {
  disk: Disk
  clock: Clock
  random: Random
  /** Runs something later; gives the way to call it off. */
  schedule: (run: () => void, afterMs: number) => () => void
  /** Calls back at each touch or key, before anything comes of it; gives the way to stop. */
  beforeWriting: (listener: () => void) => () => void
  info: ReadonlySignal<SeatInfo>
  /** What its member's role can do and see. */
  part: RolePart
  /** Learning modules, which all seats share. */
  shelf: () => Promise<ModuleShelf>
  subtle: SubtleCrypto | undefined
  /** This device's own key. */
  keys: () => Promise<DeviceKeys>
  /** The database cannot be opened or read. */
  onFailure(error: unknown): void
  changeInfo(change: Partial<SeatInfo>): Promise<void>
}

let room: Promise<DocumentRoom> | null = null

/** Yjs and what goes with it: its own chunk, fetched once, from the service worker's cache where there is one. */
export function loadYjs(): Promise<DocumentRoom> {
  room ??= import('./documentRoom.ts').catch((error: unknown) => {
    room = null
    throw error
  })
  return room
}

export function createSeatCore({ disk, clock, random, info, changeInfo, part }: SeatDeps): SeatCore {
  const { member } = info.peek()
  const db = openSeatDatabase(member, disk)
  let opening: Promise<void> | null = null

  /** A new database gets its id here and nowhere else. */
  async function openDatabase(): Promise<void> {
    await db.open()
    const { id, version } = await db.transaction('rw', db.meta, async () => {
      const [store, made] = await db.meta.bulkGet(['store', 'read-model'])
      if (store?.key === 'store') return { id: store.id, version: made?.key === 'read-model' ? made.version : 1 }
      const id = toBase64Url(random(16))
      await db.meta.bulkPut([
        { key: 'store', id },
        { key: 'read-model', version: READ_MODEL_VERSION },
      ])
      return { id, version: READ_MODEL_VERSION }
    })
    core.storeId = id
    if (version >= READ_MODEL_VERSION) return
    // In one transaction: whoever is interrupted begins again at the next start.
    const { rebuildReadModel } = await import('./readModel/rebuildReadModel.ts')
    await rebuildReadModel(core)
  }

  const core: SeatCore = {
    member,
    device: () => info.peek().device,
    db,
    storeId: null,
    documents: createOpenDocuments(db),
    readModel: part.readModel,
    clock,
    random,
    yjs: loadYjs,
    open() {
      opening ??= openDatabase().catch((error: unknown) => {
        opening = null
        throw error
      })
      return opening
    },
    forget() {
      opening = null
      core.documents.clear()
    },
    changeInfo,
  }
  return core
}
