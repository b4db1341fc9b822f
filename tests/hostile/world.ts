import { createHash } from 'node:crypto'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import * as Y from 'yjs'
import {
  type DeviceId,
  type HubId,
  type MemberId,
  makeId,
  type PersonId,
  type ProgrammeId,
  type RunId,
} from '#domain/ids.ts'
import type { Role } from '#domain/roles.ts'
import type { CommandBody } from '#protocol/commands.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { Change } from '#protocol/frames.ts'
import { systemRandom } from '../../sync-server/access/secrets.ts'
import { TestDevice } from '../../sync-server/connections/testDevice.ts'
import { LIBRARY } from '../../sync-server/library/library.ts'
import { databaseFile } from '../../sync-server/log/dataFolder.ts'
import { makeFolder, startTestServer, type TestServer } from '../../sync-server/testServer.ts'

/** Two hubs with somebody of every kind signed in, and something written wherever somebody writes: a real server on
 *  loopback, with its log on a disk, for whoever tries what they may not. */

export const newId = <T extends string>() => makeId<T>(systemRandom)

export const WHO = [
  'coordinator',
  'trainer',
  'trainer of the same run',
  'trainer of another programme',
  'observer',
  'observer with names',
  'participant',
  'participant of the same run',
  'participant of another run',
  'coordinator of another hub',
] as const
export type Who = (typeof WHO)[number]

const ROLE_OF: Record<Who, Role> = {
  coordinator: 'coordinator',
  trainer: 'trainer',
  'trainer of the same run': 'trainer',
  'trainer of another programme': 'trainer',
  observer: 'observer',
  'observer with names': 'observer',
  participant: 'participant',
  'participant of the same run': 'participant',
  'participant of another run': 'participant',
  'coordinator of another hub': 'coordinator',
}

export interface Seat {
  member: MemberId
  device: string
  cookie: string
  /** Of participants. */
  person: PersonId
}

export class HostileWorld {
  readonly server: TestServer
  readonly folder: string
  readonly seats = {} as Record<Who, Seat>
  readonly hub: HubId
  readonly foreignHub: HubId
  readonly programme = newId<ProgrammeId>()
  readonly otherProgramme = newId<ProgrammeId>()
  readonly run = newId<RunId>()
  readonly otherRun = newId<RunId>()
  readonly foreignRun = newId<RunId>()
  readonly module = LIBRARY[0]?.id ?? ''
  readonly #devices: TestDevice[] = []

  private constructor(server: TestServer, folder: string, hubs: [HubId, HubId]) {
    this.server = server
    this.folder = folder
    ;[this.hub, this.foreignHub] = hubs
  }

  /** @param options whether pages and records for participants are made */
  static async start(options = { makesViews: false }): Promise<HostileWorld> {
    const folder = makeFolder()
    const server = await startTestServer({}, folder, LIBRARY.slice(0, 1), options)
    const world = new HostileWorld(server, folder, [await server.makeHub(), await server.makeHub()])
    await world.#prepare()
    return world
  }

  async #prepare(): Promise<void> {
    const { server, hub, foreignHub, programme, otherProgramme, run, otherRun, foreignRun } = this
    const at = Date.now()
    await server.operate({ kind: 'make-run', run, hub, programme, at })
    await server.operate({ kind: 'make-run', run: otherRun, hub, programme: otherProgramme, at })
    await server.operate({ kind: 'make-run', run: foreignRun, hub: foreignHub, programme: newId(), at })
    for (const who of WHO) {
      const role = ROLE_OF[who]
      if (role === 'participant') continue
      const member = await server.makeMember(
        who === 'coordinator of another hub' ? foreignHub : hub,
        role,
        `The ${who}`,
      )
      const granted = who === 'trainer of another programme' ? otherProgramme : programme
      if (role === 'trainer') await server.operate({ kind: 'make-grant', member, programme: granted, at })
      await this.#signIn(who, member)
    }
    const desk = await this.connect('coordinator')
    const command = (body: CommandBody) => this.#must(desk.command(this.seats.coordinator.member, body))
    await command({ name: 'add-module', module: this.module })
    await command({ name: 'grant-names', member: this.seats['observer with names'].member })
    for (const who of WHO) {
      if (ROLE_OF[who] !== 'participant') continue
      const [member, person] = [newId<MemberId>(), newId<PersonId>()]
      const admitted = who === 'participant of another run' ? otherRun : run
      await command({ name: 'admit', member, person, run: admitted, displayName: `The ${who}` })
      await this.#signIn(who, member, person)
    }
    await desk.close()
    await this.#write()
  }

  async #signIn(who: Who, member: MemberId, person = '' as PersonId): Promise<void> {
    this.seats[who] = { member, person, ...(await this.server.signIn(member)) }
  }

  /** Something stands in every document that somebody writes. */
  async #write(): Promise<void> {
    const { run, otherRun, foreignRun, programme } = this
    const { trainer, coordinator } = this.seats
    const course = newId()
    const written: [Who, string][] = [
      ['coordinator', documentId.hub()],
      ['coordinator', documentId.programme(programme)],
      ['coordinator', documentId.course(course)],
      ['coordinator', documentId.review(run)],
      ['coordinator', documentId.claims(run, coordinator.member)],
      ['trainer', documentId.plan(run)],
      ['trainer', documentId.claims(run, trainer.member)],
      ['trainer', documentId.person(this.seats.participant.person)],
      ['trainer', documentId.organisation(newId())],
      ['trainer', documentId.about(run, this.seats.participant.person)],
      ['trainer of another programme', documentId.plan(otherRun)],
      ['coordinator of another hub', documentId.plan(foreignRun)],
      ...(['participant', 'participant of the same run'] as const).flatMap((who): [Who, string][] => [
        [who, documentId.progress(run, this.seats[who].person)],
        [who, documentId.private(this.seats[who].person)],
      ]),
    ]
    const { member, device } = trainer
    const rescued = { request: systemRandom(16), document: documentId.claims(run, member), changes: 1 }
    const requests = [{ ...rescued, kind: 'push' as const, body: updateOf({ [claimKey()]: 'rescued' }) }]
    await this.server.operate({
      ...{ kind: 'rescue', hub: this.hub, member, device: device as DeviceId, requests, at: Date.now() },
    })
    for (const [who, document] of written) {
      const device = await this.connect(who)
      const key = document.includes('/claims/') || document.includes('/about/') ? claimKey() : 'word'
      await this.#must(device.push(this.seats[who].member, document, updateOf({ [key]: 'said first' })))
      await device.close()
    }
  }

  async #must(answer: Promise<{ type: string }>): Promise<void> {
    const given = await answer
    if (given.type !== 'ack') throw new Error(JSON.stringify(given))
  }

  /** A greeted device, closed by `closeDevices`. */
  async connect(who: Who, cookie = this.seats[who].cookie): Promise<TestDevice> {
    const device = await TestDevice.connect(this.server, cookie)
    this.#devices.push(device)
    await device.hello([{ member: this.seats[who].member }])
    return device
  }

  async closeDevices(): Promise<void> {
    for (const device of this.#devices.splice(0)) await device.close()
  }

  /** Everything that a member's fresh device is sent. */
  async read(who: Who): Promise<Change[]> {
    const device = await this.connect(who)
    const { changes } = await device.pull(this.seats[who].member)
    await device.close()
    return changes
  }

  stored<T>(sql: string): T[] {
    const db = new SQLite(databaseFile(join(this.folder, 'data')), { readonly: true })
    const rows = db.prepare<[], T>(sql).all()
    db.close()
    return rows
  }

  /** Of every row of every table that holds the state of a hub. */
  stateHash(): string {
    const db = new SQLite(databaseFile(join(this.folder, 'data')), { readonly: true })
    const hash = createHash('sha256')
    const tables = db
      .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      .all()
      .filter(({ name }) => name !== 'quarantine')
    for (const { name } of tables) {
      hash.update(name)
      for (const row of db.prepare(`SELECT * FROM ${name}`).raw().iterate()) hash.update(JSON.stringify(row))
    }
    db.close()
    return hash.digest('hex')
  }
}

export const claimKey = (): string => `${newId()}:${newId()}:${newId().slice(0, 11)}`

/** A Yjs update that sets keys of the one root map, on top of what a document holds. */
export function updateOf(entries: Record<string, unknown>, document = new Y.Doc()): Uint8Array {
  return changed(document, (map) => {
    for (const [key, value] of Object.entries(entries)) map.set(key, value)
  })
}

export function changed(document: Y.Doc, change: (map: Y.Map<unknown>) => void): Uint8Array {
  const before = Y.encodeStateVector(document)
  document.transact(() => change(document.getMap('teren')))
  return Y.encodeStateAsUpdate(document, before)
}
