// @vitest-environment node
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { describe, expect, it } from 'vitest'
import type { RunId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import {
  type KeptDatabase,
  keptDatabases,
  keptDatabaseVersions,
  layDown,
  readAllOf,
} from '../../tests/support/keptDatabases.ts'
import { patience, runs } from '../../tests/support/runs.ts'
import { createDeviceStore, type DeviceStore } from './deviceStore.ts'
import { READ_MODEL_VERSION } from './seatDatabase.ts'
import { diskOf, seededRandom } from './testing.ts'

/** What earlier versions left on phones is brought up to date (S6), by whatever it is interrupted. */

const open = (indexedDB: IDBFactory, later: (run: () => void) => void = () => undefined): Promise<DeviceStore> =>
  createDeviceStore({
    disk: diskOf(indexedDB, IDBKeyRange),
    clock: () => 1_000,
    random: seededRandom(1),
    schedule: (run) => {
      later(run)
      return () => undefined
    },
  })

/** Opens the seat's database, which brings it up to date. */
async function bringUpToDate(store: DeviceStore): Promise<void> {
  for (const seat of store.port.seats.peek()) await seat.hello()
}

function rowsOf<T>(databases: KeptDatabase[], name: string): T[] {
  const seat = databases.find((database) => database.name.startsWith('teren-seat-'))
  return (seat?.stores.find((store) => store.name === name)?.rows ?? []) as T[]
}

/** What was marked here and its plan, and the smallest documents beside: two steps of making the read model. */
function smaller(databases: KeptDatabase[]): KeptDatabase[] {
  const [waiting] = rowsOf<{ document: string }>(databases, 'outbox')
  const run = waiting?.document.split('/')[1] ?? ''
  const bytesOf = new Map<string, number>()
  for (const { document, bytes } of rowsOf<{ document: string; bytes: Uint8Array }>(databases, 'rows')) {
    bytesOf.set(document, (bytesOf.get(document) ?? 0) + bytes.length)
  }
  const smallest = [...bytesOf].sort(([, one], [, other]) => one - other).map(([document]) => document)
  const kept = new Set([waiting?.document ?? '', documentId.plan(run as RunId), ...smallest.slice(0, 26)])
  const isKept = (row: unknown) => kept.has((row as { document: string }).document)
  return databases.map((database) => ({
    ...database,
    stores: database.stores.map((store) => {
      if (store.name === 'heads' || store.name === 'rows') return { ...store, rows: store.rows.filter(isKept) }
      return store.name === 'meta' || store.name === 'outbox' ? store : { ...store, rows: store.rows.slice(0, 3) }
    }),
  }))
}

/** A phone that dies at one of the statements that are asked of its disk: what runs then is undone, connections are gone,
 *  and nothing more is asked. Gives how many were asked, and what brings it to life. */
function mortal(diesAt: number): { asked(): number; revive(): void } {
  const running = new Set<IDBTransaction>()
  const connections = new Set<IDBDatabase>()
  let asked = 0
  let isDead = false
  const statement = () => {
    if (!isDead && ++asked === diesAt) {
      isDead = true
      for (const transaction of running) abort(transaction)
      for (const connection of connections) connection.close()
    }
    if (isDead) throw new DOMException('the phone is dead', 'AbortError')
  }
  const undo: (() => void)[] = []
  const watch = <T extends object>(of: T, names: (keyof T & string)[], given?: (result: unknown) => void) => {
    for (const name of names) {
      const does = of[name] as (...args: unknown[]) => unknown
      undo.push(() => Object.assign(of, { [name]: does }))
      Object.assign(of, {
        [name](this: unknown, ...args: unknown[]) {
          // This one the fake asks of itself.
          if (args[1] !== 'versionchange') statement()
          const result = does.apply(this, args)
          given?.(result)
          return result
        },
      })
    }
  }
  const reading = ['get', 'getAll', 'getAllKeys', 'getKey', 'count', 'openCursor', 'openKeyCursor'] as const
  watch(IDBObjectStore.prototype, [...reading, 'add', 'put', 'delete', 'clear', 'createIndex', 'deleteIndex'])
  watch(IDBIndex.prototype, [...reading])
  watch(IDBCursor.prototype, ['update', 'delete', 'continue', 'advance'])
  watch(IDBDatabase.prototype, ['createObjectStore', 'deleteObjectStore'])
  watch(IDBDatabase.prototype, ['transaction'], (begun) => running.add(begun as IDBTransaction))
  watch(IDBFactory.prototype, ['open'], (opening) => {
    const request = opening as IDBOpenDBRequest
    request.addEventListener('upgradeneeded', () => {
      if (request.transaction) running.add(request.transaction)
      connections.add(request.result)
    })
    request.addEventListener('success', () => {
      connections.add(request.result)
      if (isDead) request.result.close()
    })
  })
  return {
    asked: () => asked,
    revive() {
      for (const again of undo) again()
    },
  }
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort()
  } catch (error) {
    // Over already.
    if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error
  }
}

/** What the seat's database holds, without what differs by chance or is made anew. */
const contentOf = async (indexedDB: IDBFactory) =>
  (await readAllOf(indexedDB)).filter(({ name }) => name.startsWith('teren-'))

describe.each(keptDatabaseVersions())('what %s left', (version) => {
  it('S6 S1 is all there after an update, and what waits still does', async () => {
    const indexedDB = new IDBFactory()
    const before = keptDatabases(version)
    await layDown(indexedDB, before)
    const store = await open(indexedDB)
    await bringUpToDate(store)
    store.close()
    const after = await readAllOf(indexedDB)
    expect(rowsOf(after, 'outbox')).toHaveLength(3)
    for (const name of ['rows', 'outbox', 'requests']) {
      expect([name, rowsOf(after, name)]).toEqual([name, rowsOf(before, name)])
    }
    expect(rowsOf(after, 'heads')).toHaveLength(rowsOf(before, 'heads').length)
    expect(rowsOf(after, 'meta')).toContainEqual({ key: 'read-model', version: READ_MODEL_VERSION })
    expect(rowsOf(after, 'meta')).not.toContainEqual(expect.objectContaining({ key: 'rebuilding' }))
    // Made anew, it is what was kept step by step.
    for (const name of ['sessions', 'registers', 'persons', 'runs']) {
      expect([name, rowsOf(after, name).length]).toEqual([name, rowsOf(before, name).length])
    }
  })

  it('S6 S1 is brought up to date whenever the phone dies meanwhile', { timeout: patience(30_000) }, async () => {
    const kept = smaller(keptDatabases(version))
    const whole = new IDBFactory()
    await layDown(whole, kept)
    const first = mortal(Number.POSITIVE_INFINITY)
    const unhurt = await open(whole)
    await bringUpToDate(unhurt)
    unhurt.close()
    first.revive()
    const expected = await contentOf(whole)
    expect(first.asked()).toBeGreaterThan(20)
    // Each of them in the long tests; here every so many.
    const step = Math.max(1, Math.ceil(first.asked() / runs(30)))
    for (let diesAt = 1; diesAt <= first.asked(); diesAt += step) {
      const indexedDB = new IDBFactory()
      await layDown(indexedDB, kept)
      const phone = mortal(diesAt)
      const dying = await open(indexedDB)
      await bringUpToDate(dying).catch(() => undefined)
      dying.close()
      phone.revive()
      const store = await open(indexedDB)
      await bringUpToDate(store)
      store.close()
      expect([diesAt, await contentOf(indexedDB)]).toEqual([diesAt, expected])
    }
  })
})

describe('opening what takes its time', () => {
  /** What the screens are told, from the first moment on. */
  function told(store: DeviceStore): unknown[] {
    const all: unknown[] = []
    store.device.preparing.subscribe((now) => all.push(now))
    return all
  }

  it('S6 U5 says how far it has come', async () => {
    const indexedDB = new IDBFactory()
    await layDown(indexedDB, keptDatabases('0.1.0'))
    const store = await open(indexedDB, (run) => run())
    const all = told(store)
    await bringUpToDate(store)
    const steps = all.filter((now) => now !== null)
    expect(steps.length).toBeGreaterThan(3)
    expect(steps.at(-1)).toEqual({ kind: 'rebuilding', done: 125, of: 132 })
    expect(all.at(-1)).toBeNull()
    store.close()
  })

  it('S6 says nothing of what is over before it could be read', async () => {
    const indexedDB = new IDBFactory()
    await layDown(indexedDB, keptDatabases('0.1.0'))
    const store = await open(indexedDB)
    const all = told(store)
    await bringUpToDate(store)
    expect(all).toEqual([null])
    store.close()
  })

  it('S6 says that a frozen tab with an older version holds it up, and goes on when that is closed', async () => {
    const indexedDB = new IDBFactory()
    const kept = keptDatabases('0.1.0')
    await layDown(indexedDB, kept)
    const frozen = indexedDB.open(kept.find(({ name }) => name.startsWith('teren-seat-'))?.name ?? '')
    await new Promise((resolve) => {
      frozen.onsuccess = resolve
    })
    const blocked = Promise.withResolvers<void>()
    const store = await open(indexedDB, (run) => {
      run()
      blocked.resolve()
    })
    const all = told(store)
    const opened = bringUpToDate(store)
    await blocked.promise
    expect(all.at(-1)).toEqual({ kind: 'blocked' })
    frozen.result.close()
    await opened
    expect(all.at(-1)).toBeNull()
    store.close()
  })
})
