import { makeId } from '#domain/ids.ts'
import type { SeatInfo } from '../api.ts'
import type { SeatCore } from '../core.ts'
import { type Followed, liveLater, liveOf } from '../live.ts'
import type { Office } from '../officeApi.ts'
import type { Unsaved } from '../unsaved.ts'
import { erasures, namedElsewhere, personToDecide } from './erasureQueries.ts'
import { findAlike } from './findAlike.ts'
import { newcomers } from './newcomers.ts'
import { createOfficeActions } from './officeActions.ts'
import { courses, ownStatuses, persons, planOfRun } from './officeQueries.ts'
import { rescued } from './rescuedQuery.ts'
import { team } from './teamQuery.ts'

export interface OfficeSource {
  core: SeatCore
  unsaved: Unsaved
  followed: Followed
  info(): SeatInfo
}

/** A chunk of its own: whoever only records loads none of it. */
export function createOffice({ core, unsaved, followed, info }: OfficeSource): Office {
  const { db } = core
  return {
    newId: () => makeId(core.random),
    courses: () => liveOf(followed, { tables: [db.courses], read: () => courses(db) }),
    plan: (run) => liveOf(followed, { tables: [db.plans, db.persons], read: () => planOfRun(db, run) }),
    ownStatuses: () => liveOf(followed, { tables: [db.ownStatuses], read: () => ownStatuses(db) }),
    newcomers: () =>
      liveOf(followed, {
        tables: [db.plans, db.checked, db.persons, db.projections],
        read: () => newcomers(db, info()),
      }),
    team: () => liveOf(followed, { tables: [db.projections, db.outbox], read: () => team(db, info()) }),
    rescued: () =>
      liveLater(async () => {
        const { entriesOfUpdate } = await import('#documents/updateEntries.ts')
        const tables = [db.projections, db.outbox, db.sessions, db.persons, db.invitations]
        return liveOf(followed, { tables, read: () => rescued(db, entriesOfUpdate) })
      }),
    assessed: (runs) =>
      liveLater(async () => {
        const [room, { readAssessed }] = await Promise.all([core.yjs(), import('./assessed.ts')])
        return liveOf(followed, { tables: [db.heads, db.rows], read: () => readAssessed(core, room, runs) })
      }),
    findAlike: async (names) => {
      await core.open()
      return findAlike(db, names)
    },
    persons: async (ids) => {
      await core.open()
      return persons(db, ids)
    },
    erasures: () => liveOf(followed, { tables: [db.projections, db.persons, db.outbox], read: () => erasures(db) }),
    personToDecide: async (person) => {
      await core.open()
      return personToDecide(db, person)
    },
    namedElsewhere: async (person) => {
      await core.open()
      return namedElsewhere(db, person)
    },
    ...createOfficeActions(core, unsaved),
  }
}
