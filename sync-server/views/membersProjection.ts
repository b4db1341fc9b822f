import type { DeviceId, HubId, MemberId, PersonId, ProgrammeId, RunId } from '#domain/ids.ts'
import type { Role } from '#domain/roles.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { AccessSnapshot, MemberAccess, RunAccess, SignInAccess } from '../access/operations.ts'
import { indexAccess, isStaffOf } from '../access/rights.ts'
import type { Projection } from '../log/Log.ts'

/** Projections of access rows: what devices need of them, made in the commit that changed the rows.
 *  A projection is a blob replaced whole; the same rows give the same bytes. */

/** Shape of both documents; a device refuses to read a higher one. */
const VERSION = 1

interface SignInListed {
  device: DeviceId
  state: 'active' | 'ended'
  since: number
  /** Ended, and nothing at all is taken from it. */
  lost?: true
}

/** `access/members`, for coordinators. Participants stand in the lists of their runs: thousands of them would travel
 *  with each sign-in of one, and their names stand in documents of their own. */
export interface MembersDocument {
  version: number
  members: {
    member: MemberId
    displayName: string
    role: Role
    programmes: ProgrammeId[]
    person?: PersonId
    seesNames?: true
    signIns: (SignInListed & { label: string })[]
  }[]
}

/** `run/{r}/staff`: who may record in the run, who could once (their claims still stand there), and coordinators; and
 *  which of its persons were admitted, on which devices they are signed in. */
export interface RunStaffDocument {
  version: number
  members: { member: MemberId; displayName: string; role: Role; former?: true }[]
  participants: { member: MemberId; person: PersonId; signIns: SignInListed[] }[]
}

const projection = (document: string, content: MembersDocument | RunStaffDocument): Projection => ({
  document,
  bytes: new TextEncoder().encode(JSON.stringify(content)),
})

export function membersProjection(snapshot: AccessSnapshot, hub: HubId): Projection {
  const { devices, signInsOf } = indexAccess(snapshot)
  const members = snapshot.members
    .filter((member) => member.hub === hub && member.runs.length === 0)
    .map(({ member, displayName, role, programmes, person, seesNames }) => ({
      member,
      displayName,
      role,
      programmes: [...programmes].sort(),
      ...(person === null ? {} : { person }),
      ...(seesNames ? { seesNames } : {}),
      signIns: signInsOf(member).map((signIn) => ({
        ...listed(signIn),
        label: devices.get(signIn.device)?.label ?? '',
      })),
    }))
  return projection(documentId.members(), { version: VERSION, members })
}

/** Null for a run that no row knows. */
export function runStaffProjection(snapshot: AccessSnapshot, run: RunId): Projection | null {
  const { runs, admitted, signInsOf } = indexAccess(snapshot)
  const row = runs.get(run)
  if (!row) return null
  const members: RunStaffDocument['members'] = []
  for (const member of snapshot.members) {
    const standing = standingIn(member, row)
    if (!standing) continue
    const { displayName, role } = member
    members.push({
      member: member.member,
      displayName,
      role,
      ...(standing === 'former' ? { former: true as const } : {}),
    })
  }
  const participants = (admitted.get(run) ?? []).map(({ member, person }) => ({
    member,
    person,
    signIns: signInsOf(member).map(listed),
  }))
  return projection(documentId.runStaff(run), { version: VERSION, members, participants })
}

const listed = ({ device, state, since }: SignInAccess): SignInListed => ({
  device,
  state: state === 'active' ? 'active' : 'ended',
  since,
  ...(state === 'lost' ? { lost: true as const } : {}),
})

function standingIn(member: MemberAccess, run: RunAccess): 'current' | 'former' | null {
  if (isStaffOf(member, run)) return 'current'
  const could = member.hub === run.hub && run.programme !== null && member.formerProgrammes.includes(run.programme)
  return could ? 'former' : null
}
