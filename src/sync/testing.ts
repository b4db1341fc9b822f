import { type Signal, signal } from '@preact/signals'
import type { HubId, MemberId, Random } from '#domain/ids.ts'
import { invariant } from '#domain/result.ts'
import { decodeFrame, encodeFrame } from '#protocol/codec.ts'
import {
  type Change,
  type DeviceFrame,
  type FormerRow,
  type OpenRegister,
  PROTOCOL_VERSION,
  type SeatWelcome,
  type ServerFrame,
} from '#protocol/frames.ts'
import { REFUSALS, type RefusalCode } from '#protocol/refusals.ts'
import type { ConnectionStatus } from '#store/api.ts'
import type { FrozenRequest, SyncSeat } from '#store/syncPort.ts'
import type { LeaderChannel, LeaderLocks, LeaderMessage } from './leader.ts'
import type { Connect, Schedule, SocketEvents } from './ports.ts'

/** Stand-ins for the tests of this room: time, sockets and seats moved by hand. */

/** Timers that fire when told. */
export function handClock() {
  let now = 1_000_000
  let timers: { at: number; run: () => void }[] = []
  const schedule: Schedule = (delayMs, run) => {
    const timer = { at: now + delayMs, run }
    timers.push(timer)
    return () => {
      timers = timers.filter((one) => one !== timer)
    }
  }
  return {
    clock: () => now,
    schedule,
    /** Delays of what is scheduled, in ms from now, shortest first. */
    due: () => timers.map(({ at }) => at - now).sort((a, b) => a - b),
    async advance(ms: number) {
      const until = now + ms
      for (;;) {
        const next = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        timers = timers.filter((one) => one !== next)
        now = next.at
        next.run()
        await settle()
      }
      now = until
      await settle()
    },
  }
}

/** Lets everything that waits only for promises happen. */
export async function settle() {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve()
}

/** The same bytes for ever; 255 is the longest jitter. */
export const steadyRandom =
  (byte: number): Random =>
  (count) =>
    new Uint8Array(count).fill(byte)

export interface HandSocket {
  events: SocketEvents
  sent: DeviceFrame[]
  closedWith: number | null
}

/** Sockets that do nothing by themselves. */
export function handNetwork() {
  const sockets: HandSocket[] = []
  const connect: Connect = (events) => {
    const socket: HandSocket = { events, sent: [], closedWith: null }
    sockets.push(socket)
    return {
      send(bytes) {
        const frame = decodeFrame(bytes)
        invariant(frame.ok, 'the device sends frames that can be read')
        socket.sent.push(frame.value as DeviceFrame)
      },
      close(code) {
        // As browsers have it.
        invariant(code === 1000 || (code >= 3000 && code <= 4999), `a device may close with ${code}`)
        socket.closedWith ??= code
      },
    }
  }
  const last = () => {
    const socket = sockets.at(-1)
    invariant(socket, 'a socket was opened')
    return socket
  }
  return {
    connect,
    sockets,
    last,
    async open() {
      last().events.opened()
      await settle()
    },
    async deliver(...frames: ServerFrame[]) {
      for (const frame of frames) last().events.received(encodeFrame(frame))
      await settle()
    },
    async drop(code: number) {
      last().events.closed(code)
      await settle()
    },
    sent: <T extends DeviceFrame['type']>(type: T) =>
      last().sent.filter((frame): frame is Extract<DeviceFrame, { type: T }> => frame.type === type),
  }
}

export interface HandSeat extends SyncSeat {
  waiting: Signal<number>
  unsent: Signal<{ waiting: number; refused: number; oldestAt: number | null }>
  opened: Signal<readonly OpenRegister[]>
  /** What was called, in order. */
  calls: string[]
  status: Partial<ConnectionStatus>
  offsets: number[]
  /** Adds work as a tap does. */
  add(id: number, document?: string, bytes?: number): void
  cursor: number
  /** What it asks about, one after the other. */
  toCheck: { scope: string; after: string }[]
  /** What the hub may have lost. */
  toGive: FormerRow[]
  /** So many documents are others in every comparison. */
  differing: number
  /** Set to make every call after it fail. */
  broken: boolean
}

export const requestOf = (id: number) => new Uint8Array(16).fill(id)

/** A seat whose store is a few arrays. */
export function handSeat(member = 'member-of-the-hub' as MemberId): HandSeat {
  const queue: FrozenRequest[] = []
  const asked: FrozenRequest[] = []
  const count = () => {
    seat.waiting.value = queue.length + asked.length
  }
  const take = (request: Uint8Array) => {
    const at = asked.findIndex((one) => one.request[0] === request[0])
    const [found] = at < 0 ? [] : asked.splice(at, 1)
    invariant(found, 'only what was asked is answered')
    return found
  }
  const call = (name: string) => {
    if (seat.broken) throw new Error('disk')
    seat.calls.push(name)
  }
  const seat: HandSeat = {
    member,
    waiting: signal(0),
    unsent: signal({ waiting: 0, refused: 0, oldestAt: null }),
    opened: signal([]),
    calls: [],
    status: {},
    offsets: [],
    cursor: 0,
    toCheck: [],
    toGive: [],
    differing: 0,
    broken: false,
    add(id, document = 'all/hub', bytes = 3) {
      queue.push({
        request: requestOf(id),
        kind: 'push',
        document,
        deviceNow: id,
        body: new Uint8Array(bytes).fill(id),
      })
      count()
    },
    async hello() {
      call('hello')
      return { member, cursor: seat.cursor, epoch: null, scopeSetHash: '' }
    },
    async welcome(welcome, epoch) {
      call(`welcome ${welcome.state} ${epoch}`)
      return welcome.state === 'active' ? { cursor: seat.cursor, fill: [] } : null
    },
    async nextRequests(limit) {
      const next = queue.splice(0, limit)
      asked.push(...next)
      return next
    },
    async requeueUnanswered() {
      call('requeue')
      queue.unshift(...asked.splice(0))
    },
    async acknowledge(request, { sequence }) {
      call(`ack ${request[0]} ${sequence}`)
      take(request)
      count()
    },
    async refuse(request, code: RefusalCode) {
      call(`refuse ${request[0]} ${code}`)
      const found = take(request)
      if (REFUSALS[code] === 'retry') queue.push(found)
      queue.sort((a, b) => a.deviceNow - b.deviceNow)
      count()
    },
    async applyChanges(changes: Change[], upto) {
      call(`apply ${changes.map(({ sequence }) => sequence).join(',')} upto ${upto}`)
      if (upto !== null) seat.cursor = upto
    },
    async nextGiveBack(after) {
      if (seat.toGive.length === 0) return null
      call(`next to give after ${after}`)
      const rows = seat.toGive.filter(({ sequence }) => sequence > after)
      return { rows: rows.slice(0, 2), left: Math.max(0, rows.length - 2) }
    },
    async givenBack({ rows }, answers) {
      call(`given ${rows.map(({ sequence }, at) => `${sequence} ${answers[at]?.code}`).join(', ')}`)
      const taken = new Set(rows.filter((_, at) => answers[at]?.code === null).map(({ sequence }) => sequence))
      seat.toGive = seat.toGive.filter(({ sequence }) => !taken.has(sequence))
    },
    async nextCheck(isAsked) {
      call(`next check${isAsked ? ', asked' : ''}`)
      return seat.toCheck.shift() ?? null
    },
    async compareStates({ scope, after }, withProjections) {
      call(`compare ${scope} ${after}${withProjections ? ' with projections' : ''}`)
      return { differing: seat.differing, hasMore: seat.toCheck.length > 0 }
    },
    setConnection(status) {
      seat.status = { ...seat.status, ...status }
    },
    async setClockOffset(offsetMs) {
      seat.offsets.push(offsetMs)
    },
  }
  return seat
}

export const seatWelcome = (member: MemberId, more: Partial<SeatWelcome> = {}): SeatWelcome => ({
  member,
  state: 'active',
  hub: 'hub' as HubId,
  name: 'Eva',
  role: 'trainer',
  forkSeq: 0,
  backedUpTo: 0,
  head: 5,
  scopes: null,
  ...more,
})

export const welcomeFor = (...members: MemberId[]) => welcomeIn(PROTOCOL_VERSION, ...members)

export const welcomeIn = (version: number, ...members: MemberId[]): ServerFrame => ({
  type: 'welcome',
  version,
  serverId: 'server',
  epoch: 'epoch-1',
  serverNow: 1_000_000,
  seats: members.map((member) => seatWelcome(member)),
})

/** One origin: a lock and a channel that several tabs share. */
export function handOrigin() {
  interface Holder {
    lose(): void
  }
  let holder: Holder | null = null
  const queue: (() => void)[] = []
  const listeners = new Map<object, (message: LeaderMessage) => void>()
  const frozen = new Set<object>()

  const locks: LeaderLocks = {
    request({ steal, signal }, held) {
      return new Promise<void>((resolve, reject) => {
        const gone = () => reject(new DOMException('gone', 'AbortError'))
        const grant = () => {
          const mine: Holder = { lose: gone }
          holder = mine
          void held().then(() => {
            if (holder !== mine) return
            holder = null
            resolve()
            queue.shift()?.()
          })
        }
        if (steal) {
          holder?.lose()
          return grant()
        }
        signal?.addEventListener('abort', () => {
          const at = queue.indexOf(grant)
          if (at < 0) return
          queue.splice(at, 1)
          gone()
        })
        if (holder) queue.push(grant)
        else grant()
      })
    },
  }

  const channelOf = (tab: object): LeaderChannel => ({
    post(message) {
      for (const [other, listener] of listeners) if (other !== tab && !frozen.has(other)) listener(message)
    },
    listen(listener) {
      listeners.set(tab, listener)
      return () => listeners.delete(tab)
    },
  })
  return { locks, channelOf, freeze: (tab: object) => frozen.add(tab), thaw: (tab: object) => frozen.delete(tab) }
}
