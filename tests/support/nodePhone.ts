import { deflateRawSync } from 'node:zlib'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { WebSocket } from 'ws'
import type { HubId, MemberId } from '#domain/ids.ts'
import type { Role } from '#domain/roles.ts'
import type { Seat } from '#store/api.ts'
import { createDeviceStore, type DeviceStore } from '#store/deviceStore.ts'
import type { Connect } from '#sync/ports.ts'
import { createSync, type Sync } from '#sync/syncDevice.ts'
import { systemRandom } from '../../sync-server/access/secrets.ts'
import type { TestServer } from '../../sync-server/testServer.ts'

/** The app's own store and sync, without a screen: on a disk in memory, over a real websocket to a real server. */

const schedule = (delayMs: number, run: () => void) => {
  const timer = setTimeout(run, delayMs)
  return () => clearTimeout(timer)
}

export class NodePhone {
  readonly member: MemberId
  readonly device: string
  readonly store: DeviceStore
  readonly seat: Seat
  readonly #cookie: string
  readonly #disk: { indexedDB: IDBFactory; IDBKeyRange: typeof IDBKeyRange }
  #sync: Sync | null = null

  private constructor(
    who: { member: MemberId; device: string; cookie: string },
    disk: { indexedDB: IDBFactory; IDBKeyRange: typeof IDBKeyRange },
    store: DeviceStore,
    seat: Seat,
  ) {
    this.member = who.member
    this.device = who.device
    this.#cookie = who.cookie
    this.#disk = disk
    this.store = store
    this.seat = seat
  }

  /** Signs somebody in on a new phone, which is offline. */
  static async signIn(server: TestServer, hub: HubId, member: MemberId, role: Role): Promise<NodePhone> {
    const who = { member, ...(await server.signIn(member)) }
    const disk = { indexedDB: new IDBFactory(), IDBKeyRange }
    const store = await createDeviceStore({ disk, clock: Date.now, random: systemRandom })
    await store.device.addSeat({
      ...{ member, hub, role, device: who.device as never, serverId: server.log.identity().serverId },
      ...{ hubName: 'Hub', displayName: `A ${role}`, state: 'active' },
    })
    const seat = store.device.seat.peek()
    if (!seat) throw new Error('no seat')
    return new NodePhone(who, disk, store, seat)
  }

  goOnline(server: TestServer): void {
    this.goOffline()
    this.#sync = createSync({
      port: this.store.port,
      connect: connectTo(server.origin, this.#cookie),
      clock: Date.now,
      random: systemRandom,
      schedule,
      deflate: async (bytes) => new Uint8Array(deflateRawSync(bytes)),
      build: 'test',
    })
    this.#sync.start()
  }

  goOffline(): void {
    this.#sync?.stop()
    this.#sync = null
  }

  get hasSentAll(): boolean {
    const { waiting, refused } = this.seat.saving.value
    return this.seat.connection.value.state === 'connected' && waiting + refused === 0
  }

  /** Everything in every store of every database, bytes read as text. */
  async everything(): Promise<string> {
    const found: string[] = []
    for (const { name = '' } of await this.#disk.indexedDB.databases()) {
      const db = await asked(this.#disk.indexedDB.open(name))
      for (const store of db.objectStoreNames) {
        const opened = db.transaction(store).objectStore(store)
        const all = [await asked(opened.getAllKeys()), await asked(opened.getAll())]
        found.push(JSON.stringify(all, legible))
      }
      db.close()
    }
    return found.join('\n')
  }

  close(): void {
    this.goOffline()
    this.store.close()
  }
}

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

const legible = (_: string, value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value

function connectTo(origin: string, cookie: string): Connect {
  return (events) => {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/sync`, { headers: { origin, cookie } })
    socket.on('open', () => events.opened())
    socket.on('message', (data: Buffer) => events.received(new Uint8Array(data)))
    socket.on('close', (code) => events.closed(code))
    // What follows is `close`.
    socket.on('error', () => undefined)
    return {
      send: (bytes) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(bytes)
      },
      close: (code) => socket.close(code),
    }
  }
}
