import { effect, untracked } from '@preact/signals'
import type { Clock, Random } from '#domain/ids.ts'
import { VERSIONS_SPOKEN } from '#protocol/frames.ts'
import { CLOSE } from '#protocol/refusals.ts'
import type { ConnectionStatus } from '#store/api.ts'
import type { SyncPort, SyncSeat } from '#store/syncPort.ts'
import { backOffMs } from './backOff.ts'
import { type Connection, DEVICE_CLOSE, openConnection } from './connection.ts'
import type { Connect, Deflate, Report, Schedule } from './ports.ts'
import { createRoads, type Road } from './roads.ts'

export interface SyncDependencies {
  port: Pick<SyncPort, 'seats'>
  connect: Connect
  /** For networks that let no websocket through. */
  connectByPost?: Connect
  clock: Clock
  random: Random
  schedule: Schedule
  deflate: Deflate
  /** Build of the app, for the server's log. */
  build: string
  report?: Report
  /** Gets a lost cookie back by the device's own key. */
  rebind?: () => Promise<'given' | 'refused' | 'unreachable'>
}

/** The device's side of the wire: one websocket for all seats, kept up as long as it is wanted; where none can be opened
 *  while the hub answers by POST, visits at intervals. */
export interface Sync {
  start(): void
  stop(): void
  /** The person asks: tries now, whatever the back-off or an earlier refusal says, and compares what is here. */
  sendNow(): void
  /** Something suggests that the hub can be reached again (the system says online, the app came into view). */
  wake(): void
}

/** A connection that held this long forgets the failed tries before it. */
const HELD_MS = 10_000
/** `wake` may come many times a second; tries do not. */
const MIN_BETWEEN_TRIES_MS = 1_000
/** From one visit to the next, more or less, while nothing is saved here. */
export const VISIT_EVERY_MS = 30_000
/** Failed tries that a close with this code counts as: a broken or flooded server is left in peace for longer. */
const SLOW: Record<number, number> = {
  [CLOSE.badFrame]: 6,
  [CLOSE.badOrigin]: 6,
  [CLOSE.flooding]: 3,
  [DEVICE_CLOSE.storeFailed]: 3,
}

/** Codes after which trying again by itself would change nothing. */
const STOPS: Record<number, 'signed-out' | 'too-old' | 'replaced'> = {
  [CLOSE.signedOut]: 'signed-out',
  [CLOSE.version]: 'too-old',
  [CLOSE.replaced]: 'replaced',
}

export function createSync(d: SyncDependencies): Sync {
  let running = false
  let stopped: 'signed-out' | 'too-old' | 'replaced' | null = null
  let failedTries = 0
  const roads = createRoads(d.connectByPost !== undefined)
  /** Place in `VERSIONS_SPOKEN` of what the next connection speaks. */
  let versionAt = 0
  let triedAt: number | null = null
  /** Somebody asked since there was a connection last. */
  let isCheckWanted = false
  let connection: Connection | null = null
  let connected: SyncSeat[] = []
  let settled: Promise<void> = Promise.resolve()
  let cancelRetry: (() => void) | null = null
  let cancelHeld: (() => void) | null = null
  let unfollow: (() => void) | null = null
  /** The cookie was lost: it is being asked for, or was given and not taken yet. */
  let rebinding: 'no' | 'asking' | 'given' = 'no'
  const report = d.report ?? (() => undefined)

  function say(status: Partial<ConnectionStatus>) {
    for (const seat of d.port.seats.peek()) seat.setConnection(status)
  }

  function tryNow() {
    cancelRetry?.()
    cancelRetry = null
    const seats = d.port.seats.peek()
    if (!running || stopped || connection || rebinding === 'asking' || seats.length === 0) return
    triedAt = d.clock()
    connected = seats
    if (!roads.isReached()) say({ state: 'connecting' })
    const post = roads.next() === 'post' ? d.connectByPost : undefined
    let welcomed = false
    connection = openConnection({
      ...d,
      connect: post ?? d.connect,
      stay: post ? 'visits' : 'stays',
      report,
      seats,
      version: VERSIONS_SPOKEN[versionAt] ?? 0,
      checksAtOnce: isCheckWanted,
      after: settled,
      welcomed: () => {
        welcomed = true
        rebinding = 'no'
        if (post) return
        isCheckWanted = false
        cancelHeld = d.schedule(HELD_MS, () => {
          failedTries = 0
        })
      },
      closed: (code) => lost(code, post ? 'post' : 'socket', welcomed),
    })
    settled = connection.settled
  }

  function lost(code: number, road: Road, welcomed: boolean) {
    connection = null
    cancelHeld?.()
    // A hub that was put back to an older version speaks that (S6).
    const older = code === CLOSE.version && versionAt + 1 < VERSIONS_SPOKEN.length
    versionAt = older ? versionAt + 1 : 0
    if (older) return tryNow()
    if (code === CLOSE.signedOut && rebinding === 'no' && d.rebind) return void rebind(d.rebind)
    rebinding = 'no'
    stopped = STOPS[code] ?? null
    const isDone = road === 'post' && code === DEVICE_CLOSE.done
    // Whoever goes away in the midst of it, or says another thing than before, is asked again, on the same road.
    if (road === 'post') roads.visitEnded(welcomed && (isDone || code === CLOSE.goingAway))
    else roads.socketEnded(welcomed)
    if (stopped || !roads.isReached()) {
      say({ state: stopped === 'signed-out' || stopped === 'too-old' ? stopped : 'off', filling: false })
    }
    if (stopped) return
    if (roads.isReached()) {
      failedTries = 0
      cancelRetry = d.schedule(roads.isBlocked() && isDone ? untilNextVisitMs() : backOffMs(0, d.random), tryNow)
      return
    }
    retry(code)
  }

  function retry(code: number) {
    failedTries = Math.max(failedTries, SLOW[code] ?? 0)
    cancelRetry = d.schedule(backOffMs(failedTries, d.random), tryNow)
    failedTries += 1
  }

  /** Nobody notices, where the key is known there. */
  async function rebind(ask: NonNullable<SyncDependencies['rebind']>): Promise<void> {
    rebinding = 'asking'
    const outcome = await ask().catch((error: unknown) => {
      report(`sync: the cookie was not asked for: ${String(error)}`)
      return 'unreachable' as const
    })
    rebinding = outcome === 'given' ? 'given' : 'no'
    if (!running || connection) return
    if (outcome === 'given') return tryNow()
    if (outcome === 'refused') stopped = 'signed-out'
    say({ state: stopped ? 'signed-out' : 'off', filling: false })
    if (!stopped) retry(CLOSE.signedOut)
  }

  function untilNextVisitMs(): number {
    const [byte = 0] = d.random(1)
    return VISIT_EVERY_MS / 2 + (VISIT_EVERY_MS * byte) / 256
  }

  function hangUp() {
    cancelRetry?.()
    cancelRetry = null
    cancelHeld?.()
    connection?.close()
    connection = null
    say({ state: 'off', filling: false })
  }

  /** Somebody signed in or out: another HELLO. */
  function seatsChanged(seats: SyncSeat[]) {
    const same = seats.length === connected.length && seats.every((seat) => connected.includes(seat))
    if (same && (connection || stopped)) return
    hangUp()
    connected = []
    stopped = null
    failedTries = 0
    tryNow()
  }

  function wake() {
    if (!running) return
    if (stopped === 'replaced') stopped = null
    if (connection) return connection.probe()
    roads.doubt()
    trySoon()
  }

  function trySoon() {
    const sinceMs = triedAt === null ? MIN_BETWEEN_TRIES_MS : d.clock() - triedAt
    // Below 0 the phone's clock was set back since.
    if (sinceMs < 0 || sinceMs >= MIN_BETWEEN_TRIES_MS) return tryNow()
    cancelRetry?.()
    cancelRetry = d.schedule(MIN_BETWEEN_TRIES_MS - sinceMs, tryNow)
  }

  return {
    start() {
      if (running) return
      running = true
      stopped = null
      const unfollowSeats = effect(() => {
        const seats = d.port.seats.value
        untracked(() => seatsChanged(seats))
      })
      // Saved between two visits: sent now.
      const unfollowWaiting = effect(() => {
        const waits = d.port.seats.value.map(({ waiting }) => waiting.value).some((count) => count > 0)
        untracked(() => {
          if (waits && roads.isBlocked() && !connection && !stopped) trySoon()
        })
      })
      unfollow = () => {
        unfollowSeats()
        unfollowWaiting()
      }
    },
    stop() {
      if (!running) return
      running = false
      unfollow?.()
      hangUp()
      connected = []
    },
    sendNow() {
      if (!running) return
      stopped = null
      if (connection) {
        connection.probe()
        connection.check()
      }
      // Not answered where the connection turns out to be none: then on the next one.
      isCheckWanted = true
      roads.doubt()
      if (!connection) tryNow()
    },
    wake,
  }
}
