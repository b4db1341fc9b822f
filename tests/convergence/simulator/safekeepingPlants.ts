import * as Y from 'yjs'
import { ROOT } from '#documents/change.ts'
import type { Change } from '#protocol/frames.ts'
import { seatDatabaseName, type UpdateRow } from '#store/seatDatabase.ts'
import type { CommittedRow } from '../../../sync-server/log/Log.ts'
import { carryAll, workAndHandOver } from './carrying.ts'
import { forgotten } from './restores.ts'
import type { FormerRowHere } from './simHub.ts'
import type { Planted } from './simulate.ts'
import type { Person } from './simWorld.ts'

/** Faults of restoring, carrying and erasing (`planted.ts`). */
export const safekeepingPlants: Record<string, Planted> = {
  'a row that a restore took, and nobody gave back': {
    plant: ({ hub, owed, phones }) => {
      const find = hub.db.prepare<[], FormerRowHere>(
        `SELECT document, member, device, seq AS sequence, received_at AS receivedAt, 'tag' AS tag, bytes
         FROM rows WHERE document LIKE 'run/%/claims/%'`,
      )
      const row = find.get()
      if (row)
        owed.push({ row: { ...row, device: 'AAAAAAAAAAAAAAAA', bytes: unknownClaim() }, holders: new Set(phones) })
    },
    finds: 'back',
  },
  'a phone that never gave back what it has': {
    plant: (world) => {
      for (const phone of world.phones)
        for (const row of phone.disk.rows<UpdateRow>(
          seatDatabaseName(world.personOf(phone)?.member ?? world.people.stranger.member),
          'rows',
        ))
          row.formerSequence = 1
    },
    finds: 'owes',
  },
  'what was never there, given back': {
    plant: ({ hub, people: { trainers }, run }) => {
      const { member } = trainers[0] as Person
      const row = { document: `run/${run}/claims/${member}`, member, device: 'AAAAAAAAAAAAAAAA', receivedAt: 1 }
      hub.seesGivenBack({ ...row, bytes: new Uint8Array([1]) } as CommittedRow)
    },
    finds: 'trespass',
  },
  'a row sent before anybody opened the hub again': {
    plant: ({ hub, hubId, people: { coordinator }, run }) => {
      const access = hub.log?.access()
      const device = access?.signIns.find(({ member }) => member === coordinator.member)?.device
      if (!hub.log || !access || !device) return
      const began = { hub: hubId, epoch: 'x', forkSeq: 0, takenAt: 0, beganAt: 0, confirmedAt: null }
      hub.log.access = () => ({ ...access, epochs: [began] })
      const row = { sequence: 1, document: `run/${run}/plan` } as Change
      hub.sees(device, { type: 'changes', member: coordinator.member, changes: [row] })
    },
    finds: 'trespass',
  },
  'a sign-in that is open again': {
    plant: ({ hub, everEnded }) => {
      for (const { device } of hub.log?.access().signIns ?? []) everEnded.add(device)
    },
    finds: 'access',
  },
  'who may do what, forgotten by a restore': {
    plant: ({ hub, foundEarly }) => {
      const told = hub.log?.access()
      if (told) foundEarly.push(...forgotten(told, { ...told, signIns: told.signIns.slice(1) }))
    },
    finds: 'access',
  },
  'work that was carried in, and went with its phone': {
    plant: ({ phones, people, statements }) => {
      const [phone] = phones
      if (!phone) return
      phone.isGone = true
      const carried = { state: 'saved', about: null, isOrphan: false, isCarried: true } as const
      statements.push({ marker: 'mk999999km', phone, member: people.coordinator.member, ...carried })
    },
    finds: 'missing',
  },
  'work that was taken of a lost phone': {
    plant: async (world) => {
      const tab = await world.phones[0]?.openTab()
      if (!tab) return
      const { scheduler, chance } = world
      await scheduler.runUntil(scheduler.now + 20_000, () => world.seatOf(tab) !== null)
      world.files.length = 0
      await workAndHandOver(world, chance, tab)
      const { log } = world.hub
      const access = log?.access()
      const [file] = world.files
      if (!log || !access || !file) return
      // The first to look is told so; the server is not.
      log.access = () => {
        log.access = () => access
        return { ...access, signIns: access.signIns.map((one) => ({ ...one, state: 'lost' as const })) }
      }
      carryAll(world)
      await scheduler.runUntil(scheduler.now + 1_000)
    },
    finds: 'carried',
  },
  'work that was taken up, and stands nowhere': {
    plant: ({ hub, hubId, counts, people: { trainers } }) => {
      counts.putBack = 0
      const row = [hubId, trainers[0]?.member, 1, 'push', 'run/x/plan', 1, new Uint8Array([1]), 1, 'taken']
      hub.db
        .prepare("INSERT INTO rescued VALUES ('AAAAAAAAAAAAAAAA', x'01', ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)")
        .run(...row)
    },
    finds: 'rescued',
  },
  'an erased person of whom something is left': {
    plant: ({ hub, hubId, field, people: { coordinator } }) => {
      const decided = [hubId, 1, field.persons[1], null, 'done', null, '', coordinator.member, 1]
      hub.db.prepare('INSERT INTO erasures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(...decided)
    },
    finds: 'erased',
  },
}

/** Of a person and session that nobody marked. */
function unknownClaim(): Buffer {
  const document = new Y.Doc()
  document.getMap(ROOT).set('nobody', 1)
  return Buffer.from(Y.encodeStateAsUpdate(document))
}
