import type { DeviceId, HubId, MemberId } from '#domain/ids.ts'
import { updateShapeOf } from '#protocol/acceptance.ts'
import { type DocumentInfo, parseDocumentId } from '#protocol/documentIds.ts'
import { mayRead } from '#protocol/rights.ts'
import { isClosed } from '../access/epochs.ts'
import { indexAccess } from '../access/rights.ts'
import type { CommittedRow, Log } from '../log/Log.ts'
import { type Awareness, makeAwareness } from './awareness.ts'
import type { SocketOut } from './connection.ts'
import type { TokenBucket } from './tokenBucket.ts'
import { YjsConnection, type YjsDeps, type YjsPlace } from './yjsConnection.ts'

/** Everybody who speaks y-websocket: one conversation a document. */
export interface YjsConnections {
  /** Opens what a path and its parameters ask for; null where there is nothing for this device. */
  open(socket: SocketOut, device: DeviceId, asked: YjsAsked): YjsConnection | null
  forget(connection: YjsConnection): void
  closeAll(): void
  readonly count: number
}

export interface YjsAsked {
  document: string
  /** Of those signed in on the device; null: the only one who may read it. */
  member: string | null
}

/** An editor opens each document by a socket of its own; the oldest goes. */
const SOCKETS_A_DEVICE = 32

interface Room {
  conversations: Set<YjsConnection>
  awareness: Awareness<YjsConnection>
}

export function makeYjsConnections(deps: YjsDeps & { bucketOf(device: DeviceId): TokenBucket }): YjsConnections {
  const rooms = new Map<string, Room>()
  const byDevice = new Map<DeviceId, Set<YjsConnection>>()
  const roomOf = ({ hub, document }: YjsPlace) => `${hub} ${document.id}`

  const forget = (connection: YjsConnection) => {
    connection.ended()
    const key = roomOf(connection.place)
    const room = rooms.get(key)
    room?.conversations.delete(connection)
    if (room?.conversations.size === 0) rooms.delete(key)
    const group = byDevice.get(connection.device)
    group?.delete(connection)
    if (group?.size === 0) byDevice.delete(connection.device)
  }

  deps.log.onCommit(({ rows, access }) => {
    if (rooms.size === 0) return
    const rowsByHub: ReadonlyMap<HubId, CommittedRow[]> = Map.groupBy(rows, (row) => row.hub)
    for (const { conversations } of [...rooms.values()])
      for (const conversation of [...conversations]) conversation.committed(rowsByHub, access !== null)
  })

  return {
    open(socket, device, asked) {
      const place = placeOf(deps.log, device, asked)
      if (!place) return null
      const group = byDevice.get(device) ?? new Set()
      const [oldest] = group
      if (oldest && group.size >= SOCKETS_A_DEVICE) {
        oldest.close('replaced', 'too many sockets of one device')
        forget(oldest)
      }
      byDevice.set(device, group)
      const conversations = rooms.get(roomOf(place))?.conversations ?? new Set()
      const room = rooms.get(roomOf(place)) ?? { conversations, awareness: makeAwareness(conversations) }
      rooms.set(roomOf(place), room)
      const bucket = deps.bucketOf(device)
      const connection = new YjsConnection(deps, socket, place, { bucket, awareness: room.awareness })
      conversations.add(connection)
      group.add(connection)
      if (isClosed(deps.log.access(), place.hub)) connection.close('tryAgain', 'nobody reads here yet')
      else room.awareness.tellAll(connection)
      return connection
    },
    forget,
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

/** Who speaks of which document. What is not there, what is no Yjs document and what is not for them are one and the same. */
function placeOf(log: Log, device: DeviceId, asked: YjsAsked): YjsPlace | null {
  const document = parseDocumentId(asked.document)
  if (!document || document.reserved || updateShapeOf(document) === null) return null
  const access = indexAccess(log.access())
  const active = (access.signIns.get(device) ?? []).filter(({ state }) => state === 'active')
  const readers = active.filter(({ member }) => isReader(member, document))
  const [reader, another] = asked.member === null ? readers : readers.filter(({ member }) => member === asked.member)
  const hub = reader && access.members.get(reader.member)?.hub
  // Of two who share a device it must say which: their changes are theirs.
  return reader && hub && !another ? { device, member: reader.member, hub, document } : null

  function isReader(member: MemberId, of: DocumentInfo): boolean {
    const rights = access.rights(member)
    return rights !== null && mayRead(rights, of)
  }
}
