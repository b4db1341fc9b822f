/** Puts one fault each into finished worlds: the judge must find it. Prints JSON: what was found, by plant. */
import type { DeviceId, ModuleId } from '#domain/ids.ts'
import type { Change } from '#protocol/frames.ts'
import type { StoredRegister, UpdateRow } from '#store/seatDatabase.ts'
import type { PublishedModule } from '../../../sync-server/views/publishedModule.ts'
import type { SimHub } from './simHub.ts'
import type { SimPhone } from './simPhone.ts'
import type { Planted } from './simulate.ts'
import type { SimWorld } from './simWorld.ts'
import './prepare.ts'

const Y = await import('yjs')
const { ROOT } = await import('#documents/change.ts')
const { LIBRARY } = await import('./simModules.ts')
const { safekeepingPlants } = await import('./safekeepingPlants.ts')
const { simulate } = await import('./simulate.ts')
const { seatDatabaseName } = await import('#store/seatDatabase.ts')

/** A world with claims and pages. */
const SEED = 6
const LAST_CLAIM = "seq = (SELECT max(seq) FROM rows WHERE document LIKE 'run/%/claims/%')"

const plants: Record<string, Planted> = {
  nothing: {},
  'the same again': {},
  'a row lost by the hub': {
    plant: ({ hub }) => hub.db.exec(`DELETE FROM rows WHERE ${LAST_CLAIM}`),
    finds: 'taken',
  },
  'an answer about nothing': {
    plant: ({ phones }) => phones[0]?.heardAcks.push({ sequence: 1_000_000, tag: new Uint8Array(16) }),
    finds: 'heard',
  },
  'a row that is somebody else’s': {
    plant: ({ hub, people }) =>
      hub.db.prepare(`UPDATE rows SET member = ? WHERE ${LAST_CLAIM}`).run(people.stranger.member),
    finds: 'forged',
  },
  'a course that a trainer wrote': {
    plant: ({ hub, people: { trainers } }) =>
      hub.db.prepare("UPDATE rows SET member = ? WHERE document LIKE 'office/course/%'").run(trainers[0]?.member),
    finds: 'forged',
  },
  'written without a right': {
    plant: ({ hub, people, run }) => {
      const access = hub.log?.access()
      const row = { sequence: 1, document: `run/${run}/plan`, member: people.stranger.member }
      hub.seesWritten({ ...row, device: 'AAAAAAAAAAAAAAAA' as DeviceId }, access ? [access] : [])
    },
    finds: 'trespass',
  },
  'another phone as the author': {
    plant: ({ hub }) => hub.db.exec(`UPDATE rows SET device = 'AAAAAAAAAAAAAAAA' WHERE ${LAST_CLAIM}`),
    finds: 'attribution',
  },
  'a row twice': {
    plant: ({ hub }) => copyRow(hub, 'bytes'),
    finds: 'twice',
  },
  'a row that builds on nothing': {
    plant: ({ hub }) => {
      const ahead = new Y.Doc()
      ahead.getMap(ROOT).set('one', 1)
      const before = Y.encodeStateVector(ahead)
      ahead.getMap(ROOT).set('two', 2)
      copyRow(hub, '?', Y.encodeStateAsUpdate(ahead, before))
    },
    finds: 'pending',
  },
  'a claim that one phone alone does not know': {
    plant: (world) => {
      const [phone] = world.phones
      const rows = phone ? phone.disk.rows<StoredRegister>(databaseOf(world, phone), 'registers') : []
      rows.find(({ claims }) => claims.length > 0)?.claims.pop()
    },
    finds: 'apart',
  },
  'saved and never written': {
    plant: ({ phones, people, statements }) => {
      const [phone] = phones
      const fresh = { state: 'saved', about: null, isOrphan: false, isCarried: false } as const
      if (phone) statements.push({ marker: 'mk999999km', phone, member: people.coordinator.member, ...fresh })
    },
    finds: 'missing',
  },
  'a change that is never sent': {
    plant: (world) => {
      const phone = world.phones.find((one) => !world.isEnded(one) && !one.isGone)
      if (phone) phone.outboxOf = () => [{ state: 'waiting', change: null }]
    },
    finds: 'unsent',
  },
  'bytes that changed on a phone': {
    plant: (world) => {
      const [phone] = world.phones
      const rows = phone ? phone.disk.rows<UpdateRow>(databaseOf(world, phone), 'rows') : []
      for (const row of rows.slice(0, 1)) row.bytes = new Uint8Array([0, 0])
    },
    finds: 'holds',
  },
  'a row of a scope that was lost': {
    plant: ({ hub }) => hub.db.exec("UPDATE rows SET scope = 'person:x' WHERE seq = (SELECT min(seq) FROM rows)"),
    finds: 'holds',
  },
  'a page that was not made anew': {
    plant: ({ hub }) => hub.db.exec("UPDATE projections SET bytes = x'7b7d' WHERE document LIKE 'class/%/public'"),
    finds: 'out of date',
  },
  'documents fetched anew for nothing': {
    plant: ({ phones }) => {
      for (const phone of phones) phone.diverged++
    },
    finds: 'alarm',
  },
  'a module that was asked for and never came': {
    plant: (world) => {
      const phone = world.phones.find((one) => !world.isEnded(one) && !one.isGone)
      if (phone) world.wishes.set(phone, new Set([LIBRARY[0]?.id as ModuleId]))
      world.isLearner = () => true
      world.hub.published = () => ({ digest: 'another' }) as PublishedModule
    },
    finds: 'modules',
  },
  ...safekeepingPlants,
  'a row sent to somebody who may not read it': {
    plant: ({ hub, people, run }) => {
      const { member } = people.stranger
      const row = { sequence: 1, document: `run/${run}/plan` } as Change
      hub.sees('AAAAAAAAAAAAAAAA' as DeviceId, { type: 'changes', member, changes: [row] })
    },
    finds: 'trespass',
  },
}

function copyRow({ db }: SimHub, bytes: string, ...values: Uint8Array[]): void {
  db.prepare(
    `INSERT INTO rows SELECT hub, seq + 1000000, scope, document, member, device, received_at, clock_offset, epoch,
     tag, ${bytes} FROM rows WHERE ${LAST_CLAIM}`,
  ).run(...values)
}

const databaseOf = (world: SimWorld, phone: SimPhone): string =>
  seatDatabaseName(world.personOf(phone)?.member ?? world.people.stranger.member)

const found: Record<string, { trace: number; faults: string[]; finds: string | null }> = {}
for (const [name, { finds = null, ...options }] of Object.entries(plants)) {
  const { trace, faults } = await simulate(SEED, options)
  found[name] = { trace, faults: faults.map((fault) => fault.split(':')[0] ?? ''), finds }
}
console.log(JSON.stringify(found))
