import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type DeviceId, type MemberId, type RunId, toBase64Url } from '#domain/ids.ts'
import type { CommandBody } from '#protocol/commands.ts'
import { type DeviceKeyPair, makeDeviceKey, sign } from '#protocol/deviceKey.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { Ack } from '#protocol/frames.ts'
import { type HandedRequest, sealHandOver, toText } from '#protocol/handOver.ts'
import { MAX_HAND_OVER_BYTES } from '#protocol/limits.ts'
import { systemRandom } from '../../sync-server/access/secrets.ts'
import { TestDevice } from '../../sync-server/connections/testDevice.ts'
import { claimKey, HostileWorld, newId, updateOf, type Who } from './world.ts'

/** Files that somebody carries in, on a real server: whose they are, what becomes of them, and what is refused. */

const { subtle } = crypto
let world: HostileWorld
/** The trainer's second phone, which has a key. */
let phone: { device: DeviceId; cookie: string; key: DeviceKeyPair; sealTo: string }

beforeAll(async () => {
  world = await HostileWorld.start()
})
afterAll(() => world.server.close())
afterEach(() => world.closeDevices())

const trainer = () => world.seats.trainer.member

async function signIn(member = trainer()): Promise<typeof phone> {
  const key = await makeDeviceKey(subtle)
  const code = await world.server.makeCode(member)
  const { body, cookie } = await world.server.post('/api/sign-in', {
    code,
    label: 'Her phone',
    publicKey: key.publicKey,
  })
  return { device: body.device as DeviceId, cookie, key, sealTo: String(body.sealTo) }
}
beforeEach(async () => {
  phone = await signIn()
})

const claims = (run = world.run) => documentId.claims(run, trainer())
const aPush = (document = claims(), update = updateOf({ [claimKey()]: 'carried' }), changes = 1): HandedRequest => ({
  ...{ request: systemRandom(16), kind: 'push', document, deviceNow: 1, changes, body: update },
})
const aCommand = (body: CommandBody): HandedRequest => ({
  ...{ request: systemRandom(16), kind: 'command', document: '', deviceNow: 1, changes: 1 },
  body: new TextEncoder().encode(JSON.stringify(body)),
})

interface Made {
  by?: DeviceKeyPair
  device?: DeviceId
  member?: MemberId
  serverId?: string
  sealTo?: string
}

async function fileOf(requests: HandedRequest[], made: Made = {}): Promise<string> {
  const { by = phone.key, device = phone.device, member = trainer(), sealTo = phone.sealTo } = made
  const { serverId = world.server.log.identity().serverId } = made
  const content = { member, device, madeAt: 7, clockOffsetMs: 60_000, requests }
  const file = await sealHandOver(subtle, { serverId, sealTo }, content, (bytes) => sign(subtle, by.privateKey, bytes))
  if (!file) throw new Error('not sealed')
  return toText(file, 'Work')
}

const bring = (text: string, who: Who | null = 'coordinator', headers: Record<string, string> = {}) => {
  const cookie = who === null ? '' : world.seats[who].cookie
  return world.server.post('/api/bring-in', text, { cookie, 'content-type': 'text/plain', ...headers })
}

const rowsOf = (document: string) =>
  world.stored<{ seq: number; member: string; device: string; bytes: Buffer; clock_offset: number }>(
    `SELECT * FROM rows WHERE document = '${document}' ORDER BY seq`,
  )
const carried = (document = claims()) => rowsOf(document).filter(({ device }) => device === phone.device)

/** By a coordinator. */
async function order(body: CommandBody, request = systemRandom(16)) {
  const desk = await world.connect('coordinator')
  const answer = await desk.command(world.seats.coordinator.member, body, request)
  await desk.close()
  return answer
}
const end = (lost?: true) =>
  order({ name: 'end-sign-in', member: trainer(), device: phone.device, ...(lost && { lost }) })
/** Up to now, also where the server's clock was moved on. */
const decide = (name: 'take-up' | 'discard-rescued', upto = Date.now() + 1_000, request = systemRandom(16)) =>
  order({ name, member: trainer(), device: phone.device, upto }, request)

/** What a member's fresh device is told of Rescued work. */
async function told(
  who: Who,
): Promise<{ device: string; requests: { document: string; body: string }[]; untold: number }[]> {
  const change = (await world.read(who)).findLast(({ document }) => document === documentId.rescued())
  const content = change ? JSON.parse(new TextDecoder().decode(change.bytes)) : { work: [] }
  return content.work.filter(({ device }: { device: string }) => device === phone.device)
}

describe('work that is carried in', () => {
  it('HO4 counts as its author’s, from the author’s device, whoever brings it', async () => {
    const run = newId<RunId>()
    const requests = [
      aPush(claims(), updateOf({ [claimKey()]: 'one', [claimKey()]: 'two' }), 2),
      aCommand({ name: 'create-run', run, programme: null }),
      aPush(documentId.plan(run), updateOf({ place: 'Barn' })),
    ]
    expect(await bring(await fileOf(requests), 'participant')).toMatchObject({
      status: 200,
      body: { displayName: 'The trainer', received: 4, already: 0, rescued: 0, refused: [], madeAt: 7 },
    })
    const [row] = carried()
    expect(row).toMatchObject({ member: trainer(), device: phone.device, clock_offset: 60_000 })
    expect(rowsOf(documentId.plan(run))).toMatchObject([{ member: trainer(), device: phone.device }])
    expect(world.server.log.access().runs).toContainEqual({
      run,
      hub: world.hub,
      programme: null,
      startedBy: trainer(),
    })
  })

  it('HO5 is there once, brought in twice, by two at once, and sent by the phone itself at last', async () => {
    const one = aPush()
    const started = aCommand({ name: 'create-run', run: newId(), programme: null })
    const file = await fileOf([one, started])
    const first = await Promise.all([bring(file), bring(file, 'trainer of the same run')])
    expect(first.map(({ status }) => status)).toEqual([200, 200])
    expect(await bring(file)).toMatchObject({ body: { received: 0, already: 2, refused: [] } })
    const device = await TestDevice.connect(world.server, phone.cookie)
    await device.hello([{ member: trainer() }])
    const [row] = carried()
    expect(await device.push(trainer(), one.document, one.body, one.request)).toMatchObject({
      type: 'ack',
      sequence: row?.seq,
    })
    const body: unknown = JSON.parse(new TextDecoder().decode(started.body))
    expect(await device.command(trainer(), body, started.request)).toMatchObject({ type: 'ack' })
    await device.close()
    expect(carried()).toHaveLength(1)
    // The other way round: what it had sent, and was not answered, is here already.
    expect(await bring(await fileOf([one, aPush()]))).toMatchObject({ body: { received: 1, already: 1 } })
  })

  it('HO4 takes nothing that its author may not write, and the rest', async () => {
    const requests = [
      aPush(documentId.claims(world.run, world.seats.coordinator.member)),
      aPush(documentId.claims(world.otherRun, trainer())),
      aPush(documentId.members()),
      aPush('no/such/document'),
      aPush(claims(), new Uint8Array([9, 9, 9])),
      aCommand({ name: 'grant', member: trainer(), programme: world.otherProgramme }),
      { ...aCommand({ name: 'create-run', run: newId(), programme: null }), body: new Uint8Array([1]) },
      aPush(),
    ]
    const { body } = await bring(await fileOf(requests))
    expect(body).toMatchObject({ received: 1, already: 0 })
    expect(body.refused).toEqual(
      expect.arrayContaining([
        { code: 'no-right', changes: 4 },
        { code: 'unknown-document', changes: 1 },
        { code: 'malformed', changes: 2 },
      ]),
    )
    const other = aPush()
    await bring(await fileOf([other]))
    const forked = { ...other, body: updateOf({ [claimKey()]: 'other content' }) }
    expect(await bring(await fileOf([forked]))).toMatchObject({ body: { refused: [{ code: 'fork', changes: 1 }] } })
  })

  it('HO4 says nothing of another hub’s people', async () => {
    const answer = await bring(await fileOf([aPush()]), 'coordinator of another hub')
    expect(answer).toMatchObject({ status: 200, body: { displayName: null, received: 1 } })
  })
})

describe('files that are refused', () => {
  it.each([
    ['empty', 'empty', async () => '  \n'],
    ['another text', 'not-a-file', async () => 'Dear Eva'],
    ['cut', 'cut', async () => (await fileOf([aPush()])).slice(0, 300)],
    [
      'altered',
      'altered',
      async () => {
        const file = await fileOf([aPush()])
        const at = file.indexOf('-----\n') + 200
        return `${file.slice(0, at)}${file[at] === 'A' ? 'B' : 'A'}${file.slice(at + 1)}`
      },
    ],
    ['for another server', 'other-hub', () => fileOf([aPush()], { serverId: 'another-server-1' })],
    ['sealed to another key', 'other-key', async () => fileOf([aPush()], { sealTo: await anotherSealingKey() })],
    ['huge', 'too-large', async () => 'A'.repeat(MAX_HAND_OVER_BYTES * 2)],
    ['longer than it may be', 'too-large', async () => toText(new Uint8Array(MAX_HAND_OVER_BYTES + 1), '')],
  ])('HO2 %s: refused as %s, and nothing is taken', async (_, error, make) => {
    const before = world.stateHash()
    const text = await make()
    expect(await bring(text)).toMatchObject({ status: 422, body: { error } })
    expect(world.stateHash()).toBe(before)
  })

  it('HO2 of a later version is told apart', async () => {
    const file = await fileOf([aPush()])
    // The byte after the mark is the version.
    const bytes = Buffer.from(/-----\n([\s\S]*)\n-----END/.exec(file)?.[1]?.replaceAll('\n', '') ?? '', 'base64url')
    bytes[7] = 2
    expect(await bring(toText(bytes, ''))).toMatchObject({ status: 422, body: { error: 'newer' } })
  })

  it('HO6 is not signed by its device, of an unknown one, or of one without a key', async () => {
    const before = world.stateHash()
    const forger = await makeDeviceKey(subtle)
    const refused = (error: string) => ({ status: 422, body: { error } })
    expect(await bring(await fileOf([aPush()], { by: forger }))).toMatchObject(refused('not-signed'))
    // Somebody signed in takes the work for another's: their key signs for their device only.
    const { device } = world.seats['trainer of the same run']
    expect(await bring(await fileOf([aPush()], { device: device as DeviceId }))).toMatchObject(
      refused('unknown-device'),
    )
    expect(await bring(await fileOf([aPush()], { device: newId() }))).toMatchObject(refused('unknown-device'))
    const { member } = world.seats.coordinator
    expect(await bring(await fileOf([aPush()], { member }))).toMatchObject(refused('unknown-device'))
    expect(world.stateHash()).toBe(before)
  })

  it('HO6 comes from nobody who is signed in, or from another page', async () => {
    const file = await fileOf([aPush()])
    expect(await bring(file, null)).toMatchObject({ status: 401, body: { error: 'signed-out' } })
    expect(await bring(file, 'trainer', { origin: 'https://evil.example' })).toMatchObject({ status: 403 })
    expect((await fetch(`${world.server.origin}/api/bring-in`)).status).toBe(405)
  })

  it('HO6 HO10 comes from a device whose sign-in was ended, and is another’s, or of a lost one', async () => {
    const [others, own] = [phone, await signIn()]
    const file = await fileOf([aPush()])
    phone = own
    await end()
    const before = world.stateHash()
    const asOwn = { cookie: own.cookie }
    expect(await bring(file, null, asOwn)).toMatchObject({ status: 401, body: { error: 'signed-out' } })
    expect(await bring(await fileOf([aPush()], { by: others.key }), null, asOwn)).toMatchObject({ status: 422 })
    expect(world.stateHash()).toBe(before)
    await end(true)
    expect(await bring(await fileOf([aPush()]), null, asOwn)).toMatchObject({ status: 401 })
    expect(carried()).toEqual([])
  })

  it('HO6 DK7 is of a lost device: nothing of it is taken, also what waited as Rescued work before', async () => {
    const file = await fileOf([aPush()])
    await end(true)
    const before = world.stateHash()
    expect(await bring(file)).toMatchObject({ status: 422, body: { error: 'lost' } })
    expect(world.stateHash()).toBe(before)
    expect(carried()).toEqual([])
    const line = { event: 'hand-over-refused', fields: { why: 'lost', device: phone.device, member: trainer() } }
    expect(world.server.reports).toContainEqual(line)
  })
})

describe('Rescued work', () => {
  it('HO7 of an ended device is read by coordinators of its hub and nobody else, and counts for nothing', async () => {
    const [kept, garbage] = [aPush(), aPush(claims(), new Uint8Array([1]))]
    const file = await fileOf([kept, garbage])
    await end()
    expect(await bring(file, 'participant')).toMatchObject({
      status: 200,
      body: { received: 0, rescued: 1, refused: [{ code: 'malformed', changes: 1 }] },
    })
    expect(await bring(file)).toMatchObject({ body: { rescued: 0, already: 1 } })
    expect(carried()).toEqual([])
    const { document, body } = kept
    expect(await told('coordinator')).toMatchObject([
      { label: 'Her phone', requests: [{ document, body: toBase64Url(body) }] },
    ])
    for (const who of [
      'trainer',
      'trainer of the same run',
      'observer',
      'participant',
      'coordinator of another hub',
    ] as const)
      expect(await told(who), who).toEqual([])
  })

  it('HO10 S7 is given by the ended device itself, once, and counts for nothing before it is decided on', async () => {
    const kept = aPush()
    const file = await fileOf([kept])
    await end()
    const itself = () => bring(file, null, { cookie: phone.cookie })
    expect(await itself()).toMatchObject({ status: 200, body: { displayName: 'The trainer', received: 0, rescued: 1 } })
    expect(await itself()).toMatchObject({ body: { rescued: 0, already: 1 } })
    expect(carried()).toEqual([])
    expect(await told('coordinator')).toMatchObject([{ requests: [{ document: kept.document }] }])
    expect(await decide('take-up')).toMatchObject({ result: JSON.stringify({ taken: 1, refused: 0 }) })
    expect(carried()).toMatchObject([{ member: trainer(), device: phone.device }])
  })

  it('HO8 that is taken up is its author’s, once, and only what was seen', async () => {
    const run = newId<RunId>()
    const early = [
      aPush(),
      aCommand({ name: 'create-run', run, programme: null }),
      aPush(documentId.plan(run), updateOf({ place: 'Barn' })),
      aCommand({ name: 'invite', member: trainer() }),
      aPush(documentId.programme(world.programme)),
    ]
    await end()
    await bring(await fileOf(early))
    const upto = Date.now()
    world.server.passTime(10)
    const late = aPush()
    await bring(await fileOf([late]))
    const request = systemRandom(16)
    const answer = await decide('take-up', upto, request)
    expect(answer).toMatchObject({ type: 'ack', result: JSON.stringify({ taken: 3, refused: 2 }) })
    expect(await decide('take-up', upto, request)).toMatchObject({ type: 'ack', result: (answer as Ack).result })
    expect(carried()).toMatchObject([{ member: trainer(), device: phone.device }])
    expect(rowsOf(documentId.plan(run))).toHaveLength(1)
    expect(rowsOf(documentId.programme(world.programme)).some(({ device }) => device === phone.device)).toBe(false)
    expect(await told('coordinator')).toMatchObject([{ requests: [{ document: late.document }] }])
    expect(await decide('discard-rescued', Date.now() + 1_000)).toMatchObject({ type: 'ack' })
    expect(await told('coordinator')).toEqual([])
    expect(carried()).toHaveLength(1)
    const decided = world.stored<{ outcome: string; decided_by: string }>(
      `SELECT outcome, decided_by FROM rescued WHERE device = '${phone.device}' ORDER BY brought_at, n`,
    )
    expect(decided.map(({ outcome }) => outcome)).toEqual(['taken', 'taken', 'taken', 'ended', 'no-right', 'discarded'])
    expect(new Set(decided.map(({ decided_by }) => decided_by))).toEqual(new Set([world.seats.coordinator.member]))
    // Brought in once more, it is not asked about again.
    expect(await bring(await fileOf([...early, late]))).toMatchObject({ body: { rescued: 0, already: 6 } })
  })

  it('HO8 is what the author could write then, also where the programme was taken away since', async () => {
    const grant = (name: 'grant' | 'revoke') => order({ name, member: trainer(), programme: world.programme })
    await end()
    await bring(await fileOf([aPush(), aPush(documentId.claims(world.otherRun, trainer()))]))
    await grant('revoke')
    expect(await decide('take-up')).toMatchObject({ result: JSON.stringify({ taken: 1, refused: 1 }) })
    await grant('grant')
    expect(carried()).toHaveLength(1)
  })

  it('HO8 is decided on by no others', async () => {
    await end()
    await bring(await fileOf([aPush()]))
    const body = { name: 'take-up', member: trainer(), device: phone.device, upto: Date.now() }
    for (const who of ['trainer of the same run', 'observer', 'coordinator of another hub'] as const) {
      const device = await world.connect(who)
      expect(await device.command(world.seats[who].member, body), who).toMatchObject({ type: 'nack' })
    }
    expect(carried()).toEqual([])
    expect(await told('coordinator')).toHaveLength(1)
  })

  it('HO5 that is taken up is answered to the phone itself, once somebody signed in on it again', async () => {
    const one = aPush()
    await end()
    await bring(await fileOf([one]))
    await decide('take-up')
    const code = await world.server.makeCode(trainer())
    await world.server.post('/api/sign-in', { code, label: '' }, { cookie: phone.cookie })
    const device = await TestDevice.connect(world.server, phone.cookie)
    await device.hello([{ member: trainer() }])
    expect(await device.push(trainer(), one.document, one.body, one.request)).toMatchObject({ type: 'ack' })
    await device.close()
    expect(carried()).toHaveLength(1)
    const doc = new Y.Doc()
    for (const { bytes } of carried()) Y.applyUpdate(doc, new Uint8Array(bytes))
    expect([...doc.getMap('teren').values()]).toEqual(['carried'])
  })
})

async function anotherSealingKey(): Promise<string> {
  const { publicKey } = await subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
  return toBase64Url(new Uint8Array(await subtle.exportKey('raw', publicKey)))
}
