import type { DeviceId, HubId, MemberId, ProgrammeId, RunId } from '#domain/ids.ts'
import type { Role } from '#domain/roles.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { AccessSnapshot, MemberAccess } from '../access/operations.ts'

/** Projections of access rows: what devices need of them, made in the commit that changed the rows.
 *  A projection is a blob replaced whole; the same rows give the same bytes. */

export interface Projection {
  document: string
  /** JSON in UTF-8. */
  bytes: Uint8Array
}

/** Shape of both documents; a device refuses to read a higher one. */
const VERSION = 1

/** `access/members`, for coordinators. */
export interface MembersDocument {
  version: number
  members: {
    member: MemberId
    displayName: string
    role: Role
    programmes: ProgrammeId[]
    signIns: { device: DeviceId; label: string; state: 'active' | 'ended'; since: number }[]
  }[]
}

/** `run/{r}/staff`: who may record in the run, who could once (their claims still stand there), and coordinators. */
export interface RunStaffDocument {
  version: number
  members: { member: MemberId; displayName: string; role: Role; former?: true }[]
}

const projection = (document: string, content: MembersDocument | RunStaffDocument): Projection => ({
  document,
  bytes: new TextEncoder().encode(JSON.stringify(content)),
})

export function membersProjection(snapshot: AccessSnapshot, hub: HubId): Projection {
  const labels = new Map(snapshot.devices.map((device) => [device.device, device.label]))
  const signIns = Map.groupBy(snapshot.signIns, (signIn) => signIn.member)
  const members = snapshot.members
    .filter((member) => member.hub === hub)
    .map(({ member, displayName, role, programmes }) => ({
      member,
      displayName,
      role,
      programmes: [...programmes].sort(),
      signIns: (signIns.get(member) ?? []).map(({ device, state, since }) => ({
        device,
        label: labels.get(device) ?? '',
        state,
        since,
      })),
    }))
  return projection(documentId.members(), { version: VERSION, members })
}

/** Null for a run that no row knows. */
export function runStaffProjection(snapshot: AccessSnapshot, run: RunId): Projection | null {
  const row = snapshot.runs.find((candidate) => candidate.run === run)
  if (!row) return null
  const members: RunStaffDocument['members'] = []
  for (const member of snapshot.members) {
    if (member.hub !== row.hub) continue
    const standing = standingIn(member, row.programme)
    if (!standing) continue
    const { displayName, role } = member
    members.push({
      member: member.member,
      displayName,
      role,
      ...(standing === 'former' ? { former: true as const } : {}),
    })
  }
  return projection(documentId.runStaff(run), { version: VERSION, members })
}

function standingIn(member: MemberAccess, programme: ProgrammeId): 'current' | 'former' | null {
  if (member.role === 'coordinator') return 'current'
  if (member.role === 'trainer' && member.programmes.includes(programme)) return 'current'
  return member.formerProgrammes.includes(programme) ? 'former' : null
}
