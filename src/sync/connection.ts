import type { Clock, MemberId, Random, SessionId } from '#domain/ids.ts'
import { unreachable } from '#domain/result.ts'
import { decodeFrame, encodeFrame } from '#protocol/codec.ts'
import {
  CHECKS_FROM,
  CHECKS_PROJECTIONS_FROM,
  DEFLATES_FROM,
  type DeviceFrame,
  type Frame,
  GIVES_BACK_FROM,
  type OpenRegister,
  type Others,
  type Pong,
  type Present,
  type SeatHello,
  type SeatWelcome,
  TELLS_PRESENCE_FROM,
  TELLS_UNSENT_FROM,
  type Welcome,
} from '#protocol/frames.ts'
import { MAX_IN_FLIGHT, OPEN_REGISTERS, PING_ANSWER_WITHIN_MS, PING_EVERY_MS } from '#protocol/limits.ts'
import { CLOSE } from '#protocol/refusals.ts'
import type { SyncSeat } from '#store/syncPort.ts'
import { createFlightBudget } from './flightBudget.ts'
import type { Connect, Deflate, Report, Schedule, SocketLike, Stay } from './ports.ts'
import { createSeatLane, type SeatLane } from './seatLane.ts'

/** Close codes of our own, from the device. */
export const DEVICE_CLOSE = {
  /** No longer wanted: stopped, or the seats changed. */
  done: 1000,
  /** Nothing was heard in time. */
  silent: 4000,
  /** The store of this device failed. */
  storeFailed: 4001,
  /** What is here was found to be something else than what the hub has. */
  diverged: 4002,
} as const

/** A visit takes no longer than this, whatever the server leaves unanswered. */
const VISIT_AT_MOST_MS = 600_000
/** A server that has not said WELCOME by then is taken as unreachable. */
export const WELCOME_WITHIN_MS = 15_000
/** An exchange longer than this says nothing about the phone's clock. */
const MEASURABLE_WITHIN_MS = 10_000
/** Measured again within this, an offset is not written again. */
const SAME_OFFSET_MS = 1_000

export interface ConnectionDependencies {
  seats: SyncSeat[]
  stay: Stay
  connect: Connect
  clock: Clock
  random: Random
  schedule: Schedule
  deflate: Deflate
  report: Report
  build: string
  /** Of the protocol, to be spoken on this connection. */
  version: number
  /** Compares what is here with the hub as soon as it is up to date. */
  checksAtOnce: boolean
  /** Resolves when the connection before this one has let go of the store. */
  after: Promise<void>
  welcomed(): void
  closed(code: number): void
}

export interface Connection {
  /** Ends it; `closed` is not called. */
  close(): void
  /** Asks whether what is here is what the hub has. */
  check(): void
  /** Finds out whether somebody is there still, and sends without waiting any longer. */
  probe(): void
  /** Resolves when the store is no longer used. */
  settled: Promise<void>
}

export function openConnection(d: ConnectionDependencies): Connection {
  let phase: 'preparing' | 'hello' | 'open' | 'closed' = 'preparing'
  let socket: SocketLike | null = null
  let epoch = ''
  let heard = false
  let lastOffsetMs: number | null = null
  const toldUnsent = new Map<MemberId, string>()
  const others = new Map<MemberId, ReadonlyMap<SessionId, Present[]>>()
  const lanes = new Map<MemberId, SeatLane>()
  const cancels = new Set<() => void>()
  const followers: (() => void)[] = []
  const letGo = Promise.withResolvers<void>()
  const budget = createFlightBudget(MAX_IN_FLIGHT)

  function later(delayMs: number, run: () => void) {
    const cancel = d.schedule(delayMs, () => {
      cancels.delete(cancel)
      run()
    })
    cancels.add(cancel)
  }

  async function prepare() {
    await d.after
    const hellos: SeatHello[] = []
    for (const seat of d.seats) {
      if (phase === 'closed') return
      await seat.requeueUnanswered()
      hellos.push(await seat.hello())
    }
    if (phase === 'closed') return
    phase = 'hello'
    later(WELCOME_WITHIN_MS, () => {
      if (phase === 'hello') end(DEVICE_CLOSE.silent)
    })
    socket = d.connect({
      opened: () => send({ type: 'hello', version: d.version, build: d.build, deviceNow: d.clock(), seats: hellos }),
      received: (bytes) => {
        if (phase === 'closed') return
        heard = true
        const frame = decodeFrame(bytes)
        if (frame.ok) take(frame.value, hellos)
        else broken(`frame of ${bytes.length} bytes: ${frame.error}`)
      },
      closed: (code) => {
        socket = null
        end(code)
      },
    })
  }

  function send(frame: DeviceFrame) {
    if (phase !== 'closed') socket?.send(encodeFrame(frame))
  }

  /** What the server sent cannot be read, or comes out of turn. */
  function broken(problem: string) {
    d.report(`sync: ${problem}`)
    end(CLOSE.badFrame)
  }

  function take(frame: Frame, hellos: SeatHello[]) {
    if (phase === 'hello')
      return frame.type === 'welcome' ? welcome(frame, hellos) : broken(`${frame.type} before welcome`)
    switch (frame.type) {
      case 'ack':
      case 'nack':
      case 'changes':
      case 'upto':
      case 'states':
      case 'given-back': {
        const lane = lanes.get(frame.member)
        return lane ? lane.take(frame) : broken(`${frame.type} for a seat that is not here`)
      }
      case 'seat':
        return welcomeSeat(frame.seat)
      case 'others':
        return meet(frame)
      case 'pong':
        return measure(frame)
      case 'welcome':
      case 'hello':
      case 'push':
      case 'command':
      case 'pull':
      case 'ping':
      case 'check':
      case 'unsent':
      case 'give-back':
      case 'here':
        return broken(`${frame.type} out of turn`)
      default:
        return unreachable(frame)
    }
  }

  function welcome(frame: Welcome, hellos: SeatHello[]) {
    if (frame.version !== d.version) return end(CLOSE.version)
    phase = 'open'
    epoch = frame.epoch
    d.welcomed()
    for (const [at, seat] of d.seats.entries()) {
      const lane = createSeatLane({
        ...d,
        deflate: d.version >= DEFLATES_FROM ? d.deflate : null,
        seat,
        cursor: hellos[at]?.cursor ?? 0,
        send,
        budget,
        // Answered, or not: a visit cannot wait for it.
        checks: d.stay === 'stays' && d.version >= CHECKS_FROM,
        checksProjections: d.version >= CHECKS_PROJECTIONS_FROM,
        rested: leaveWhenDone,
        givesBack: d.version >= GIVES_BACK_FROM,
        diverged: (documents) => {
          d.report(`sync: ${documents} documents differ from the hub's, and are fetched anew`)
          tellUnsent(seat, documents)
          end(DEVICE_CLOSE.diverged)
        },
        failed: (error) => {
          d.report(`sync: the store failed: ${String(error)}`)
          end(DEVICE_CLOSE.storeFailed)
        },
      })
      lanes.set(seat.member, lane)
      followers.push(seat.waiting.subscribe(() => lane.sendWaiting()))
      // Of what an earlier connection knew nothing is known any more.
      seat.setConnection({ others: new Map() })
      followers.push(seat.opened.subscribe((open) => tellOpen(seat, open)))
    }
    for (const seat of frame.seats) welcomeSeat(seat)
    if (d.stay !== 'stays') later(VISIT_AT_MOST_MS, () => end(DEVICE_CLOSE.silent))
    // Measured by its own exchange: before WELCOME the server reads its database.
    ping()
    beat()
  }

  function leaveWhenDone() {
    if (d.stay !== 'stays' && [...lanes.values()].every((lane) => lane.isAtRest())) end(DEVICE_CLOSE.done)
  }

  function welcomeSeat(seat: SeatWelcome) {
    const lane = lanes.get(seat.member)
    if (lane) lane.take({ type: 'welcomed', seat, epoch })
    else broken('welcome for a seat that is not here')
  }

  function beat() {
    later(PING_EVERY_MS, () => {
      ping()
      beat()
    })
  }

  function ping() {
    heard = false
    send({ type: 'ping', deviceNow: d.clock() })
    if (d.stay !== 'sends') for (const seat of d.seats) tellUnsent(seat)
    // Whoever visits says it together with much else, and hears when all of that has arrived.
    if (d.stay !== 'stays') return
    later(PING_ANSWER_WITHIN_MS, () => {
      if (!heard) end(DEVICE_CLOSE.silent)
    })
  }

  /** Where it is another than was said before. */
  function tellUnsent(seat: SyncSeat, differing = 0) {
    const { waiting, refused, oldestAt } = seat.unsent.peek()
    const said = `${waiting} ${refused} ${oldestAt}`
    if (d.version < TELLS_UNSENT_FROM || (toldUnsent.get(seat.member) === said && differing === 0)) return
    toldUnsent.set(seat.member, said)
    const oldestMs = oldestAt === null ? null : Math.max(0, d.clock() - oldestAt)
    send({ type: 'unsent', member: seat.member, waiting, refused, oldestMs, differing })
  }

  /** Said for the first time once there is something to say. */
  function tellOpen({ member }: SyncSeat, open: readonly OpenRegister[]) {
    if (d.version < TELLS_PRESENCE_FROM || d.stay !== 'stays' || (open.length === 0 && !others.has(member))) return
    if (!others.has(member)) others.set(member, new Map())
    send({ type: 'here', member, open: open.slice(-OPEN_REGISTERS) })
  }

  function meet({ member, session, others: present }: Others) {
    const seat = d.seats.find((one) => one.member === member)
    if (!seat) return broken('others for a seat that is not here')
    const known = new Map(others.get(member)).set(session, present)
    others.set(member, known)
    seat.setConnection({ others: known })
  }

  /** The server read its clock about half way between our two readings. */
  function measure({ deviceNow, serverNow }: Pong) {
    const heardAt = d.clock()
    const tookMs = heardAt - deviceNow
    for (const seat of d.seats) seat.setConnection({ heardAt })
    // Otherwise the phone's clock was set between the two, or the network was too slow to tell.
    if (tookMs < 0 || tookMs > MEASURABLE_WITHIN_MS) return
    const offsetMs = Math.round(deviceNow + tookMs / 2 - serverNow)
    if (lastOffsetMs !== null && Math.abs(offsetMs - lastOffsetMs) < SAME_OFFSET_MS) return
    lastOffsetMs = offsetMs
    for (const seat of d.seats) {
      seat.setClockOffset(offsetMs, heardAt).catch((error: unknown) => {
        d.report(`sync: the clock's offset was not kept: ${String(error)}`)
      })
    }
  }

  function end(code: number) {
    if (phase === 'closed') return
    shut(code)
    d.closed(code)
  }

  function shut(code: number) {
    phase = 'closed'
    for (const cancel of cancels) cancel()
    for (const stop of followers) stop()
    socket?.close(code)
    prepared
      .then(() => Promise.all([...lanes.values()].map((lane) => lane.close())))
      .then(() => letGo.resolve(), letGo.reject)
  }

  const prepared = prepare().catch((error: unknown) => {
    d.report(`sync: the store failed: ${String(error)}`)
    end(DEVICE_CLOSE.storeFailed)
  })

  return {
    close() {
      if (phase !== 'closed') shut(DEVICE_CLOSE.done)
    },
    check() {
      for (const lane of lanes.values()) lane.check()
    },
    probe() {
      if (phase !== 'open') return
      ping()
      for (const lane of lanes.values()) lane.resume()
    },
    settled: letGo.promise,
  }
}
