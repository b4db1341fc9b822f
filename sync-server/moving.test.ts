import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import type { MemberId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import { CLOSE } from '#protocol/refusals.ts'
import { TestDevice } from './connections/testDevice.ts'
import { makeFolder, startTestServer, type TestServer } from './testServer.ts'

/** A hub that moves to a new address, as OPERATIONS.md leads through it: one machine under two names. */

const updateOf = (key: string) => {
  const doc = new Y.Doc()
  doc.getMap('teren').set(key, 1)
  return Y.encodeStateAsUpdate(doc)
}

/** An installed app of an address: what its browser says by itself. */
async function appOf(server: TestServer, origin: string, member: MemberId, cookie: string) {
  const device = await TestDevice.connect(server, cookie, { origin })
  return { device, welcome: () => device.hello([{ member }]) }
}

describe('moving to a new address', () => {
  it('S1 apps of the old address go on sending and hearing while both are served, and links name the new one', async () => {
    const folder = makeFolder()
    const before = await startTestServer({}, folder)
    const { port } = before
    const [old, moved] = [`http://localhost:${port}`, `http://127.0.0.1:${port}`]
    const hub = await before.makeHub()
    const member = await before.makeMember(hub, 'coordinator')
    const { cookie } = await before.signIn(member)
    expect(before.origin).toBe(old)
    await before.close()

    const both = await startTestServer({ PORT: String(port), TEREN_ORIGIN: `${moved},${old}` }, folder)
    expect(both.origin).toBe(moved)
    const installed = await appOf(both, old, member, cookie)
    expect((await installed.welcome()).seats[0]?.state).toBe('active')
    await installed.device.pull(member)
    // Signed in again on the same phone, at the new address: another sign-in, beside the old one.
    const { cookie: newCookie } = await both.signIn(member)
    const anew = await appOf(both, moved, member, newCookie)
    await anew.welcome()
    await anew.device.pull(member)
    const document = documentId.hub()
    expect((await installed.device.push(member, document, updateOf('waited under the old address'))).type).toBe('ack')
    const heard = await anew.device.next('changes')
    expect(heard.changes.map((change) => change.document)).toEqual([document])
    await both.close()

    // Let go of too early: the old app is told apart, and keeps its work.
    const alone = await startTestServer({ PORT: String(port), TEREN_ORIGIN: moved }, folder)
    const stranded = await appOf(alone, old, member, cookie)
    expect((await stranded.device.closed).code).toBe(CLOSE.badOrigin)
    await alone.close()
  })

  it('S1 no websocket follows a redirect from the old name: it would wait for ever', async () => {
    const redirecting = createServer()
    redirecting.on('upgrade', (_, socket) => {
      socket.end('HTTP/1.1 301 Moved Permanently\r\nLocation: http://localhost:1/sync\r\nContent-Length: 0\r\n\r\n')
    })
    redirecting.listen(0, '127.0.0.1')
    await once(redirecting, 'listening')
    const socket = new WebSocket(`ws://127.0.0.1:${(redirecting.address() as AddressInfo).port}/sync`)
    const [error] = (await once(socket, 'error')) as [Error]
    expect(error.message).toContain('301')
    redirecting.close()
  })
})
