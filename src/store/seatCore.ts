import type { ReadonlySignal } from '@preact/signals'
import { type Clock, type Random, toBase64Url } from '#domain/ids.ts'
import type { SeatInfo } from './api.ts'
import type { SeatCore, YjsRoom } from './core.ts'
import type { Disk } from './disk.ts'
import type { ModuleShelf } from './learning/moduleShelf.ts'
import { createOpenDocuments } from './openDocuments.ts'
import { openSeatDatabase } from './seatDatabase.ts'

export interface SeatDeps {
  disk: Disk
  clock: Clock
  random: Random
  /** Runs something later; gives the way to call it off. */
  schedule: (run: () => void, afterMs: number) => () => void
  info: ReadonlySignal<SeatInfo>
  /** Learning modules, which all seats share. */
  shelf: () => Promise<ModuleShelf>
  /** The database cannot be opened or read. */
  onFailure(error: unknown): void
  changeInfo(change: Partial<SeatInfo>): Promise<void>
}

let room: Promise<YjsRoom> | null = null

/** Yjs and what goes with it: its own chunk, fetched once, from the service worker's cache where there is one. */
export function loadYjs(): Promise<YjsRoom> {
  room ??= import('./yjsRoom.ts').catch((error: unknown) => {
    room = null
    throw error
  })
  return room
}

export function createSeatCore({ disk, clock, random, info, changeInfo }: SeatDeps): SeatCore {
  const { member } = info.peek()
  const db = openSeatDatabase(member, disk)
  let opening: Promise<void> | null = null

  /** A new database gets its id here and nowhere else. */
  async function openDatabase(): Promise<void> {
    await db.open()
    core.storeId = await db.transaction('rw', db.meta, async () => {
      const store = await db.meta.get('store')
      if (store?.key === 'store') return store.id
      const id = toBase64Url(random(16))
      await db.meta.put({ key: 'store', id })
      return id
    })
  }

  const core: SeatCore = {
    member,
    device: () => info.peek().device,
    db,
    storeId: null,
    documents: createOpenDocuments(db),
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
