import type { PersonId, RunId, SessionId } from '#domain/ids.ts'
import type { RegisterState } from '#domain/register.ts'
import { ROLES, type Role } from '#domain/roles.ts'
import type { Mode, SessionFacts } from '#domain/session.ts'
import type { Json } from './change.ts'
import { asCount, asList, asName, asObject, asText, type JsonObject } from './json.ts'
import { type LocalText, readLocalText } from './localText.ts'
import { readProjection } from './projectionBytes.ts'
import { readFacts } from './sessionFacts.ts'

/** What the server makes for participants of what others wrote. Each reader gives null for bytes that are not such a
 *  projection, or one of a newer shape, and leaves out what it cannot read in it. */

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
