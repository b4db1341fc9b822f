import { Dexie } from 'dexie'
import { afterEach, beforeEach } from 'vitest'
import { type MemberId, makeId, type PersonId, type Random } from '#domain/ids.ts'
import type { RegisterView, Seat } from '../api.ts'
import { createDeviceStore, type DeviceStore } from '../deviceStore.ts'
import { isReplicaName, MODULES_DATABASE } from '../learning/modulesDatabase.ts'
import { openSeatDatabase, seatDatabaseName } from '../seatDatabase.ts'
import type { SyncSeat } from '../syncPort.ts'
import { aField, anInfo, FakeHub, type Field, pull, scopesOf, type TestDisk, until } from '../testing.ts'

/** What the parts of the store's contract work with: made anew before each test, taken away after it. */

export const random: Random = (count) => crypto.getRandomValues(new Uint8Array(count))

interface Tab {
  store: DeviceStore
  seat: Seat
  sync: SyncSeat
}

export type ContractBench = ReturnType<typeof contractBench>

export function contractBench(makeDisk: () => TestDisk) {
  const open: DeviceStore[] = []
  const bench = {
    disk: makeDisk(),
    subtle: crypto.subtle as SubtleCrypto | undefined,
    hub: new FakeHub(),
    field: aField(3, 4),
    info: anInfo(makeId<MemberId>(random)),

    async aTab(): Promise<Tab> {
      const store = await createDeviceStore({
        disk: bench.disk,
        clock: Date.now,
        random,
        subtle: bench.subtle,
        schedule: () => () => undefined,
      })
      open.push(store)
      if (store.device.seats.peek().length === 0) await store.device.addSeat(bench.info)
      const seat = store.device.seat.peek()
      const [sync] = store.port.seats.peek()
      if (!seat || !sync) throw new Error('no seat')
      return { store, seat, sync }
    },

    /** With the run already here. */
    async aTabInTheField(): Promise<Tab> {
      const tab = await bench.aTab()
      await pull(bench.hub, tab.sync, scopesOf(bench.field))
      return tab
    },

    session: (at = 0) => bench.field.sessions[at] as Field['sessions'][number],
    person: (at = 0) => bench.field.persons[at] as PersonId,

    async look(seat: Seat, holds: (view: RegisterView) => boolean, at = 0): Promise<RegisterView> {
      const live = seat.register(bench.session(at))
      const view = await until(live, holds)
      live.dispose()
      return view
    },

    /** As text, to be searched. */
    async everythingIn(name: string): Promise<string> {
      const db = await new Dexie(name, bench.disk).open()
      const rows = await Promise.all(db.tables.map((table) => table.toArray()))
      db.close()
      const plain = (_: string, value: unknown) => (value instanceof Uint8Array ? textOf(value) : value)
      return JSON.stringify(rows, plain)
    },

    async rowsOnDisk() {
      const db = openSeatDatabase(bench.info.member, bench.disk)
      const rows = await db.rows.toArray()
      const heads = await db.heads.toArray()
      db.close()
      return { rows, heads }
    },
  }

  beforeEach(() => {
    bench.disk = makeDisk()
    bench.subtle = crypto.subtle
    bench.hub = new FakeHub()
    bench.field = aField(3, 4)
    bench.info = anInfo(makeId<MemberId>(random))
    for (const change of bench.field.changes) bench.hub.write('coordinator' as MemberId, change)
  })
  afterEach(async () => {
    for (const store of open.splice(0)) store.close()
    await bench.disk.wipe('teren-device')
    await bench.disk.wipe(seatDatabaseName(bench.info.member))
    await bench.disk.wipe(MODULES_DATABASE)
    for (const { name = '' } of await bench.disk.indexedDB.databases()) {
      if (isReplicaName(name)) await bench.disk.wipe(name)
    }
  })
  return bench
}

export const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

/** Every write, or every one to these tables, is refused as by a browser without room. Gives the way to make room. */
export function fillDisk(tables?: string[]): () => void {
  const { add, put } = IDBObjectStore.prototype
  const refusing = (does: typeof put) =>
    function mayRefuse(this: IDBObjectStore, ...given: Parameters<typeof put>) {
      if (!tables || tables.includes(this.name)) throw new DOMException('no room', 'QuotaExceededError')
      return does.apply(this, given)
    }
  IDBObjectStore.prototype.add = refusing(add)
  IDBObjectStore.prototype.put = refusing(put)
  return () => {
    IDBObjectStore.prototype.add = add
    IDBObjectStore.prototype.put = put
  }
}

/** As Firefox after a full disk: the next transaction that puts anything is refused, those after it are not. */
export function refuseNextTransaction(): void {
  const { add, put } = IDBObjectStore.prototype
  let refused: IDBTransaction | null = null
  const once = (does: typeof add | typeof put) =>
    function mayRefuse(this: IDBObjectStore, ...given: Parameters<typeof put>) {
      refused ??= this.transaction
      if (refused === this.transaction) throw new DOMException('no mutations', 'InvalidStateError')
      Object.assign(IDBObjectStore.prototype, { add, put })
      return does.apply(this, given)
    }
  Object.assign(IDBObjectStore.prototype, { add: once(add), put: once(put) })
}
