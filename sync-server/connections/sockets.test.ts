import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PING_ANSWER_WITHIN_MS, PING_EVERY_MS } from '#protocol/limits.ts'
import { until } from '../../tests/support/until.ts'
import { makeVisitors } from '../http/visitors.ts'
import { startTestServer, type TestServer } from '../testServer.ts'
import { makeConnections } from './connections.ts'
import { SILENT_AT_MOST_MS, type Sockets, serveSockets } from './sockets.ts'
import { TestDevice } from './testDevice.ts'

/** Real sockets beside a real server, on a clock of the test's own. */

let server: TestServer
let sockets: Sockets
let connections: ReturnType<typeof makeConnections>
let origin: string
let stop: () => Promise<unknown>
let now = 0
let looks: { everyMs: number; look: () => void }[] = []

/** Time passes; whoever looks now and then does so in between. */
function pass(ms: number) {
  for (const until = now + ms; now < until; ) {
    const before = now
    now = Math.min(until, now + 1_000)
    for (const { everyMs, look } of looks) if (Math.floor(now / everyMs) > Math.floor(before / everyMs)) look()
  }
}

beforeEach(async () => {
  server = await startTestServer()
  const { log, secrets } = server
  const http = createServer()
  const report = () => undefined
  const deps = { clock: () => Date.now(), report, states: async () => null, after: () => () => undefined }
  connections = makeConnections({ log, secrets, ...deps })
  const noYjs = { open: () => null, forget: () => undefined, closeAll: () => undefined, count: 0 }
  sockets = serveSockets(http, {
    ...{ log, connections, yjs: noYjs, report, visitors: makeVisitors({ origins: [], trustedProxies: [] }) },
    elapsed: () => now,
    every(everyMs, look) {
      looks.push({ everyMs, look })
      return () => {
        looks = looks.filter((one) => one.look !== look)
      }
    },
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  stop = async () => {
    await sockets.close()
    await new Promise((done) => http.close(done))
    await server.close()
  }
})
afterEach(() => stop())

describe('a socket', () => {
  it('S1 LI9 that nothing was heard from for 70 s is cut and forgotten, and one that says PING stays', async () => {
    const hub = await server.makeHub()
    const member = await server.makeMember(hub, 'trainer')
    const { cookie } = await server.signIn(member)
    const [gone, quiet] = [
      await TestDevice.connect({ ...server, origin }, cookie),
      await TestDevice.connect({ ...server, origin }, cookie),
    ]
    for (const device of [gone, quiet]) await device.hello([{ member }])
    const ping = async () => {
      quiet.say({ type: 'ping', deviceNow: now })
      await quiet.next('pong', ({ deviceNow }) => deviceNow === now)
    }
    // One answer may be late.
    for (let at = 0; at < 2; at++) {
      pass(PING_EVERY_MS + PING_ANSWER_WITHIN_MS)
      await ping()
    }
    expect(connections.count).toBe(2)
    pass(SILENT_AT_MOST_MS / 5)
    expect((await gone.closed).code).toBe(1006)
    await until(
      'sockets',
      () => connections.count,
      (count) => count === 1,
    )
    await ping()
    pass(SILENT_AT_MOST_MS)
    expect(connections.count).toBe(1)
    pass(SILENT_AT_MOST_MS / 5)
    expect((await quiet.closed).code).toBe(1006)
  })

  it('is looked after no longer once the server stops', async () => {
    expect(looks).toHaveLength(1)
    await sockets.close()
    expect(looks).toEqual([])
  })
})
