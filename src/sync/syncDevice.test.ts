import { signal } from '@preact/signals'
import { beforeEach, describe, expect, it } from 'vitest'
import type { DeviceId, MemberId, RunId, SessionId } from '#domain/ids.ts'
import { encodeFrame } from '#protocol/codec.ts'
import {
  CHECKS_FROM,
  CHECKS_PROJECTIONS_FROM,
  type Change,
  DEFLATES_FROM,
  type FormerRow,
  GIVES_BACK_FROM,
  PROTOCOL_VERSION,
  type ServerFrame,
  VERSIONS_SPOKEN,
} from '#protocol/frames.ts'
import {
  DEFLATE_OVER_BYTES,
  MAX_IN_FLIGHT,
  MAX_UPDATE_BYTES,
  PING_ANSWER_WITHIN_MS,
  PING_EVERY_MS,
} from '#protocol/limits.ts'
import { CLOSE } from '#protocol/refusals.ts'
import { BACK_OFF_BASE_MS, BACK_OFF_CAP_MS } from './backOff.ts'
import { WELCOME_WITHIN_MS } from './connection.ts'
import { ASK_AGAIN_AFTER_MS, CHECK_AFTER_MS, CURSOR_WITHIN_MS } from './seatLane.ts'
import { createSync, type Sync } from './syncDevice.ts'
import {
  type HandSeat,
  handClock,
  handNetwork,
  handSeat,
  requestOf,
  seatWelcome,
  settle,
  steadyRandom,
  welcomeFor,
  welcomeIn,
} from './testing.ts'

const ack = (seat: HandSeat, id: number, sequence = id): ServerFrame => ({
  type: 'ack',
  member: seat.member,
  request: requestOf(id),
  sequence,
  receivedAt: 1,
  tag: new Uint8Array(4),
  result: '',
})

const nack = (seat: HandSeat, id: number, code: 'slow-down' | 'needs' | 'no-right' | 'fork'): ServerFrame => ({
  type: 'nack',
  member: seat.member,
  request: requestOf(id),
  code,
  detail: '',
})

const change = (sequence: number): Change => ({
  kind: 'update',
  sequence,
  document: 'all/hub',
  member: 'other' as MemberId,
  device: 'device' as DeviceId,
  receivedAt: 1,
  clockOffsetMs: 0,
  epoch: 'epoch-1',
  tag: new Uint8Array(4),
  part: 0,
  parts: 1,
  bytes: new Uint8Array(2),
})

let time: ReturnType<typeof handClock>
let network: ReturnType<typeof handNetwork>
let seat: HandSeat
let problems: string[]
let deflates: boolean
/** What comes of asking for a lost cookie. */
let rebound: ('given' | 'refused' | 'unreachable')[] | null

function device(...seats: HandSeat[]): Sync & { seats: ReturnType<typeof signal<HandSeat[]>> } {
  const held = signal(seats)
  const sync = createSync({
    port: { seats: held },
    connect: network.connect,
    clock: time.clock,
    random: steadyRandom(255),
    schedule: time.schedule,
    // Stands for any packing: shorter, and other bytes.
    deflate: async (bytes) => (deflates ? bytes.slice(0, 100) : null),
    build: 'test',
    report: (problem) => problems.push(problem),
    ...(rebound && { rebind: async () => rebound?.shift() ?? 'unreachable' }),
  })
  return { ...sync, seats: held }
}

async function connected(...seats: HandSeat[]) {
  const sync = device(...seats)
  sync.start()
  await settle()
  await network.open()
  await network.deliver(welcomeFor(...seats.map(({ member }) => member)))
  return sync
}

/** To a hub that speaks nothing newer. */
async function connectedIn(version: number) {
  const sync = device(seat)
  sync.start()
  await settle()
  for (const newer of VERSIONS_SPOKEN) if (newer > version) await network.drop(CLOSE.version)
  await network.open()
  await network.deliver(welcomeIn(version, seat.member))
  return sync
}

const pushed = () => network.sent('push').map(({ request }) => request[0])

beforeEach(() => {
  time = handClock()
  network = handNetwork()
  seat = handSeat()
  problems = []
  deflates = true
  rebound = null
})

describe('hello', () => {
  it('GR1 names every seat, after what was unanswered has been queued again', async () => {
    const other = handSeat('another-member' as MemberId)
    other.cursor = 7
    const sync = device(seat, other)
    sync.start()
    await settle()
    await network.open()
    const [hello] = network.sent('hello')
    expect(hello?.seats.map(({ member, cursor }) => [member, cursor])).toEqual([
      [seat.member, 0],
      [other.member, 7],
    ])
    expect(seat.calls).toEqual(['requeue', 'hello'])
    expect(seat.status.state).toBe('connecting')
  })

  it('opens nothing while nobody is signed in', async () => {
    const sync = device()
    sync.start()
    await settle()
    expect(network.sockets).toHaveLength(0)
    sync.seats.value = [seat]
    await settle()
    expect(network.sockets).toHaveLength(1)
  })

  it('is said again on a new socket when somebody signs in', async () => {
    const sync = await connected(seat)
    sync.seats.value = [seat, handSeat('another-member' as MemberId)]
    await settle()
    expect(network.sockets[0]?.closedWith).toBe(1000)
    await network.open()
    expect(network.sent('hello')[0]?.seats).toHaveLength(2)
  })

  it('S1 PU7 sends what waits before it asks for anything', async () => {
    seat.add(1)
    await connected(seat)
    const order = network.last().sent.map(({ type }) => type)
    expect(order.indexOf('push')).toBeGreaterThan(-1)
    expect(order.indexOf('push')).toBeLessThan(order.indexOf('pull'))
    expect(seat.status).toMatchObject({ state: 'connected', filling: true })
  })

  it('S7 sends nothing for a seat whose sign-in was ended, and says so', async () => {
    seat.add(1)
    const sync = device(seat)
    sync.start()
    await settle()
    await network.open()
    const frame = welcomeFor(seat.member)
    await network.deliver({ ...frame, seats: [seatWelcome(seat.member, { state: 'ended' })] } as ServerFrame)
    expect(pushed()).toEqual([])
    expect(network.sent('pull')).toEqual([])
    expect(seat.status.state).toBe('signed-out')
  })
})

describe('sending', () => {
  it('F3 PU2 takes a request as received only by its ACK, in the order of the answers', async () => {
    seat.add(1)
    seat.add(2)
    await connected(seat)
    expect(pushed()).toEqual([1, 2])
    expect(seat.waiting.value).toBe(2)
    await network.deliver(ack(seat, 1, 11), ack(seat, 2, 12))
    expect(seat.calls.filter((call) => call.startsWith('ack'))).toEqual(['ack 1 11', 'ack 2 12'])
    expect(seat.waiting.value).toBe(0)
  })

  it('sends what becomes durable while connected', async () => {
    await connected(seat)
    seat.add(3)
    await settle()
    expect(pushed()).toEqual([3])
  })

  it('PU8 keeps to the number that may be unanswered, over all seats together', async () => {
    const other = handSeat('another-member' as MemberId)
    for (let id = 1; id <= 30; id++) {
      seat.add(id)
      other.add(id)
    }
    await connected(seat, other)
    expect(pushed()).toHaveLength(MAX_IN_FLIGHT)
    await network.deliver(ack(seat, 1))
    expect(pushed()).toHaveLength(MAX_IN_FLIGHT + 1)
    let answered = 1
    while (seat.waiting.value + other.waiting.value > 0) {
      const push = network.sent('push')[answered++]
      expect(push).toBeDefined()
      if (!push) break
      await network.deliver(ack(push.member === seat.member ? seat : other, push.request[0] ?? 0))
    }
    expect(pushed()).toHaveLength(60)
  })

  it('S1 PU3 sends frozen requests again as they were after the connection was lost', async () => {
    seat.add(1)
    seat.add(2)
    await connected(seat)
    const [first] = network.sent('push')
    await network.deliver(ack(seat, 1))
    await network.drop(1006)
    await time.advance(1_000)
    await network.open()
    await network.deliver(welcomeFor(seat.member))
    expect(network.sockets).toHaveLength(2)
    expect(pushed()).toEqual([2])
    expect(network.sent('push')[0]?.update).toEqual(new Uint8Array(3).fill(2))
    expect(first?.update).toEqual(new Uint8Array(3).fill(1))
  })

  it('S1 PU2 ignores an answer to what was not asked on this connection', async () => {
    await connected(seat)
    await network.deliver(ack(seat, 9))
    expect(seat.calls.some((call) => call.startsWith('ack'))).toBe(false)
    expect(network.last().closedWith).toBeNull()
  })

  it('AN1 waits and sends again after a code that asks to', async () => {
    seat.add(1)
    await connected(seat)
    await network.deliver(nack(seat, 1, 'slow-down'))
    expect(seat.calls).toContain('refuse 1 slow-down')
    expect(pushed()).toEqual([1])
    await time.advance(1_000)
    expect(pushed()).toEqual([1, 1])
  })

  it('AN1 does not wait when the person asks to send now', async () => {
    seat.add(1)
    const sync = await connected(seat)
    await network.deliver(nack(seat, 1, 'slow-down'))
    sync.sendNow()
    await settle()
    expect(pushed()).toEqual([1, 1])
  })

  it('AN2 keeps a later request of the same document when an earlier one must be sent again', async () => {
    seat.add(1, 'run/x/plan')
    seat.add(2, 'run/x/plan')
    seat.add(3, 'run/y/plan')
    await connected(seat)
    await network.deliver(nack(seat, 1, 'slow-down'), nack(seat, 2, 'needs'), nack(seat, 3, 'needs'))
    expect(seat.calls.filter((call) => call.startsWith('refuse'))).toEqual([
      'refuse 1 slow-down',
      'refuse 2 slow-down',
      'refuse 3 needs',
    ])
  })

  it('gives the store every other refusal as it is', async () => {
    seat.add(1)
    seat.add(2)
    await connected(seat)
    await network.deliver(nack(seat, 1, 'no-right'), nack(seat, 2, 'fork'))
    expect(seat.calls.filter((call) => call.startsWith('refuse'))).toEqual(['refuse 1 no-right', 'refuse 2 fork'])
  })

  it('PU11 deflates long bodies where both sides can, and leaves short ones', async () => {
    seat.add(1, 'all/hub', DEFLATE_OVER_BYTES + 1)
    seat.add(2, 'all/other', DEFLATE_OVER_BYTES)
    await connected(seat)
    const bodies = () => network.sent('push').map(({ isDeflated, update }) => [isDeflated, update.length])
    expect(bodies()).toEqual([
      [true, 100],
      [undefined, DEFLATE_OVER_BYTES],
    ])
    deflates = false
    seat.add(3, 'all/third', DEFLATE_OVER_BYTES + 1)
    await settle()
    expect(bodies().at(-1)).toEqual([undefined, DEFLATE_OVER_BYTES + 1])
  })

  it('PU11 GR6 deflates nothing for a hub of an old version', async () => {
    seat.add(1, 'all/hub', DEFLATE_OVER_BYTES + 1)
    await connectedIn(DEFLATES_FROM - 1)
    expect(network.sent('push')).toMatchObject([{ update: { length: DEFLATE_OVER_BYTES + 1 } }])
    expect(network.sent('push')[0]?.isDeflated).toBeUndefined()
  })

  it('LI3 refuses on this side what no server takes', async () => {
    seat.add(1, 'all/hub', MAX_UPDATE_BYTES + 1)
    seat.add(2)
    await connected(seat)
    expect(seat.calls).toContain('refuse 1 too-large')
    expect(pushed()).toEqual([2])
  })
})

describe('receiving', () => {
  it('FE1 applies pages in order; only UPTO moves the cursor, in the transaction of the page before it', async () => {
    await connected(seat)
    await network.deliver(
      { type: 'changes', member: seat.member, changes: [change(1), change(2)] },
      { type: 'changes', member: seat.member, changes: [change(4)] },
      { type: 'upto', member: seat.member, sequence: 4 },
    )
    await network.deliver({ type: 'upto', member: seat.member, sequence: 5 })
    expect(seat.calls.slice(-3)).toEqual(['apply 1,2 upto null', 'apply 4 upto 4', 'apply  upto 5'])
    expect(seat.status.filling).toBe(false)
  })

  it('FE1 the cursor of an UPTO that came by itself is written with the next page, or after a while', async () => {
    await connected(seat)
    await network.deliver({ type: 'upto', member: seat.member, sequence: 5 })
    const before = seat.calls.length
    await network.deliver({ type: 'upto', member: seat.member, sequence: 6 })
    expect(seat.calls).toHaveLength(before)
    await network.deliver({ type: 'changes', member: seat.member, changes: [change(7)] })
    expect(seat.calls.slice(before)).toEqual(['apply 7 upto 6'])
    await network.deliver({ type: 'upto', member: seat.member, sequence: 7 })
    await network.deliver({ type: 'upto', member: seat.member, sequence: 8 })
    await time.advance(CURSOR_WITHIN_MS)
    expect(seat.calls.slice(before)).toEqual(['apply 7 upto 6', 'apply  upto 8'])
  })

  it('FE1 FE7 no cursor from before is written once rights have changed', async () => {
    await connected(seat)
    await network.deliver({ type: 'upto', member: seat.member, sequence: 5 })
    await network.deliver({ type: 'upto', member: seat.member, sequence: 6 })
    const before = seat.calls.length
    await network.deliver({ type: 'seat', seat: seatWelcome(seat.member) })
    await time.advance(CURSOR_WITHIN_MS)
    expect(seat.calls.slice(before)).toEqual(['apply  upto 6', 'welcome active epoch-1'])
  })

  it('still fills until the head that WELCOME named', async () => {
    await connected(seat)
    await network.deliver({ type: 'upto', member: seat.member, sequence: 4 })
    expect(seat.status.filling).toBe(true)
  })

  it('RI2 takes changed rights while connected and asks for what they bring', async () => {
    await connected(seat)
    await network.deliver({ type: 'seat', seat: seatWelcome(seat.member) })
    expect(network.sent('pull')).toHaveLength(2)
    await network.deliver({ type: 'seat', seat: seatWelcome(seat.member, { state: 'ended' }) })
    seat.add(1)
    await settle()
    expect(pushed()).toEqual([])
  })

  it.each([
    ['bytes that are no frame', new Uint8Array([250, 1])],
    ['nothing', new Uint8Array()],
    ['a frame that only devices send', encodeFrame({ type: 'ping', deviceNow: 1 })],
    ['a frame for a stranger', encodeFrame({ type: 'upto', member: 'stranger' as MemberId, sequence: 1 })],
    ['a second WELCOME', encodeFrame(welcomeFor('member-of-the-hub' as MemberId))],
  ])('S5 ends a connection on which the server sends %s, keeping everything', async (_, bytes) => {
    seat.add(1)
    await connected(seat)
    network.last().events.received(bytes)
    await settle()
    expect(network.last().closedWith).toBe(CLOSE.badFrame)
    expect(problems).toHaveLength(1)
    expect(seat.waiting.value).toBe(1)
    expect(time.due().at(-1)).toBe(BACK_OFF_CAP_MS)
  })

  it('TA3 takes nothing from a connection that has ended', async () => {
    await connected(seat)
    const old = network.last()
    await network.drop(1006)
    const before = seat.calls.length
    old.events.received(encodeFrame({ type: 'upto', member: seat.member, sequence: 9 }))
    await settle()
    expect(seat.calls).toHaveLength(before)
  })

  it('ends the connection when the store fails, and tries again later', async () => {
    await connected(seat)
    seat.broken = true
    await network.deliver({ type: 'upto', member: seat.member, sequence: 1 })
    expect(network.last().closedWith).toBe(4001)
    expect(time.due()).toHaveLength(1)
    seat.broken = false
    await time.advance(8_000)
    expect(network.sockets).toHaveLength(2)
  })
})

describe('keeping the connection up', () => {
  it('LI4 waits twice as long after each failed try, up to a minute, and starts again from one second when it held', async () => {
    const sync = device(seat)
    sync.start()
    await settle()
    const waits: number[] = []
    for (let tries = 0; tries < 9; tries++) {
      await network.drop(1006)
      waits.push(time.due()[0] ?? -1)
      await time.advance(waits.at(-1) ?? 0)
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000])
    await network.open()
    await network.deliver(welcomeFor(seat.member))
    await network.deliver({ type: 'pong', deviceNow: time.clock(), serverNow: 0 })
    await time.advance(PING_EVERY_MS - 1)
    await network.drop(1006)
    expect(time.due()).toEqual([1_000])
  })

  it('forgets no failed try for a server that welcomes and hangs up', async () => {
    await connected(seat)
    await network.drop(1006)
    await time.advance(1_000)
    await network.open()
    await network.deliver(welcomeFor(seat.member))
    await network.drop(1006)
    expect(time.due()).toEqual([2_000])
  })

  it.each([
    [CLOSE.signedOut, 'signed-out'],
    [CLOSE.replaced, 'off'],
  ] as const)('stops after close code %i until it is asked, and says %s', async (code, state) => {
    const sync = await connected(seat)
    await network.drop(code)
    expect(seat.status.state).toBe(state)
    await time.advance(10 * BACK_OFF_CAP_MS)
    expect(network.sockets).toHaveLength(1)
    sync.sendNow()
    await settle()
    expect(network.sockets).toHaveLength(2)
  })

  it('S6 GR6 speaks the version before with a hub that does not know the newest, and stops only when neither is known', async () => {
    const sync = device(seat)
    sync.start()
    await settle()
    await network.open()
    for (const [at, version] of VERSIONS_SPOKEN.entries()) {
      expect(network.sockets).toHaveLength(at + 1)
      expect(network.sent('hello')).toMatchObject([{ version }])
      await network.drop(CLOSE.version)
      if (at + 1 < VERSIONS_SPOKEN.length) await network.open()
    }
    expect(seat.status.state).toBe('too-old')
    await time.advance(10 * BACK_OFF_CAP_MS)
    expect(network.sockets).toHaveLength(VERSIONS_SPOKEN.length)
    sync.sendNow()
    await settle()
    await network.open()
    expect(network.sent('hello')).toMatchObject([{ version: PROTOCOL_VERSION }])
  })

  it('connects again after signing in anew', async () => {
    const sync = await connected(seat)
    await network.drop(CLOSE.signedOut)
    sync.seats.value = [handSeat(seat.member)]
    await settle()
    expect(network.sockets).toHaveLength(2)
  })

  it('LI5 tries at once when it is woken, but no more than once a second', async () => {
    const sync = device(seat)
    sync.start()
    await settle()
    await time.advance(5_000)
    await network.drop(1006)
    sync.wake()
    await settle()
    expect(network.sockets).toHaveLength(2)
    await network.drop(1006)
    sync.wake()
    sync.wake()
    await settle()
    expect(network.sockets).toHaveLength(2)
    await time.advance(1_000)
    expect(network.sockets).toHaveLength(3)
  })

  it('F11 CL1 measures the phone’s clock half way between question and answer', async () => {
    await connected(seat)
    const [ping] = network.sent('ping')
    await time.advance(400)
    await network.deliver({ type: 'pong', deviceNow: ping?.deviceNow ?? 0, serverNow: time.clock() - 200 - 180_000 })
    expect(seat.offsets).toEqual([180_000])
  })

  it('F11 learns nothing from an answer that came before its question', async () => {
    await connected(seat)
    await network.deliver({ type: 'pong', deviceNow: time.clock() + 5_000, serverNow: 0 })
    expect(seat.offsets).toEqual([])
  })

  it('finds a dead socket by the answer that does not come', async () => {
    await connected(seat)
    await network.deliver({ type: 'pong', deviceNow: time.clock(), serverNow: 0 })
    await time.advance(PING_EVERY_MS + PING_ANSWER_WITHIN_MS)
    expect(network.sockets[0]?.closedWith).toBe(4000)
    expect(seat.status.state).toBe('off')
  })

  it('gives up on a server that never says WELCOME', async () => {
    const sync = device(seat)
    sync.start()
    await settle()
    await network.open()
    await time.advance(WELCOME_WITHIN_MS)
    expect(network.last().closedWith).toBe(4000)
  })

  it('TA3 leaves nothing behind when stopped', async () => {
    seat.add(1)
    const sync = await connected(seat)
    sync.stop()
    await settle()
    expect(network.last().closedWith).toBe(1000)
    expect(time.due()).toEqual([])
    seat.add(2)
    await settle()
    expect(pushed()).toEqual([1])
    expect(seat.status.state).toBe('off')
  })
})

describe('comparing with the hub', () => {
  const states = (scope = 'all', after = ''): ServerFrame => ({
    type: 'states',
    member: seat.member,
    scope,
    after,
    through: '',
    upto: 5,
    states: [],
  })
  const upToDate = () => network.deliver({ type: 'upto', member: seat.member, sequence: 5 })

  it('FE11 asks once everything is here and a while has passed, and goes on while there is more', async () => {
    seat.toCheck = [
      { scope: 'all', after: '' },
      { scope: 'office', after: '' },
    ]
    await connected(seat)
    await upToDate()
    expect(network.sent('check')).toEqual([])
    for (let passed = 0; passed < CHECK_AFTER_MS; passed += PING_ANSWER_WITHIN_MS / 2) {
      await network.deliver({ type: 'pong', deviceNow: time.clock(), serverNow: 0 })
      await time.advance(PING_ANSWER_WITHIN_MS / 2)
    }
    expect(network.sent('check')).toEqual([{ type: 'check', member: seat.member, scope: 'all', after: '' }])
    await network.deliver(states())
    await time.advance(5_000)
    expect(network.sent('check').map(({ scope }) => scope)).toEqual(['all', 'office'])
    expect(network.last().closedWith).toBeNull()
  })

  it('FE11 asks at once when the person does, and begins anew on another connection where something differs', async () => {
    seat.toCheck = [{ scope: 'all', after: '' }]
    seat.differing = 2
    const sync = await connected(seat)
    await upToDate()
    sync.sendNow()
    await settle()
    expect(seat.calls).toContain('next check, asked')
    expect(network.sent('check')).toHaveLength(1)
    await network.deliver({ type: 'upto', member: seat.member, sequence: 6 })
    await network.deliver(states())
    expect(seat.calls.slice(-2)).toEqual(['apply  upto 6', expect.stringContaining('compare all')])
    expect(network.sockets[0]?.closedWith).toBe(4002)
    expect(problems).toEqual(["sync: 2 documents differ from the hub's, and are fetched anew"])
    await time.advance(2_000)
    expect(network.sockets).toHaveLength(2)
  })

  it('FE11 asks again where somebody waits and the hub, busy with others, does not answer', async () => {
    const first = { scope: 'all', after: '' }
    seat.toCheck = [first, first, { scope: 'office', after: '' }, { scope: 'office', after: '' }]
    const sync = await connected(seat)
    await upToDate()
    sync.sendNow()
    const passes = async (ms: number) => {
      await network.deliver({ type: 'pong', deviceNow: time.clock(), serverNow: 0 })
      await time.advance(ms)
    }
    await passes(ASK_AGAIN_AFTER_MS)
    expect(network.sent('check').map(({ scope }) => scope)).toEqual(['all', 'all'])
    await network.deliver(states())
    await passes(5_000)
    await passes(ASK_AGAIN_AFTER_MS)
    expect(network.sent('check').map(({ scope }) => scope)).toEqual(['all', 'all', 'office', 'office'])
  })

  it('FE11 asks as soon as there is a connection when the person did so without one', async () => {
    seat.toCheck = [{ scope: 'all', after: '' }]
    const sync = device(seat)
    sync.start()
    await settle()
    sync.sendNow()
    await network.drop(1006)
    await time.advance(2_000)
    await network.open()
    await network.deliver(welcomeFor(seat.member))
    expect(network.sent('check')).toEqual([])
    await upToDate()
    expect(network.sent('check')).toHaveLength(1)
  })

  it('GR6 FE11 asks nothing of a hub that speaks an old version', async () => {
    seat.toCheck = [{ scope: 'all', after: '' }]
    const sync = await connectedIn(CHECKS_FROM - 1)
    await upToDate()
    sync.sendNow()
    await settle()
    expect(network.sent('check')).toEqual([])
  })

  it('GR6 FE11 compares projections too, but not with a hub that does not tell of them', async () => {
    const compared = async () => {
      await upToDate()
      await time.advance(0)
      return seat.calls.filter((call) => call.startsWith('compare'))
    }
    seat.toCheck = [{ scope: 'all', after: '' }]
    await connectedIn(CHECKS_PROJECTIONS_FROM - 1)
    await network.deliver(states())
    expect(await compared()).toEqual(['compare all '])
    await network.drop(1006)
    await time.advance(2_000)
    await network.open()
    await network.deliver(welcomeFor(seat.member))
    await network.deliver(states())
    expect(await compared()).toEqual(['compare all ', 'compare all  with projections'])
  })
})

describe('a lost cookie', () => {
  const lose = () => network.drop(CLOSE.signedOut)

  it('DK5 is asked for anew, and the connection goes on without a word', async () => {
    rebound = ['given', 'given']
    await connected(seat)
    await lose()
    await settle()
    expect(network.sockets).toHaveLength(2)
    expect(seat.status.state).toBe('connecting')
    await network.open()
    await network.deliver(welcomeFor(seat.member))
    expect(seat.status.state).toBe('connected')
    // Lost once more, later.
    await lose()
    await settle()
    expect(network.sockets).toHaveLength(3)
  })

  it('DK5 is asked for once: a cookie that is given and not taken is none', async () => {
    rebound = ['given', 'given']
    await connected(seat)
    await lose()
    await settle()
    await network.open()
    await lose()
    await settle()
    expect(network.sockets).toHaveLength(2)
    expect(seat.status.state).toBe('signed-out')
    expect(time.due()).toEqual([])
  })

  it('DK5 says that it is signed out where that is refused, and asks again when somebody does', async () => {
    rebound = ['refused', 'given']
    const sync = await connected(seat)
    await lose()
    await settle()
    expect(seat.status.state).toBe('signed-out')
    expect(time.due()).toEqual([])
    sync.wake()
    expect(network.sockets).toHaveLength(1)
    sync.sendNow()
    await settle()
    await network.open()
    await lose()
    await settle()
    expect(network.sockets).toHaveLength(3)
  })

  it('DK5 is tried for again where nobody answers, each time later', async () => {
    rebound = ['unreachable', 'given']
    await connected(seat)
    await lose()
    await settle()
    expect(seat.status.state).toBe('off')
    expect(time.due()).toHaveLength(1)
    await time.advance(time.due()[0] ?? 0)
    await network.open()
    await lose()
    await settle()
    expect(network.sockets).toHaveLength(3)
  })

  it('DK5 asks for nothing once nobody wants a connection', async () => {
    const asked = Promise.withResolvers<'given'>()
    const held = signal([seat])
    const sync = createSync({
      ...{ port: { seats: held }, connect: network.connect, clock: time.clock, random: steadyRandom(255) },
      ...{ schedule: time.schedule, deflate: async () => null, build: 'test', rebind: () => asked.promise },
    })
    sync.start()
    await settle()
    await network.open()
    await lose()
    sync.wake()
    sync.stop()
    asked.resolve('given')
    await settle()
    expect(network.sockets).toHaveLength(1)
  })
})

describe('what is unsent', () => {
  it('LI10 is said at once, and with a beat where it changed; not to a server that does not read it', async () => {
    seat.unsent.value = { waiting: 2, refused: 1, oldestAt: time.clock() - 5_000 }
    await connected(seat)
    const said = () => network.sent('unsent').map(({ waiting, refused, oldestMs }) => [waiting, refused, oldestMs])
    expect(said()).toEqual([[2, 1, 5_000]])
    const beat = async () => {
      await network.deliver({ type: 'pong', deviceNow: time.clock(), serverNow: 0 })
      await time.advance(PING_EVERY_MS)
    }
    await beat()
    expect(said()).toHaveLength(1)
    seat.unsent.value = { waiting: 0, refused: 0, oldestAt: null }
    await beat()
    expect(said().at(-1)).toEqual([0, 0, null])
  })
})

describe('who else has a register open', () => {
  const register = { run: 'run' as RunId, session: 'session' as SessionId }
  const present = { member: 'other' as MemberId, device: 'phone' as DeviceId }

  it('PR1 says what is open once something is, and each time that it changes; and passes on who else is there', async () => {
    await connected(seat)
    expect(network.sent('here')).toEqual([])
    expect(seat.status.others?.size).toBe(0)
    seat.opened.value = [register]
    seat.opened.value = []
    expect(network.sent('here').map(({ open }) => open)).toEqual([[register], []])
    seat.opened.value = [register]
    const { member } = seat
    await network.deliver({ type: 'others', member, session: register.session, others: [present] })
    expect(seat.status.others).toEqual(new Map([[register.session, [present]]]))
  })

  it('PR6 says it anew on the next connection, where nothing is known at first', async () => {
    seat.opened.value = [register]
    await connected(seat)
    const { member } = seat
    await network.deliver({ type: 'others', member, session: register.session, others: [present] })
    await network.drop(1006)
    await time.advance(5_000)
    await network.open()
    await network.deliver(welcomeFor(member))
    expect(network.sent('here')).toEqual([{ type: 'here', member, open: [register] }])
    expect(seat.status.others?.size).toBe(0)
  })

  it('PR5 S6 says nothing to a hub that does not read it', async () => {
    seat.opened.value = [register]
    await connectedIn(3)
    expect(network.sent('here')).toEqual([])
  })
})

const formerRow = (sequence: number): FormerRow => ({
  ...{ document: 'all/hub', sequence, member: 'somebody' as MemberId, device: 'elsewhere' as DeviceId },
  ...{ receivedAt: 5, clockOffsetMs: 0, epoch: 'epoch-0', tag: new Uint8Array(16), bytes: new Uint8Array([sequence]) },
})
const stands = { code: null, sequence: 1, tag: new Uint8Array(16) }
const lacks = { ...stands, code: 'needs', sequence: 0 } as const

describe('giving back', () => {
  it('RE4 comes before anything is sent or asked for, a part at a time', async () => {
    seat.toGive = [1, 2, 3].map(formerRow)
    seat.add(1)
    await connected(seat)
    expect(network.sent('give-back')).toMatchObject([{ rows: [{ sequence: 1 }, { sequence: 2 }], left: 1 }])
    seat.add(2)
    await network.deliver({ type: 'given-back', member: seat.member, answers: [stands, stands] })
    expect(network.sent('give-back')).toMatchObject([{}, { rows: [{ sequence: 3 }], left: 0 }])
    expect([...network.sent('push'), ...network.sent('pull')]).toEqual([])
    await network.deliver({ type: 'given-back', member: seat.member, answers: [stands] })
    expect(network.sent('push')).toHaveLength(2)
    expect(network.sent('pull')).toHaveLength(1)
    expect(seat.toGive).toEqual([])
  })

  it('RE6 tries once more what could not stand yet, when all that others gave back is here', async () => {
    seat.toGive = [formerRow(1)]
    await connected(seat)
    await network.deliver({ type: 'given-back', member: seat.member, answers: [lacks] })
    expect(network.sent('give-back')).toHaveLength(1)
    expect(network.sent('pull')).toHaveLength(1)
    const upto = { type: 'upto', member: seat.member, sequence: 5 } as const
    await network.deliver(upto)
    expect(network.sent('give-back')).toHaveLength(2)
    await network.deliver({ type: 'given-back', member: seat.member, answers: [lacks] }, upto)
    expect(network.sent('give-back')).toHaveLength(2)
    expect(network.sent('pull')).toHaveLength(1)
  })

  it('RE4 waits where the hub takes nothing now, gives it all again on the same connection, and nothing to one of an old version', async () => {
    seat.toGive = [1, 2, 3].map(formerRow)
    await connected(seat)
    const full = { ...lacks, code: 'disk-full' } as const
    await network.deliver({ type: 'given-back', member: seat.member, answers: [full, full] })
    expect(network.sent('give-back')).toHaveLength(1)
    expect(network.sent('pull')).toHaveLength(1)
    await time.advance(BACK_OFF_BASE_MS)
    expect(network.sent('give-back')).toMatchObject([{}, { rows: [{ sequence: 1 }, { sequence: 2 }], left: 1 }])
    await network.deliver({ type: 'given-back', member: seat.member, answers: [stands, stands] })
    await network.deliver({ type: 'given-back', member: seat.member, answers: [full] })
    await time.advance(BACK_OFF_BASE_MS * 2)
    expect(network.sent('give-back').at(-1)).toMatchObject({ rows: [{ sequence: 3 }], left: 0 })
    expect(network.sent('pull')).toHaveLength(1)
    for (const version of VERSIONS_SPOKEN) if (version >= GIVES_BACK_FROM) await network.drop(CLOSE.version)
    await network.open()
    await network.deliver(welcomeIn(GIVES_BACK_FROM - 1, seat.member))
    expect(network.sent('give-back')).toEqual([])
    expect(network.sent('pull')).toHaveLength(1)
  })
})
