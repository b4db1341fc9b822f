import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HubId, MemberId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import { type HubState, readHubState } from '#protocol/hubState.ts'
import { until } from '../../tests/support/until.ts'
import { TestDevice } from '../connections/testDevice.ts'
import { startTestServer, type TestServer } from '../testServer.ts'

/** How a hub's server is, as its coordinators and whoever hosts it are told. */

let server: TestServer
let hub: HubId
let coordinator: { member: MemberId; cookie: string; device: string }
let trainer: { member: MemberId; cookie: string; device: string }

async function aMember(of: HubId, role: 'coordinator' | 'trainer' | 'observer' | 'participant') {
  const member = await server.makeMember(of, role)
  return { member, ...(await server.signIn(member)) }
}

const ask = (member: string, cookie: string) =>
  fetch(`${server.origin}/api/state-of-hub?member=${member}`, { headers: { cookie } })

async function told(): Promise<HubState> {
  const answer = await ask(coordinator.member, coordinator.cookie)
  expect(answer.status).toBe(200)
  const state = readHubState((await answer.json()) as Record<string, unknown>)
  if (!state) throw new Error('not a state of a hub')
  return state
}
const trainersPhone = async () => (await told()).phones.find(({ member }) => member === trainer.member)

async function trainersDevice(): Promise<TestDevice> {
  const device = await TestDevice.connect(server, trainer.cookie)
  await device.hello([{ member: trainer.member }])
  return device
}
const unsent = { type: 'unsent' as const, waiting: 0, refused: 0, oldestMs: null, differing: 0 }
const metric = async (line: RegExp) => line.exec(await (await fetch(`${server.origin}/metrics`)).text())?.[1]

beforeAll(async () => {
  server = await startTestServer()
  hub = await server.makeHub()
  coordinator = await aMember(hub, 'coordinator')
  trainer = await aMember(hub, 'trainer')
})
afterAll(() => server.close())

describe('the state of a hub', () => {
  it('LI10 C3 tells its coordinators how old the unsent work of each phone is, also after a restart', async () => {
    expect(await trainersPhone()).toMatchObject({ heardAt: null, isConnected: false, waiting: 0, oldestAt: null })
    const device = await trainersDevice()
    device.say({ ...unsent, member: trainer.member, waiting: 12, refused: 1, oldestMs: 3_600_000 })
    await until('told', trainersPhone, (phone) => phone?.waiting === 12)
    const phone = await trainersPhone()
    expect(phone).toMatchObject({ isConnected: true, refused: 1, displayName: 'A trainer', role: 'trainer' })
    expect(Math.abs((phone?.oldestAt ?? 0) - (Date.now() - 3_600_000))).toBeLessThan(60_000)
    expect(await metric(/teren_phones\{unsent="under a day"\} (\d+)/)).toBe('1')
    expect(await metric(/teren_phones\{unsent="none"\} (\d+)/)).toBe('1')
    await device.close()
    await until('gone', trainersPhone, (gone) => gone?.isConnected === false)
    // Whose work is the oldest stands first.
    expect((await told()).phones[0]?.member).toBe(trainer.member)

    server = await server.restart()
    expect(await trainersPhone()).toMatchObject({ waiting: 12, refused: 1, oldestAt: phone?.oldestAt })
    const again = await trainersDevice()
    again.say({ ...unsent, member: trainer.member })
    await until('told', trainersPhone, (now) => now?.waiting === 0 && now.oldestAt === null)
    await again.close()
  })

  it('LI10 S5 counts what was refused and what differed, and takes a seat’s word from its own device alone', async () => {
    const device = await trainersDevice()
    await device.push(trainer.member, documentId.hub(), new Uint8Array([0, 0]))
    device.say({ ...unsent, member: trainer.member, differing: 3 })
    device.say({ ...unsent, member: coordinator.member, waiting: 99 })
    const state = await until('told', told, ({ differing }) => differing.documents === 3)
    expect(state.refused).toEqual([{ code: 'no-right', changes: 1 }])
    expect(state.differing.lastAt).toBeGreaterThan(1_600_000_000_000)
    expect(state.phones.every(({ waiting }) => waiting === 0)).toBe(true)
    expect(state).toMatchObject({
      restores: 0,
      backup: { isPlanned: false, everyMs: null, takenAt: null, hasFailed: false },
    })
    expect(await metric(/teren_differing_documents (\d+)/)).toBe('3')
    expect(await metric(/teren_last_backup_seconds (\d+)/)).toBe('0')
    await device.close()
  })

  it('LI10 S4 is told to nobody else, and of no other hub', async () => {
    const other = await server.makeHub()
    const stranger = await aMember(other, 'coordinator')
    const strangers = (await (await ask(stranger.member, stranger.cookie)).json()) as HubState
    expect(strangers.phones.map(({ member }) => member)).toEqual([stranger.member])
    for (const role of ['trainer', 'observer', 'participant'] as const) {
      const { member, cookie } = await aMember(hub, role)
      expect([role, (await ask(member, cookie)).status]).toEqual([role, 403])
    }
    // In the name of another, without a cookie, and after the end.
    expect((await ask(coordinator.member, stranger.cookie)).status).toBe(401)
    expect((await ask(coordinator.member, '')).status).toBe(401)
    const ended = await aMember(hub, 'coordinator')
    const desk = await TestDevice.connect(server, coordinator.cookie)
    await desk.hello([{ member: coordinator.member }])
    await desk.command(coordinator.member, { name: 'end-sign-in', member: ended.member, device: ended.device })
    await desk.close()
    expect((await ask(ended.member, ended.cookie)).status).toBe(401)
  })

  it('reads nothing else as one', () => {
    expect(readHubState({})).toBeNull()
    expect(readHubState({ at: 1, startedAt: 1, version: 'x', restores: 0, backup: {}, differing: {} })).toBeNull()
  })
})
