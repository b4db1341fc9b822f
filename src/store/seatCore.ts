import type { ReadonlySignal } from '@preact/signals'
import { type Clock, type Random, toBase64Url } from '#domain/ids.ts'
import type { Preparing, SeatInfo } from './api.ts'
import type { DocumentRoom, ReadModel, SeatCore } from './core.ts'
import type { Disk } from './disk.ts'
import { createOpenDocuments } from './openDocuments.ts'
import { openSeatDatabase, READ_MODEL_VERSION } from './seatDatabase.ts'

export interface CoreDeps {
  disk: Disk
  clock: Clock
  random: Random
  /** Runs something later; gives the way to call it off. */
  schedule: (run: () => void, afterMs: number) => () => void
  info: Pick<ReadonlySignal<SeatInfo>, 'peek'>
  /** How its member's documents become rows. */
  readModel: ReadModel
  /** Opening takes its time; null: not any more. */
  onPreparing(preparing: Preparing | null): void
  changeInfo(change: Partial<SeatInfo>): Promise<void>
  /** The database is open, and this is its id. */
  onOpened(storeId: string): void
  /** Takes this store off the device. */
  onErased(): Promise<void>
}

let room: Promise<DocumentRoom> | null = null

/** Most are done before anybody would read it. */
const TOLD_AFTER_MS = 500

/** Yjs and what goes with it: its own chunk, fetched once, from the service worker's cache where there is one. */
export function loadYjs(): Promise<DocumentRoom> {
  room ??= import('./documentRoom.ts').catch((error: unknown) => {
    room = null
    throw error
  })
  return room
}

export function createSeatCore(deps: CoreDeps): SeatCore {
  const { disk, clock, random, schedule, info, readModel, changeInfo, onOpened, onPreparing, onErased } = deps
  const { member } = info.peek()
  const db = openSeatDatabase(member, disk)
  let opening: Promise<void> | null = null
  let preparing: Preparing | null = null
  let isTold = false
  let callOff: (() => void) | null = null
  function prepare(now: Preparing | null): void {
    preparing = now
    if (now === null) {
      callOff?.()
      callOff = null
      isTold = false
      onPreparing(null)
    } else if (isTold) onPreparing(now)
    else {
      callOff ??= schedule(() => {
        isTold = true
        onPreparing(preparing)
      }, TOLD_AFTER_MS)
    }
  }
  // A tab with an older version lets go of the database when it is asked to, unless it is frozen.
  db.on('blocked', () => prepare({ kind: 'blocked' }))

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
    onOpened(id)
    if (version >= READ_MODEL_VERSION) return
    const { rebuildReadModel } = await import('./readModel/rebuildReadModel.ts')
    await rebuildReadModel(core, (done, of) => prepare({ kind: 'rebuilding', done, of }))
  }

  const core: SeatCore = {
    member,
    device: () => info.peek().device,
    db,
    storeId: null,
    documents: createOpenDocuments(db),
    readModel,
    clock,
    random,
    yjs: loadYjs,
    open() {
      opening ??= openDatabase()
        .catch((error: unknown) => {
          opening = null
          throw error
        })
        .finally(() => prepare(null))
      return opening
    },
    forget() {
      opening = null
      core.documents.clear()
    },
    changeInfo,
    erased: onErased,
  }
  return core
}
