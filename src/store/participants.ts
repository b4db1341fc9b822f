import { readRunStaff } from '#documents/projections.ts'
import type { RunId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { ParticipantRow } from './api.ts'
import { listInvitations } from './invitationsQuery.ts'
import { withoutKeys } from './registerQuery.ts'
import type { SeatDatabase } from './seatDatabase.ts'

/** Who is on a run's list, and who of them takes part in Teren. undefined: no such run here. */
export async function participants(db: SeatDatabase, run: RunId): Promise<ParticipantRow[] | undefined> {
  const planned = await db.plans.get(run)
  if (!planned) return undefined
  const ids = planned.plan.roster.map(({ person }) => person)
  const [persons, staff, invitations] = await Promise.all([
    db.persons.bulkGet(ids),
    db.projections.get(documentId.runStaff(run)),
    listInvitations(db),
  ])
  const admitted = new Map((staff && readRunStaff(staff.bytes)?.participants)?.map((row) => [row.person, row]))
  return ids.flatMap((id, at): ParticipantRow[] => {
    const person = persons[at]
    if (!person || person.standing) return []
    const member = admitted.get(id)
    return [
      {
        person: withoutKeys(person),
        member: member?.member ?? null,
        signedIn: (member?.signIns ?? []).filter(({ state }) => state === 'active').length,
        invitation: invitations.find((row) => row.person === id) ?? null,
      },
    ]
  })
}
