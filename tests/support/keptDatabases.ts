import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'

/** Databases as earlier versions of the app left them in a browser (`tests/fixtures/databases`). */

interface KeptStore {
  name: string
  keyPath: string | string[] | null
  autoIncrement: boolean
  indexes: { name: string; keyPath: string | string[]; unique: boolean; multiEntry: boolean }[]
  rows: unknown[]
}

export interface KeptDatabase {
  name: string
  version: number
  stores: KeptStore[]
}

const KEPT = join(import.meta.dirname, '../fixtures/databases')

export const keptDatabaseVersions = (): string[] =>
  readdirSync(KEPT)
    .filter((name) => name.endsWith('.json.br'))
    .map((name) => basename(name, '.json.br'))

export function keptDatabases(version: string): KeptDatabase[] {
  const text = brotliDecompressSync(readFileSync(join(KEPT, `${version}.json.br`))).toString()
  const bytesOf = (_: string, value: unknown) =>
    typeof value === 'object' && value !== null && '$bytes' in value
      ? Uint8Array.from(Buffer.from(String(value.$bytes), 'base64'))
      : value
  return JSON.parse(text, bytesOf) as KeptDatabase[]
}

/** Puts databases onto a disk as they were. */
export async function layDown(indexedDB: IDBFactory, databases: KeptDatabase[]): Promise<void> {
  for (const { name, version, stores } of databases) {
    const opening = indexedDB.open(name, version)
    opening.onupgradeneeded = () => {
      for (const { name: storeName, keyPath, autoIncrement, indexes, rows } of stores) {
        const store = opening.result.createObjectStore(storeName, { keyPath, autoIncrement })
        for (const { name: indexName, keyPath: path, ...options } of indexes)
          store.createIndex(indexName, path, options)
        for (const row of rows) store.add(row)
      }
    }
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => reject(opening.error)
    })
    database.close()
  }
}

/** Everything in them, for comparing. */
export async function readAllOf(indexedDB: IDBFactory): Promise<KeptDatabase[]> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  const all: KeptDatabase[] = []
  for (const { name = '', version = 0 } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name))
    const stores: KeptStore[] = []
    for (const storeName of database.objectStoreNames) {
      const store = database.transaction(storeName).objectStore(storeName)
      const indexes = [...store.indexNames].map((index) => {
        const { keyPath, unique, multiEntry } = store.index(index)
        return { name: index, keyPath, unique, multiEntry }
      })
      const { keyPath, autoIncrement } = store
      stores.push({ name: storeName, keyPath, autoIncrement, indexes, rows: await done(store.getAll()) })
    }
    database.close()
    all.push({ name, version, stores })
  }
  return all
}
