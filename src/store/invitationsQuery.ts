import { readMembers, readRunStaff } from '#documents/projections.ts'
import type { MemberId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { InvitationRow } from './api.ts'
import { asksFor } from './invitations.ts'
import type { OutboxEntry, SeatDatabase, StoredInvitation } from './seatDatabase.ts'

/** Every code asked for here, latest first. One that was neither answered nor is still to be sent is none. */
export async function listInvitations(db: SeatDatabase): Promise<InvitationRow[]> {
  const [stored, entries] = await Promise.all([
    db.invitations.orderBy('madeAt').reverse().toArray(),
    db.outbox.where('document').equals('').toArray(),
  ])
  const signIns = await signInsOf(db, stored)
  return stored.flatMap((row): InvitationRow[] => {
    const refusal = refusalOf(entries, row.member)
    if (refusal) return [{ ...row, state: 'refused', refusal }]
    if (isUsed(row, signIns.get(row.member) ?? [])) return [{ ...row, code: null, state: 'used', refusal: null }]
    if (row.code !== null) return [{ ...row, state: 'given', refusal: null }]
    return isAsked(entries, row.member) ? [{ ...row, state: 'asked', refusal: null }] : []
  })
}

/** The team's stand in the list of members, participants' in those of their runs. */
async function signInsOf(db: SeatDatabase, asked: StoredInvitation[]): Promise<Map<MemberId, { since: number }[]>> {
  const runs = [...new Set(asked.flatMap(({ run }) => run ?? []))]
  const [members, ...staff] = await db.projections.bulkGet([documentId.members(), ...runs.map(documentId.runStaff)])
  const participants = staff.flatMap((found) => (found && readRunStaff(found.bytes)?.participants) ?? [])
  const team = (members && readMembers(members.bytes)?.members) ?? []
  return new Map([...team, ...participants].map(({ member, signIns }) => [member, signIns]))
}

/** Whether somebody signed in since the code was given. */
const isUsed = ({ code, madeAt }: StoredInvitation, signIns: { since: number }[]): boolean =>
  code !== null && signIns.some(({ since }) => since >= madeAt)

const isAsked = (entries: OutboxEntry[], member: MemberId): boolean => entries.some((entry) => asksFor(entry, member))

const refusalOf = (entries: OutboxEntry[], member: MemberId) =>
  entries.find((entry) => entry.state === 'refused' && asksFor(entry, member))?.refusal ?? null
