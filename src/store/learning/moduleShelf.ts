import { type ReadonlySignal, signal } from '@preact/signals'
import type { HubId, ModuleId } from '#domain/ids.ts'
import type { Module } from '#domain/learning.ts'
import { fail, ok, type Result } from '#domain/result.ts'
import type { Loadable, StoreFailure } from '../api.ts'
import type { Disk } from '../disk.ts'
import { toStoreFailure } from '../failures.ts'
import type { DownloadTrouble } from '../learningApi.ts'
import { type Followed, follow } from '../live.ts'
import type { ModulePort } from '../syncPort.ts'
import { createModulePort } from './modulePort.ts'
import {
  type Announced,
  chunksOf,
  type DownloadRow,
  type HeldRow,
  isReplicaName,
  type ModulesDatabase,
  openModulesDatabase,
  replicaName,
} from './modulesDatabase.ts'

export type ReplicaRoom = typeof import('./replicaRoom.ts')

/** Modules kept on this device, for the seats of every hub. */
export interface ModuleShelf {
  db: ModulesDatabase
  followed: Followed
  /** For sync. */
  port: ModulePort
  /** Troubles that could not even be noted on the disk, by hub and module. */
  unwritten: ReadonlySignal<ReadonlyMap<string, DownloadTrouble>>
  /** What of a hub's modules is here, and what is on its way. */
  read(hub: HubId): Promise<{ held: HeldRow[]; downloads: DownloadRow[] }>
  /** Fetches a module, or goes on with it. */
  want(announced: Announced): Saved
  pause(hub: HubId, module: ModuleId): Saved
  /** Takes a module off this device. */
  free(hub: HubId, module: ModuleId): Saved
  prefer(key: string, value: string): Saved
  /** Follows what is here of a module. `announced`: what to fetch again if it turns out to be gone. */
  follow(hub: HubId, module: ModuleId, announced: () => Promise<Announced | undefined>): Followable
  /** Drops what no hub of this device has any more, and what an older version left; follows new announcements. */
  tidy(announced: ReadonlyMap<HubId, Announced[] | null>): Promise<void>
  /** From now on sync hears of what is wanted. */
  watch(): void
  dispose(): void
}

type Saved = Promise<Result<void, StoreFailure>>

/** What stands here of a module, and how it is to be read. `module: null`: it is kept here, and cannot be opened now. */
export interface Opened {
  contentVersion: number
  module: Module | null
  preferences: ReadonlyMap<string, string>
}

interface Followable {
  value: ReadonlySignal<Loadable<Opened>>
  dispose(): void
}

export const shelfKey = (hub: HubId, module: ModuleId): string => `${hub}/${module}`

let room: Promise<ReplicaRoom> | null = null

function loadReplicaRoom(): Promise<ReplicaRoom> {
  room ??= import('./replicaRoom.ts').catch((error: unknown) => {
    room = null
    throw error
  })
  return room
}

interface ShelfDeps {
  disk: Disk
  onFailure(error: unknown): void
  /** The first screen is painted: what nobody waits for may begin. */
  settled: Promise<void>
}

export function createModuleShelf({ disk, onFailure, settled }: ShelfDeps): ModuleShelf {
  const db = openModulesDatabase(disk)
  const { held, contents, downloads, chunks, preferences } = db
  const unwritten = signal<ReadonlyMap<string, DownloadTrouble>>(new Map())
  const wanted = signal<DownloadRow[]>([])
  /** Replicas loaded and checked since the app was opened, by their names. */
  const checked = new Map<string, Promise<Module | null>>()
  let stopWatching: (() => void) | null = null

  const open = async () => void (await db.open())
  const followed: Followed = { db, open, onFailure }

  async function saving(write: () => Promise<unknown>): Saved {
    try {
      await open()
      await db.transaction('rw', [held, contents, downloads, chunks, preferences], write)
      return ok(undefined)
    } catch (error) {
      return fail(toStoreFailure(error))
    }
  }

  async function startOver(announced: Announced, change: Partial<DownloadRow> = {}): Promise<void> {
    const { hub, module, digest, contentVersion, bytes } = announced
    await chunksOf(db, announced).delete()
    const fresh = { hub, module, digest, contentVersion, bytes, received: 0 }
    await downloads.put({ ...fresh, state: 'wanted', trouble: null, ...change })
  }

  async function forget(hub: HubId, module: ModuleId): Promise<void> {
    await chunksOf(db, { hub, module }).delete()
    await downloads.delete([hub, module])
    await held.delete([hub, module])
    await contents.delete([hub, module])
  }

  /** A replica that is open in another tab closes there by itself. One that cannot be deleted now is found by `tidy`. */
  async function dropReplica(row: Announced): Promise<void> {
    checked.delete(replicaName(row))
    try {
      await (await loadReplicaRoom()).deleteReplica(replicaName(row))
    } catch (error) {
      onFailure(error)
    }
  }

  /** Loads a replica and gives what it holds, if that is what was noted; where it is not, the module is not here. */
  function check(row: HeldRow, announced: () => Promise<Announced | undefined>): Promise<Module | null> {
    const name = replicaName(row)
    const checking = checked.get(name) ?? checkReplica(row, announced)
    checked.set(name, checking)
    return checking
  }

  async function checkReplica(row: HeldRow, announced: () => Promise<Announced | undefined>): Promise<Module | null> {
    const { hub, module, digest } = row
    const found = await (await loadReplicaRoom()).loadReplica(replicaName(row))
    if (found?.digest === digest) {
      await saving(() => contents.put({ hub, module, digest, content: found.module }))
      return found.module
    }
    checked.delete(replicaName(row))
    if (!found) return null
    // Cleared by the browser, or half of it: it is not here, whatever we noted.
    const again = await announced()
    await saving(async () => {
      if ((await held.get([hub, module]))?.digest !== digest) return
      await held.delete([hub, module])
      await contents.delete([hub, module])
      if (again && !(await downloads.get([hub, module]))) await startOver(again, { trouble: 'cleared' })
    })
    await dropReplica(row)
    return null
  }

  function followModule(
    hub: HubId,
    module: ModuleId,
    announced: () => Promise<Announced | undefined>,
  ): ReturnType<ModuleShelf['follow']> {
    const value = signal<Loadable<Opened>>({ state: 'loading' })
    let disposed = false
    let known: { digest: string; content: Module } | undefined

    async function read() {
      const [row, chosen] = await Promise.all([held.get([hub, module]), preferences.toArray()])
      if (row && row.digest !== known?.digest) known = await contents.get([hub, module])
      return { row, chosen: new Map(chosen.map(({ key, value: kept }) => [key, kept])) }
    }

    async function show({ row, chosen }: Awaited<ReturnType<typeof read>>): Promise<void> {
      if (!row) {
        value.value = { state: 'missing' }
        return
      }
      const { contentVersion, digest } = row
      const ready = (content: Module | null) => {
        value.value = { state: 'ready', value: { contentVersion, module: content, preferences: chosen } }
      }
      if (known?.digest === digest) {
        ready(known.content)
        // Whether it is still here is asked behind the reader's back.
        await settled
        await check(row, announced)
        return
      }
      const content = await check(row, announced)
      const now = await held.get([hub, module])
      // Freed or replaced meanwhile: the next reading says so.
      if (!disposed && now?.digest === digest) ready(content)
    }

    const stop = follow(followed, { tables: [held, contents, preferences], read }, (found) => {
      show(found).catch(onFailure)
    })
    return {
      value,
      dispose() {
        disposed = true
        stop()
      },
    }
  }

  async function deleteOrphans(): Promise<void> {
    const here = (await disk.indexedDB.databases?.()) ?? []
    const [kept, coming] = await Promise.all([held.toArray(), downloads.toArray()])
    const names = new Set([...kept, ...coming].map(replicaName))
    for (const { name } of here) {
      if (name !== undefined && isReplicaName(name) && !names.has(name)) {
        await (await loadReplicaRoom()).deleteReplica(name)
      }
    }
  }

  const shelf: ModuleShelf = {
    db,
    followed,
    unwritten,
    port: createModulePort({ db, open, wanted, unwritten, dropReplica, loadReplicaRoom }),
    async read(hub) {
      const ofHub = (row: { hub: HubId }) => row.hub === hub
      return { held: await held.filter(ofHub).toArray(), downloads: await downloads.filter(ofHub).toArray() }
    },
    want: (announced) =>
      saving(async () => {
        const { hub, module, digest } = announced
        const before = await downloads.get([hub, module])
        if (before?.digest === digest) await downloads.put({ ...before, state: 'wanted', trouble: null })
        else await startOver(announced)
      }),
    pause: (hub, module) =>
      saving(() => downloads.where('[hub+module]').equals([hub, module]).modify({ state: 'paused', trouble: null })),
    async free(hub, module) {
      const row = await held.get([hub, module])
      const forgotten = await saving(() => forget(hub, module))
      if (forgotten.ok && row) await dropReplica(row)
      return forgotten
    },
    prefer: (key, value) => saving(() => preferences.put({ key, value })),
    follow: followModule,
    async tidy(announced) {
      await open()
      const [kept, coming] = await Promise.all([held.toArray(), downloads.toArray()])
      const announcedOf = ({ hub, module }: Announced) => {
        const list = announced.get(hub)
        return list === null ? undefined : (list?.find((one) => one.module === module) ?? null)
      }
      for (const row of kept) if (announcedOf(row) === null) await shelf.free(row.hub, row.module)
      for (const row of coming) {
        const now = announcedOf(row)
        if (now === null) await saving(() => forget(row.hub, row.module))
        else if (now && now.digest !== row.digest) await saving(() => startOver(now, { state: row.state }))
      }
      await deleteOrphans()
    },
    watch() {
      const read = () => downloads.filter(({ state }) => state === 'wanted').toArray()
      stopWatching ??= follow(followed, { tables: [downloads], read }, (found) => {
        wanted.value = found
      })
    },
    dispose() {
      stopWatching?.()
      db.close()
    },
  }
  return shelf
}
