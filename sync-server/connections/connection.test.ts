import { deflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { HubId, MemberId, PersonId, ProgrammeId, RunId } from '#domain/ids.ts'
import { makeId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import { CHECKS_PROJECTIONS_FROM, type Change } from '#protocol/frames.ts'
import { MAX_COMPACTED_BYTES, MAX_IN_FLIGHT, MAX_UPDATE_BYTES } from '#protocol/limits.ts'
import { CLOSE } from '#protocol/refusals.ts'
import { hashOfBytes } from '#protocol/scopeSetHash.ts'
import { stateHash } from '#protocol/stateHash.ts'
import { systemRandom } from '../access/secrets.ts'
import { startTestServer, type TestServer } from '../testServer.ts'
import { TestDevice } from './testDevice.ts'

const newId = <T extends string>() => makeId<T>(systemRandom)
const claimKey = (session: string) => `${session}:${newId()}:${newId().slice(0, 11)}`

/** A Yjs update that sets keys of the one root map. */
function updateOf(entries: Record<string, unknown>, document = new Y.Doc()): Uint8Array {
  const before = Y.encodeStateVector(document)
  document.transact(() => {
    for (const [key, value] of Object.entries(entries)) document.getMap('teren').set(key, value)
  })
  return Y.encodeStateAsUpdate(document, before)
}

/** What updates hold together, read by Yjs itself. */
function contentOf(changes: Change[], document: string): Record<string, unknown> {
  const merged = new Y.Doc()
  for (const change of changes) if (change.document === document) Y.applyUpdate(merged, change.bytes)
  return merged.getMap('teren').toJSON()
}

let server: TestServer
let hub: HubId
let coordinator: MemberId
let trainer: MemberId
let programme: ProgrammeId
let run: RunId

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

beforeEach(async () => {
  hub = await server.makeHub()
  coordinator = await server.makeMember(hub, 'coordinator')
  trainer = await server.makeMember(hub, 'trainer')
  programme = newId<ProgrammeId>()
  run = newId<RunId>()
  await server.operate({ kind: 'make-grant', member: trainer, programme, at: 1 })
  await server.operate({ kind: 'make-run', run, hub, programme, at: 1 })
})

async function device(...members: MemberId[]) {
  let cookie: string | undefined
  let id = ''
  for (const member of members) ({ cookie, device: id } = await server.signIn(member, cookie))
  const connected = await TestDevice.connect(server, cookie ?? '')
  const welcome = await connected.hello(members.map((member) => ({ member })))
  return { device: connected, id, cookie: cookie ?? '', welcome }
}

describe('pushing', () => {
  it('CL1 measures the phone’s clock without trusting it', async () => {
    const { device: phone } = await device(trainer)
    phone.say({ type: 'ping', deviceNow: 12_345 })
    const pong = await phone.next('pong')
    expect(pong.deviceNow).toBe(12_345)
    expect(pong.serverNow).toBeGreaterThan(1_600_000_000_000)
    await phone.push(trainer, documentId.claims(run, trainer), updateOf({ [claimKey(newId())]: 1 }))
    const { changes } = await phone.pull(trainer)
    const row = changes.find((change) => change.member === trainer)
    expect(row?.clockOffsetMs).toBe(12_345 - pong.serverNow)
    expect(Math.abs((row?.receivedAt ?? 0) - Date.now())).toBeLessThan(60_000)
  })

  it('S5 CL2 serves everybody else whatever time a phone says it is', async () => {
    const { device: desk } = await device(coordinator)
    await desk.pull(coordinator)
    const { device: phone } = await device(trainer)
    for (const deviceNow of [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]) {
      phone.say({ type: 'ping', deviceNow })
      const ack = await phone.push(trainer, documentId.claims(run, trainer), updateOf({ [claimKey(newId())]: 1 }))
      expect(ack.type).toBe('ack')
      await desk.next('upto', (frame) => ack.type === 'ack' && frame.sequence >= ack.sequence)
    }
    const { device: fresh } = await device(coordinator)
    const { changes } = await fresh.pull(coordinator)
    expect(changes.filter((change) => change.member === trainer)).toHaveLength(2)
  })

  it('PU5 says again what was taken before a right was lost, and takes nothing new', async () => {
    const { device: phone, id } = await device(trainer)
    const { device: desk } = await device(coordinator)
    const own = new Y.Doc()
    const document = documentId.claims(run, trainer)
    const [update, request] = [updateOf({ [claimKey(newId())]: 1 }, own), systemRandom(16)]
    const first = await phone.push(trainer, document, update, request)
    expect(first.type).toBe('ack')
    await desk.command(coordinator, { name: 'revoke', member: trainer, programme })
    expect(await phone.push(trainer, document, update, request)).toEqual(first)
    const later = updateOf({ [claimKey(newId())]: 1 }, own)
    expect(await phone.push(trainer, document, later)).toMatchObject({ type: 'nack', code: 'no-right' })
    await desk.command(coordinator, { name: 'end-sign-in', member: trainer, device: id })
    expect(await phone.push(trainer, document, update, request)).toEqual(first)
    expect(await phone.push(trainer, document, later)).toMatchObject({ type: 'nack', code: 'ended' })
  })

  it('S5 PU8 holds no device to more than the pushes it may have under way', async () => {
    const { device: phone } = await device(trainer)
    const own = new Y.Doc()
    const requests = Array.from({ length: MAX_IN_FLIGHT + 8 }, () => systemRandom(16))
    for (const request of requests)
      phone.say({
        ...{ type: 'push', member: trainer, request, document: documentId.plan(run), deviceNow: 1 },
        update: updateOf({ a: 'x'.repeat(20_000) }, own),
      })
    const answers = await Promise.all(requests.map((request) => phone.answer(request)))
    const codes = answers.map((answer) => (answer.type === 'nack' ? answer.code : answer.type))
    expect(codes.slice(0, MAX_IN_FLIGHT)).toEqual(Array(MAX_IN_FLIGHT).fill('ack'))
    expect(codes.slice(MAX_IN_FLIGHT)).toContain('slow-down')
  })

  it('shows a copied profile the change that its original pushed, though it pushes the same bytes', async () => {
    const { device: original, cookie } = await device(trainer)
    const copy = await TestDevice.connect(server, cookie)
    await copy.hello([{ member: trainer }])
    await original.pull(trainer)
    await copy.pull(trainer)
    const update = updateOf({ [claimKey(newId())]: 1 })
    const document = documentId.claims(run, trainer)
    const answers = await Promise.all([original.push(trainer, document, update), copy.push(trainer, document, update)])
    const refused = answers.map((answer) => answer.type).indexOf('nack')
    expect(answers[refused]).toMatchObject({ code: 'fork' })
    const loser = refused === 0 ? original : copy
    await loser.next('upto')
    expect(loser.takeChanges(trainer).map((row) => row.document)).toEqual([document])
  })

  it('PU1 PU3 answers after the log has it, and the same again when it is repeated', async () => {
    const { device: phone } = await device(trainer)
    const update = updateOf({ [claimKey(newId())]: { kind: 'mark' } })
    const request = systemRandom(16)
    const first = await phone.push(trainer, documentId.claims(run, trainer), update, request)
    expect(first).toMatchObject({ type: 'ack', result: '' })
    expect(await phone.push(trainer, documentId.claims(run, trainer), update, request)).toEqual(first)
  })

  it('PU11 takes a deflated body as the same request as its plain form, and none that unpacks to too much', async () => {
    const { device: phone } = await device(trainer)
    const document = documentId.claims(run, trainer)
    const update = updateOf({ [claimKey(newId())]: { kind: 'mark', note: 'x'.repeat(2_000) } })
    const pushPacked = (packed: Uint8Array, request = systemRandom(16)) => {
      const head = { type: 'push', member: trainer, request, document, deviceNow: Date.now() } as const
      phone.say({ ...head, isDeflated: true, update: packed })
      return phone.answer(request)
    }
    const packed = deflateRawSync(update)
    expect(packed.length).toBeLessThan(update.length / 2)
    const request = systemRandom(16)
    const first = await pushPacked(packed, request)
    expect(first).toMatchObject({ type: 'ack' })
    expect(await phone.push(trainer, document, update, request)).toEqual(first)

    const bomb = deflateRawSync(new Uint8Array(64 * 1024 * 1024))
    expect(bomb.length).toBeLessThan(MAX_UPDATE_BYTES)
    expect(await pushPacked(bomb)).toMatchObject({ type: 'nack', code: 'too-large' })
    for (const bad of [update, packed.subarray(0, -5), new Uint8Array(0)])
      expect(await pushPacked(bad)).toMatchObject({ type: 'nack', code: 'malformed' })
  })

  it('S4 RI1 refuses, logs and keeps nothing of a push without the right', async () => {
    const { device: phone, id } = await device(trainer)
    const head = server.log.head(hub)
    const cases: [string, string][] = [
      [documentId.claims(run, coordinator), 'no-right'],
      [documentId.claims(newId(), trainer), 'no-right'],
      [documentId.review(run), 'no-right'],
      [documentId.programme(programme), 'no-right'],
      [documentId.members(), 'no-right'],
      [documentId.runStaff(run), 'no-right'],
      [`person/${newId()}/contact`, 'unknown-document'],
      ['all/nothing', 'unknown-document'],
      ['', 'unknown-document'],
      ['Jana Nováková, ill', 'unknown-document'],
    ]
    for (const [document, code] of cases) {
      const answer = await phone.push(trainer, document, updateOf({ a: 1 }))
      expect(answer, document).toMatchObject({ type: 'nack', code })
      expect(server.reports.at(-1)).toMatchObject({ event: 'refused', fields: { device: id, member: trainer, code } })
    }
    await phone.push('Jana Nováková' as MemberId, 'all/hub', updateOf({ a: 1 }))
    expect(JSON.stringify(server.reports)).not.toContain('Jana')
    const foreign = await phone.push(coordinator, documentId.review(run), updateOf({ a: 1 }))
    expect(foreign).toMatchObject({ type: 'nack', code: 'ended' })
    expect(server.log.head(hub)).toBe(head)
  })

  it('S5 AC5 refuses to overwrite, delete or nest in a claims document', async () => {
    const { device: phone } = await device(trainer)
    const document = documentId.claims(run, trainer)
    const key = claimKey(newId())
    const own = new Y.Doc()
    expect(await phone.push(trainer, document, updateOf({ [key]: { status: 'present' } }, own))).toMatchObject({
      type: 'ack',
    })
    const overwriting = await phone.push(trainer, document, updateOf({ [key]: { status: 'absent' } }))
    expect(overwriting).toMatchObject({ type: 'nack', code: 'key-taken' })
    const before = Y.encodeStateVector(own)
    own.getMap('teren').delete(key)
    const deleting = await phone.push(trainer, document, Y.encodeStateAsUpdate(own, before))
    expect(deleting).toMatchObject({ type: 'nack', code: 'insert-only' })
    const nesting = await phone.push(trainer, document, updateOf({ [claimKey(newId())]: new Y.Map() }))
    expect(nesting).toMatchObject({ type: 'nack', code: 'insert-only' })
    const { changes } = await phone.pull(trainer)
    expect(contentOf(changes, document)).toEqual({ [key]: { status: 'present' } })
  })

  it('AC2 AC4 refuses a fork and what builds on unknown changes', async () => {
    const { device: phone } = await device(trainer)
    const { device: copy } = await device(trainer)
    const document = documentId.plan(run)
    const original = new Y.Doc()
    await phone.push(trainer, document, updateOf({ a: 1 }, original))
    const forged = new Y.Doc()
    forged.clientID = original.clientID
    expect(await copy.push(trainer, document, updateOf({ b: 1 }, forged))).toMatchObject({ type: 'nack', code: 'fork' })
    const gap = new Y.Doc()
    updateOf({ c: 1 }, gap)
    expect(await phone.push(trainer, document, updateOf({ d: 1 }, gap))).toMatchObject({ type: 'nack', code: 'needs' })
    const junk = await phone.push(trainer, document, new Uint8Array([9, 9, 9, 9]))
    expect(junk).toMatchObject({ type: 'nack', code: 'malformed' })
  })

  it('LI1 counts a large update as several, also where it comes packed', async () => {
    const { device: phone } = await device(trainer)
    const update = new Uint8Array(deflateRawSync(new Uint8Array(MAX_UPDATE_BYTES)))
    const frame = {
      type: 'push',
      member: trainer,
      document: 'all/hub',
      deviceNow: 1,
      update,
      isDeflated: true,
    } as const
    const codes: string[] = []
    for (let sent = 0; sent < 300; sent += 25) {
      const requests = Array.from({ length: 25 }, () => systemRandom(16))
      for (const request of requests) phone.say({ ...frame, request })
      for (const answer of await Promise.all(requests.map((request) => phone.answer(request))))
        codes.push(answer.type === 'nack' ? answer.code : answer.type)
    }
    // 5,000 at once are allowed: 151 of 33 each.
    expect(codes.slice(0, 150)).toEqual(Array(150).fill('no-right'))
    expect(codes).toContain('slow-down')
  })

  it('LI1 tells a device that floods to slow down, and cuts it if it does not', async () => {
    const { device: phone } = await device(trainer)
    // 5,000 at once are allowed, 1,000 more are refused: the rest is too much.
    for (let sent = 0; sent < 9_000; sent++)
      phone.say({
        type: 'push',
        member: trainer,
        request: systemRandom(16),
        document: 'x',
        deviceNow: 1,
        update: new Uint8Array(1),
      })
    expect((await phone.closed).code).toBe(CLOSE.flooding)
    expect(phone.heard.some((frame) => frame.type === 'nack' && frame.code === 'slow-down')).toBe(true)
  })
})

describe('the feed', () => {
  it('FE4 PU10 relays a commit to those who may read it, who wrote it stamped by the server', async () => {
    const { device: phone, id } = await device(trainer)
    const { device: desk } = await device(coordinator)
    const outsider = await server.makeMember(hub, 'trainer')
    const { device: other } = await device(outsider)
    const start = await desk.pull(coordinator)
    await other.pull(outsider)
    const document = documentId.claims(run, trainer)
    const ack = await phone.push(trainer, document, updateOf({ [claimKey(newId())]: 'x' }))
    if (ack.type !== 'ack') throw new Error(ack.code)
    const { sequence } = await desk.next('upto')
    expect(sequence).toBe(ack.sequence)
    expect(sequence).toBeGreaterThan(start.upto)
    const [change, ...more] = desk.takeChanges(coordinator)
    expect(more).toEqual([])
    expect(change).toMatchObject({ kind: 'update', document, member: trainer, device: id, sequence, tag: ack.tag })
    // What everybody reads comes after: had the outsider been sent the claim, it would be here before.
    const hubDocument = documentId.hub()
    await desk.push(coordinator, hubDocument, updateOf({ name: 'SINEC' }))
    await other.next('upto')
    expect(other.takeChanges(outsider).map((row) => row.document)).toEqual([hubDocument])
  })

  it('FE4 does not send a device its own pushes back, and still moves it on', async () => {
    const { device: phone } = await device(trainer)
    await phone.pull(trainer)
    const ack = await phone.push(trainer, documentId.claims(run, trainer), updateOf({ [claimKey(newId())]: 'x' }))
    const upto = await phone.next('upto')
    expect(upto.sequence).toBe(ack.type === 'ack' && ack.sequence)
    expect(phone.takeChanges(trainer)).toEqual([])
  })

  it('sends what one seat pushed to the other seat of the same device', async () => {
    const { device: shared } = await device(trainer, coordinator)
    await shared.pull(trainer)
    await shared.pull(coordinator)
    const document = documentId.claims(run, trainer)
    await shared.push(trainer, document, updateOf({ [claimKey(newId())]: 'x' }))
    await shared.next('upto', (frame) => frame.member === coordinator)
    expect(shared.takeChanges(coordinator).map((row) => row.document)).toEqual([document])
    expect(shared.takeChanges(trainer)).toEqual([])
  })

  it('S2 FE3 sends only what came after the cursor', async () => {
    const { device: desk } = await device(coordinator)
    const plan = new Y.Doc()
    for (let at = 0; at < 5; at++)
      await desk.push(coordinator, documentId.plan(run), updateOf({ [`k${at}`]: at }, plan))
    const all = await desk.pull(coordinator)
    expect(contentOf(all.changes, documentId.plan(run))).toEqual({ k0: 0, k1: 1, k2: 2, k3: 3, k4: 4 })
    expect((await desk.pull(coordinator, all.upto)).changes).toEqual([])
    const rest = await desk.pull(coordinator, all.upto - 2)
    expect(rest.changes.map((change) => change.sequence)).toEqual([all.upto - 1, all.upto])
  })

  it('FE9 HI5 sends a long document that one row tells in parts, which together are all of it', async () => {
    const { device: desk } = await device(coordinator)
    const document = documentId.plan(run)
    const plan = new Y.Doc()
    const long = () => Buffer.from(systemRandom(75_000)).toString('base64')
    let last = 0
    for (let at = 0; at < 6; at++) {
      const answer = await desk.push(coordinator, document, updateOf({ [`k${at}`]: long() }, plan))
      if (answer.type === 'ack') last = answer.sequence
    }
    const bytes = Y.encodeStateAsUpdate(plan)
    expect(await server.log.compact({ hub, document, bytes, upto: last, rows: 6, at: 1 })).toEqual({ ok: true })
    const { changes, upto } = await (await device(coordinator)).device.pull(coordinator)
    const parts = changes.filter((change) => change.document === document)
    expect(parts.map(({ kind, sequence, part, parts: of }) => [kind, sequence, part, of])).toEqual(
      [0, 1, 2].map((part) => ['snapshot', last, part, 3]),
    )
    const whole = Buffer.concat(parts.map((part) => part.bytes))
    expect(contentOf([{ ...parts[0], bytes: whole } as Change], document)).toEqual(plan.getMap('teren').toJSON())
    expect(upto).toBeGreaterThanOrEqual(last)
    const tooLong = new Uint8Array(MAX_COMPACTED_BYTES + 1)
    expect(await server.log.compact({ hub, document, bytes: tooLong, upto: last, rows: 1, at: 1 })).toMatchObject({
      code: 'too-large',
    })
  })

  it('FE12 tells what the documents of a scope hold that is read here, and of no other', async () => {
    const { device: phone } = await device(trainer)
    const claims = documentId.claims(run, trainer)
    await phone.push(trainer, claims, updateOf({ [claimKey(newId())]: { kind: 'mark', note: 'x' } }))
    const check = (scope: string, after = '') => phone.say({ type: 'check', member: trainer, scope, after })
    // Not before everything of the scope was sent, and not of what only others read.
    check(`run:${run}`)
    const { upto, changes } = await phone.pull(trainer)
    check('access')
    check(`person:${newId()}`)
    check(`run:${run}`)
    const found = await phone.next('states')
    const here = new Y.Doc()
    for (const change of changes) if (change.document === claims) Y.applyUpdate(here, change.bytes)
    const clocks = Y.decodeStateVector(Y.encodeStateVector(here))
    const hash = stateHash(clocks, new Map(Object.entries(here.getMap('teren').toJSON())))
    const staff = documentId.runStaff(run)
    const made = changes.find(({ document }) => document === staff)?.bytes ?? new Uint8Array()
    const states = [
      { document: claims, hash },
      { document: staff, hash: hashOfBytes(made) },
    ]
    expect(found).toMatchObject({ scope: `run:${run}`, through: '', upto, states })
    check(`run:${run}`, claims)
    expect((await phone.next('states')).states).toEqual(states.slice(1))
    expect(phone.heard.filter(({ type }) => type === 'states')).toEqual([])
  })

  it('GR6 FE12 tells a device of the version before nothing of projections, which it would take for documents', async () => {
    const { cookie } = await server.signIn(trainer)
    const phone = await TestDevice.connect(server, cookie)
    await phone.hello([{ member: trainer }], CHECKS_PROJECTIONS_FROM - 1)
    await phone.pull(trainer)
    phone.say({ type: 'check', member: trainer, scope: `run:${run}`, after: '' })
    expect((await phone.next('states')).states).toEqual([])
  })

  it('loses nothing between paging and relay while others write', async () => {
    const { device: phone } = await device(trainer)
    const document = documentId.claims(run, trainer)
    const own = new Y.Doc()
    const big = 'x'.repeat(4_000)
    const push = () => phone.push(trainer, document, updateOf({ [claimKey(newId())]: big }, own))
    for (let at = 0; at < 60; at++) await push()
    const { device: desk } = await device(coordinator)
    desk.say({ type: 'pull', member: coordinator, cursor: 0, fill: [] })
    let last = 0
    for (let at = 0; at < 60; at++) {
      const answer = await push()
      if (answer.type === 'ack') last = answer.sequence
    }
    await desk.next('upto', (frame) => frame.sequence >= last)
    const changes = desk.takeChanges(coordinator)
    expect(Object.keys(contentOf(changes, document))).toHaveLength(120)
    const sequences = changes.map((change) => change.sequence)
    expect(new Set(sequences).size).toBe(sequences.length)
  })

  it('S1 has everything for a fresh device after a restart', async () => {
    const other = await startTestServer()
    const hub = await other.makeHub()
    const member = await other.makeMember(hub, 'coordinator')
    const signedIn = await other.signIn(member)
    const before = await TestDevice.connect(other, signedIn.cookie)
    await before.hello([{ member }])
    const ack = await before.push(member, documentId.hub(), updateOf({ name: 'SINEC' }))
    expect(ack.type).toBe('ack')
    const closing = before.closed
    const again = await other.restart()
    expect((await closing).code).toBe(CLOSE.goingAway)
    const fresh = await TestDevice.connect(again, (await again.signIn(member)).cookie)
    const welcome = await fresh.hello([{ member }])
    expect(welcome.epoch).toBe(other.log.identity().epoch)
    const { changes } = await fresh.pull(member)
    expect(contentOf(changes, documentId.hub())).toEqual({ name: 'SINEC' })
    await again.close()
  })
})

describe('commands', () => {
  it('CM3 makes a run into which the pushes behind it go, without waiting for the answer', async () => {
    const { device: phone } = await device(trainer)
    const made = newId<RunId>()
    const command = phone.command(trainer, { name: 'create-run', run: made, programme })
    const push = phone.push(trainer, documentId.plan(made), updateOf({ programme }))
    expect(await command).toMatchObject({ type: 'ack', sequence: 0 })
    expect(await push).toMatchObject({ type: 'ack' })
    const { seat } = await phone.next('seat')
    expect(seat.scopes).toContain(`run:${made}`)
  })

  it('CM4 gives a code once, the same for a repeated request, and stores only its hash', async () => {
    const { device: desk } = await device(coordinator)
    const request = systemRandom(16)
    const first = await desk.command(coordinator, { name: 'invite', member: trainer }, request)
    expect(await desk.command(coordinator, { name: 'invite', member: trainer }, request)).toMatchObject({
      result: first.type === 'ack' && first.result,
    })
    const { code } = JSON.parse(first.type === 'ack' ? first.result : '{}') as { code: string }
    expect((await server.post('/api/sign-in', { code })).body).toMatchObject({ member: trainer })
    expect(JSON.stringify(server.reports)).not.toContain(code)
  })

  it('S4 refuses what only coordinators may, and what is no command', async () => {
    const { device: phone } = await device(trainer)
    const granting = await phone.command(trainer, { name: 'grant', member: trainer, programme: newId() })
    expect(granting).toMatchObject({ type: 'nack', code: 'no-right' })
    for (const body of [{ name: 'drop-table' }, { name: 'grant' }, 'x', null])
      expect(await phone.command(trainer, body)).toMatchObject({ type: 'nack', code: 'malformed' })
  })
})

describe('rights that change while connected', () => {
  it('S7 RI3 stops reading at once when a sign-in is ended, and refuses what comes after', async () => {
    const { device: phone, id } = await device(trainer)
    const { device: desk } = await device(coordinator)
    await phone.pull(trainer)
    await desk.command(coordinator, { name: 'end-sign-in', member: trainer, device: id })
    expect((await phone.next('seat')).seat).toMatchObject({ member: trainer, state: 'ended', scopes: null })
    phone.heard.length = 0
    await desk.push(coordinator, documentId.plan(run), updateOf({ secret: 1 }))
    const refused = await phone.push(trainer, documentId.claims(run, trainer), updateOf({ [claimKey(newId())]: 1 }))
    expect(refused).toMatchObject({ type: 'nack', code: 'ended' })
    phone.say({ type: 'pull', member: trainer, cursor: 0, fill: [] })
    phone.say({ type: 'ping', deviceNow: 1 })
    await phone.next('pong')
    expect(phone.heard).toEqual([])
    expect((await phone.hello([{ member: trainer }])).seats[0]).toMatchObject({ state: 'ended', scopes: null })
  })

  it('S4 RI2 sends a run’s past once its programme is granted and nothing once it is revoked', async () => {
    const substitute = await server.makeMember(hub, 'trainer')
    const { device: desk } = await device(coordinator)
    const plan = new Y.Doc()
    await desk.push(coordinator, documentId.plan(run), updateOf({ early: 1 }, plan))
    const { device: phone } = await device(substitute)
    const { upto } = await phone.pull(substitute)

    await desk.command(coordinator, { name: 'grant', member: substitute, programme })
    const { seat } = await phone.next('seat')
    expect(seat.scopes).toContain(`run:${run}`)
    // A pull sent before SEAT was heard must not be answered as if the new scope were filled.
    phone.say({ type: 'pull', member: substitute, cursor: upto, fill: [] })
    const fill = [`run:${run}`, `about:${run}`, `class:${run}`, `part:${run}`].map((scope) => ({ scope, from: 0 }))
    const filled = await phone.pull(substitute, upto, fill)
    expect(contentOf(filled.changes, documentId.plan(run))).toEqual({ early: 1 })
    expect(filled.changes.map((row) => row.document)).toContain(documentId.runStaff(run))

    await desk.command(coordinator, { name: 'revoke', member: substitute, programme })
    expect((await phone.next('seat')).seat.scopes).not.toContain(`run:${run}`)
    phone.heard.length = 0
    await desk.push(coordinator, documentId.plan(run), updateOf({ late: 1 }, plan))
    await desk.push(coordinator, documentId.hub(), updateOf({ name: 'x' }))
    await phone.next('upto')
    expect(phone.takeChanges(substitute).map((row) => row.document)).toEqual([documentId.hub()])
  })

  it('L3 S2 FE10 lets participants in without telling staff their rights anew, and brings staff what those write', async () => {
    const { device: desk } = await device(coordinator)
    const { seats } = await desk.hello([{ member: coordinator }])
    expect(seats[0]?.scopes).toContain(`part:${run}`)
    await desk.pull(coordinator)
    const [member, person] = [newId<MemberId>(), newId<PersonId>()]
    await desk.command(coordinator, { name: 'admit', member, person, run, displayName: 'Lenka' })
    const { device: phone, welcome } = await device(member)
    expect(welcome.seats[0]?.scopes).toContain(`part:${run}:${person}`)
    expect(welcome.seats[0]?.scopes).not.toContain(`part:${run}`)
    desk.heard.length = 0
    const progress = documentId.progress(run, person)
    expect(await phone.push(member, progress, updateOf({ 'm/position': 1 }))).toMatchObject({ type: 'ack' })
    await desk.next('upto')
    expect(desk.takeChanges(coordinator).map((row) => row.document)).toEqual([progress])
    expect(desk.heard.filter((frame) => frame.type === 'seat')).toEqual([])
    // Whoever holds the run later has it from the beginning.
    const substitute = await server.makeMember(hub, 'trainer')
    await server.operate({ kind: 'make-grant', member: substitute, programme, at: 1 })
    const { device: other } = await device(substitute)
    expect((await other.pull(substitute)).changes.map((row) => row.document)).toContain(progress)
  })

  it('lists a new sign-in for coordinators', async () => {
    const { device: desk } = await device(coordinator)
    await desk.pull(coordinator)
    await server.signIn(trainer)
    await desk.next('upto')
    const [change] = desk.takeChanges(coordinator)
    expect(change).toMatchObject({ kind: 'projection', document: documentId.members() })
    expect(new TextDecoder().decode(change?.bytes)).toContain(trainer)
  })
})
