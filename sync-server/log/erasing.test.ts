import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type DeviceId, type HubId, type MemberId, makeId, type PersonId, type RunId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { Change } from '#protocol/frames.ts'
import { until } from '../../tests/support/until.ts'
import { systemRandom } from '../access/secrets.ts'
import { TestDevice } from '../connections/testDevice.ts'
import { restoreBackup } from '../safekeeping/restoreBackup.ts'
import { takeBackup } from '../safekeeping/takeBackup.ts'
import { verifyBackup, verifyData } from '../safekeeping/verifyBackup.ts'
import { makeFolder, startTestServer, type TestServer } from '../testServer.ts'
import { databaseFile } from './dataFolder.ts'

/** Nobody's name. */
const GIVEN = 'Zyxwana'
const FAMILY = 'Qwertzova'
const NAMES = [GIVEN, FAMILY]

const id = <T extends string>() => makeId<T>(systemRandom)
const done = { outcome: 'done', until: null, reason: '' } as const

interface World {
  folder: string
  server: TestServer
  hub: HubId
  run: RunId
  person: PersonId
  other: PersonId
  coordinator: { member: MemberId; cookie: string; device: string }
  trainer: { member: MemberId; cookie: string; device: string }
  participant: { member: MemberId; cookie: string; device: string }
  /** The update that told the name first. */
  told: Uint8Array
}

const open: TestDevice[] = []
afterEach(async () => {
  for (const device of open.splice(0)) await device.close()
})

async function connect(server: TestServer, who: { member: MemberId; cookie: string }, version?: number) {
  const device = await TestDevice.connect(server, who.cookie)
  open.push(device)
  const welcome = await device.hello([{ member: who.member }], version)
  return { device, seat: welcome.seats[0] }
}

function update(entries: Record<string, unknown>): Uint8Array {
  const doc = new Y.Doc()
  for (const [key, value] of Object.entries(entries)) doc.getMap('teren').set(key, value)
  return Y.encodeStateAsUpdate(doc)
}

/** Somebody of whom something stands wherever something of a person can stand. */
async function makeWorld(env: Record<string, string> = {}): Promise<World> {
  const folder = makeFolder()
  const server = await startTestServer({ TEREN_BACKUP_DIR: join(folder, 'backups'), ...env }, folder)
  const hub = await server.makeHub()
  const [person, other, run] = [id<PersonId>(), id<PersonId>(), id<RunId>()]
  const signedIn = async (member: MemberId) => ({ member, ...(await server.signIn(member)) })
  const coordinator = await signedIn(await server.makeMember(hub, 'coordinator'))
  const trainer = await signedIn(await server.makeMember(hub, 'trainer'))
  const { device } = await connect(server, coordinator)
  const must = async (answer: Promise<{ type: string }>) => expect(await answer).toMatchObject({ type: 'ack' })
  const programme = id()
  await must(device.command(coordinator.member, { name: 'create-run', run, programme }))
  await must(device.command(coordinator.member, { name: 'grant', member: trainer.member, programme }))
  const member = id<MemberId>()
  const admission = { name: 'admit', member, person, run, displayName: NAMES.join(' ') }
  await must(device.command(coordinator.member, admission))
  const participant = await signedIn(member)
  const told = update({ givenName: GIVEN, familyName: FAMILY })
  await must(device.push(coordinator.member, documentId.person(person), told))
  await must(device.push(coordinator.member, documentId.person(other), update({ givenName: 'Somebody' })))
  await must(
    device.push(
      coordinator.member,
      documentId.about(run, person),
      update({ [id()]: { text: `${GIVEN} left early`, at: 1, by: coordinator.member } }),
    ),
  )
  const { device: phone } = await connect(server, participant)
  for (const document of [documentId.progress(run, person), documentId.private(person)])
    await must(phone.push(member, document, update({ word: `of ${GIVEN}` })))
  const own = { document: documentId.record(person), bytes: new TextEncoder().encode(`{"name":"${GIVEN}"}`) }
  expect(await server.log.project({ hub, projections: [own], at: Date.now() })).toEqual({ ok: true })
  const job = { hub, member: trainer.member, device: trainer.device as DeviceId, request: systemRandom(16) }
  await server.log.quarantine({
    ...job,
    ...{ document: documentId.person(person), update: told, receivedAt: 1, why: 'test' },
  })
  const rescued = { request: systemRandom(16), kind: 'push' as const, changes: 1, body: told }
  await server.operate({
    ...{ kind: 'rescue', hub, member: trainer.member, device: trainer.device as DeviceId, at: Date.now() },
    requests: [{ ...rescued, document: documentId.about(run, person) }],
  })
  return { folder, server, hub, run, person, other, coordinator, trainer, participant, told }
}

async function erase({ server, coordinator, person }: World, decision: object = done) {
  const { device } = await connect(server, coordinator)
  return device.command(coordinator.member, { name: 'erase-person', person, ...decision })
}

/** Files below a folder in which one of the names stands. */
const filesWith = (folder: string, names: readonly string[] = NAMES): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      if (!existsSync(file)) return false
      const bytes = readFileSync(file)
      return names.some(
        (name) => bytes.includes(name) || bytes.includes(Buffer.from(name).toString('base64').slice(0, -3)),
      )
    })

const isEmpty = (files: string[]): boolean => files.length === 0

const rowsOf = <T>(folder: string, sql: string): T[] => {
  const db = new SQLite(databaseFile(join(folder, 'data')), { readonly: true })
  const rows = db.prepare<[], T>(sql).all()
  db.close()
  return rows
}

async function read(server: TestServer, who: { member: MemberId; cookie: string }): Promise<Change[]> {
  const { device } = await connect(server, who)
  return (await device.pull(who.member)).changes
}

const jsonOf = (changes: Change[], document: string): Record<string, unknown> =>
  JSON.parse(
    new TextDecoder().decode(changes.findLast((change) => change.document === document)?.bytes ?? new Uint8Array()),
  ) as Record<string, unknown>

describe('erasing a person', () => {
  it('ER1 leaves the name in no byte of the data folder, while the server serves, and the log as a log', async () => {
    const world = await makeWorld()
    const { server, folder, person, other, coordinator } = world
    const data = join(folder, 'data')
    expect(filesWith(data).length).toBeGreaterThan(0)
    const rowsBefore = rowsOf<{ document: string; seq: number; tag: Buffer }>(
      folder,
      `SELECT document, seq, tag FROM rows WHERE instr(document, '${person}') > 0 ORDER BY document, seq`,
    )
    expect(await erase(world)).toMatchObject({ type: 'ack' })
    await until('its files and the copy of the journal', () => filesWith(folder), isEmpty)
    const kept = rowsOf(folder, 'SELECT document, seq, tag FROM erased_rows ORDER BY document, seq')
    expect(rowsBefore).toHaveLength(4)
    expect(kept).toEqual(rowsBefore)
    expect(verifyData(data)).toMatchObject({ ok: true })
    const changes = await read(server, coordinator)
    expect(changes.filter(({ document }) => document.includes(person))).toEqual([])
    expect(changes.some(({ document }) => document === documentId.person(other))).toBe(true)
    const again = await server.restart()
    expect(await again.log.head(world.hub)).toBeGreaterThan(Math.max(...rowsBefore.map(({ seq }) => seq)))
    await again.close()
    expect(filesWith(folder)).toEqual([])
  })

  it('ER2 refuses everything of that person for ever, from whomever, also what was sent before and heard nothing of', async () => {
    const world = await makeWorld()
    const { server, person, run, trainer, coordinator, told } = world
    const request = systemRandom(16)
    const second = update({ role: GIVEN })
    const { device: early } = await connect(server, trainer)
    expect(await early.push(trainer.member, documentId.person(person), second, request)).toMatchObject({
      type: 'ack',
    })
    expect(await erase(world)).toMatchObject({ type: 'ack' })
    const refused = { type: 'nack', code: 'erased' }
    const { device } = await connect(server, trainer)
    expect(await device.push(trainer.member, documentId.person(person), second, request)).toMatchObject(refused)
    for (const document of [documentId.person(person), documentId.about(run, person)])
      expect(await device.push(trainer.member, document, told)).toMatchObject(refused)
    const admission = { name: 'admit', member: id(), person, run, displayName: NAMES.join(' ') }
    expect(await device.command(trainer.member, admission)).toMatchObject(refused)
    const own = { document: documentId.record(person), bytes: new TextEncoder().encode(`{"name":"${GIVEN}"}`) }
    await server.log.project({ hub: world.hub, projections: [own], at: Date.now() })
    const job = {
      hub: world.hub,
      member: trainer.member,
      device: trainer.device as DeviceId,
      request: systemRandom(16),
    }
    await server.log.quarantine({
      ...job,
      ...{ document: documentId.person(person), update: told, receivedAt: 1, why: 'test' },
    })
    const rescued = { request: systemRandom(16), kind: 'push' as const, changes: 1, body: told }
    await server.log.operate({
      ...{ kind: 'rescue', hub: world.hub, member: trainer.member, device: trainer.device as DeviceId, at: 1 },
      requests: [{ ...rescued, document: documentId.about(run, person) }],
    })
    expect(await device.command(coordinator.member, { name: 'erase-person', person, ...done })).toMatchObject({
      type: 'nack',
    })
    const again = await server.restart()
    const { device: later } = await connect(again, trainer)
    expect(await later.push(trainer.member, documentId.person(person), told)).toMatchObject(refused)
    await again.close()
    expect(filesWith(world.folder)).toEqual([])
  })

  it('ER3 is told to whoever may hold something of that person, and a device of before is told what it understands', async () => {
    const world = await makeWorld()
    const { server, person, trainer, participant, coordinator, told } = world
    const { device: phone } = await connect(server, participant)
    const { device } = await connect(server, trainer)
    await device.pull(trainer.member)
    expect(await erase(world)).toMatchObject({ type: 'ack' })
    expect((await phone.next('seat')).seat).toMatchObject({ state: 'erased', scopes: null })
    expect((await connect(server, participant)).seat).toMatchObject({ state: 'erased', scopes: null, name: '' })
    expect((await connect(server, participant, 2)).seat).toMatchObject({ state: 'ended' })
    await device.next('changes', ({ changes }) => changes.some(({ document }) => document === documentId.erased()))
    const changes = await read(server, trainer)
    expect(jsonOf(changes, documentId.erased())).toEqual({ version: 1, persons: [{ person, standing: 'erased' }] })
    expect(changes.some(({ document }) => document === documentId.erasures())).toBe(false)
    expect(jsonOf(await read(server, coordinator), documentId.erasures())).toMatchObject({
      decisions: [{ person, outcome: 'done', until: null, reason: '', by: coordinator.member }],
    })
    const { device: old } = await connect(server, trainer, 2)
    expect(await old.push(trainer.member, documentId.person(person), told)).toMatchObject({ code: 'not-possible' })
    await server.close()
  })

  it('ER3 is told under sequences that nobody has had, also where the newest row was that person’s', async () => {
    const world = await makeWorld()
    const own = { document: documentId.record(world.person), bytes: new TextEncoder().encode(`{"name":"${FAMILY}"}`) }
    await world.server.close()
    // What the first start of this hub tells by itself.
    const first = await startTestServer({}, world.folder)
    await first.log.project({ hub: world.hub, projections: [own], at: Date.now() })
    await first.close()
    const server = await startTestServer({}, world.folder)
    const head = server.log.head(world.hub)
    expect(await erase({ ...world, server })).toMatchObject({ type: 'ack' })
    const told = (await read(server, world.coordinator)).filter(({ sequence }) => sequence >= head)
    expect(told.map(({ document }) => document)).toContain(documentId.erased())
    expect(told.filter(({ sequence }) => sequence === head)).toEqual([])
    await server.close()
  })

  it('ER4 keeps every decision with who, when and why: kept until a day, refused, and at last done', async () => {
    const world = await makeWorld()
    const { server, person, coordinator, trainer } = world
    expect(
      await erase(world, { outcome: 'restricted', until: '2031-12-31', reason: `Audit of ${GIVEN}` }),
    ).toMatchObject({
      type: 'ack',
    })
    expect(jsonOf(await read(server, trainer), documentId.erased())).toMatchObject({
      persons: [{ person, standing: 'restricted' }],
    })
    expect(await erase(world, { outcome: 'refused', until: null, reason: 'Needed for a claim' })).toMatchObject({
      type: 'ack',
    })
    expect(jsonOf(await read(server, trainer), documentId.erased())).toMatchObject({ persons: [] })
    expect(await erase(world)).toMatchObject({ type: 'ack' })
    const decisions = [
      { outcome: 'restricted', until: '2031-12-31', reason: '', by: coordinator.member },
      { outcome: 'refused', until: null, reason: '' },
      { outcome: 'done', until: null, reason: '' },
    ]
    expect(jsonOf(await read(server, coordinator), documentId.erasures())).toMatchObject({ decisions })
    await server.close()
    expect(filesWith(world.folder)).toEqual([])
  })

  it('ER5 holds after a backup from before it was put back, with the journal or its copy, and in every backup made after', async () => {
    const world = await makeWorld()
    const { server, folder, trainer, person, told } = world
    const [data, backups] = [join(folder, 'data'), join(folder, 'backups')]
    const take = (now: number) => takeBackup({ dataFolder: data, into: backups, now, version: 'test', keep: null })
    const before = take(1_000_000)
    if (!before.ok) throw new Error(before.error)
    expect(filesWith(before.value.folder).length).toBeGreaterThan(0)
    expect(await erase(world)).toMatchObject({ type: 'ack' })
    await server.close()
    const restored = restoreBackup({
      ...{ backup: before.value.folder, dataFolder: data, backupFolder: backups, now: 2_000_000, random: systemRandom },
    })
    expect(restored).toMatchObject({ ok: true })
    const again = await startTestServer({ TEREN_BACKUP_DIR: backups }, folder)
    await until('its files', () => filesWith(data), isEmpty)
    expect(verifyData(data)).toMatchObject({ ok: true })
    const { device } = await connect(again, trainer)
    expect(await device.push(trainer.member, documentId.person(person), told)).toMatchObject({ code: 'erased' })
    const after = take(3_000_000)
    if (!after.ok) throw new Error(after.error)
    expect(verifyBackup(after.value.folder)).toMatchObject({ ok: true })
    await again.close()
    expect(filesWith(data)).toEqual([])
    expect(filesWith(after.value.folder)).toEqual([])
  })

  it('ER4 RE3 every decision is told again after a backup from before it was put back, also to keep somebody', async () => {
    const world = await makeWorld()
    const { server, folder, coordinator, trainer, person } = world
    const [data, backups] = [join(folder, 'data'), join(folder, 'elsewhere')]
    const backup = takeBackup({ dataFolder: data, into: backups, now: 1_000_000, version: 'test', keep: null })
    if (!backup.ok) throw new Error(backup.error)
    const restricted = { outcome: 'restricted', until: '2031-12-31', reason: 'Audit' }
    expect(await erase(world, restricted)).toMatchObject({ type: 'ack' })
    await server.close()
    restoreBackup({
      ...{ backup: backup.value.folder, dataFolder: data, backupFolder: null, now: 2_000_000, random: systemRandom },
    })
    const again = await startTestServer({}, folder)
    const { member, device } = coordinator
    await again.operate({ kind: 'confirm-restore', hub: world.hub, member, device: device as DeviceId, end: [], at: 3 })
    expect(jsonOf(await read(again, trainer), documentId.erased())).toMatchObject({
      persons: [{ person, standing: 'restricted' }],
    })
    expect(jsonOf(await read(again, coordinator), documentId.erasures())).toMatchObject({ decisions: [restricted] })
    await again.close()
  })

  it('ER5 takes what was moved aside by a restore before it, too', async () => {
    const world = await makeWorld()
    const { server, folder } = world
    const [data, backups] = [join(folder, 'data'), join(folder, 'elsewhere')]
    const backup = takeBackup({ dataFolder: data, into: backups, now: 1_000_000, version: 'test', keep: null })
    if (!backup.ok) throw new Error(backup.error)
    await server.close()
    restoreBackup({
      ...{ backup: backup.value.folder, dataFolder: data, backupFolder: null, now: 2_000_000, random: systemRandom },
    })
    const again = await startTestServer({}, folder)
    expect(filesWith(data).some((file) => file.includes('replaced-'))).toBe(true)
    expect(await erase({ ...world, server: again })).toMatchObject({ type: 'ack' })
    await until('its files', () => filesWith(data), isEmpty)
    await again.close()
  })
})
