import { type DeviceId, fromBase64Url, type MemberId, type PersonId, type ProgrammeId } from '#domain/ids.ts'
import { ROLES, type Role } from '#domain/roles.ts'
import type { Json } from './change.ts'
import { asCount, asList, asName, asNumber, asObject, asText, type JsonObject } from './json.ts'
import { readProjection } from './projectionBytes.ts'

/** What the server makes for staff of access rows. Each reader gives null for bytes that are not such a projection, or
 *  one of a newer shape, and leaves out what it cannot read in it. */

/** `access/members`: who belongs to the hub, and on which devices. Participants stand in the lists of their runs. */
export interface MembersProjection {
  version: number
  members: ListedMember[]
}

export interface ListedMember {
  member: MemberId
  displayName: string
  role: Role
  programmes: ProgrammeId[]
  /** Who they are in the directory, where a coordinator said so. */
  person: PersonId | null
  /** An observer to whom persons are not only numbers. */
  seesNames: boolean
  signIns: (SignIn & { label: string })[]
}

export interface SignIn {
  device: DeviceId
  state: 'active' | 'ended'
  /** ms UTC by the server's clock. */
  since: number
  /** Ended because the device was lost or stolen: nothing at all is taken from it. */
  lost: boolean
}

/** `run/{r}/staff`: everybody who may or could once record in a run, and who of its persons takes part in Teren. */
export interface RunStaffProjection {
  version: number
  members: RunStaffMember[]
  participants: RunParticipant[]
}

/** A person admitted to a run. Without a name: that stands in the person's own document. */
export interface RunParticipant {
  member: MemberId
  person: PersonId
  signIns: SignIn[]
}

export interface RunStaffMember {
  member: MemberId
  displayName: string
  role: Role
  /** Could record once; their claims stand in the run. */
  former: boolean
}

/** `access/rescued`: what ended devices had, until a coordinator decides on it. */
export interface RescuedProjection {
  version: number
  work: RescuedWork[]
}

export interface RescuedWork {
  member: MemberId
  device: DeviceId
  label: string
  displayName: string
  /** ms UTC by the server's clock: a decision goes up to there. */
  broughtAt: number
  requests: { kind: 'push' | 'command'; document: string; body: Uint8Array }[]
  /** Changes that are not told, there being too many. */
  untold: number
}

export function readRescued(bytes: Uint8Array): RescuedProjection | null {
  const found = readProjection(bytes, 'work')
  if (!found) return null
  const work = found.list.flatMap((row): RescuedWork[] => {
    const [member, device] = [asName<MemberId>(row.member), asName<DeviceId>(row.device)]
    const broughtAt = asNumber(row.broughtAt)
    if (!member || !device || broughtAt === null) return []
    const requests = asList(row.requests).flatMap(readRescuedRequest)
    const [label, displayName] = [asText(row.label) ?? '', asText(row.displayName) ?? '']
    return [{ member, device, label, displayName, broughtAt, requests, untold: asCount(row.untold) ?? 0 }]
  })
  return { version: found.version, work }
}

function readRescuedRequest(json: Json): RescuedWork['requests'] {
  const row = asObject(json)
  const body = fromBase64Url(asText(row?.body) ?? '')
  const kind = row?.kind === 'push' || row?.kind === 'command' ? row.kind : null
  return kind && body ? [{ kind, document: asText(row?.document) ?? '', body }] : []
}

export function readMembers(bytes: Uint8Array): MembersProjection | null {
  const found = readProjection(bytes, 'members')
  if (!found) return null
  const members = found.list.flatMap((member) => {
    const basics = readMember(member)
    if (!basics) return []
    return {
      ...basics,
      programmes: asList(member.programmes).flatMap((id) => asName<ProgrammeId>(id) ?? []),
      person: asName<PersonId>(member.person),
      seesNames: member.seesNames === true,
      signIns: asList(member.signIns).flatMap((json) => {
        const signIn = readSignIn(json)
        return signIn ? { ...signIn, label: asText(asObject(json)?.label) ?? '' } : []
      }),
    }
  })
  return { version: found.version, members }
}

export function readRunStaff(bytes: Uint8Array): RunStaffProjection | null {
  const found = readProjection(bytes, 'members')
  if (!found) return null
  const members = found.list.flatMap((row) => {
    const member = readMember(row)
    return member ? { ...member, former: row.former === true } : []
  })
  return { version: found.version, members, participants: asList(found.json.participants).flatMap(readParticipant) }
}

function readParticipant(json: Json): RunParticipant[] {
  const row = asObject(json)
  const member = asName<MemberId>(row?.member)
  const person = asName<PersonId>(row?.person)
  if (!row || !member || !person) return []
  return [{ member, person, signIns: asList(row.signIns).flatMap((signIn) => readSignIn(signIn) ?? []) }]
}

function readMember(row: JsonObject): { member: MemberId; displayName: string; role: Role } | null {
  const member = asName<MemberId>(row.member)
  const role = ROLES.find((known) => known === row.role)
  return member && role ? { member, displayName: asText(row.displayName) ?? '', role } : null
}

function readSignIn(json: Json): SignIn | null {
  const row = asObject(json)
  const device = asName<DeviceId>(row?.device)
  if (!row || !device || (row.state !== 'active' && row.state !== 'ended')) return null
  return { device, state: row.state, since: asNumber(row.since) ?? 0, lost: row.lost === true }
}
