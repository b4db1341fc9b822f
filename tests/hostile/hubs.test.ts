import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type HubId, type MemberId, makeId, type PersonId, type ProgrammeId, type RunId } from '#domain/ids.ts'
import type { CommandBody } from '#protocol/commands.ts'
import { documentId } from '#protocol/documentIds.ts'
import { PROTOCOL_VERSION, type Welcome } from '#protocol/frames.ts'
import { directoryOn, storedIn } from '../support/directory.ts'
import { RawClient, type SignedIn, signIn } from '../support/rawClient.ts'
import { DEMONSTRATION_HUBS, type DemonstrationHub, TestServer } from '../support/server.ts'

/** Three hubs on one server, each with its whole team connected: nothing of one reaches a device of another. */

const server = new TestServer()
const seats = {} as Record<DemonstrationHub, SignedIn[]>
const clients: RawClient[] = []
const others = (hub: DemonstrationHub) => DEMONSTRATION_HUBS.filter((other) => other !== hub)

beforeAll(async () => {
  await server.start()
  for (const hub of DEMONSTRATION_HUBS) {
    seats[hub] = []
    for (const { code } of server.links(hub)) seats[hub].push(await signIn(server.origin, code))
  }
})
afterAll(() => server.dispose())
afterEach(async () => {
  for (const client of clients.splice(0)) {
    client.close()
    await client.untilClosed()
  }
})

const stored = <T>(sql: string, ...values: string[]): T[] => storedIn<T>(server, sql, ...values)

async function connect({ member, cookie }: SignedIn): Promise<RawClient> {
  const client = await RawClient.open(server.origin, cookie)
  clients.push(client)
  await client.hello(member)
  return client
}

const seatOf = (hub: DemonstrationHub, role: string): SignedIn => {
  const seat = seats[hub].find((one) => one.role === role)
  if (!seat) throw new Error(`no ${role} in ${hub}`)
  return seat
}
const hubOf = (hub: DemonstrationHub) => seatOf(hub, 'coordinator').hub as HubId

const documentsOf = (hub: DemonstrationHub): string[] =>
  stored<{ document: string }>(
    'SELECT document FROM rows WHERE hub = ? UNION SELECT document FROM projections WHERE hub = ?',
    ...[hubOf(hub), hubOf(hub)],
  ).map(({ document }) => document)

/** What would give a hub away on somebody else's device: ids of its own, and names that nobody else bears. */
function marksOf(hub: DemonstrationHub, names: readonly string[]): string[] {
  const of = (table: string, column: string) =>
    stored<{ id: string }>(`SELECT ${column} AS id FROM ${table} WHERE hub = ?`, hubOf(hub)).map(({ id }) => id)
  const parts = documentsOf(hub).flatMap((document) => document.split('/').filter((part) => part.length >= 16))
  return [
    hubOf(hub),
    ...of('hubs', 'name'),
    ...of('members', 'member'),
    ...of('members', 'display_name'),
    ...parts,
    ...names,
  ]
}

/** Family names and organisations, as the coordinator's device reads them. */
const namesIn = (client: RawClient): string[] =>
  directoryOn(client).flatMap(({ familyName, name }) => [familyName, name].filter(Boolean))

describe('three hubs on one server', () => {
  it('S4 no device receives a document, a name or an id of another hub', async () => {
    const marks = new Map<DemonstrationHub, string[]>()
    for (const hub of DEMONSTRATION_HUBS)
      marks.set(hub, marksOf(hub, namesIn(await connect(seatOf(hub, 'coordinator')))))
    for (const [hub, own] of marks) expect([hub, own.length > 150]).toEqual([hub, true])
    let looked = 0
    for (const hub of DEMONSTRATION_HUBS) {
      const known = new Set(documentsOf(hub))
      for (const seat of seats[hub]) {
        const client = await connect(seat)
        const received = new Set(client.changes.map(({ document }) => document))
        expect(received.size).toBeGreaterThan(2)
        expect([...received].filter((document) => !known.has(document))).toEqual([])
        const all = Buffer.concat(client.changes.map(({ bytes }) => bytes)).toString('utf8')
        const said = `${JSON.stringify(client.frames.filter(({ type }) => type === 'welcome'))} ${all}`
        for (const other of others(hub)) {
          expect([hub, seat.role, (marks.get(other) ?? []).filter((mark) => said.includes(mark))]).toEqual([
            hub,
            seat.role,
            [],
          ])
        }
        // The same looking finds what is there: a coordinator's device holds its own hub's names.
        if (seat.role === 'coordinator')
          expect((marks.get(hub) ?? []).filter((mark) => said.includes(mark)).length).toBeGreaterThan(100)
        looked++
      }
    }
    expect(looked).toBe(21)
  })

  it('S4 asking for another hub’s scopes brings nothing of it', async () => {
    const scopes = stored<{ scope: string }>('SELECT scope FROM rows UNION SELECT scope FROM projections')
    for (const hub of DEMONSTRATION_HUBS) {
      const seat = seatOf(hub, 'coordinator')
      const client = await connect(seat)
      const before = new Set(client.changes.map(({ document }) => document))
      client.changes.length = 0
      const upto = client.next((frame) => frame.type === 'upto')
      const fill = scopes.map(({ scope }) => ({ scope, from: 0 }))
      client.send({ type: 'pull', member: seat.member, cursor: 0, fill })
      await upto
      expect(new Set(client.changes.map(({ document }) => document))).toEqual(before)
    }
  })

  it('S2 each hub’s feed has numbers of its own, and news of one is no news in another', async () => {
    const numbers = DEMONSTRATION_HUBS.map((hub) => {
      const sql = 'SELECT seq FROM rows WHERE hub = ? UNION SELECT seq FROM projections WHERE hub = ? ORDER BY seq'
      return stored<{ seq: number }>(sql, hubOf(hub), hubOf(hub)).map(({ seq }) => seq)
    })
    for (const [at, hub] of DEMONSTRATION_HUBS.entries()) {
      const client = await connect(seatOf(hub, 'coordinator'))
      const head = client.frames.find((frame): frame is Welcome => frame.type === 'welcome')?.seats[0]?.head
      expect(head).toBe(numbers[at]?.at(-1))
      // The same numbers mean something in each: they are not of one count.
      expect(numbers[at]).toEqual(expect.arrayContaining(numbers[(at + 1) % 3]?.slice(10, 20) ?? [-1]))
    }
    const [ours, theirs] = [seatOf('plovdiv', 'trainer'), await connect(seatOf('baltic', 'coordinator'))]
    const writer = await connect(ours)
    const colleague = await connect(seatOf('plovdiv', 'coordinator'))
    theirs.changes.length = 0
    const heard = colleague.next((frame) => frame.type === 'upto')
    const person = makeId<PersonId>((count) => new Uint8Array(randomBytes(count)))
    expect(
      await writer.push(ours.member, documentId.person(person), updateOf({ familyName: 'Новодошла' })),
    ).toMatchObject({
      type: 'ack',
    })
    await heard
    expect(colleague.changes.at(-1)?.document).toBe(documentId.person(person))
    // What reached the one has passed by the other: an answer asked for afterwards comes after everything sent before.
    const pong = theirs.next((frame) => frame.type === 'pong')
    theirs.send({ type: 'ping', deviceNow: 1 })
    await pong
    expect(theirs.changes).toEqual([])
  })

  it('S5 a document of one hub’s name written in another is another document', async () => {
    const [person] = documentsOf('sinec').filter((document) => document.startsWith('staff/person/'))
    const intruder = seatOf('plovdiv', 'coordinator')
    const client = await connect(intruder)
    const before = stored('SELECT * FROM rows WHERE hub = ? AND document = ?', hubOf('sinec'), person ?? '')
    await client.push(intruder.member, person ?? '', updateOf({ familyName: 'Подменена' }))
    expect(stored('SELECT * FROM rows WHERE hub = ? AND document = ?', hubOf('sinec'), person ?? '')).toEqual(before)
    const reader = await connect(seatOf('sinec', 'coordinator'))
    expect(Buffer.concat(reader.changes.map(({ bytes }) => bytes)).toString('utf8')).not.toContain('Подменена')
  })

  it('S5 no run of another hub is written to, and no seat of another hub is spoken for', async () => {
    const runs = (hub: DemonstrationHub) => stored<{ run: RunId }>('SELECT run FROM runs WHERE hub = ?', hubOf(hub))
    const before = stored('SELECT count(*) FROM rows')
    for (const hub of DEMONSTRATION_HUBS) {
      const intruder = seatOf(hub, 'coordinator')
      const client = await connect(intruder)
      for (const other of others(hub)) {
        const run = runs(other)[0]?.run ?? ''
        const documents = [documentId.plan(run), documentId.claims(run, intruder.member), documentId.review(run)]
        for (const document of documents) {
          const answer = await client.push(intruder.member, document, updateOf({ number: 9 }))
          expect([document, answer.type === 'nack' && answer.code]).toEqual([document, 'no-right'])
        }
        const victim = seatOf(other, 'coordinator').member
        expect(await client.push(victim, documentId.hub(), updateOf({ name: 'taken' }))).toMatchObject({ type: 'nack' })
      }
    }
    expect(stored('SELECT count(*) FROM rows')).toEqual(before)
  })

  it('S4 no command reaches another hub', async () => {
    const tables = ['hubs', 'members', 'runs', 'grants', 'admissions', 'invitations', 'sign_ins', 'hub_modules']
    const state = () => tables.map((table) => stored(`SELECT * FROM ${table}`))
    const module = stored<{ module: string }>('SELECT module FROM hub_modules')[0]?.module ?? ''
    const before = state()
    for (const hub of DEMONSTRATION_HUBS) {
      const intruder = seatOf(hub, 'coordinator')
      const client = await connect(intruder)
      for (const other of others(hub)) {
        const [trainer, observer] = [seatOf(other, 'trainer'), seatOf(other, 'observer')]
        const found = stored<{ run: RunId; programme: ProgrammeId }>(
          'SELECT run, programme FROM runs WHERE hub = ?',
          hubOf(other),
        )
        const { run, programme } = found[0] ?? ({} as never)
        const person = stored<{ person: PersonId }>(
          'SELECT person FROM members WHERE member = ?',
          seatOf(other, 'participant').member,
        )
        const [newMember, who] = [
          makeId<MemberId>((count) => new Uint8Array(randomBytes(count))),
          person[0]?.person as PersonId,
        ]
        const bodies: CommandBody[] = [
          { name: 'create-run', run, programme },
          { name: 'place-run', run, programme },
          { name: 'grant', member: trainer.member, programme },
          { name: 'revoke', member: trainer.member, programme },
          { name: 'add-member', member: trainer.member, displayName: 'Taken over', role: 'coordinator' },
          { name: 'admit', member: newMember, person: who, run, displayName: 'Planted' },
          { name: 'invite', member: trainer.member },
          { name: 'end-sign-in', member: trainer.member, device: trainer.device },
          { name: 'grant-names', member: observer.member },
          { name: 'link-person', member: trainer.member, person: who },
        ]
        for (const body of bodies) {
          const answer = await client.command(intruder.member, body)
          expect([hub, other, body.name, answer.type]).toEqual([hub, other, body.name, 'nack'])
        }
        const response = await fetch(`${server.origin}/api/modules/${module}?hub=${hubOf(other)}`, {
          headers: { cookie: intruder.cookie },
        })
        await response.arrayBuffer()
        expect(response.status).toBe(403)
      }
    }
    expect(state()).toEqual(before)
  })

  it('S4 one device signed in to two hubs gets each seat’s own feed, and neither seat gets the other’s', async () => {
    await server.stop()
    await server.start()
    const link = (hub: DemonstrationHub) => server.links(hub).find(({ role }) => role === 'trainer')?.code ?? ''
    const first = await signIn(server.origin, link('plovdiv'))
    const second = await signIn(server.origin, link('baltic'), first.cookie)
    expect([second.device, second.hub !== first.hub]).toEqual([first.device, true])
    const client = await RawClient.open(server.origin, second.cookie)
    clients.push(client)
    const welcomed = client.next<Welcome>((frame) => frame.type === 'welcome')
    const hello = { cursor: 0, epoch: null, scopeSetHash: '' }
    const both = [first, second].map(({ member }) => ({ member, ...hello }))
    client.send({ type: 'hello', version: PROTOCOL_VERSION, build: 'test', deviceNow: Date.now(), seats: both })
    const { seats: told } = await welcomed
    expect(told.map(({ hub }) => hub)).toEqual([first.hub, second.hub])
    for (const [seat, hub] of [
      [first, 'plovdiv'],
      [second, 'baltic'],
    ] as const) {
      const upto = client.next((frame) => frame.type === 'upto' && frame.member === seat.member)
      client.send({ type: 'pull', member: seat.member, cursor: 0, fill: [] })
      await upto
      const mine = client.frames.flatMap((frame) =>
        frame.type === 'changes' && frame.member === seat.member ? frame.changes : [],
      )
      const known = new Set(documentsOf(hub))
      expect(mine.length).toBeGreaterThan(20)
      expect(mine.filter(({ document }) => !known.has(document))).toEqual([])
    }
    // A run of the one hub, written to by the seat of the other on the same device.
    const [{ run } = { run: '' }] = stored<{ run: string }>('SELECT run FROM runs WHERE hub = ?', hubOf('plovdiv'))
    const crossed = await client.push(second.member, documentId.claims(run, second.member), updateOf({ x: 1 }))
    expect(crossed).toMatchObject({ type: 'nack', code: 'no-right' })
  })
})

function updateOf(entries: Record<string, unknown>): Uint8Array {
  const document = new Y.Doc()
  document.transact(() => {
    for (const [key, value] of Object.entries(entries)) document.getMap('teren').set(key, value)
  })
  return Y.encodeStateAsUpdate(document)
}
