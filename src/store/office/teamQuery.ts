import { readMembers } from '#documents/projections.ts'
import type { MemberId } from '#domain/ids.ts'
import type { CommandBody } from '#protocol/commands.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { SeatInfo } from '../api.ts'
import type { TeamRow } from '../officeApi.ts'
import type { SeatDatabase } from '../seatDatabase.ts'

/** The team as the hub tells it, and over it what was asked for here and is not answered yet. */
export async function team(db: SeatDatabase, info: SeatInfo): Promise<TeamRow[]> {
  const [projection, entries] = await Promise.all([
    db.projections.get(documentId.members()),
    db.outbox.where('document').equals('').sortBy('n'),
  ])
  const rows = new Map<MemberId, TeamRow>()
  for (const member of (projection && readMembers(projection.bytes)?.members) ?? [selfOf(info)]) {
    if (member.role === 'participant') continue
    rows.set(member.member, { ...member, isWaiting: false, isRefused: false })
  }
  for (const { command, state } of entries) {
    if (!command || !('member' in command) || command.name === 'admit') continue
    if (command.name === 'add-member') rows.set(command.member, rows.get(command.member) ?? newRow(command))
    const row = rows.get(command.member)
    if (!row) continue
    const asked = state === 'refused' ? { ...row, isRefused: true } : { ...after(row, command), isWaiting: true }
    rows.set(command.member, asked)
  }
  return [...rows.values()]
}

const NOTHING = { programmes: [], person: null, seesNames: false, signIns: [], isWaiting: false, isRefused: false }

const selfOf = ({ member, displayName, role }: SeatInfo): TeamRow => ({ ...NOTHING, member, displayName, role })

const newRow = ({ member, displayName, role }: Extract<CommandBody, { name: 'add-member' }>): TeamRow => ({
  ...NOTHING,
  member,
  displayName,
  role,
})

/** What the row says once the hub has taken the command. */
function after(row: TeamRow, command: CommandBody): TeamRow {
  switch (command.name) {
    case 'grant':
      return { ...row, programmes: [...new Set([...row.programmes, command.programme])] }
    case 'revoke':
      return { ...row, programmes: row.programmes.filter((programme) => programme !== command.programme) }
    case 'grant-names':
    case 'revoke-names':
      return { ...row, seesNames: command.name === 'grant-names' }
    case 'link-person':
      return { ...row, person: command.person }
    case 'end-sign-in': {
      const signIns = row.signIns.map((signIn) =>
        signIn.device === command.device
          ? { ...signIn, ...(signIn.state === 'active' && { state: 'ending' as const }), lost: command.lost === true }
          : signIn,
      )
      return { ...row, signIns }
    }
    default:
      return row
  }
}
