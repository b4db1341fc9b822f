import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import * as Y from 'yjs'
import { noteChange } from '#documents/about.ts'
import type { DocumentChange } from '#documents/change.ts'
import { personChange } from '#documents/person.ts'
import { applyChange } from '#documents/yMap.ts'
import { type MemberId, makeId, type PersonId, type SessionId } from '#domain/ids.ts'
import { documentId, parseDocumentId } from '#protocol/documentIds.ts'
import { aField } from '#store/testing.ts'
import { systemRandom } from '../../sync-server/access/secrets.ts'
import { TestDevice } from '../../sync-server/connections/testDevice.ts'
import { restoreBackup } from '../../sync-server/safekeeping/restoreBackup.ts'
import { takeBackup } from '../../sync-server/safekeeping/takeBackup.ts'
import { verifyBackup, verifyData } from '../../sync-server/safekeeping/verifyBackup.ts'
import { makeFolder, startTestServer } from '../../sync-server/testServer.ts'
import { NodePhone } from '../support/nodePhone.ts'

/** Erasure seen through: a real server in a folder, and the app's own store and sync on three devices. */

/** Nobody's name. */
const GIVEN = 'Zyxwana'
const FAMILY = 'Qwertzova'
const NAMES = [GIVEN, FAMILY]

const id = <T extends string>() => makeId<T>(systemRandom)

function updateOf(change: DocumentChange): Uint8Array {
  const doc = new Y.Doc()
  applyChange(doc, change, parseDocumentId(change.document)?.nature === 'insert-only', null)
  return Y.encodeStateAsUpdate(doc)
}

/** Files below a folder in which one of the names stands. */
const filesWith = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => existsSync(file) && namesIn(readFileSync(file)))

const soon = <T>(look: () => T) => expect.poll(look, { timeout: 20_000 })

const namesIn = (bytes: Buffer): boolean =>
  NAMES.some((name) => bytes.includes(name) || bytes.includes(Buffer.from(name).toString('base64').slice(0, -3)))

it('ER1 ER3 ER5 S1 S3 whose data is erased while a phone is away, and a backup from before is restored and healed, is in no byte of the data, the devices and the backups after', async () => {
  const folder = makeFolder()
  const [data, backups] = [join(folder, 'data'), join(folder, 'backups')]
  let server = await startTestServer({ TEREN_BACKUP_DIR: backups }, folder)
  const phones: NodePhone[] = []
  onTestFinished(async () => {
    for (const phone of phones) phone.close()
    await server.close()
  })
  const backup = (now: number) => {
    const taken = takeBackup({ dataFolder: data, into: backups, now, version: 'test', keep: null })
    if (!taken.ok) throw new Error(taken.error)
    return taken.value.folder
  }

  // A coordinator and a trainer, each with a device, and the person, who takes part with a phone of their own.
  const hub = await server.makeHub()
  const { run, sessions, persons, changes } = aField(1, 2, systemRandom)
  const [session, person, other] = [sessions[0] as SessionId, id<PersonId>(), persons[0] as PersonId]
  const programme = id()
  const boss = await server.makeMember(hub, 'coordinator')
  const trainer = await server.makeMember(hub, 'trainer')
  const { cookie } = await server.signIn(boss)
  const office = await TestDevice.connect(server, cookie)
  await office.hello([{ member: boss }])
  const must = async (answer: Promise<{ type: string }>) => expect(await answer).toMatchObject({ type: 'ack' })
  const write = (change: DocumentChange) => must(office.push(boss, change.document, updateOf(change)))
  await must(office.command(boss, { name: 'create-run', run, programme }))
  await must(office.command(boss, { name: 'grant', member: trainer, programme }))
  for (const change of changes) await write(change)
  await write(personChange(person, { givenName: GIVEN, familyName: FAMILY }))
  const member = id<MemberId>()
  await must(office.command(boss, { name: 'admit', member, person, run, displayName: NAMES.join(' ') }))
  const older = backup(1_000_000)

  // Since that backup more is said, and each device has it.
  await write(noteChange(run, person, id(), { text: `${GIVEN} came by bus`, at: 1, by: boss }))
  await office.close()
  const desk = await NodePhone.signIn(server, hub, boss, 'coordinator')
  const away = await NodePhone.signIn(server, hub, trainer, 'trainer')
  const own = await NodePhone.signIn(server, hub, member, 'participant')
  phones.push(desk, away, own)
  for (const phone of phones) phone.goOnline(server)
  const has = (phone: NodePhone, text: string) => soon(async () => (await phone.everything()).includes(text))
  for (const phone of [desk, away]) await has(phone, 'came by bus').toBe(true)
  await has(own, FAMILY).toBe(true)
  await away.seat.mark(session, other, { status: 'excused' })
  await soon(() => away.hasSentAll).toBe(true)

  // The trainer goes where no network is, and goes on.
  away.goOffline()
  await away.seat.mark(session, person, { status: 'present', note: `${FAMILY} was early` })
  await away.seat.mark(session, persons[1] as PersonId, { status: 'absent' })
  expect(filesWith(data)).not.toEqual([])

  const decision = { outcome: 'done' as const, until: null, reason: '' }
  expect(await (await desk.seat.office()).erasePerson(person, decision)).toMatchObject({ ok: true })
  await soon(() => filesWith(data)).toEqual([])
  await soon(() => own.store.device.erasedBy.value).toBe('Hub')
  for (const phone of [desk, own]) phone.goOffline()

  await server.close()
  const restored = restoreBackup({
    ...{ backup: older, dataFolder: data, backupFolder: backups, now: 2_000_000, random: systemRandom },
  })
  expect(restored).toMatchObject({ ok: true })
  server = await startTestServer({ TEREN_BACKUP_DIR: backups }, folder)
  await soon(() => filesWith(data)).toEqual([])

  // All come back, and give back what the hub has lost. A coordinator confirms.
  for (const phone of phones) phone.goOnline(server)
  await soon(() => away.hasSentAll).toBe(true)
  for (const name of NAMES) expect(await away.everything()).not.toContain(name)
  await server.post('/api/safekeeping/confirm', { member: boss, end: [] }, { cookie })
  await has(desk, documentId.claims(run, trainer)).toBe(true)

  // What the trainer recorded of others stands again, and the mark of a random id, too.
  const fresh = await NodePhone.signIn(server, hub, trainer, 'trainer')
  phones.push(fresh)
  fresh.goOnline(server)
  const claims = fresh.seat.register(session)
  await soon(() => claims.value.value).toMatchObject({ value: { claims: { length: 3 } } })
  claims.dispose()

  // Healed, and told.
  expect(away.seat.erased.value).toBe(1)
  const after = backup(3_000_000)
  expect(verifyBackup(after)).toMatchObject({ ok: true })
  for (const phone of phones) for (const name of NAMES) expect(await phone.everything()).not.toContain(name)
  for (const phone of phones) phone.close()
  await server.close()
  expect(verifyData(data)).toMatchObject({ ok: true })
  expect([...filesWith(data), ...filesWith(after)]).toEqual([])
  // What was made before has it still, and is kept by whoever keeps backups.
  expect(filesWith(older)).not.toEqual([])
}, 60_000)
