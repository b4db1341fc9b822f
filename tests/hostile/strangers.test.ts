import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type HubId, type MemberId, makeId, type PersonId, type ProgrammeId, type RunId } from '#domain/ids.ts'
import type { Role } from '#domain/roles.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { Change } from '#protocol/frames.ts'
import { makeCode, makeLink } from '#protocol/invitationCode.ts'
import { CLOSE } from '#protocol/refusals.ts'
import type { AccessOperation } from '../../sync-server/access/operations.ts'
import { openSecrets } from '../../sync-server/access/secrets.ts'
import { openLog } from '../../sync-server/log/openLog.ts'
import { RawClient, type SignedIn, signIn } from '../support/rawClient.ts'
import { TestServer } from '../support/server.ts'
import { until } from '../support/until.ts'

/** Strangers, members out of bounds and broken phones, before the real server in a process of its own. Whatever they
 *  send: a clear refusal, nothing changed for a fresh reader, a line in the log, and nothing personal in it. */

const random = (count: number) => new Uint8Array(randomBytes(count))
const newId = <T extends string>() => makeId<T>(random)
const NAMES = ['Věra Koordinátorová', 'Jana Nováková', 'Petr Svoboda', 'Olga Pozorovatelka', 'Sídlo', 'Cizí spolek']
const NOTE = 'has been ill since Monday'

const server = new TestServer({ TEREN_DEMO: '0' })
const hub = newId<HubId>()
const programme = newId<ProgrammeId>()
const [run, closedRun, foreignRun] = [newId<RunId>(), newId<RunId>(), newId<RunId>()]
const person = newId<PersonId>()
const members = {
  coordinator: newId<MemberId>(),
  jana: newId<MemberId>(),
  petr: newId<MemberId>(),
  observer: newId<MemberId>(),
  participant: newId<MemberId>(),
  foreignCoordinator: newId<MemberId>(),
}
type Who = keyof typeof members
const codes = {} as Record<Who | 'copy' | 'used' | 'expired', string>
const seats = {} as Record<Who | 'copy', SignedIn>
const clients: RawClient[] = []
/** Jana's claim, which stands before anybody comes. */
const claim = { key: claimKey(), document: new Y.Doc() }

function claimKey(): string {
  return `${newId()}:${person}:${newId().slice(0, 11)}`
}

/** Two hubs with members and codes, written before the server starts. */
async function prepare(): Promise<void> {
  const log = await openLog(server.data, { clock: Date.now, random })
  const secrets = openSecrets(server.data, true)
  const at = Date.now()
  const operate = async (operation: AccessOperation) => {
    const outcome = await log.operate(operation)
    if (!outcome.ok) throw new Error(outcome.detail)
  }
  const foreignHub = newId<HubId>()
  const member = (who: Who, of: HubId, displayName: string, role: Role) =>
    operate({ kind: 'make-member', member: members[who], hub: of, displayName, role, at })
  const invite = async (name: keyof typeof codes, who: Who, expiresAt = at + 3_600_000) => {
    codes[name] = makeCode(random)
    const codeHash = secrets.codeHash(codes[name])
    await operate({ kind: 'make-invitation', member: members[who], codeHash, expiresAt, at })
  }
  const [coordinator = '', jana = '', petr = '', observer = '', hubName = '', foreignName = ''] = NAMES
  await operate({ kind: 'make-hub', hub, name: hubName, at })
  await operate({ kind: 'make-hub', hub: foreignHub, name: foreignName, at })
  await member('coordinator', hub, coordinator, 'coordinator')
  await member('jana', hub, jana, 'trainer')
  await member('petr', hub, petr, 'trainer')
  await member('observer', hub, observer, 'observer')
  await member('participant', hub, petr, 'participant')
  await member('foreignCoordinator', foreignHub, observer, 'coordinator')
  const closedProgramme = newId<ProgrammeId>()
  const foreignProgramme = newId<ProgrammeId>()
  for (const who of ['jana', 'petr'] as const)
    await operate({ kind: 'make-grant', member: members[who], programme, at })
  await operate({ kind: 'make-run', run, hub, programme, at })
  await operate({ kind: 'make-run', run: closedRun, hub, programme: closedProgramme, at })
  await operate({ kind: 'make-run', run: foreignRun, hub: foreignHub, programme: foreignProgramme, at })
  for (const who of Object.keys(members) as Who[]) await invite(who, who)
  await invite('copy', 'jana')
  await invite('used', 'jana')
  await invite('expired', 'jana', at - 1)
  await log.close()
}

beforeAll(async () => {
  await prepare()
  await server.start()
  for (const name of [...Object.keys(members), 'copy'] as (Who | 'copy')[])
    seats[name] = await signIn(server.origin, codes[name])
  await signIn(server.origin, codes.used, seats.copy.cookie)
  const phone = await connect('jana')
  const { key, document } = claim
  await phone.push(members.jana, documentId.claims(run, members.jana), updateOf({ [key]: { note: NOTE } }, document))
  // What is made of it for participants follows a little later.
  const pages = [run, closedRun, foreignRun].map((each) => documentId.classPublic(each))
  const read = await until('pages', everything, (all) => pages.every((page) => JSON.stringify(all).includes(page)))
  expect(JSON.stringify(read)).toContain(documentId.claims(run, members.jana))
  expect(JSON.stringify(read)).toContain(documentId.runStaff(foreignRun))
})
afterAll(() => server.dispose())
// A device has four sockets at most.
afterEach(() => Promise.all(clients.splice(0).map(leave)))

async function leave(client: RawClient): Promise<void> {
  client.close()
  await client.untilClosed()
}

async function connect(who: Who | 'copy'): Promise<RawClient> {
  const client = await RawClient.open(server.origin, seats[who].cookie)
  clients.push(client)
  await client.hello(seats[who].member)
  return client
}

/** A Yjs update that sets keys of the one root map. */
function updateOf(entries: Record<string, unknown>, document = new Y.Doc()): Uint8Array {
  return changed(document, (map) => {
    for (const [key, value] of Object.entries(entries)) map.set(key, value)
  })
}

function changed(document: Y.Doc, change: (map: Y.Map<unknown>) => void): Uint8Array {
  const before = Y.encodeStateVector(document)
  document.transact(() => change(document.getMap('teren')))
  return Y.encodeStateAsUpdate(document, before)
}

/** Everything that fresh readers are sent, of both hubs: nothing more, nothing less may be there afterwards. */
async function everything(): Promise<unknown[]> {
  const read: unknown[] = []
  for (const who of ['coordinator', 'foreignCoordinator'] as const) {
    const reader = await connect(who)
    read.push(...reader.changes.map((change) => ({ ...change, bytes: Buffer.from(change.bytes).toString('hex') })))
    await leave(reader)
  }
  return read
}

type Line = Record<string, unknown> & { event: string }
const lines = (): Line[] =>
  server.output
    .split('\n')
    .filter((line) => line.startsWith('{"at"'))
    .map((line) => JSON.parse(line) as Line)

let before: unknown[]
let linesBefore: number
beforeEach(async () => {
  before = await everything()
  linesBefore = lines().length
})

/** Nothing changed, a line says what was refused, and no line says whose or what. */
async function expectRefusal(line: Record<string, unknown>): Promise<void> {
  expect(await everything()).toEqual(before)
  const since = () => lines().slice(linesBefore)
  await until('the log', since, (all) => all.length > 0)
  expect(since()[0]).toMatchObject(line)
  expect(typeof since()[0]?.at).toBe('string')
  const secrets = Object.values(seats).map(({ cookie }) => cookie.split('.').at(-1) ?? '')
  for (const text of [...NAMES, NOTE, ...Object.values(codes), ...secrets]) expect(server.output).not.toContain(text)
}

async function post(code: string): Promise<{ status: number; error: unknown; cookies: string[] }> {
  const response = await fetch(`${server.origin}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.origin },
    body: JSON.stringify({ code, label: 'Stolen phone' }),
  })
  const { error } = (await response.json()) as { error?: unknown }
  return { status: response.status, error, cookies: response.headers.getSetCookie() }
}

describe('codes', () => {
  const cases: [what: string, code: () => string, status: number, error: string][] = [
    ['was used', () => codes.used, 410, 'used'],
    ['has expired', () => codes.expired, 410, 'expired'],
    ['nobody gave', () => makeCode(random), 404, 'unknown-code'],
    [
      'stands in a link of another server',
      () => makeLink(server.origin, { serverId: newId(), code: codes.used }),
      404,
      'other-server',
    ],
    ['is none', () => 'Jana Nováková', 400, 'not-a-code'],
  ]
  it.each(cases)('S7 refuses a code that %s', async (_, code, status, error) => {
    expect(await post(code())).toEqual({ status, error, cookies: [] })
    await expectRefusal({ event: 'sign-in-refused', path: '/api/sign-in', error })
  })
})

describe('sockets', () => {
  it('S4 closes for whoever has no sign-in', async () => {
    const stranger = await RawClient.open(server.origin, `${seats.jana.cookie.split('.')[0]}.${newId()}`)
    expect((await stranger.untilClosed()).code).toBe(CLOSE.signedOut)
    await expectRefusal({ event: 'connection-refused', why: 'signedOut' })
  })

  it.each([
    ['a frame that cannot be read', new Uint8Array([3, 200, 1])],
    ['a frame that does not exist', new Uint8Array([99])],
    ['a frame with bytes after its end', new Uint8Array([11, 1, 0])],
  ])('S5 closes for %s, and serves the others', async (_, bytes) => {
    const broken = await connect('petr')
    broken.sendBytes(bytes)
    expect((await broken.untilClosed()).code).toBe(CLOSE.badFrame)
    await expectRefusal({ event: 'connection-closed', device: seats.petr.device, why: 'badFrame' })
  })
})

describe('pushes', () => {
  const claims = (who: Who, of = run) => documentId.claims(of, members[who])
  const cases: [who: Who, document: string, code: string][] = [
    // Into what others state or decide.
    ['petr', claims('jana'), 'no-right'],
    ['coordinator', claims('jana'), 'no-right'],
    ['petr', documentId.review(run), 'no-right'],
    ['petr', documentId.programme(programme), 'no-right'],
    ['petr', documentId.course(newId()), 'no-right'],
    ['petr', documentId.hub(), 'no-right'],
    // Into a run of a programme that is not granted, and one that nobody made.
    ['petr', claims('petr', closedRun), 'no-right'],
    ['petr', documentId.plan(newId()), 'no-right'],
    // By those who only read.
    ['observer', claims('observer'), 'no-right'],
    ['observer', documentId.plan(run), 'no-right'],
    ['observer', documentId.about(run, person), 'no-right'],
    ['observer', documentId.review(run), 'no-right'],
    ['observer', documentId.person(person), 'no-right'],
    ['observer', documentId.programme(programme), 'no-right'],
    ['observer', documentId.hub(), 'no-right'],
    ['participant', documentId.hub(), 'no-right'],
    ['participant', claims('participant'), 'no-right'],
    // Into what the server makes.
    ['coordinator', documentId.members(), 'no-right'],
    ['coordinator', documentId.runStaff(run), 'no-right'],
    // Into what is reserved or no document.
    ['coordinator', `person/${person}/contact`, 'unknown-document'],
    ['coordinator', `draft/${newId()}`, 'unknown-document'],
    ['coordinator', `class/${run}/board/${newId()}`, 'unknown-document'],
    ['coordinator', `office/programme/${programme}/more`, 'unknown-document'],
    ['coordinator', '../all/hub', 'unknown-document'],
    ['coordinator', 'Jana Nováková', 'unknown-document'],
    // Across hubs.
    ['foreignCoordinator', documentId.plan(run), 'no-right'],
    ['foreignCoordinator', documentId.review(run), 'no-right'],
    ['foreignCoordinator', claims('foreignCoordinator'), 'no-right'],
    ['coordinator', documentId.plan(foreignRun), 'no-right'],
  ]
  it.each(cases)('S4 refuses the %s who writes %s: %s', async (who, document, code) => {
    const device = await connect(who)
    const answer = await device.push(members[who], document, updateOf({ [claimKey()]: { note: NOTE } }))
    expect(answer).toMatchObject({ type: 'nack', code })
    await expectRefusal({ event: 'refused', device: seats[who].device, member: members[who], what: 'push', code })
  })

  it('S4 refuses a device that speaks for a member who is not signed in on it', async () => {
    const device = await connect('foreignCoordinator')
    const answer = await device.push(members.coordinator, documentId.hub(), updateOf({ name: NOTE }))
    expect(answer).toMatchObject({ type: 'nack', code: 'ended' })
    await expectRefusal({ event: 'refused', device: seats.foreignCoordinator.device, code: 'ended' })
  })

  it.each(['petr', 'foreignCoordinator'] as const)(
    'S4 gives a PULL of the %s nothing of other scopes, whatever it names',
    async (who) => {
      const device = await connect(who)
      const documents = (changes: Change[]) => new Set(changes.map((change) => change.document))
      const own = documents(device.changes.splice(0))
      const upto = device.next((frame) => frame.type === 'upto')
      const fill = ['access', ...[run, closedRun, foreignRun].map((id) => `run:${id}`)].map((scope) => ({
        scope,
        from: 0,
      }))
      device.send({ type: 'pull', member: members[who], cursor: 0, fill })
      await upto
      expect(documents(device.changes)).toEqual(own)
      expect(own).not.toContain(documentId.runStaff(closedRun))
      expect(own.has(documentId.runStaff(foreignRun))).toBe(who === 'foreignCoordinator')
    },
  )
})

describe('a claims document', () => {
  const document = documentId.claims(run, members.jana)
  /** Jana's phone with what it wrote. */
  const copyOfClaim = () => {
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(claim.document))
    return copy
  }
  const cases: [what: string, code: string, update: () => Uint8Array][] = [
    ['overwrites, knowing the claim', 'insert-only', () => updateOf({ [claim.key]: 'other' }, copyOfClaim())],
    ['overwrites, as if there were none', 'key-taken', () => updateOf({ [claim.key]: 'other' })],
    ['deletes', 'insert-only', () => changed(copyOfClaim(), (map) => map.delete(claim.key))],
    ['nests', 'insert-only', () => updateOf({ [claimKey()]: new Y.Map([['status', 'present']]) })],
    ['nests nothing yet', 'insert-only', () => updateOf({ [claimKey()]: new Y.Map() })],
    ['is not about claims', 'insert-only', () => updateOf({ note: NOTE })],
    [
      'stands on changes that are not here',
      'needs',
      () => {
        const gap = new Y.Doc()
        updateOf({ [claimKey()]: 1 }, gap)
        return updateOf({ [claimKey()]: 2 }, gap)
      },
    ],
    ['is no update', 'malformed', () => new Uint8Array([1, 255, 255, 255, 255, 15, 7, 0])],
  ]
  it.each(cases)('F6 refuses an update that %s: %s', async (_, code, update) => {
    const device = await connect('jana')
    expect(await device.push(members.jana, document, update())).toMatchObject({ type: 'nack', code })
    await expectRefusal({ event: 'refused', device: seats.jana.device, what: 'push', code, document })
  })

  it('S5 calls it a fork when another phone uses the client id of the first', async () => {
    const device = await connect('copy')
    const copy = copyOfClaim()
    copy.clientID = claim.document.clientID
    expect(await device.push(members.jana, document, updateOf({ [claimKey()]: 1 }, copy))).toMatchObject({
      ...{ type: 'nack', code: 'fork' },
    })
    await expectRefusal({ event: 'refused', device: seats.copy.device, what: 'push', code: 'fork', document })
  })

  it('S5 calls it a fork when a rolled-back phone says other things at the same clocks', async () => {
    const device = await connect('jana')
    const rolledBack = new Y.Doc()
    rolledBack.clientID = claim.document.clientID
    expect(await device.push(members.jana, document, updateOf({ [claimKey()]: 1 }, rolledBack))).toMatchObject({
      ...{ type: 'nack', code: 'fork' },
    })
    await expectRefusal({ event: 'refused', device: seats.jana.device, what: 'push', code: 'fork', document })
  })
})

describe('commands', () => {
  const cases: [who: Who, body: Parameters<RawClient['command']>[1], code: string][] = [
    ['jana', { name: 'grant', member: members.jana, programme }, 'no-right'],
    ['jana', { name: 'add-member', member: newId(), displayName: NOTE, role: 'coordinator' }, 'no-right'],
    ['jana', { name: 'invite', member: members.coordinator }, 'no-right'],
    ['jana', { name: 'create-run', run: newId(), programme: newId() }, 'no-right'],
    ['observer', { name: 'create-run', run: newId(), programme }, 'no-right'],
    ['foreignCoordinator', { name: 'grant', member: members.jana, programme }, 'not-possible'],
    ['foreignCoordinator', { name: 'invite', member: members.coordinator }, 'not-possible'],
    ['foreignCoordinator', { name: 'create-run', run, programme }, 'not-possible'],
  ]
  it.each(cases)('S4 refuses the %s who commands %o: %s', async (who, body, code) => {
    const device = await connect(who)
    expect(await device.command(members[who], body)).toMatchObject({ type: 'nack', code })
    await expectRefusal({ event: 'refused', device: seats[who].device, member: members[who], what: 'command', code })
  })
})
