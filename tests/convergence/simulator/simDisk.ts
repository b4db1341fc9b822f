import { IDBFactory, IDBKeyRange, IDBTransaction } from 'fake-indexeddb'
import type { Disk } from '#store/disk.ts'
import type { Owner, Scheduler } from './scheduler.ts'

/** A phone's IndexedDB, with what can happen to one: killed inside a transaction, full, wiped, copied, put back.
 *  Built on the insides of fake-indexeddb, which are named here and nowhere else. */

interface RawTransaction {
  _state: 'active' | 'inactive' | 'committing' | 'finished'
  _rollbackLog: (() => void)[]
  _requests: { request: { readyState: string } }[]
  _abort(name: string | null): void
  mode: string
  db: RawConnection
}
interface RawConnection {
  owner?: Owner
  disk?: SimDisk
  _closePending: boolean
  close(): void
  addEventListener(name: string, listener: () => void): void
}
interface RawStore {
  records: { values(): Iterable<{ key: unknown; value: unknown }> }
  deleteRecord(key: unknown): void
}
interface RawDatabase {
  name: string
  version: number
  transactions: RawTransaction[]
  connections: RawConnection[]
  rawObjectStores: Map<string, RawStore>
  processTransactions(): void
}
interface RawFactory {
  _databases: Map<string, RawDatabase>
  _connectionQueues: Map<string, Promise<void>>
}

let scheduler: Scheduler | null = null

/** Transactions run in their owner's name from now on, on this scheduler. */
export function disksRunOn(next: Scheduler): void {
  scheduler = next
}

/** Disks by the tab whose code asks for one, as browsers have it: for libraries that take the global one. */
const disks = new WeakMap<Owner, Disk>()

/** Once a process: a step of a transaction is its owner's, and the last one of a writing one may find the disk full. */
export function teachTransactions(): void {
  Object.defineProperty(globalThis, 'indexedDB', {
    get: () => (scheduler?.current ? disks.get(scheduler.current)?.indexedDB : undefined),
  })
  Object.defineProperty(globalThis, 'IDBKeyRange', { value: IDBKeyRange })
  const transactions = IDBTransaction.prototype as unknown as { _start(this: RawTransaction): void }
  const start = transactions._start
  transactions._start = function () {
    const { owner, disk } = this.db
    if (owner && !owner.alive) return
    if (scheduler && owner) scheduler.current = owner
    const isLast = this._requests.every(({ request }) => request.readyState === 'done')
    if (
      disk?.isFull &&
      isLast &&
      this._state !== 'finished' &&
      this.mode !== 'readonly' &&
      this._rollbackLog.length > 0
    ) {
      this._abort('QuotaExceededError')
      return
    }
    start.call(this)
  }
}

export class SimDisk {
  /** Writing transactions end in QuotaExceededError. */
  isFull = false
  /** Transactions that had written something and were undone by an end. */
  torn = 0
  #factory = new IDBFactory()

  get #raw(): RawFactory {
    return this.#factory as unknown as RawFactory
  }

  /** The disk as one tab has it. */
  for(owner: Owner): Disk {
    const opened = (connection: unknown) => {
      Object.assign(connection as RawConnection, { owner, disk: this })
    }
    const disk = this
    const factory = new Proxy({} as IDBFactory, {
      get(_, name) {
        const now = disk.#factory
        if (name !== 'open') {
          const value = Reflect.get(now, name) as unknown
          return typeof value === 'function' ? value.bind(now) : value
        }
        return (...args: Parameters<IDBFactory['open']>) => {
          // Code of a tab that was killed, woken by another one's news: nothing answers it any more.
          if (!owner.alive) return new EventTarget()
          const request = now.open(...args)
          for (const event of ['upgradeneeded', 'success']) {
            request.addEventListener(event, () => opened(request.result))
          }
          return request
        }
      },
    })
    const made = { indexedDB: factory, IDBKeyRange }
    disks.set(owner, made)
    return made
  }

  /** A tab or the whole phone ends at this very moment: what was not committed never was. `lastStep`: what only waited
   *  to be told that it was committed counts as committed. */
  killed(isGone: (owner: Owner) => boolean, lastStep: boolean): void {
    for (const database of this.#raw._databases.values()) {
      const gone = (connection: RawConnection) => connection.owner === undefined || isGone(connection.owner)
      for (const transaction of database.transactions) {
        if (transaction._state === 'finished' || !gone(transaction.db)) continue
        const isDone = transaction._requests.every(({ request }) => request.readyState === 'done')
        if (!(lastStep && isDone && transaction.mode === 'readwrite')) {
          if (transaction._rollbackLog.length > 0) this.torn++
          for (const undo of transaction._rollbackLog.reverse()) undo()
        }
        transaction._state = 'finished'
      }
      database.transactions = database.transactions.filter((transaction) => !gone(transaction.db))
      for (const connection of database.connections) if (gone(connection)) connection._closePending = true
      database.connections = database.connections.filter((connection) => !gone(connection))
      // Whoever waited for one of them goes on.
      if (scheduler) scheduler.current = null
      database.processTransactions()
    }
    this.#raw._connectionQueues.clear()
    // A database whose making was undone is none.
    for (const [name, { version }] of this.#raw._databases) if (version === 0) this.#raw._databases.delete(name)
  }

  /** Whether a transaction is in the middle of writing. */
  get isWriting(): boolean {
    return [...this.#raw._databases.values()].some(({ transactions }) =>
      transactions.some(({ _state, _rollbackLog }) => _state !== 'finished' && _rollbackLog.length > 0),
    )
  }

  /** The browser clears everything away, also under open tabs. */
  wipe(): void {
    for (const database of this.#raw._databases.values()) {
      for (const connection of database.connections) connection.close()
    }
    this.#factory = new IDBFactory()
  }

  /** Rows of a store, read past all transactions. Empty if there is no such store. */
  rows<T>(database: string, store: string): T[] {
    const found = this.#raw._databases.get(database)?.rawObjectStores.get(store)
    return found ? [...found.records.values()].map(({ value }) => value as T) : []
  }

  /** Rows of all stores of all databases, read past all transactions. */
  everything(): unknown[] {
    return [...this.#raw._databases.values()].flatMap(({ rawObjectStores }) =>
      [...rawObjectStores.values()].flatMap(({ records }) => [...records.values()].map(({ value }) => value)),
    )
  }

  /** A row is gone, past all transactions. */
  loseRow(database: string, store: string, at: number): void {
    const found = this.#raw._databases.get(database)?.rawObjectStores.get(store)
    const record = found && [...found.records.values()][at]
    if (record) found.deleteRecord(record.key)
  }

  get databases(): string[] {
    return [...this.#raw._databases.keys()]
  }

  /** Everything that is committed, as a backup program or a cloned phone takes it. Only while no tab is open. */
  copy(): DiskCopy {
    const copied = new Map<string, RawDatabase>()
    for (const [name, database] of this.#raw._databases) copied.set(name, cloneDatabase(database))
    return { databases: copied }
  }

  putBack({ databases }: DiskCopy): void {
    this.#factory = new IDBFactory()
    for (const [name, database] of databases) this.#raw._databases.set(name, cloneDatabase(database))
  }
}

export interface DiskCopy {
  databases: Map<string, RawDatabase>
}

/** Stores, indexes and trees are plain objects with prototypes; values in them are never changed in place. */
function cloneDatabase(database: RawDatabase): RawDatabase {
  const seen = new Map<unknown, unknown>()
  const clone = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    const known = seen.get(value)
    if (known !== undefined) return known
    if (value instanceof Uint8Array || value instanceof ArrayBuffer || value instanceof Date) return value
    if (Array.isArray(value)) {
      const list: unknown[] = []
      seen.set(value, list)
      for (const item of value) list.push(clone(item))
      return list
    }
    if (value instanceof Map) {
      const map = new Map()
      seen.set(value, map)
      for (const [key, item] of value) map.set(key, clone(item))
      return map
    }
    if (value instanceof Set) {
      const set = new Set()
      seen.set(value, set)
      for (const item of value) set.add(clone(item))
      return set
    }
    const copy = Object.create(Object.getPrototypeOf(value)) as Record<string, unknown>
    seen.set(value, copy)
    for (const [key, item] of Object.entries(value)) copy[key] = clone(item)
    return copy
  }
  const bare = { ...database, transactions: [], connections: [] }
  const copy = Object.create(Object.getPrototypeOf(database)) as RawDatabase
  seen.set(database, copy)
  Object.assign(copy, Object.fromEntries(Object.entries(bare).map(([key, value]) => [key, clone(value)])))
  copy.transactions = []
  copy.connections = []
  const process = (Object.getPrototypeOf(database) as RawDatabase).processTransactions
  copy.processTransactions = process.bind(copy)
  return copy
}
