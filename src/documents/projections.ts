import type { DeviceId, MemberId, PersonId, ProgrammeId, RunId, SessionId } from '#domain/ids.ts'
import type { RegisterState } from '#domain/register.ts'
import { ROLES, type Role } from '#domain/roles.ts'
import type { Mode, SessionFacts } from '#domain/session.ts'
import type { Json } from './change.ts'
import { asCount, asList, asName, asNumber, asObject, asText, isJson, type JsonObject } from './json.ts'
import { type LocalText, readLocalText } from './localText.ts'
import { readFacts } from './sessionFacts.ts'

/** Blobs that the server makes and replaces whole: JSON in UTF-8. `version` is the shape's, not the content's: a higher
 *  one was made by a newer server and is not read. Each reader gives null for bytes that are not such a projection, or
 *  one of a newer shape, and leaves out what it cannot read in it. */
const VERSION = 1

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
  return { device, state: row.state, since: asNumber(row.since) ?? 0 }
}

// ---------------------------------------------------------------- for participants

/** `class/{r}/public`: when and where a run meets, who is there to teach, and who pays for it. */
export interface ClassPublicProjection {
  version: number
  hubName: string
  run: RunId
  title: LocalText
  /** Of the course; '' when not stated. */
  kind: string
  number: number | null
  programmeTitle: LocalText
  funderRegistration: string | null
  demonstration: boolean
  team: { displayName: string; role: Role }[]
  /** By date and time. */
  sessions: ClassSession[]
}

export interface ClassSession {
  session: SessionId
  title: LocalText
  facts: SessionFacts
  place: string
  /** Names. */
  trainers: string[]
  cancelled: { reason: string } | null
}

/** `self/{p}/record`: what a person may see of what others stated about them: own attendance, run by run. */
export interface RecordProjection {
  version: number
  person: PersonId
  displayName: string
  runs: RecordRun[]
}

export interface RecordRun {
  run: RunId
  title: LocalText
  number: number | null
  /** By date and time. */
  sessions: RecordSession[]
  minutesConfirmed: number
  minutesToReview: number
  /** Of the sessions that take place. */
  ofMinutes: number
}

export interface RecordSession {
  session: SessionId
  title: LocalText
  facts: SessionFacts
  state: AttendanceState
  minutes: number
  ofMinutes: number
  /** null unless present. */
  mode: Mode | null
  /** `confirmed`: in an accepted register. `disagreement`: several stated differently, and it is not decided. */
  standing: Standing
  registerState: RegisterState
}

const ATTENDANCE = ['not-recorded', 'present', 'absent', 'excused'] as const
export type AttendanceState = (typeof ATTENDANCE)[number]

const STANDINGS = ['confirmed', 'to-review', 'disagreement'] as const
export type Standing = (typeof STANDINGS)[number]

const REGISTER_STATES: readonly RegisterState[] = [
  'not-started',
  'in-progress',
  'submitted',
  'accepted',
  'returned',
  'did-not-take-place',
]

export function readClassPublic(bytes: Uint8Array): ClassPublicProjection | null {
  const found = readProjection(bytes, 'sessions')
  const run = asName<RunId>(found?.json.run)
  if (!found || !run) return null
  const { version, json, list } = found
  return {
    version,
    hubName: asText(json.hubName) ?? '',
    run,
    title: readLocalText(json.title),
    kind: asText(json.kind) ?? '',
    number: asCount(json.number),
    programmeTitle: readLocalText(json.programmeTitle),
    funderRegistration: asText(json.funderRegistration),
    demonstration: json.demonstration === true,
    team: asList(json.team).flatMap(readTeamMember),
    sessions: list.flatMap(readClassSession),
  }
}

function readTeamMember(json: Json): ClassPublicProjection['team'] {
  const row = asObject(json)
  const role = ROLES.find((known) => known === row?.role)
  const displayName = asText(row?.displayName)
  return role && displayName ? [{ displayName, role }] : []
}

function readClassSession(row: JsonObject): ClassSession[] {
  const session = asName<SessionId>(row.session)
  const facts = readFacts(row.facts)
  if (!session || !facts) return []
  const cancelled = asObject(row.cancelled)
  return [
    {
      session,
      title: readLocalText(row.title),
      facts,
      place: asText(row.place) ?? '',
      trainers: asList(row.trainers).flatMap((name) => asText(name) ?? []),
      cancelled: cancelled && { reason: asText(cancelled.reason) ?? '' },
    },
  ]
}

export function readRecord(bytes: Uint8Array): RecordProjection | null {
  const found = readProjection(bytes, 'runs')
  const person = asName<PersonId>(found?.json.person)
  if (!found || !person) return null
  const { version, json, list } = found
  return { version, person, displayName: asText(json.displayName) ?? '', runs: list.flatMap(readRecordRun) }
}

function readRecordRun(row: JsonObject): RecordRun[] {
  const run = asName<RunId>(row.run)
  if (!run) return []
  return [
    {
      run,
      title: readLocalText(row.title),
      number: asCount(row.number),
      sessions: asList(row.sessions).flatMap(readRecordSession),
      minutesConfirmed: asCount(row.minutesConfirmed) ?? 0,
      minutesToReview: asCount(row.minutesToReview) ?? 0,
      ofMinutes: asCount(row.ofMinutes) ?? 0,
    },
  ]
}

function readRecordSession(json: Json): RecordSession[] {
  const row = asObject(json)
  const session = asName<SessionId>(row?.session)
  const facts = readFacts(row?.facts)
  const state = ATTENDANCE.find((known) => known === row?.state)
  const standing = STANDINGS.find((known) => known === row?.standing)
  const registerState = REGISTER_STATES.find((known) => known === row?.registerState)
  if (!row || !session || !facts || !state || !standing || !registerState) return []
  const mode = row.mode === 'on-site' || row.mode === 'online' ? row.mode : null
  const [minutes, ofMinutes] = [asCount(row.minutes) ?? 0, asCount(row.ofMinutes) ?? 0]
  return [{ session, title: readLocalText(row.title), facts, state, minutes, ofMinutes, mode, standing, registerState }]
}

/** `all/modules`: the learning modules that this hub has, and those that its server could give it besides. */
export interface ModuleListProjection {
  version: number
  modules: ListedModule[]
  offered: ListedModule[]
}

export interface ListedModule {
  module: string
  title: LocalText
  summary: LocalText
  /** Tags of the languages in which it can be read; the first is the original. */
  languages: string[]
  /** How long reading it takes. */
  minutes: number
  lessonCount: number
  /** Rises with each publication. */
  contentVersion: number
  /** Size of the download. */
  bytes: number
  /** SHA-256 of the loaded document's entries as canonical JSON, hexadecimal: what the device holds is known by this. */
  digest: string
}

export function readModuleList(bytes: Uint8Array): ModuleListProjection | null {
  const found = readProjection(bytes, 'modules')
  if (!found) return null
  const offered = objectsOf(asList(found.json.offered)).flatMap(readListedModule)
  return { version: found.version, modules: found.list.flatMap(readListedModule), offered }
}

function readListedModule(row: JsonObject): ListedModule[] {
  const module = asName<string>(row.module)
  const digest = asName<string>(row.digest)
  if (!module || !digest) return []
  return [
    {
      module,
      title: readLocalText(row.title),
      summary: readLocalText(row.summary),
      languages: asList(row.languages).flatMap((tag) => asName<string>(tag) ?? []),
      minutes: asCount(row.minutes) ?? 0,
      lessonCount: asCount(row.lessonCount) ?? 0,
      contentVersion: asCount(row.contentVersion) ?? 0,
      bytes: asCount(row.bytes) ?? 0,
      digest,
    },
  ]
}

// ---------------------------------------------------------------- bytes

/** A projection of a known version with its one list, of which only objects are kept. */
function readProjection(
  bytes: Uint8Array,
  listName: string,
): { version: number; json: JsonObject; list: JsonObject[] } | null {
  const json = parse(bytes)
  const version = asNumber(json?.version)
  const list = json?.[listName]
  if (!json || version === null || version > VERSION || !Array.isArray(list)) return null
  return { version, json, list: objectsOf(list) }
}

const objectsOf = (list: Json[]): JsonObject[] => list.map(asObject).filter((row) => row !== null)

function parse(bytes: Uint8Array): JsonObject | null {
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return isJson(json) ? asObject(json) : null
  } catch {
    return null
  }
}
