import { Dexie, type Table } from 'dexie'
import type { HubId, ModuleId } from '#domain/ids.ts'
import type { Module } from '#domain/learning.ts'
import type { Disk } from '../disk.ts'
import type { DownloadTrouble } from '../learningApi.ts'

/** Learning modules on this device: one copy for all members of a hub, whose members all may read them. A database of
 *  its own: nothing that somebody authored stands in it, so that all of it can be fetched again. */

/** A module as the hub announces it. */
export interface Announced {
  hub: HubId
  module: ModuleId
  /** Of the document when it is loaded. */
  digest: string
  contentVersion: number
  /** Size of the download. */
  bytes: number
}

/** A module that is here, whole: its document was loaded again after it was written, and had the digest. */
export interface HeldRow extends Announced {
  /** Bytes that it takes on this device: its document, and what is kept ready of it. */
  takes: number
}

/** What a held module says, ready to be drawn. Made of the document when it was checked, and made again from it: the first
 *  paragraph does not wait for Yjs. */
interface ContentRow {
  hub: HubId
  module: ModuleId
  digest: string
  content: Module
}

/** A module on its way. */
export interface DownloadRow extends Announced {
  received: number
  /** wanted: goes on by itself. paused: by the person. stopped: by its trouble, until somebody asks again. */
  state: 'wanted' | 'paused' | 'stopped'
  trouble: DownloadTrouble | null
}

interface ChunkRow {
  hub: HubId
  module: ModuleId
  from: number
  bytes: Uint8Array
}

interface PreferenceRow {
  /** `textSize`, or `language/{module}`. */
  key: string
  value: string
}

export interface ModulesDatabase extends Dexie {
  held: Table<HeldRow, [string, string]>
  contents: Table<ContentRow, [string, string]>
  downloads: Table<DownloadRow, [string, string]>
  chunks: Table<ChunkRow, [string, string, number]>
  preferences: Table<PreferenceRow, string>
}

export const MODULES_DATABASE = 'teren-modules'

/** Relaxed durability: a battery that is pulled costs a few kilobytes of download. */
export function openModulesDatabase(disk: Disk): ModulesDatabase {
  const db = new Dexie(MODULES_DATABASE, {
    indexedDB: disk.indexedDB,
    IDBKeyRange: disk.IDBKeyRange,
    chromeTransactionDurability: 'relaxed',
    cache: 'disabled',
  }) as ModulesDatabase
  db.version(1).stores({
    held: '[hub+module]',
    contents: '[hub+module]',
    downloads: '[hub+module]',
    chunks: '[hub+module+from]',
    preferences: 'key',
  })
  return db
}

/** What has come of a module so far, in order. */
export const chunksOf = ({ chunks }: ModulesDatabase, { hub, module }: Pick<DownloadRow, 'hub' | 'module'>) =>
  chunks.where('[hub+module+from]').between([hub, module, 0], [hub, module, Number.MAX_SAFE_INTEGER])

const REPLICA = 'teren-module-'

/** Each version has a database of its own: the one before can be read until the next is here and checked. */
export const replicaName = ({ hub, module, digest }: Announced): string =>
  `${REPLICA}${hub}-${module}-${digest.slice(0, 16)}`

export const isReplicaName = (name: string): boolean => name.startsWith(REPLICA)
