import { signal } from '@preact/signals'
import { beforeEach, describe, expect, it } from 'vitest'
import { VERSIONS_SPOKEN } from '#protocol/frames.ts'
import { CLOSE } from '#protocol/refusals.ts'
import { ANSWER_WITHIN_MS, createLeader } from './leader.ts'
import { sendOnce } from './sendOnce.ts'
import {
  type HandSeat,
  handClock,
  handNetwork,
  handOrigin,
  handSeat,
  requestOf,
  settle,
  steadyRandom,
  welcomeFor,
  welcomeIn,
} from './testing.ts'

let time: ReturnType<typeof handClock>
let site: ReturnType<typeof handOrigin>
let network: ReturnType<typeof handNetwork>
let seat: HandSeat

beforeEach(() => {
  time = handClock()
  site = handOrigin()
  network = handNetwork()
  seat = handSeat()
})

/** The service worker, woken. */
function woken() {
  const it = { result: null as boolean | null }
  void sendOnce({
    port: { seats: signal([seat]) },
    waits: async () => seat.waiting.peek() > 0,
    connect: network.connect,
    clock: time.clock,
    random: steadyRandom(0),
    schedule: time.schedule,
    deflate: async () => null,
    build: 'test',
    locks: site.locks,
    channel: site.channelOf(it),
  }).then((result) => {
    it.result = result
  })
  return it
}

/** A tab that owns the socket. */
function aTab() {
  const it = { leads: 0, sendNow: 0 }
  const leader = createLeader({
    ...{ locks: site.locks, channel: site.channelOf(it), schedule: time.schedule, clock: time.clock },
    isVisible: () => false,
    lead: () => {
      it.leads += 1
    },
    follow: () => undefined,
    heard: () => undefined,
    asked: () => undefined,
    sendNow: () => {
      it.sendNow += 1
    },
  })
  leader.start()
  return Object.assign(it, { leader })
}

const acked = (id: number) =>
  ({ type: 'ack', member: seat.member, request: requestOf(id), ...{ sequence: id, receivedAt: 1 } }) as const

describe('whoever was woken to send', () => {
  it('PO6 S1 sends what waits, fetches nothing, and leaves the lock', async () => {
    seat.add(1)
    seat.add(2)
    const it = woken()
    await settle()
    await network.open()
    await network.deliver(welcomeFor(seat.member))
    expect(network.sent('push').map(({ request }) => request[0])).toEqual([1, 2])
    for (const id of [1, 2]) await network.deliver({ ...acked(id), tag: new Uint8Array(4), result: '' })
    expect(it.result).toBe(true)
    expect(network.sent('pull')).toEqual([])
    expect(seat.calls.filter((call) => call.startsWith('ack'))).toEqual(['ack 1 1', 'ack 2 2'])
    expect(network.last().closedWith).toBe(1000)
    const tab = aTab()
    await settle()
    expect(tab.leads).toBe(1)
  })

  it('PO6 has nothing to do where nothing waits', async () => {
    const it = woken()
    await settle()
    expect(it.result).toBe(true)
    expect(network.sockets).toEqual([])
  })

  it('PO6 says that something still waits where nobody answers, or the server wants it later', async () => {
    seat.add(1)
    const away = woken()
    await settle()
    await network.drop(1006)
    expect(away.result).toBe(false)
    const full = woken()
    await settle()
    await network.open()
    await network.deliver(welcomeFor(seat.member))
    await network.deliver({ type: 'nack', member: seat.member, request: requestOf(1), code: 'disk-full', detail: '' })
    expect(full.result).toBe(false)
  })

  it('PO6 TA1 leaves it to a tab that is alive, and asks that one to send', async () => {
    seat.add(1)
    const tab = aTab()
    await settle()
    const it = woken()
    await settle()
    await time.advance(ANSWER_WITHIN_MS + 2_000)
    expect(it.result).toBe(false)
    expect(network.sockets).toEqual([])
    expect(tab.sendNow).toBe(1)
  })

  it('PO6 TA1 TA2 takes the place of a tab that is frozen, and ends when another does so with it', async () => {
    seat.add(1)
    const tab = aTab()
    await settle()
    site.freeze(tab)
    const it = woken()
    await settle()
    await time.advance(ANSWER_WITHIN_MS)
    expect(network.sockets).toHaveLength(1)
    await network.open()
    const robber = aRobber()
    await settle()
    expect(robber.leads).toBe(true)
    expect(it.result).toBe(false)
    expect(network.last().closedWith).toBe(1000)
  })

  it('PO6 GR6 speaks the version before with a hub that does not know the newest', async () => {
    seat.add(1)
    const it = woken()
    await settle()
    await network.open()
    await network.drop(CLOSE.version)
    await network.open()
    const before = VERSIONS_SPOKEN[1] ?? 0
    expect(network.sent('hello')[0]?.version).toBe(before)
    await network.deliver(welcomeIn(before, seat.member))
    await network.deliver({ ...acked(1), tag: new Uint8Array(4), result: '' })
    expect(it.result).toBe(true)
  })
})

/** Takes the lock as a tab in view does that was not answered. */
function aRobber() {
  const it = { leads: false }
  void site.locks.request({ steal: true }, () => {
    it.leads = true
    return new Promise(() => undefined)
  })
  return it
}
