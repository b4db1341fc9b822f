import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type HubId, type MemberId, makeId, type PersonId, type ProgrammeId, type RunId } from '#domain/ids.ts'
import type { Role } from '#domain/roles.ts'
import type { CommandBody } from '#protocol/commands.ts'
import { type DocumentInfo, documentId, parseDocumentId } from '#protocol/documentIds.ts'
import { makeCode } from '#protocol/invitationCode.ts'
import type { AccessOperation, MemberAccess } from '../../sync-server/access/operations.ts'
import { openSecrets } from '../../sync-server/access/secrets.ts'
import { makeDemonstration } from '../../sync-server/commands/demo/makeDemonstration.ts'
import { LIBRARY } from '../../sync-server/library/library.ts'
import { openLog } from '../../sync-server/log/openLog.ts'
import { storedIn } from '../support/directory.ts'
import { RawClient, type SignedIn, signIn } from '../support/rawClient.ts'
import { TestServer } from '../support/server.ts'
import { until } from '../support/until.ts'

/** The rights of each role tried from the outside: the real server in a process of its own, with the demonstration hubs
 *  and one more hub beside them, over real sockets and HTTP. What each member's device receives is compared, document by
 *  document, with what this file says that the role may read; whatever else is asked for or written is refused. */

const random = (count: number) => new Uint8Array(randomBytes(count))
const newId = <T extends string>() => makeId<T>(random)

const server = new TestServer({ TEREN_DEMO: '0' })
const MODULE = LIBRARY[0]?.id ?? ''

/** Everybody who tries. */
const WHO = [
  'participant',
  'another participant',
  'observer',
  'observer with names',
  'trainer',
  'trainer of another programme',
  'coordinator',
  'coordinator of another hub',
  'participant of another hub',
] as const
type Who = (typeof WHO)[number]

/** Members as rows have them, once everything is prepared. */
const members = {} as Record<Who, MemberAccess>
const seats = {} as Record<Who, SignedIn>
const codes = {} as Record<Who, string>
const clients: RawClient[] = []
/** A run of another programme in the demonstration's hub, and one of the other hub. */
const [otherRun, foreignRun] = [newId<RunId>(), newId<RunId>()]
const foreignPerson = newId<PersonId>()

async function prepare(): Promise<void> {
  const options = { clock: Date.now, random }
  const log = await openLog(server.data, options)
  const secrets = openSecrets(server.data, true)
  const at = Date.now()
  const operate = async (operation: AccessOperation) => {
    const outcome = await log.operate(operation)
    if (!outcome.ok) throw new Error(outcome.detail)
  }
  await makeDemonstration({ log, ...options })
  const hub = log.access().hubs[0]?.hub as HubId
  const make = async (of: HubId, displayName: string, role: Role) => {
    const member = newId<MemberId>()
    await operate({ kind: 'make-member', member, hub: of, displayName, role, at })
    return member
  }
  const [other, foreignProgramme] = [newId<ProgrammeId>(), newId<ProgrammeId>()]
  const foreignHub = newId<HubId>()
  await operate({ kind: 'make-hub', hub: foreignHub, name: 'Another hub', at })
  const outside = await make(hub, 'Outside', 'trainer')
  await operate({ kind: 'make-grant', member: outside, programme: other, at })
  await operate({ kind: 'make-run', run: otherRun, hub, programme: other, at })
  await operate({ kind: 'make-run', run: foreignRun, hub: foreignHub, programme: foreignProgramme, at })
  const withNames = await make(hub, 'Sees names', 'observer')
  const foreign = await make(foreignHub, 'Foreign', 'coordinator')

  const ofHub = (role: Role) => log.access().members.filter((row) => row.hub === hub && row.role === role)
  const [first, second] = ofHub('participant')
  const invited: [Who, MemberId | undefined][] = [
    ['participant', first?.member],
    ['another participant', second?.member],
    ['observer', ofHub('observer').find(({ member }) => member !== withNames)?.member],
    ['observer with names', withNames],
    ['trainer', ofHub('trainer').find(({ member }) => member !== outside)?.member],
    ['trainer of another programme', outside],
    ['coordinator', ofHub('coordinator')[0]?.member],
    ['coordinator of another hub', foreign],
  ]
  for (const [who, member] of invited) {
    if (!member) throw new Error(`the demonstration has no ${who}`)
    codes[who] = makeCode(random)
    const codeHash = secrets.codeHash(codes[who])
    await operate({ kind: 'make-invitation', member, codeHash, expiresAt: at + 3_600_000, at })
  }
  await log.close()
}

const hubOf = (who: Who) => members[who].hub
const personOf = (who: Who) => members[who].person ?? ''

async function connect(who: Who): Promise<RawClient> {
  const client = await RawClient.open(server.origin, seats[who].cookie)
  clients.push(client)
  await client.hello(seats[who].member)
  return client
}

function updateOf(entries: Record<string, unknown>): Uint8Array {
  const document = new Y.Doc()
  document.transact(() => {
    for (const [key, value] of Object.entries(entries)) document.getMap('teren').set(key, value)
  })
  return Y.encodeStateAsUpdate(document)
}

async function must(answer: Promise<{ type: string }>): Promise<void> {
  expect(await answer).toMatchObject({ type: 'ack' })
}

const stored = <T>(sql: string): T[] => storedIn<T>(server, sql)
const documents = () =>
  stored<{ hub: HubId; document: string }>('SELECT hub, document FROM rows UNION SELECT hub, document FROM projections')
const allRuns = () => stored<{ run: RunId; hub: HubId; programme: ProgrammeId | null }>('SELECT * FROM runs')

/** What happens while the server runs, as coordinators and trainers do it. */
async function live(): Promise<void> {
  const desk = await connect('coordinator')
  const { member } = seats.coordinator
  await must(desk.command(member, { name: 'grant-names', member: members['observer with names'].member }))
  await must(desk.command(member, { name: 'add-module', module: MODULE }))
  const elsewhere = await connect('coordinator of another hub')
  const foreigner = seats['coordinator of another hub'].member
  const admitted = newId<MemberId>()
  const admission = { member: admitted, person: foreignPerson, run: foreignRun, displayName: 'Elsewhere' }
  await must(elsewhere.command(foreigner, { name: 'admit', ...admission }))
  const answer = await elsewhere.command(foreigner, { name: 'invite', member: admitted })
  if (answer.type !== 'ack') throw new Error(answer.detail)
  codes['participant of another hub'] = (JSON.parse(answer.result) as { code: string }).code
  seats['participant of another hub'] = await signIn(server.origin, codes['participant of another hub'])
  await must(elsewhere.push(foreigner, documentId.plan(foreignRun), updateOf({ number: 1 })))
  await must(elsewhere.push(foreigner, documentId.person(foreignPerson), updateOf({ givenName: 'Elsewhere' })))
  await must(elsewhere.push(foreigner, documentId.hub(), updateOf({ name: 'Another hub' })))
  const outside = await connect('trainer of another programme')
  const { member: outsider } = seats['trainer of another programme']
  await must(outside.push(outsider, documentId.plan(otherRun), updateOf({ number: 1 })))
}

/** What a participant alone writes. */
async function write(who: Who): Promise<void> {
  const phone = await connect(who)
  const { member } = seats[who]
  const [run = ''] = members[who].runs
  await must(phone.push(member, documentId.progress(run, personOf(who)), updateOf({ 'm/position': { at: 1 } })))
  await must(phone.push(member, documentId.private(personOf(who)), updateOf({ thought: 'mine alone' })))
}

function readMembers(): void {
  const rows = stored<{ member: MemberId; hub: HubId; displayName: string; role: Role; person: PersonId | null }>(
    'SELECT member, hub, display_name AS displayName, role, person FROM members',
  )
  const grants = stored<{ member: MemberId; programme: ProgrammeId }>('SELECT member, programme FROM grants')
  const admissions = stored<{ member: MemberId; run: RunId }>('SELECT member, run FROM admissions')
  for (const who of WHO) {
    const row = rows.find(({ member }) => member === seats[who]?.member)
    if (!row) continue
    members[who] = {
      ...row,
      seesNames: who === 'observer with names',
      formerProgrammes: [],
      programmes: grants.filter(({ member }) => member === row.member).map(({ programme }) => programme),
      runs: admissions.filter(({ member }) => member === row.member).map(({ run }) => run),
    }
  }
}

beforeAll(async () => {
  await prepare()
  await server.start()
  for (const who of WHO) if (codes[who]) seats[who] = await signIn(server.origin, codes[who])
  readMembers()
  await live()
  readMembers()
  for (const who of WHO) if (members[who].role === 'participant') await write(who)
  const made = () =>
    documents().filter(({ document }) => /^class\/.*\/public$|^self\/.*\/record$/.test(document)).length
  const people = stored("SELECT 1 FROM members WHERE role = 'participant'").length
  await until('pages and records', made, (count) => count === allRuns().length + people)
})
afterAll(() => server.dispose())
// A device has four sockets at most.
afterEach(async () => {
  for (const client of clients.splice(0)) {
    client.close()
    await client.untilClosed()
  }
})

// ---------------------------------------------------------------- what each role may do, said once more and otherwise

/** Runs of whose staff somebody is. */
function heldBy(who: Who): string[] {
  const { hub, role, programmes } = members[who]
  const inHub = allRuns().filter((run) => run.hub === hub)
  if (role === 'coordinator') return inHub.map(({ run }) => run)
  return role === 'trainer'
    ? inHub.filter(({ programme }) => programmes.includes(programme ?? ('' as ProgrammeId))).map(({ run }) => run)
    : []
}

function mayRead(who: Who, hub: HubId, { id, kind, run = '' as RunId, person }: DocumentInfo): boolean {
  const { role, runs, seesNames } = members[who]
  if (hub !== hubOf(who)) return false
  if (id === 'all/hub' || id === 'all/modules') return true
  const isStaff = role === 'trainer' || role === 'coordinator'
  switch (kind) {
    case 'programme':
    case 'course':
      return role !== 'participant'
    case 'members':
      return role === 'coordinator'
    case 'person':
    case 'organisation':
      return isStaff || seesNames
    case 'about':
      return heldBy(who).includes(run) || seesNames
    case 'plan':
    case 'claims':
    case 'review':
    case 'run-staff':
      return heldBy(who).includes(run) || role === 'observer'
    case 'class-public':
      return heldBy(who).includes(run) || runs.includes(run)
    case 'progress':
      return heldBy(who).includes(run) || (runs.includes(run) && person === personOf(who))
    case 'private':
    case 'record':
      return role === 'participant' && person === personOf(who)
    default:
      return false
  }
}

function mayWrite(who: Who, hub: HubId, document: DocumentInfo): boolean {
  const { role, member } = members[who]
  if (!mayRead(who, hub, document)) return false
  switch (document.kind) {
    case 'hub':
    case 'programme':
    case 'course':
    case 'review':
      return role === 'coordinator'
    case 'person':
    case 'organisation':
    case 'plan':
    case 'about':
      return role === 'coordinator' || role === 'trainer'
    case 'claims':
      return document.owner === member && role !== 'observer' && role !== 'participant'
    case 'progress':
    case 'private':
      return role === 'participant'
    default:
      return false
  }
}

const infoOf = (id: string): DocumentInfo => {
  const info = parseDocumentId(id)
  if (!info) throw new Error(`${id} is no document`)
  return info
}

const received = (client: RawClient) => [...new Set(client.changes.map(({ document }) => document))].sort()

it('L4 S4 nothing that the server makes for others holds what a participant keeps to themselves', () => {
  const written = stored<{ bytes: Uint8Array }>("SELECT bytes FROM rows WHERE document LIKE 'self/%/private'")
  expect(written.map(({ bytes }) => Buffer.from(bytes).includes('mine alone'))).toEqual([true, true, true])
  const made = stored<{ document: string; bytes: Uint8Array }>('SELECT document, bytes FROM projections')
  expect(made.filter(({ bytes }) => Buffer.from(bytes).includes('mine alone'))).toEqual([])
})

describe.each(WHO)('a device of the %s', (who) => {
  const expected = () =>
    documents()
      .filter(({ hub, document }) => mayRead(who, hub, infoOf(document)))
      .map(({ document }) => document)
      .sort()

  it('S4 RI5 receives every document that it may read, and no other', async () => {
    const client = await connect(who)
    expect(received(client)).toEqual(expected())
    expect(received(client).length).toBeGreaterThan(1)
  })

  it('S4 RI5 receives nothing more by asking for every scope there is', async () => {
    const client = await connect(who)
    client.changes.length = 0
    const scopes = stored<{ scope: string }>('SELECT scope FROM rows UNION SELECT scope FROM projections')
    const upto = client.next((frame) => frame.type === 'upto')
    const fill = scopes.map(({ scope }) => ({ scope, from: 0 }))
    client.send({ type: 'pull', member: seats[who].member, cursor: 0, fill })
    await upto
    expect(received(client)).toEqual(expected())
  })

  it('S4 S5 RI5 writes into no document that others write, whether it may read it or not', async () => {
    const client = await connect(who)
    const { member } = seats[who]
    const people = WHO.filter((other) => personOf(other) !== '')
    const ids = new Set([
      ...documents().map(({ document }) => document),
      // Some that nobody has written yet.
      ...allRuns().map(({ run }) => documentId.claims(run, member)),
      ...people.flatMap((other) => allRuns().map(({ run }) => documentId.progress(run, personOf(other)))),
      ...people.flatMap((other) => [documentId.about(otherRun, personOf(other)), documentId.person(personOf(other))]),
      documentId.module(MODULE),
      documentId.review(otherRun),
    ])
    const before = stored('SELECT count(*) FROM rows')
    let refused = 0
    for (const id of ids) {
      // A document of that name in the member's own hub is another one.
      if (mayWrite(who, hubOf(who), infoOf(id))) continue
      const answer = await client.push(member, id, updateOf({ [`${newId()}:*:${newId().slice(0, 11)}`]: 'planted' }))
      expect([id, answer.type === 'nack' ? answer.code : 'taken']).toEqual([id, 'no-right'])
      refused++
    }
    expect(refused).toBeGreaterThan(20)
    expect(stored('SELECT count(*) FROM rows')).toEqual(before)
  })

  it('L1 S4 RI4 fetches the files of its own hub, and of no other', async () => {
    const get = async (hub: HubId, cookie = seats[who].cookie) => {
      const response = await fetch(`${server.origin}/api/modules/${MODULE}?hub=${hub}`, { headers: { cookie } })
      await response.arrayBuffer()
      return response.status
    }
    const home = hubOf('coordinator')
    const away = hubOf('coordinator of another hub')
    // The other hub was not given the module.
    expect(await get(hubOf(who))).toBe(hubOf(who) === home ? 200 : 404)
    expect(await get(hubOf(who) === home ? away : home)).toBe(403)
    expect(await get(home, '')).toBe(401)
  })
})

describe('commands', () => {
  const target = () => members['another participant']
  const bodies = (): CommandBody[] => [
    { name: 'create-run', run: newId(), programme: members.trainer.programmes[0] ?? null },
    { name: 'place-run', run: otherRun, programme: newId() },
    { name: 'grant', member: members['trainer of another programme'].member, programme: newId() },
    { name: 'revoke', member: members.trainer.member, programme: members.trainer.programmes[0] ?? newId() },
    { name: 'add-member', member: newId(), displayName: 'Planted', role: 'coordinator' },
    { name: 'admit', member: newId(), person: newId(), run: target().runs[0] ?? newId(), displayName: 'Planted' },
    { name: 'admit', member: newId(), person: newId(), run: foreignRun, displayName: 'Planted' },
    { name: 'invite', member: target().member },
    { name: 'withdraw-codes', member: target().member },
    { name: 'invite', member: members.coordinator.member },
    { name: 'invite', member: seats['participant of another hub'].member },
    { name: 'end-sign-in', member: members.coordinator.member, device: seats.coordinator.device },
    { name: 'grant-names', member: members.observer.member },
    { name: 'revoke-names', member: members['observer with names'].member },
    { name: 'link-person', member: members.trainer.member, person: newId() },
    { name: 'add-module', module: MODULE },
    { name: 'remove-module', module: MODULE },
  ]
  const isOwnCode = (who: Who) => (body: CommandBody) =>
    (body.name === 'invite' || body.name === 'withdraw-codes') && body.member === seats[who].member
  /** Of these the ones that a role may give, so that they are not tried here. */
  const allowed: Partial<Record<Who, (body: CommandBody) => boolean>> = {
    trainer: (body) =>
      body.name === 'create-run' ||
      (body.name === 'admit' && body.run !== foreignRun) ||
      ((body.name === 'invite' || body.name === 'withdraw-codes') && body.member === target().member),
    // For another phone of theirs.
    'another participant': isOwnCode('another participant'),
    'participant of another hub': isOwnCode('participant of another hub'),
    'coordinator of another hub': (body) =>
      ['create-run', 'add-member', 'add-module', 'remove-module'].includes(body.name) ||
      (body.name === 'admit' && body.run === foreignRun) ||
      (body.name === 'invite' && body.member === seats['participant of another hub'].member),
  }
  const tables = ['members', 'runs', 'grants', 'admissions', 'invitations', 'sign_ins', 'hub_modules', 'commands']
  const state = () => tables.map((table) => stored(`SELECT * FROM ${table}`))

  it.each(WHO.filter((who) => who !== 'coordinator'))(
    'S4 RI1 of the %s change nothing that is not theirs',
    async (who) => {
      const client = await connect(who)
      const before = state()
      for (const body of bodies()) {
        if (allowed[who]?.(body)) continue
        const answer = await client.command(seats[who].member, body)
        expect([body.name, answer.type]).toEqual([body.name, 'nack'])
        expect(answer.type === 'nack' && ['no-right', 'not-possible']).toContain(answer.type === 'nack' && answer.code)
      }
      expect(state()).toEqual(before)
    },
  )

  it('S7 RI3 of a device whose sign-in was ended are refused, and it receives nothing', async () => {
    const desk = await connect('coordinator')
    const { member, device } = seats['another participant']
    await must(desk.command(seats.coordinator.member, { name: 'end-sign-in', member, device }))
    const phone = await RawClient.open(server.origin, seats['another participant'].cookie)
    clients.push(phone)
    const welcome = await phone.greet(member)
    expect(welcome.seats).toMatchObject([{ state: 'ended', scopes: null }])
    phone.send({ type: 'pull', member, cursor: 0, fill: [{ scope: 'all', from: 0 }] })
    const pong = phone.next((frame) => frame.type === 'pong')
    phone.send({ type: 'ping', deviceNow: 1 })
    await pong
    expect(phone.changes).toEqual([])
    const response = await fetch(`${server.origin}/api/modules/${MODULE}?hub=${hubOf('coordinator')}`, {
      headers: { cookie: seats['another participant'].cookie },
    })
    expect(response.status).toBe(401)
  })
})
