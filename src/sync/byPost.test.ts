import { signal } from '@preact/signals'
import { beforeEach, describe, expect, it } from 'vitest'
import type { MemberId } from '#domain/ids.ts'
import { decodeFrame, encodeFrame } from '#protocol/codec.ts'
import { FRAMES_TYPE, joined, listEnd, listedFrame, readFrameList } from '#protocol/frameList.ts'
import type { DeviceFrame, Push, ServerFrame } from '#protocol/frames.ts'
import { POST_BYTES } from '#protocol/limits.ts'
import { ANSWERED, CLOSE } from '#protocol/refusals.ts'
import { connectByPost } from './connectByPost.ts'
import { DEVICE_CLOSE } from './connection.ts'
import { SOCKET_TRIES } from './roads.ts'
import { createSync, VISIT_EVERY_MS } from './syncDevice.ts'
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
} from './testing.ts'

/** A server that is asked by POST and answers as it is told. */
function handServer() {
  const asked: DeviceFrame[][] = []
  let answer: (frames: DeviceFrame[]) => Response | Promise<Response> = () => answerOf()
  const fetching = async (url: string, init: RequestInit): Promise<Response> => {
    const frames: DeviceFrame[] = []
    readFrameList({
      frame: (bytes) => {
        const frame = decodeFrame(bytes)
        if (frame.ok) frames.push(frame.value as DeviceFrame)
      },
      ended: () => undefined,
    })(new Uint8Array(init.body as Uint8Array<ArrayBuffer>))
    expect([url, init.method, new Headers(init.headers).get('content-type')]).toEqual(['/sync', 'POST', FRAMES_TYPE])
    asked.push(frames)
    return new Promise((resolve, reject) => {
      init.signal?.addEventListener('abort', () => reject(new Error('aborted')))
      Promise.resolve(answer(frames)).then(resolve, reject)
    })
  }
  return {
    asked,
    types: () => asked.map((frames) => frames.map(({ type }) => type)),
    fetch: fetching as typeof fetch,
    answers(next: typeof answer) {
      answer = next
    },
  }
}

/** A response as far as it is read, without the turns of the event loop that a real body takes. */
function responseOf(body: Uint8Array, type = FRAMES_TYPE, status = 200): Response {
  const pieces = [body.slice(0, 7), body.slice(7)].filter((piece) => piece.length > 0)
  const reader = { read: async () => ({ done: pieces.length === 0, value: pieces.shift() }) }
  const headers = new Headers({ 'content-type': type })
  return { ok: status === 200, status, headers, body: { getReader: () => reader } } as unknown as Response
}

function answerOf(frames: ServerFrame[] = [], code: number | null = ANSWERED): Response {
  const list = frames.map((frame) => listedFrame(encodeFrame(frame)))
  return responseOf(joined(code === null ? list : [...list, listEnd(code)]))
}

let time: ReturnType<typeof handClock>
let server: ReturnType<typeof handServer>
let seat: HandSeat

async function pass(ms = 100) {
  await time.advance(ms)
  for (let turn = 0; turn < 4; turn++) await settle()
}

beforeEach(() => {
  time = handClock()
  server = handServer()
  seat = handSeat()
})

const hello: DeviceFrame = { type: 'hello', version: 2, build: 'test', deviceNow: 1, seats: [] }
const ping: DeviceFrame = { type: 'ping', deviceNow: 1 }

describe('a socket by POST', () => {
  function open() {
    const heard: string[] = []
    const closed: number[] = []
    const socket = connectByPost({ fetch: server.fetch, schedule: time.schedule })({
      opened: () => heard.push('opened'),
      received: (bytes) => {
        const frame = decodeFrame(bytes)
        heard.push(frame.ok ? frame.value.type : frame.error)
      },
      closed: (code) => closed.push(code),
    })
    return {
      heard,
      closed,
      say(...frames: DeviceFrame[]) {
        for (const one of frames) socket.send(encodeFrame(one))
      },
      socket,
    }
  }

  it('PO4 begins each POST with the same HELLO, and passes WELCOME on once', async () => {
    server.answers((frames) => answerOf([welcomeFor(seat.member), ...frames.flatMap(pongFor)]))
    const { heard, closed, say } = open()
    await pass()
    say(hello)
    await pass()
    say(ping, ping)
    await pass()
    expect(server.types()).toEqual([['hello'], ['hello', 'ping', 'ping']])
    expect(heard).toEqual(['opened', 'welcome', 'pong', 'pong'])
    expect(closed).toEqual([])
  })

  it('PO4 ends where WELCOME says another thing than before, and not for what moves all the time', async () => {
    let standing = seatWelcome(seat.member)
    server.answers(() => answerOf([{ ...welcomeFor(), seats: [standing] } as ServerFrame]))
    const { heard, closed, say } = open()
    await pass()
    say(hello)
    await pass()
    standing = { ...standing, head: 99 }
    say(ping)
    await pass()
    expect(closed).toEqual([])
    standing = { ...standing, scopes: ['all'] }
    say(ping)
    await pass()
    expect(closed).toEqual([CLOSE.goingAway])
    expect(heard).toEqual(['opened', 'welcome'])
  })

  it('PO2 PO3 passes on how the server ended, and is lost where it did not, or is none of ours', async () => {
    const endings: [Response, number][] = [
      [answerOf([], CLOSE.signedOut), CLOSE.signedOut],
      [answerOf([welcomeFor(seat.member)], CLOSE.version), CLOSE.version],
      [answerOf([welcomeFor(seat.member)], null), 1006],
      [responseOf(listEnd(ANSWERED), 'text/html'), 1006],
      [responseOf(listEnd(ANSWERED), FRAMES_TYPE, 405), 1006],
      [responseOf(new Uint8Array(9).fill(255)), CLOSE.badFrame],
    ]
    for (const [response, code] of endings) {
      server.answers(() => response)
      const { closed, say } = open()
      await pass()
      say(hello)
      await pass()
      expect(closed).toEqual([code])
    }
    server.answers(() => Promise.reject(new TypeError('no network')))
    const { closed, say } = open()
    await pass()
    say(hello)
    await pass()
    expect(closed).toEqual([1006])
  })

  it('PO5 puts no more into one POST than may arrive in time, nor less than one frame', async () => {
    server.answers(() => answerOf([welcomeFor(seat.member)]))
    const { say } = open()
    await pass()
    const push = (bytes: number): DeviceFrame => ({
      ...{ type: 'push', member: seat.member, request: requestOf(1), document: 'all/hub', deviceNow: 1 },
      update: new Uint8Array(bytes),
    })
    say(hello, push(POST_BYTES / 2), push(POST_BYTES / 4), push(POST_BYTES * 2), ping)
    for (let round = 0; round < 4; round++) await pass()
    expect(server.types()).toEqual([
      ['hello', 'push', 'push'],
      ['hello', 'push'],
      ['hello', 'ping'],
    ])
  })

  it('PO5 gives up a POST of which nothing is heard', async () => {
    server.answers(() => new Promise(() => undefined))
    const { closed, say } = open()
    await pass()
    say(hello)
    await pass()
    expect(closed).toEqual([])
    await pass(60_000)
    expect(closed).toEqual([1006])
  })

  it('TA3 says nothing after it was closed', async () => {
    server.answers(() => answerOf([welcomeFor(seat.member)]))
    const { heard, say, socket } = open()
    await pass()
    say(hello)
    socket.close(DEVICE_CLOSE.done)
    await pass()
    expect(heard).toEqual(['opened'])
    expect(server.asked).toEqual([])
  })
})

const pongFor = (frame: DeviceFrame): ServerFrame[] =>
  frame.type === 'ping' ? [{ type: 'pong', deviceNow: frame.deviceNow, serverNow: 1 }] : []

/** What is said of the connection, one after the other. */
function statesOf(told: HandSeat): string[] {
  const states: string[] = []
  const { setConnection } = told
  told.setConnection = (status) => {
    if (status.state && states.at(-1) !== status.state) states.push(status.state)
    setConnection(status)
  }
  return states
}

const ackFor = ({ member, request }: Push): ServerFrame => ({
  ...{ type: 'ack', member, request, sequence: request[0] ?? 0 },
  ...{ receivedAt: 1, tag: new Uint8Array(4), result: '' },
})

/** What the hub says to everything that a device says. */
const served = (frames: DeviceFrame[]): ServerFrame[] =>
  frames.flatMap((frame): ServerFrame[] => {
    switch (frame.type) {
      case 'hello':
        return [welcomeFor(...frame.seats.map(({ member }) => member))]
      case 'push':
        return [ackFor(frame)]
      case 'pull':
        return [{ type: 'upto', member: frame.member, sequence: 9 }]
      default:
        return pongFor(frame)
    }
  })

describe('a network that lets no websocket through', () => {
  let network: ReturnType<typeof handNetwork>
  const problems: string[] = []
  let stop: () => void

  function device(...seats: HandSeat[]) {
    const sync = createSync({
      port: { seats: signal(seats) },
      connect: network.connect,
      connectByPost: connectByPost({ fetch: server.fetch, schedule: time.schedule }),
      clock: time.clock,
      random: steadyRandom(128),
      schedule: time.schedule,
      deflate: async () => null,
      build: 'test',
      report: (problem) => problems.push(problem),
    })
    sync.start()
    stop = sync.stop
    return sync
  }

  /** Every websocket breaks at once, until the device goes the other way and knows it. */
  async function blocked(...seats: HandSeat[]) {
    const sync = device(...seats)
    await settle()
    for (let at = 0; at < SOCKET_TRIES; at++) {
      await network.drop(1006)
      await pass(10_000)
    }
    await pass()
    await pass()
    expect(network.sockets).toHaveLength(SOCKET_TRIES + 1)
    await network.drop(1006)
    await pass(1_000)
    await pass()
    return sync
  }

  beforeEach(() => {
    network = handNetwork()
    problems.length = 0
    server.answers((frames) => answerOf(served(frames)))
  })

  it('PO5 F3 sends by POST, says that the hub is there, and goes on at intervals', async () => {
    seat.add(1)
    const states = statesOf(seat)
    await blocked(seat)
    expect(seat.calls).toContain('ack 1 1')
    expect(seat.cursor).toBe(9)
    // Each POST says all there is: what waits, then what is wanted.
    expect(server.types().slice(0, 2)).toEqual([['hello'], ['hello', 'ping', 'unsent', 'push', 'pull']])
    const before = server.asked.length
    await pass(VISIT_EVERY_MS * 1.5)
    await pass()
    expect(server.types().slice(before)).toEqual([['hello'], ['hello', 'ping', 'unsent', 'pull']])
    expect(network.sockets).toHaveLength(SOCKET_TRIES + 1)
    // Nothing alarming from the first answer on.
    expect(states.slice(states.indexOf('connected'))).toEqual(['connected'])
    expect(problems).toEqual([])
    stop()
  })

  it('PO5 sends soon what is saved between two visits', async () => {
    await blocked(seat)
    await pass(2_000)
    const before = server.asked.length
    seat.add(7)
    await pass(1_000)
    await pass()
    expect(seat.calls).toContain('ack 7 7')
    expect(server.asked.length).toBeGreaterThan(before)
    stop()
  })

  it('PO5 takes the websocket where the hub had only been away', async () => {
    device(seat)
    await settle()
    for (let at = 0; at < SOCKET_TRIES; at++) {
      await network.drop(1006)
      await pass(10_000)
    }
    await pass()
    await pass()
    await network.open()
    await network.deliver(welcomeFor(seat.member))
    const before = server.asked.length
    await pass(7_000)
    expect(seat.status.state).toBe('connected')
    await network.drop(1006)
    await pass(2_000)
    expect(network.sockets.length).toBeGreaterThan(SOCKET_TRIES + 1)
    expect(server.asked.length).toBe(before)
    stop()
  })

  it('PO5 says so when nobody answers by POST either, and tries both', async () => {
    server.answers(() => Promise.reject(new TypeError('no network')))
    const states = statesOf(seat)
    device(seat)
    await settle()
    for (let at = 0; at < SOCKET_TRIES; at++) {
      await network.drop(1006)
      await pass(10_000)
    }
    expect(server.asked).toHaveLength(1)
    expect(states.slice(-3)).toEqual(['connecting', 'off', 'connecting'])
    await pass(60_000)
    expect(network.sockets.length).toBeGreaterThan(SOCKET_TRIES)
    stop()
  })

  it('PO5 AN1 leaves at the next visit what the server wants later', async () => {
    let isFull = true
    server.answers((frames) =>
      answerOf(
        served(frames).map((frame) =>
          frame.type === 'ack' && isFull
            ? { type: 'nack', member: frame.member, request: frame.request, code: 'disk-full', detail: '' }
            : frame,
        ),
      ),
    )
    seat.add(1)
    await blocked(seat)
    expect(seat.calls).toContain('refuse 1 disk-full')
    const before = server.asked.length
    await pass(1_000)
    expect(server.asked.length).toBe(before)
    isFull = false
    await pass(VISIT_EVERY_MS * 1.5)
    await pass()
    expect(seat.calls).toContain('ack 1 1')
    stop()
  })

  it('S7 PO3 stops where the hub says by POST that nobody is signed in', async () => {
    server.answers(() => answerOf([], CLOSE.signedOut))
    device(seat)
    await settle()
    for (let at = 0; at < SOCKET_TRIES; at++) {
      await network.drop(1006)
      await pass(10_000)
    }
    await pass(120_000)
    expect(seat.status.state).toBe('signed-out')
    expect(server.asked).toHaveLength(1)
    stop()
  })

  it('PO5 visits for all seats of the device at once', async () => {
    const other = handSeat('another-member' as MemberId)
    seat.add(1)
    other.add(2)
    await blocked(seat, other)
    expect([seat.calls.includes('ack 1 1'), other.calls.includes('ack 2 2')]).toEqual([true, true])
    expect([seat.cursor, other.cursor]).toEqual([9, 9])
    stop()
  })
})
