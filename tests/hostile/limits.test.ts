import { once } from 'node:events'
import type { Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { DeviceId } from '#domain/ids.ts'
import { encodeFrame } from '#protocol/codec.ts'
import { PROTOCOL_VERSION } from '#protocol/frames.ts'
import { FIRST_MESSAGE_WITHIN_MS, MAX_BUFFERED_BYTES } from '#protocol/limits.ts'
import { CLOSE } from '#protocol/refusals.ts'
import { Connection, type SocketOut } from '../../sync-server/connections/connection.ts'
import { makeTokenBucket } from '../../sync-server/connections/tokenBucket.ts'
import { type HttpDeps, makeHttpServer } from '../../sync-server/http/httpServer.ts'
import { until } from '../support/until.ts'
import { HostileWorld } from './world.ts'

/** Whoever is slow, endless or silent, by accident or on purpose: cut in time, and at nobody else's cost. */

let world: HostileWorld
beforeAll(async () => {
  world = await HostileWorld.start()
})
afterAll(() => world.server.close())

const sockets: Socket[] = []
const servers: Server[] = []
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
  await world.closeDevices()
})

async function listening(isReady: () => boolean, headersMs = 200): Promise<number> {
  const visitors = { isHttps: () => false, isAllowedOrigin: () => true, address: () => '' }
  const deps = { visitors, isReady, tls: null, report: () => undefined } as unknown as HttpDeps
  const server = makeHttpServer(deps, { headersMs, requestMs: 2 * headersMs, checkedEveryMs: 50 })
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** Opens a connection and says this; resolves with all that came once the server ends it. */
async function untilCut(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  sockets.push(socket)
  let heard = ''
  socket.on('data', (data) => {
    heard += data.toString()
  })
  socket.write(text)
  await once(socket, 'close')
  return heard
}

describe('a sender', () => {
  it.each([
    ['never ends its headers', 'GET /livez HTTP/1.1\r\nHost: x\r\nX-More:'],
    [
      'never ends what it posts',
      'POST /api/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
    ],
  ])('S5 LI7 that %s is cut', async (_, text) => {
    expect(await untilCut(await listening(() => true), text)).toMatch(/^HTTP\/1\.1 408/)
  })

  it('S5 GR3 LI7 that opens a socket and says nothing is cut after five seconds, and one that greets is not', () => {
    const timers: { ms: number; run: () => void }[] = []
    const closed: number[] = []
    const socket: SocketOut = {
      send: () => undefined,
      close: (code) => void closed.push(code),
      bufferedAmount: 0,
      drained: () => Promise.resolve(),
    }
    const open = () => {
      const { log, secrets } = world.server
      const after = (ms: number, run: () => void) => {
        const timer = { ms, run }
        timers.push(timer)
        return () => void timers.splice(timers.indexOf(timer), 1)
      }
      const deps = { log, states: async () => null, secrets, clock: Date.now, report: () => undefined, after }
      return new Connection(deps, socket, world.seats.trainer.device as DeviceId, makeTokenBucket(Date.now, 10, 10))
    }
    open()
    expect(timers.map(({ ms }) => ms)).toEqual([FIRST_MESSAGE_WITHIN_MS])
    timers.shift()?.run()
    expect(closed).toEqual([CLOSE.tooSlow])
    open().receive(encodeFrame({ type: 'hello', version: PROTOCOL_VERSION, build: 'test', deviceNow: 1, seats: [] }))
    expect(timers).toEqual([])
  })

  it('S5 LI7 that cuts a message into endless pieces is cut', async () => {
    const { server, seats } = world
    const headers = { cookie: seats.trainer.cookie, origin: server.origin }
    const socket = new WebSocket(`${server.origin.replace('http', 'ws')}/sync`, { headers })
    await once(socket, 'open')
    const closed = once(socket, 'close')
    socket.on('error', () => undefined)
    for (let at = 0; at < 2_000 && socket.readyState === socket.OPEN; at++)
      socket.send(new Uint8Array([1]), { fin: false })
    expect((await closed)[0]).toBe(1008)
    expect(server.reports.at(-1)).toMatchObject({ event: 'socket-error' })
  })
})

describe('a reader', () => {
  it('S5 LI8 that does not take what it is sent is cut at 4 MiB, and the server goes on', async () => {
    const closed: number[] = []
    let bufferedAmount = 0
    const socket: SocketOut = {
      send(bytes) {
        bufferedAmount += bytes.length
      },
      close: (code) => void closed.push(code),
      get bufferedAmount() {
        return bufferedAmount
      },
      // It reads nothing, ever.
      drained: () => new Promise(() => undefined),
    }
    const { log, secrets } = world.server
    const after = () => () => undefined
    const deps = { log, states: async () => null, secrets, clock: Date.now, report: () => undefined, after }
    const bucket = makeTokenBucket(Date.now, 1_000_000, 1_000_000)
    const connection = new Connection(deps, socket, world.seats.trainer.device as DeviceId, bucket)
    connection.receive(
      encodeFrame({ type: 'hello', version: PROTOCOL_VERSION, build: 'test', deviceNow: 1, seats: [] }),
    )
    const ping = encodeFrame({ type: 'ping', deviceNow: 1 })
    bufferedAmount = MAX_BUFFERED_BYTES - 1_000
    for (let at = 0; at < 200 && closed.length === 0; at++) connection.receive(ping)
    expect(closed).toEqual([CLOSE.flooding])
    expect(bufferedAmount).toBeGreaterThan(MAX_BUFFERED_BYTES)
    // Nothing more is sent to it.
    const before = bufferedAmount
    connection.receive(ping)
    expect(bufferedAmount).toBe(before)
  })
})

describe('health', () => {
  it('says that a server which stops takes nobody more, and is alive', async () => {
    let isReady = true
    const port = await listening(() => isReady, 10_000)
    const status = async (path: string) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`)
      return [answer.status, await answer.text()]
    }
    expect([await status('/livez'), await status('/readyz')]).toEqual([
      ...[
        [200, 'ok\n'],
        [200, 'ok\n'],
      ],
    ])
    isReady = false
    expect([await status('/livez'), await status('/readyz')]).toEqual([
      ...[
        [200, 'ok\n'],
        [503, 'stopping\n'],
      ],
    ])
  })
})

it('S5 LI7 nobody is kept waiting by those who are slow', async () => {
  const { server } = world
  const port = Number(new URL(server.origin).port)
  for (let at = 0; at < 50; at++) {
    const socket = connect(port, 'localhost')
    sockets.push(socket)
    socket.on('error', () => undefined)
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nX-Slow:')
  }
  await until(
    'the slow ones',
    () => sockets.filter(({ connecting }) => !connecting).length,
    (count) => count === 50,
  )
  const device = await world.connect('trainer')
  const { changes } = await device.pull(world.seats.trainer.member)
  expect(changes.length).toBeGreaterThan(3)
})
