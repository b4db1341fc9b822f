import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModuleList } from '#documents/moduleList.ts'
import type { HubId, MemberId, ModuleId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import { aModule, SAMPLE_MODULE } from '../../tests/support/aModule.ts'
import { TestDevice } from '../connections/testDevice.ts'
import { makeFolder, startTestServer, type TestServer } from '../testServer.ts'
import { publishModule } from '../views/publishedModule.ts'

/** Learning modules: given to a hub by its coordinators, announced to its devices, downloaded by them (L1). */

const sample = { id: SAMPLE_MODULE, module: aModule() }
const other = { id: 'another-module-0' as ModuleId, module: aModule({ minutes: 9 }) }
const { bytes, digest } = publishModule(sample)

let server: TestServer
let hub: HubId
let coordinator: { member: MemberId; cookie: string; device: string }
let participant: { member: MemberId; cookie: string; device: string }

async function aMember(of: HubId, role: 'coordinator' | 'participant') {
  const member = await server.makeMember(of, role)
  return { member, ...(await server.signIn(member)) }
}

async function command(body: Record<string, unknown>, who = coordinator) {
  const device = await TestDevice.connect(server, who.cookie)
  await device.hello([{ member: who.member }])
  const answer = await device.command(who.member, body)
  await device.close()
  return answer
}

/** What the feed of a member says its hub has. */
async function announced(who = participant) {
  const device = await TestDevice.connect(server, who.cookie)
  await device.hello([{ member: who.member }])
  const { changes } = await device.pull(who.member)
  await device.close()
  const change = changes.findLast(({ document }) => document === documentId.modules())
  return change ? readModuleList(change.bytes)?.modules : undefined
}

beforeAll(async () => {
  server = await startTestServer({}, makeFolder(), [sample, other])
  hub = await server.makeHub()
  coordinator = await aMember(hub, 'coordinator')
  participant = await aMember(hub, 'participant')
  await command({ name: 'add-module', module: SAMPLE_MODULE })
})
afterAll(() => server.close())

const get = (headers: Record<string, string> = {}, path = `/api/modules/${SAMPLE_MODULE}?hub=${hub}`, method = 'GET') =>
  fetch(`${server.origin}${path}`, { method, headers: { cookie: participant.cookie, ...headers } })

const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer())
const errorOf = async (response: Response) => [response.status, await response.json()]

describe('a module of the library', () => {
  it('L1 is announced to everybody in the hub that has it, with the size and digest of what is downloaded', async () => {
    await expect.poll(() => announced()).toHaveLength(1)
    const { title, summary, languages, minutes, lessons } = aModule()
    expect(await announced()).toEqual([
      {
        module: SAMPLE_MODULE,
        ...{ title, summary, languages, minutes, lessonCount: lessons.length, contentVersion: 1 },
        ...{ bytes: bytes.length, digest },
      },
    ])
  })

  it('L1 is downloaded whole, as it is and as long as was announced', async () => {
    const response = await get({ 'accept-encoding': 'br, gzip' })
    expect(response.status).toBe(200)
    const header = (name: string) => response.headers.get(name)
    expect(header('etag')).toBe(`"${digest}"`)
    expect(header('accept-ranges')).toBe('bytes')
    expect(header('cache-control')).toBe('private, no-cache, no-transform')
    expect(header('content-encoding')).toBeNull()
    expect(header('content-length')).toBe(String(bytes.length))
    expect(await bytesOf(response)).toEqual(bytes)
  })

  it('L1 goes on from where an earlier download ended, and begins anew if the version is another', async () => {
    const rest = await get({ range: 'bytes=1000-', 'if-range': `"${digest}"`, 'accept-encoding': 'gzip' })
    expect([rest.status, rest.headers.get('content-range')]).toEqual([
      206,
      `bytes 1000-${bytes.length - 1}/${bytes.length}`,
    ])
    expect(await bytesOf(rest)).toEqual(bytes.slice(1000))
    const anew = await get({ range: 'bytes=1000-', 'if-range': '"an older version"' })
    expect([anew.status, await bytesOf(anew)]).toEqual([200, bytes])
    const middle = await get({ range: 'bytes=5-9' })
    expect(await bytesOf(middle)).toEqual(bytes.slice(5, 10))
    const beyond = await get({ range: `bytes=${bytes.length}-` })
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`])
  })

  it('L1 tells its size without sending it, and sends nothing to whom has it', async () => {
    const head = await get({}, undefined, 'HEAD')
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(bytes.length)])
    expect(await bytesOf(head)).toHaveLength(0)
    expect((await get({ 'if-none-match': `"${digest}"` })).status).toBe(304)
  })

  it('S4 S7 is refused to whom is not signed in to a hub that has it, and says why', async () => {
    expect(await errorOf(await get({ cookie: '' }))).toEqual([401, { error: 'signed-out' }])
    const elsewhere = await aMember(await server.makeHub(), 'coordinator')
    expect(await errorOf(await get({ cookie: elsewhere.cookie }))).toEqual([403, { error: 'no-right' }])
    expect(await errorOf(await get({}, `/api/modules/${other.id}?hub=${hub}`))).toEqual([
      404,
      { error: 'unknown-module' },
    ])
    expect(await errorOf(await get({}, `/api/modules/${SAMPLE_MODULE}`))).toEqual([400, { error: 'malformed' }])
    const gone = await aMember(hub, 'participant')
    expect((await get({ cookie: gone.cookie })).status).toBe(200)
    await command({ name: 'end-sign-in', member: gone.member, device: gone.device })
    expect(await errorOf(await get({ cookie: gone.cookie }))).toEqual([401, { error: 'signed-out' }])
    expect(await announced(elsewhere)).toEqual([])
  })

  it('S5 is not sent without end to one device, and others do not suffer for it', async () => {
    const greedy = await aMember(hub, 'participant')
    const tries = await Promise.all(Array.from({ length: 70 }, () => get({ cookie: greedy.cookie })))
    expect(tries.filter(({ status }) => status === 429).length).toBeGreaterThan(0)
    expect((await get()).status).toBe(200)
  })

  it('L1 is written by nobody: a push into its document is refused', async () => {
    const device = await TestDevice.connect(server, coordinator.cookie)
    await device.hello([{ member: coordinator.member }])
    const answer = await device.push(coordinator.member, documentId.module(SAMPLE_MODULE), bytes)
    expect(answer.type).toBe('nack')
    await device.close()
  })

  it('only coordinators give it and withdraw it, and only what this server has', async () => {
    const add = { name: 'add-module', module: other.id }
    expect(await command(add, participant)).toMatchObject({ type: 'nack', code: 'no-right' })
    const unknown = await command({ name: 'add-module', module: 'no-such-module-0' })
    expect(unknown).toMatchObject({ type: 'nack', code: 'not-possible' })
    await command(add)
    await expect.poll(() => announced()).toHaveLength(2)
    expect((await get({}, `/api/modules/${other.id}?hub=${hub}`)).status).toBe(200)
    await command({ name: 'remove-module', module: other.id })
    await expect.poll(() => announced()).toHaveLength(1)
    expect((await get({}, `/api/modules/${other.id}?hub=${hub}`)).status).toBe(404)
  })
})

it('L1 S6 a server with a newer version announces it at its start, to the hubs that have the module', async () => {
  const before = await startTestServer({}, makeFolder(), [sample])
  const [having, lacking] = [await before.makeHub(), await before.makeHub()]
  const members: MemberId[] = [
    await before.makeMember(having, 'coordinator'),
    await before.makeMember(lacking, 'coordinator'),
  ]
  const devices = [await before.signIn(members[0] as MemberId), await before.signIn(members[1] as MemberId)]
  const listed = async (on: TestServer, at: number) => {
    const device = await TestDevice.connect(on, devices[at]?.cookie ?? '')
    const member = members[at] as MemberId
    await device.hello([{ member }])
    const { changes } = await device.pull(member)
    await device.close()
    const change = changes.findLast(({ document }) => document === documentId.modules())
    return change && readModuleList(change.bytes)?.modules.map(({ contentVersion }) => contentVersion)
  }
  const first = await TestDevice.connect(before, devices[0]?.cookie ?? '')
  await first.hello([{ member: members[0] as MemberId }])
  await first.command(members[0] as MemberId, { name: 'add-module', module: SAMPLE_MODULE })
  await first.close()
  await expect.poll(() => listed(before, 0)).toEqual([1])

  const after = await before.restart([{ id: SAMPLE_MODULE, module: aModule({ version: 2 }) }])
  expect([await listed(after, 0), await listed(after, 1)]).toEqual([[2], []])
  const sequence = after.log.head(having)
  const again = await after.restart()
  expect(again.log.head(having)).toBe(sequence)
  await again.close()
})
