import { readMembers } from '#documents/projections.ts'
import type { MemberId } from '#domain/ids.ts'
import { readInvited } from '#protocol/commandAnswers.ts'
import type { CommandBody } from '#protocol/commands.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { InvitationRow } from './api.ts'
import type { OutboxEntry, SeatDatabase, StoredInvitation } from './seatDatabase.ts'

/** Codes that this device asked for. Asked offline they come with the network; a code is kept until it is used or too
 *  old, since whoever asked must hand it over. */

/** Inside a transaction of `writing`: a code is asked for, in the place of the one before. */
export const askInvitation = async (db: SeatDatabase, asked: StoredInvitation): Promise<void> => {
  await db.invitations.put(asked)
}

/** Takes what the server answered to a command, in the transaction that takes it out of the outbox. */
export async function takeAnswer(
  db: SeatDatabase,
  command: CommandBody,
  result: string,
  receivedAt: number,
): Promise<void> {
  if (command.name === 'invite') return takeCode(db, command.member, result, receivedAt)
}

async function takeCode(db: SeatDatabase, member: MemberId, result: string, receivedAt: number): Promise<void> {
  const invited = readInvited(result)
  const asked = await db.invitations.get(member)
  if (!invited || !asked) return
  await db.invitations.put({ ...asked, ...invited, madeAt: receivedAt })
  // Nobody can use those any more.
  await db.invitations.filter(({ expiresAt }) => expiresAt !== null && expiresAt <= receivedAt).delete()
}

/** Every code asked for here, latest first. One that was neither answered nor is still to be sent is none. */
export async function listInvitations(db: SeatDatabase): Promise<InvitationRow[]> {
  const [stored, entries, members] = await Promise.all([
    db.invitations.orderBy('madeAt').reverse().toArray(),
    db.outbox.where('document').equals('').toArray(),
    db.projections.get(documentId.members()),
  ])
  const signIns = new Map((members && readMembers(members.bytes)?.members)?.map((row) => [row.member, row.signIns]))
  return stored.flatMap((row): InvitationRow[] => {
    const refusal = refusalOf(entries, row.member)
    if (refusal) return [{ ...row, state: 'refused', refusal }]
    if (isUsed(row, signIns.get(row.member) ?? [])) return [{ ...row, code: null, state: 'used', refusal: null }]
    if (row.code !== null) return [{ ...row, state: 'given', refusal: null }]
    return isAsked(entries, row.member) ? [{ ...row, state: 'asked', refusal: null }] : []
  })
}

/** Whether somebody signed in since the code was given. */
const isUsed = ({ code, madeAt }: StoredInvitation, signIns: { since: number }[]): boolean =>
  code !== null && signIns.some(({ since }) => since >= madeAt)

const isAbout = ({ command }: OutboxEntry, member: MemberId): boolean =>
  command?.name === 'invite' && command.member === member

const isAsked = (entries: OutboxEntry[], member: MemberId): boolean => entries.some((entry) => isAbout(entry, member))

const refusalOf = (entries: OutboxEntry[], member: MemberId) =>
  entries.find((entry) => entry.state === 'refused' && isAbout(entry, member))?.refusal ?? null
