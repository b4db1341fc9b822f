import type { MemberId } from '#domain/ids.ts'
import { readAdmitted, readInvited } from '#protocol/commandAnswers.ts'
import type { CommandBody } from '#protocol/commands.ts'
import type { OutboxEntry, SeatDatabase, StoredInvitation } from './seatDatabase.ts'

/** Codes that this device asked for. Asked offline they come with the network; a code is kept until it is used or too
 *  old, since whoever asked must hand it over. */

/** A code is asked for, in the place of the one before; what was refused of that is asked again by this. Inside a
 *  transaction of `writing`. */
export async function askInvitation(db: SeatDatabase, asked: StoredInvitation): Promise<void> {
  const refused = db.outbox.where('state').equals('refused')
  await refused.filter((entry) => asksFor(entry, asked.member)).delete()
  await db.invitations.put(asked)
}

/** Whether an entry is of what brings a member their code. */
export const asksFor = ({ command }: OutboxEntry, member: MemberId): boolean =>
  (command?.name === 'invite' || command?.name === 'admit') && command.member === member

/** Takes what the server answered to a command, in the transaction that takes it out of the outbox. */
export async function takeAnswer(
  db: SeatDatabase,
  command: CommandBody,
  result: string,
  receivedAt: number,
): Promise<void> {
  if (command.name === 'invite') return takeCode(db, command.member, result, receivedAt)
  if (command.name === 'withdraw-codes') return dropCode(db, command.member)
  if (command.name === 'admit') return takeMember(db, command.member, result)
}

/** Somebody else had admitted the person already: the code that waits is for that member. */
async function takeMember(db: SeatDatabase, wanted: MemberId, result: string): Promise<void> {
  const member = readAdmitted(result)?.member
  if (!member || member === wanted) return
  await db.outbox
    .where('state')
    .equals('waiting')
    .modify((entry) => {
      if (entry.command?.name === 'invite' && entry.command.member === wanted)
        entry.command = { name: 'invite', member }
    })
  const asked = await db.invitations.get(wanted)
  if (!asked) return
  await db.invitations.delete(wanted)
  await db.invitations.put({ ...asked, member })
}

/** One that was asked for since is still to come. */
async function dropCode(db: SeatDatabase, member: MemberId): Promise<void> {
  const asked = await db.invitations.get(member)
  if (!asked) return
  const commands = await db.outbox.where('document').equals('').toArray()
  if (commands.some(({ command }) => command?.name === 'invite' && command.member === member))
    await db.invitations.put({ ...asked, code: null, expiresAt: null })
  else await db.invitations.delete(member)
}

async function takeCode(db: SeatDatabase, member: MemberId, result: string, receivedAt: number): Promise<void> {
  const invited = readInvited(result)
  const asked = await db.invitations.get(member)
  if (!invited || !asked) return
  await db.invitations.put({ ...asked, ...invited, madeAt: receivedAt })
  // Nobody can use those any more.
  await db.invitations.filter(({ expiresAt }) => expiresAt !== null && expiresAt <= receivedAt).delete()
}
