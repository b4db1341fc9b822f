import { documentId } from '#protocol/documentIds.ts'
import type { SeatInfo } from '../api.ts'
import type { Newcomer } from '../officeApi.ts'
import { namesOf, withoutKeys } from '../registerQuery.ts'
import type { SeatDatabase, StoredPlan } from '../seatDatabase.ts'

/** Reads the plans alone whose list has somebody new. */
export async function newcomers(db: SeatDatabase, info: SeatInfo): Promise<Newcomer[]> {
  const [plans, checked, members] = await Promise.all([
    db.plans.where('hasNew').equals(1).toArray(),
    db.checked.toCollection().primaryKeys(),
    db.projections.get(documentId.members()),
  ])
  const done = new Set(checked.map(([run, person]) => `${run} ${person}`))
  const found = await Promise.all(plans.map((plan) => newOf(db, info, plan, done, members?.bytes)))
  return found.flat().sort((a, b) => b.at - a.at || (a.person.person < b.person.person ? -1 : 1))
}

async function newOf(
  db: SeatDatabase,
  info: SeatInfo,
  { run, plan }: StoredPlan,
  done: ReadonlySet<string>,
  members: Uint8Array | undefined,
): Promise<Newcomer[]> {
  const fresh = plan.roster.filter(({ person, isNew }) => isNew && !done.has(`${run} ${person}`))
  if (fresh.length === 0) return []
  const [rows, staff] = await Promise.all([
    db.persons.bulkGet(fresh.map(({ person }) => person)),
    db.projections.get(documentId.runStaff(run)),
  ])
  const names = namesOf(info, staff?.bytes, members).members
  return fresh.flatMap(({ at, by, walkIn }, place): Newcomer[] => {
    const row = rows[place]
    // Nothing of them has come yet, or they were made by mistake: there is nothing to look at.
    if (!row || row.archived || row.standing) return []
    const planned = plan.sessions.find(({ session }) => session === walkIn)
    const byName = (by && names.get(by)) ?? null
    const where = { session: planned?.session ?? null, day: planned?.facts.date ?? null }
    return [{ run, person: withoutKeys(row), ...where, at, byName }]
  })
}
