import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type DeviceId,
  type HubId,
  type MemberId,
  makeId,
  type ProgrammeId,
  type RunId,
  type SessionId,
} from '#domain/ids.ts'
import type { CommandBody } from '#protocol/commands.ts'
import type { OpenRegister, Others } from '#protocol/frames.ts'
import { OPEN_REGISTERS, PRESENT_AT_MOST } from '#protocol/limits.ts'
import { CLOSE } from '#protocol/refusals.ts'
import { systemRandom } from '../access/secrets.ts'
import { restoreBackup } from '../safekeeping/restoreBackup.ts'
import { takeBackup } from '../safekeeping/takeBackup.ts'
import { makeFolder, startTestServer, type TestServer } from '../testServer.ts'
import { makePresence } from './presence.ts'
import { TestDevice } from './testDevice.ts'

/** A run and its staff, each on a phone. */
let server: TestServer
let folder: string
let hub: HubId
let boss: Phone
const programme = makeId<ProgrammeId>(systemRandom)
const id = <T extends string>() => makeId<T>(systemRandom)
const register: OpenRegister = { run: id<RunId>(), session: id<SessionId>() }

interface Phone {
  member: MemberId
  device: DeviceId
  cookie: string
  socket: TestDevice
}

beforeEach(async () => {
  folder = makeFolder()
  server = await startTestServer({}, folder)
  hub = await server.makeHub()
  await server.operate({ kind: 'make-run', run: register.run, hub, programme, at: 1 })
  boss = await signIn(await server.makeMember(hub, 'coordinator'))
})
afterEach(() => server.close())

async function connect(who: Omit<Phone, 'socket'>, version?: number): Promise<Phone> {
  const socket = await TestDevice.connect(server, who.cookie)
  await socket.hello([{ member: who.member }], version)
  return { ...who, socket }
}
async function signIn(member: MemberId): Promise<Phone> {
  const { cookie, device } = await server.signIn(member)
  return connect({ member, cookie, device: device as DeviceId })
}
const decide = async (command: CommandBody) =>
  expect(await boss.socket.command(boss.member, command)).toMatchObject({ type: 'ack' })
async function trainer(): Promise<Phone> {
  const member = await server.makeMember(hub, 'trainer')
  await decide({ name: 'grant', member, programme })
  return signIn(member)
}

const open = ({ member, socket }: Phone, ...registers: OpenRegister[]) =>
  socket.say({ type: 'here', member, open: registers })
const told = async ({ socket }: Phone): Promise<Others> => socket.next('others')
const seen = ({ member, device }: Phone) => ({ member, device })
/** Everything that was sent to it before this is here. */
async function settled({ socket }: Phone): Promise<Others[]> {
  socket.say({ type: 'ping', deviceNow: 1 })
  await socket.next('pong')
  return socket.heard.filter((frame) => frame.type === 'others')
}

describe('who else has a register open', () => {
  it('PR1 is told to each who has it open, at once, and when they leave or their socket ends', async () => {
    const [anna, boris] = [await trainer(), await trainer()]
    open(anna, register)
    expect(await settled(anna)).toEqual([])
    open(boris, register)
    expect(await told(boris)).toEqual({
      ...{ type: 'others', member: boris.member, session: register.session, others: [seen(anna)] },
    })
    expect(await told(anna)).toMatchObject({ member: anna.member, others: [seen(boris)] })
    open(boris)
    expect(await told(anna)).toMatchObject({ others: [] })
    open(boris, { ...register, session: id() }, register)
    expect(await told(anna)).toMatchObject({ others: [seen(boris)] })
    await boris.socket.close()
    expect(await told(anna)).toMatchObject({ others: [] })
  })

  it('PR1 shows one device once, while a tab takes over from another, and the same member on another device', async () => {
    const [anna, boris] = [await trainer(), await trainer()]
    open(anna, register)
    open(boris, register)
    await told(anna)
    const tab = await connect(boris)
    open(tab, register)
    expect(await told(tab)).toMatchObject({ others: [seen(anna)] })
    await boris.socket.close()
    expect(await settled(anna)).toEqual([])
    const second = await signIn(anna.member)
    open(second, register)
    expect(await told(anna)).toMatchObject({ others: [seen(tab), seen(second)] })
  })

  it('PR2 S5 is who the server knows: whatever member is named, and for nobody who is not signed in there', async () => {
    const [anna, boris] = [await trainer(), await trainer()]
    open(anna, register)
    boris.socket.say({ type: 'here', member: anna.member, open: [register] })
    const welcome = await boris.socket.hello([{ member: boris.member }, { member: anna.member }])
    expect(welcome.seats.map(({ state }) => state)).toEqual(['active', 'unknown'])
    boris.socket.say({ type: 'here', member: anna.member, open: [register] })
    expect(await settled(boris)).toEqual([])
    expect(await settled(anna)).toEqual([])
  })

  it('PR2 RI2 RI3 is told only to who may read the run, and counts only them: as soon as rights change, and sign-ins end', async () => {
    const [anna, stranger] = [await trainer(), await signIn(await server.makeMember(hub, 'trainer'))]
    const other = await server.makeHub()
    const foreign = await signIn(await server.makeMember(other, 'coordinator'))
    open(anna, register)
    for (const phone of [stranger, foreign]) open(phone, register)
    for (const phone of [stranger, foreign, anna]) expect(await settled(phone)).toEqual([])
    // A session is of one run: named under another, it is another register.
    const own: OpenRegister = { ...register, run: id<RunId>() }
    await server.operate({ kind: 'make-run', run: own.run, hub: other, programme, at: 1 })
    open(foreign, own)
    expect(await settled(foreign)).toEqual([])

    await decide({ name: 'grant', member: stranger.member, programme })
    expect(await told(anna)).toMatchObject({ others: [seen(stranger)] })
    expect(await told(stranger)).toMatchObject({ others: [seen(anna)] })
    await decide({ name: 'revoke', member: stranger.member, programme })
    expect(await told(anna)).toMatchObject({ others: [] })
    expect(await told(stranger)).toMatchObject({ others: [] })
    await decide({ name: 'grant', member: stranger.member, programme })
    await told(anna)
    await decide({ name: 'end-sign-in', ...seen(stranger) })
    expect(await told(anna)).toMatchObject({ others: [] })
  })

  it('PR3 is in no file, in no row of the log, and in nothing that the server reports', async () => {
    const [anna, boris] = [await trainer(), await trainer()]
    const before = server.log.head(hub)
    open(anna, register)
    open(boris, register)
    await told(anna)
    expect(server.log.head(hub)).toBe(before)
    await server.close()
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    const holding = files.filter((file) => readFileSync(join(file.parentPath, file.name)).includes(register.session))
    expect(files.length).toBeGreaterThan(3)
    expect(holding).toEqual([])
    expect(JSON.stringify(server.reports)).not.toContain(register.session)
  })

  it('PR4 LI1 said many times at once, only the first and the last are told', async () => {
    const [anna, boris] = [await trainer(), await trainer()]
    open(anna, register)
    await settled(anna)
    for (let times = 0; times < 200; times++) open(boris, ...(times % 2 === 0 ? [register] : []))
    open(boris, register)
    await settled(boris)
    open(boris)
    expect(await told(anna)).toMatchObject({ others: [seen(boris)] })
    expect(await told(anna)).toMatchObject({ others: [] })
    expect(await settled(anna)).toEqual([])
  })

  it('PR4 who says too much at once is cut; of a crowd, so many are told', async () => {
    const anna = await trainer()
    open(anna, ...Array.from({ length: OPEN_REGISTERS + 1 }, () => register))
    expect((await anna.socket.closed).code).toBe(CLOSE.badFrame)
    const presence = makePresence()
    let last = 0
    const seats = Array.from({ length: PRESENT_AT_MOST + 5 }, () => ({
      ...{ member: id<MemberId>(), device: id<DeviceId>() },
      tell: (_: string, others: unknown[]) => {
        last = others.length
      },
    }))
    for (const seat of seats) presence.set(seat, [register])
    expect(last).toBe(PRESENT_AT_MOST)
  })

  it('PR5 S6 a device of an older version is told nothing, counts for nobody, and is cut if it says so', async () => {
    const anna = await trainer()
    const old = await connect(await trainer(), 3)
    open(anna, register)
    expect(await settled(old)).toEqual([])
    open(old, register)
    expect((await old.socket.closed).code).toBe(CLOSE.badFrame)
    expect(await settled(anna)).toEqual([])
  })

  it('PR2 RE7 nobody is told in a hub that was put back, before it is opened', async () => {
    const [before, after] = [await trainer(), await trainer()]
    const [dataFolder, into] = [join(folder, 'data'), join(folder, 'backups')]
    const backup = takeBackup({ dataFolder, into, now: 1_000_000, version: 'test', keep: null })
    if (!backup.ok) throw new Error(backup.error)
    await server.close()
    restoreBackup({
      ...{ backup: backup.value.folder, dataFolder, backupFolder: null, now: 2_000_000, random: systemRandom },
    })
    server = await server.restart()
    const [anna, boris] = [await connect(before), await connect(after)]
    for (const phone of [anna, boris]) open(phone, register)
    for (const phone of [anna, boris]) expect(await settled(phone)).toEqual([])
    await server.post('/api/safekeeping/confirm', { member: boss.member, end: [] }, { cookie: boss.cookie })
    expect(await told(anna)).toMatchObject({ others: [seen(boris)] })
    expect(await told(boris)).toMatchObject({ others: [seen(anna)] })
  })
})
