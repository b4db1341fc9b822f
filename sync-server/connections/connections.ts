import type { DeviceId, HubId } from '#domain/ids.ts'
import { UPDATES_BURST, UPDATES_PER_SECOND } from '#protocol/limits.ts'
import type { CommittedRow } from '../log/Log.ts'
import { Connection, type ConnectionDeps, type SocketOut } from './connection.ts'
import { makePresence } from './presence.ts'
import { makeTokenBucket, type TokenBucket } from './tokenBucket.ts'

/** Every open connection: tells them what commits made, and holds devices to their limits however often they connect. */
export interface Connections {
  open(socket: SocketOut, device: DeviceId): Connection
  /** The socket of a connection is gone. */
  forget(connection: Connection): void
  /** The server stops: devices are told to come back. */
  closeAll(): void
  /** How much a device may say, whatever it says it by. */
  bucketOf(device: DeviceId): TokenBucket
  /** Whether a device has a connection now. */
  isConnected(device: DeviceId): boolean
  readonly count: number
}

/** Tabs overlap while one hands the socket to another; more than this is a fault, and the oldest goes. */
const SOCKETS_A_DEVICE = 4
/** Buckets of devices that went are kept, so that reconnecting fills none; the oldest are dropped. */
const BUCKETS_KEPT = 10_000

export function makeConnections(deps: ConnectionDeps): Connections {
  const byDevice = new Map<DeviceId, Set<Connection>>()
  const buckets = new Map<DeviceId, TokenBucket>()
  const presence = makePresence()

  const bucketOf = (device: DeviceId): TokenBucket => {
    const bucket = buckets.get(device) ?? makeTokenBucket(deps.clock, UPDATES_PER_SECOND, UPDATES_BURST)
    buckets.delete(device)
    buckets.set(device, bucket)
    const [oldest] = buckets.keys()
    if (buckets.size > BUCKETS_KEPT && oldest) buckets.delete(oldest)
    return bucket
  }

  const forget = (connection: Connection) => {
    connection.ended()
    const group = byDevice.get(connection.device)
    group?.delete(connection)
    if (group?.size === 0) byDevice.delete(connection.device)
  }

  deps.log.onCommit(({ rows, access }) => {
    const rowsByHub: ReadonlyMap<HubId, CommittedRow[]> = Map.groupBy(rows, (row) => row.hub)
    for (const group of [...byDevice.values()])
      for (const connection of [...group]) connection.committed(rowsByHub, access !== null)
  })

  return {
    open(socket, device) {
      const group = byDevice.get(device) ?? new Set()
      byDevice.set(device, group)
      const [oldest] = group
      if (oldest && group.size >= SOCKETS_A_DEVICE) {
        oldest.close('replaced', 'too many sockets of one device')
        group.delete(oldest)
      }
      const connection = new Connection({ ...deps, presence }, socket, device, bucketOf(device))
      group.add(connection)
      return connection
    },
    forget,
    bucketOf,
    isConnected: (device) => byDevice.has(device),
    closeAll() {
      for (const group of [...byDevice.values()])
        for (const connection of [...group]) {
          connection.close('goingAway', 'the server stops')
          forget(connection)
        }
    },
    get count() {
      let count = 0
      for (const group of byDevice.values()) count += group.size
      return count
    },
  }
}
