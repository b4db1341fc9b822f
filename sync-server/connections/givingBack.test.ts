import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import {
  type DeviceId,
  type HubId,
  type MemberId,
  makeId,
  type PersonId,
  type ProgrammeId,
  type RunId,
} from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { Change, FormerRow, GivenBack } from '#protocol/frames.ts'
import { CLOSE } from '#protocol/refusals.ts'
import { claimKey, HonestDevice, testId } from '../../tests/contracts/HonestDevice.ts'
import { systemRandom } from '../access/secrets.ts'
import { restoreBackup } from '../safekeeping/restoreBackup.ts'
import { takeBackup } from '../safekeeping/takeBackup.ts'
import { makeFolder, startTestServer, type TestServer } from '../testServer.ts'
import { TestDevice } from './testDevice.ts'

/** A hub with a run, two people of its staff on two phones, and a backup from before most of what they record. */
let server: TestServer
let data: string
let hub: HubId
let run: RunId
let eva: Person
let jan: Person

interface Person {
  member: MemberId
  cookie: string
  device: DeviceId
  /** What they write in: their claims, and the plan of the run. */
  claims: HonestDevice
  plan: HonestDevice
}

async function makePerson(role: 'coordinator' | 'trainer', programme: ProgrammeId): Promise<Person> {
  const member = await server.makeMember(hub, role)
  if (role === 'trainer') await server.operate({ kind: 'make-grant', member, programme, at: 1 })
  const { cookie, device } = await server.signIn(member)
  const claims = new HonestDevice(role, documentId.claims(run, member))
  return { member, cookie, device: device as DeviceId, claims, plan: new HonestDevice(role, documentId.plan(run)) }
}

beforeEach(async () => {
  const folder = makeFolder()
  data = join(folder, 'data')
  server = await startTestServer({}, folder)
  hub = await server.makeHub()
  run = makeId<RunId>(systemRandom)
  const programme = makeId<ProgrammeId>(systemRandom)
  await server.operate({ kind: 'make-run', run, hub, programme, at: 1 })
  eva = await makePerson('coordinator', programme)
  jan = await makePerson('trainer', programme)
})
afterEach(() => server.close())

/** Appends as if pushed, and gives the row as a device that holds it would give it back. */
async function write(
  { member, device }: Person,
  { document }: HonestDevice,
  update: Uint8Array,
  request = systemRandom(16),
): Promise<FormerRow> {
  const receivedAt = 1_790_000_000_000
  const job = { hub, member, device, request, document, update, receivedAt, clockOffsetMs: 7 }
  const taken = await server.log.append(job)
  if (!taken.ok) throw new Error(taken.code)
  const { sequence, tag } = taken
  return { document, sequence, member, device, receivedAt, clockOffsetMs: 7, epoch: '', tag, bytes: update }
}
const mark = (who: Person, letters: string) => write(who, who.claims, who.claims.set([claimKey(letters), letters]))

const backup = (now = Date.now()) => {
  const taken = takeBackup({ dataFolder: data, into: join(data, '..', 'backups'), now, version: 'test', keep: null })
  if (!taken.ok) throw new Error(taken.error)
  return taken.value.folder
}
async function restore(folder: string): Promise<void> {
  await server.close()
  const restored = restoreBackup({
    ...{ backup: folder, dataFolder: data, backupFolder: null, now: Date.now(), random: systemRandom },
  })
  if (!restored.ok) throw new Error(restored.error)
  server = await server.restart()
}

async function greet({ member, cookie }: Person, epoch: string | null = null, version?: number) {
  const phone = await TestDevice.connect(server, cookie)
  const welcome = await phone.hello([{ member, epoch, cursor: 1 }], version)
  return { phone, seat: welcome.seats[0], epoch: welcome.epoch }
}
async function giveBack(phone: TestDevice, { member }: Person, rows: FormerRow[], left = 0) {
  phone.say({ type: 'give-back', member, rows, left })
  return (await phone.next('given-back')).answers
}
const codes = (answers: GivenBack['answers']) => answers.map(({ code }) => code)
const confirm = ({ member, cookie }: Person, end: object[] = []) =>
  server.post('/api/safekeeping/confirm', { member, end }, { cookie })
const told = async ({ member, cookie }: Person) => (await server.post('/api/safekeeping', { member }, { cookie })).body
async function feedOf(who: Person): Promise<Change[]> {
  const { phone } = await greet(who)
  const { changes } = await phone.pull(who.member)
  await phone.close()
  return changes.filter(({ kind }) => kind === 'update')
}

describe('giving back', () => {
  it('RE5 S3 puts rows in under their author, device and times, whoever brings them, and twice changes nothing', async () => {
    const before = await mark(eva, 'kept')
    const folder = backup()
    const rows = [await mark(eva, 'a'), await mark(jan, 'b'), await mark(jan, 'c')]
    const first = server.log.identity().epoch
    await restore(folder)
    const { phone, seat, epoch } = await greet(jan, first)
    expect(epoch).not.toBe(first)
    expect(seat?.forkSeq).toBe(before.sequence)
    const answers = await giveBack(phone, jan, rows)
    expect(codes(answers)).toEqual([null, null, null])
    const head = server.log.head(hub)
    expect(await giveBack(phone, jan, [before, ...rows])).toEqual([
      { code: null, sequence: before.sequence, tag: before.tag },
      ...answers,
    ])
    const desk = (await greet(eva, first)).phone
    expect(await giveBack(desk, eva, rows.toReversed())).toEqual(answers.toReversed())
    expect(server.log.head(hub)).toBe(head)

    await confirm(eva)
    const changes = await feedOf(jan)
    expect(
      changes.map(({ document, member, device, receivedAt, clockOffsetMs, epoch: of, bytes }) => ({
        ...{ document, member, device, receivedAt, clockOffsetMs, of, bytes },
      })),
    ).toEqual(
      [before, ...rows].map(({ document, member, device, receivedAt, clockOffsetMs, bytes }) => ({
        ...{ document, member, device, receivedAt, clockOffsetMs, of: first, bytes },
      })),
    )
  })

  it('RE5 S5 takes nothing that this server’s tag is not on, as it is', async () => {
    const folder = backup()
    const row = await mark(jan, 'a')
    const other = await mark(jan, 'b')
    await restore(folder)
    const { phone } = await greet(jan)
    const forged = [
      { ...row, member: eva.member },
      { ...row, device: eva.device },
      { ...row, receivedAt: row.receivedAt + 1 },
      { ...row, bytes: other.bytes },
      { ...row, document: other.document.replace(jan.member, eva.member) },
      { ...row, sequence: row.sequence + 1 },
      { ...row, tag: row.tag.subarray(1) },
      { ...row, tag: new Uint8Array(16) },
    ]
    const before = server.log.head(hub)
    expect(codes(await giveBack(phone, jan, forged))).toEqual(forged.map(() => 'malformed'))
    expect(server.log.head(hub)).toBe(before)
    expect(server.reports.filter(({ event }) => event === 'not-taken-back')).toHaveLength(forged.length)
    await phone.close()
  })

  it('RE6 takes a row once what it stands on is there, from whoever has it', async () => {
    await write(eva, eva.plan, eva.plan.set(['title', 'Crafts']))
    const folder = backup()
    const base = await write(eva, eva.plan, eva.plan.set(['place', 'Workshop']))
    const next = await write(eva, eva.plan, eva.plan.set(['place', 'Barn']))
    await restore(folder)
    const { phone } = await greet(jan)
    expect(codes(await giveBack(phone, jan, [next]))).toEqual(['needs'])
    const desk = (await greet(eva)).phone
    expect(codes(await giveBack(desk, eva, [base]))).toEqual([null])
    expect(codes(await giveBack(phone, jan, [next]))).toEqual([null])
  })

  it('RE6 a row that can never stand again is kept apart, and a mark that its author stated again is done', async () => {
    const folder = backup()
    const lost = await write(eva, eva.plan, eva.plan.set(['title', 'Crafts']))
    const marked = await mark(jan, 'a')
    await restore(folder)
    // The same client, after its own store was put back as well: other content under the same clocks.
    const again = new HonestDevice('again', documentId.plan(run))
    again.doc.clientID = eva.plan.doc.clientID
    await write(eva, again, again.set(['title', 'Something else']))
    const anew = new HonestDevice('anew', jan.claims.document)
    await write(jan, anew, anew.set([claimKey('a'), 'a']))
    const { phone } = await greet(jan)
    expect(codes(await giveBack(phone, jan, [lost, marked]))).toEqual(['fork', 'key-taken'])
    expect(await told(eva)).toMatchObject({ restored: { taken: 0, apart: 1 } })
  })

  it('ER5 RE5 of an erased person nothing is taken back, also what stood again already, and nothing is kept apart', async () => {
    const person = makeId<PersonId>(systemRandom)
    const about = new HonestDevice('about', documentId.about(run, person))
    const folder = backup()
    const rows = [await write(jan, about, about.set([claimKey('a'), 'a'])), await mark(jan, 'b')]
    await restore(folder)
    const desk = (await greet(eva)).phone
    expect(codes(await giveBack(desk, eva, rows))).toEqual([null, null])
    const erase = { name: 'erase-person', person, outcome: 'done', until: null, reason: '' }
    expect(await desk.command(eva.member, erase)).toMatchObject({ type: 'ack' })
    const { phone } = await greet(jan)
    expect(await giveBack(phone, jan, rows)).toMatchObject([{ code: 'erased', sequence: 0 }, { code: null }])
    expect(await told(eva)).toMatchObject({ restored: { apart: 0 } })
    await confirm(eva)
    expect((await feedOf(jan)).map(({ document }) => document)).not.toContain(about.document)
  })

  it('RE5 an author who never heard that it was taken gets its answer, whoever gave it back first', async () => {
    const folder = backup()
    const request = systemRandom(16)
    const update = jan.claims.set([claimKey('a'), 'a'])
    const row = await write(jan, jan.claims, update, request)
    await restore(folder)
    const desk = (await greet(eva)).phone
    const [answer] = await giveBack(desk, eva, [row])
    const { phone } = await greet(jan)
    const taken = await phone.push(jan.member, jan.claims.document, update, request)
    expect(taken).toMatchObject({ type: 'ack', sequence: answer?.sequence, receivedAt: row.receivedAt })
    // The other way round: said again first, given back after that.
    const second = await mark(jan, 'b')
    await restore(folder)
    const again = (await greet(jan)).phone
    await giveBack(again, jan, [row])
    expect(await again.push(jan.member, jan.claims.document, second.bytes)).toMatchObject({ type: 'ack' })
    expect(codes(await giveBack(again, jan, [second]))).toEqual([null])
    await confirm(eva)
    expect(await feedOf(jan)).toHaveLength(2)
  })

  it('RE5 runs that were made since the backup come back with what was planned in them', async () => {
    const folder = backup()
    const made = makeId<RunId>(systemRandom)
    const plan = new HonestDevice('plan', documentId.plan(made))
    const programme = makeId<ProgrammeId>(systemRandom)
    await server.operate({ kind: 'make-run', run: made, hub, programme, at: 1 })
    const row = await write(jan, plan, plan.set(['title', 'New']))
    // The journal is lost too.
    await server.close()
    const { rmSync } = await import('node:fs')
    rmSync(join(data, 'access.journal'))
    const restored = restoreBackup({
      ...{ backup: folder, dataFolder: data, backupFolder: null, now: Date.now(), random: systemRandom },
    })
    expect(restored).toMatchObject({ ok: true, value: { journal: null } })
    server = await server.restart()
    const { phone } = await greet(jan)
    expect(codes(await giveBack(phone, jan, [row]))).toEqual([null])
    expect(server.log.access().runs).toContainEqual({ run: made, hub, programme: null, startedBy: jan.member })
    await confirm(eva)
    expect((await feedOf(jan)).map(({ document }) => document)).toContain(plan.document)
  })

  it('RE5 S5 who gives back without waiting, too much at once, or in an old version is cut', async () => {
    const row = await mark(jan, 'a')
    const frame = { type: 'give-back' as const, member: jan.member, left: 0 }
    const { phone } = await greet(jan)
    phone.say({ ...frame, rows: [row] })
    phone.say({ ...frame, rows: [row] })
    expect((await phone.closed).code).toBe(CLOSE.flooding)
    const many = (await greet(jan)).phone
    many.say({ ...frame, rows: Array.from({ length: 201 }, () => row) })
    expect((await many.closed).code).toBe(CLOSE.badFrame)
    const old = (await greet(jan, null, 2)).phone
    old.say({ ...frame, rows: [] })
    expect((await old.closed).code).toBe(CLOSE.badFrame)
  })
})

describe('a hub that was put back', () => {
  it('RE7 lets nobody read before a coordinator has said which devices go on, and takes what they record', async () => {
    const folder = backup()
    await restore(folder)
    const { phone } = await greet(jan)
    phone.say({ type: 'pull', member: jan.member, cursor: 0, fill: [] })
    phone.say({ type: 'check', member: jan.member, scope: `run:${run}`, after: '' })
    const update = jan.claims.set([claimKey('a'), 'a'])
    expect(await phone.push(jan.member, jan.claims.document, update)).toMatchObject({ type: 'ack' })
    expect(phone.heard.map(({ type }) => type)).toEqual([])
    const headers = { origin: server.origin, cookie: jan.cookie }
    const editor = new WebSocket(`${server.origin.replace('http', 'ws')}/yjs/${documentId.plan(run)}`, { headers })
    expect(await new Promise((resolve) => editor.once('close', resolve))).toBe(CLOSE.tryAgain)
    expect(await confirm(jan)).toMatchObject({ status: 403 })
    expect(await confirm(eva, [{ member: jan.member }])).toMatchObject({ status: 400 })
    expect(await confirm(eva)).toMatchObject({ status: 200, body: { restored: { confirmedAt: expect.any(Number) } } })
    await phone.next('upto')
    expect(phone.takeChanges(jan.member).map(({ kind }) => kind)).toContain('update')
  })

  it('RE7 S7 ends what a coordinator says must not go on, before anybody reads', async () => {
    const folder = backup()
    await restore(folder)
    const { phone } = await greet(jan)
    phone.say({ type: 'pull', member: jan.member, cursor: 0, fill: [] })
    await confirm(eva, [{ member: jan.member, device: jan.device }])
    expect((await phone.next('seat')).seat).toMatchObject({ state: 'ended' })
    expect(phone.takeChanges(jan.member)).toEqual([])
    expect(await confirm(eva, [{ member: eva.member, device: eva.device }])).toMatchObject({ status: 500 })
  })

  it('RE8 makes projections anew under new sequences, for devices that hold later ones than the backup', async () => {
    const folder = backup()
    await server.makeMember(hub, 'observer', 'Came since')
    const head = server.log.head(hub)
    await restore(folder)
    await confirm(eva)
    const { phone } = await greet(eva)
    const { changes } = await phone.pull(eva.member, (await greet(eva, 'before')).seat?.forkSeq ?? 0)
    const members = changes.findLast(({ document }) => document === 'access/members')
    expect(members?.sequence).toBeGreaterThan(0)
    expect(Buffer.from(members?.bytes ?? []).toString()).toContain('Came since')
    expect(server.log.head(hub)).toBeGreaterThan(head - 3)
  })

  it('RE9 S3 says how far it got: who has come, what stands again because of them, what is still to come', async () => {
    expect(await told(eva)).toMatchObject({ restored: null, backups: { everyMs: null, lastAt: null, count: 0 } })
    const now = Date.now()
    const folder = backup(now)
    const rows = [await mark(jan, 'a'), await mark(jan, 'b')]
    await restore(folder)
    const { phone } = await greet(jan)
    await giveBack(phone, jan, rows.slice(0, 1), 1)
    expect(await told(eva)).toMatchObject({
      backups: { lastAt: now, count: 1 },
      restored: {
        ...{ takenAt: now, confirmedAt: null, taken: 1, apart: 0 },
        phones: [
          { member: eva.member, device: eva.device, isHere: true, heardAt: null, taken: 0, left: 0 },
          { member: jan.member, isHere: false, heardAt: expect.any(Number), taken: 1, left: 1, label: 'Test' },
        ],
      },
    })
    await giveBack(phone, jan, rows.slice(1))
    expect(await told(eva)).toMatchObject({ restored: { taken: 2, phones: [{}, { taken: 2, left: 0 }] } })
    expect(await told(jan)).toMatchObject({ error: 'no-right' })
    const nobody = { member: testId<MemberId>('nobody'), cookie: '' }
    expect((await server.post('/api/safekeeping', nobody)).status).toBe(401)
    expect((await fetch(`${server.origin}/api/safekeeping`)).status).toBe(405)
  })
})
