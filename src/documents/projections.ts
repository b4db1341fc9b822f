import type { DeviceId, MemberId, ProgrammeId } from '#domain/ids.ts'
import { ROLES, type Role } from '#domain/roles.ts'
import type { Json } from './change.ts'
import { asList, asName, asNumber, asObject, asText, isJson } from './json.ts'

/** Blobs that the server makes and replaces whole: JSON in UTF-8. `version` is the shape's, not the content's: a higher
 *  one was made by a newer server and is not read. */
const VERSION = 1

/** `access/members`: who belongs to the hub, and on which devices. */
export interface MembersProjection {
  version: number
  members: ListedMember[]
}

export interface ListedMember {
  member: MemberId
  displayName: string
  role: Role
  programmes: ProgrammeId[]
  signIns: { device: DeviceId; label: string; state: 'active' | 'ended'; since: number }[]
}

/** `run/{r}/staff`: everybody who may or could once record in a run. */
export interface RunStaffProjection {
  version: number
  members: RunStaffMember[]
}

export interface RunStaffMember {
  member: MemberId
  displayName: string
  role: Role
  /** Could record once; their claims stand in the run. */
  former: boolean
}

/** null for bytes that are not such a projection, or one of a newer shape. */
export function readMembers(bytes: Uint8Array): MembersProjection | null {
  const found = readProjection(bytes)
  if (!found) return null
  const members = found.members.flatMap((json) => {
    const basics = readMember(json)
    const member = asObject(json)
    if (!basics || !member) return []
    return [
      {
        ...basics,
        programmes: asList(member.programmes).flatMap((id) => asName<ProgrammeId>(id) ?? []),
        signIns: asList(member.signIns).flatMap(readSignIn),
      },
    ]
  })
  return { version: found.version, members }
}

/** null for bytes that are not such a projection, or one of a newer shape. */
export function readRunStaff(bytes: Uint8Array): RunStaffProjection | null {
  const found = readProjection(bytes)
  if (!found) return null
  const members = found.members.flatMap((json) => {
    const member = readMember(json)
    return member ? [{ ...member, former: asObject(json)?.former === true }] : []
  })
  return { version: found.version, members }
}

function readProjection(bytes: Uint8Array): { version: number; members: Json[] } | null {
  const json = parse(bytes)
  const version = asNumber(json?.version)
  return json && version !== null && version <= VERSION && Array.isArray(json.members)
    ? { version, members: json.members }
    : null
}

function parse(bytes: Uint8Array): { [key: string]: Json } | null {
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return isJson(json) ? asObject(json) : null
  } catch {
    return null
  }
}

function readMember(json: Json): { member: MemberId; displayName: string; role: Role } | null {
  const row = asObject(json)
  const member = asName<MemberId>(row?.member)
  const role = ROLES.find((known) => known === row?.role)
  return row && member && role ? { member, displayName: asText(row.displayName) ?? '', role } : null
}

function readSignIn(json: Json): ListedMember['signIns'] {
  const row = asObject(json)
  const device = asName<DeviceId>(row?.device)
  if (!row || !device || (row.state !== 'active' && row.state !== 'ended')) return []
  return [{ device, label: asText(row.label) ?? '', state: row.state, since: asNumber(row.since) ?? 0 }]
}
