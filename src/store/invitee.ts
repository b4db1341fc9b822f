import { readRunStaff } from '#documents/projections.ts'
import type { MemberId, PersonId, RunId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { SeatCore } from './core.ts'

/** A person for whom a code is asked, as far as this device knows. */
export interface Invitee {
  /** null: the person is not on this device. */
  displayName: string | null
  /** Known from an earlier code, or because somebody else admitted them. */
  member: MemberId | null
  /** To this very run. */
  isAdmitted: boolean
  /** A code is on its way. */
  isAsked: boolean
}

export async function inviteeOf(core: SeatCore, run: RunId, person: PersonId): Promise<Invitee> {
  await core.open()
  const { db } = core
  const [row, staff, [asked], entries] = await Promise.all([
    db.persons.get(person),
    db.projections.get(documentId.runStaff(run)),
    db.invitations.filter((invitation) => invitation.person === person).toArray(),
    db.outbox.where('document').equals('').toArray(),
  ])
  const admitted = staff && readRunStaff(staff.bytes)?.participants.find((participant) => participant.person === person)
  const member = admitted?.member ?? asked?.member ?? null
  return {
    displayName: row?.displayName ?? null,
    member,
    isAdmitted: admitted !== undefined,
    isAsked: entries.some(
      ({ command, state }) => state !== 'refused' && command?.name === 'invite' && command.member === member,
    ),
  }
}
