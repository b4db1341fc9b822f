import type { ErasureDecision } from '#domain/erasure.ts'
import type { FieldChange, SessionParts } from '#domain/fieldChange.ts'
import type { Funder } from '#domain/funder.ts'
import type { CourseId, DeviceId, MemberId, PersonId, ProgrammeId, RunId, SessionId } from '#domain/ids.ts'
import type { OwnStatus } from '#domain/ownStatus.ts'
import type { NameParts } from '#domain/personName.ts'
import type { Role } from '#domain/roles.ts'
import type { Day, SessionFacts } from '#domain/session.ts'
import type { Assessment } from '#domain/skills/assessments.ts'
import type { Form } from '#domain/skills/form.ts'
import type { ChangeItem, Live, LocalText, PersonRow, Saved } from './api.ts'

/** What whoever plans can look up and do: the other half of `Seat`, loaded when first asked for. Whatever it makes has an
 *  id of `newId`, drawn before: the same action a second time is the same thing and not another one. */
export interface Office {
  newId<T extends string>(): T

  courses(): Live<CourseRow[]>
  /** Everything planned in a run, and who takes part. */
  plan(run: RunId): Live<RunPlan>
  /** Who was made in the field and was not looked at since, of every run that is here; latest first (F4). */
  newcomers(): Live<Newcomer[]>
  /** The hub's own statuses, by name, also those that are not offered any more. */
  ownStatuses(): Live<OwnStatus[]>
  /** Who belongs to the hub, with what waits to be sent; participants are not of the team. For coordinators. */
  team(): Live<TeamRow[]>
  /** Of ended devices, for coordinators to decide on. */
  rescued(): Live<RescuedRow[]>
  /** Whom the directory knows by such a name, for each of the names; the most alike first (F4). */
  findAlike(names: readonly NameParts[]): Promise<AlikePerson[][]>

  /** What was assessed in these runs, for reports. */
  assessed(runs: readonly RunId[]): Live<Assessed>

  /** Those of the directory that this device knows. */
  persons(ids: readonly PersonId[]): Promise<PersonRow[]>

  saveProgramme(programme: ProgrammeId, fields: ProgrammeFields): Saved
  saveCourse(course: CourseId, fields: CourseFields): Saved
  /** Makes a run and what it needs besides, in one transaction. */
  makeRun(run: RunId, what: RunFields, beside?: NewBesideRun): Saved
  /** Changes what a run is a run of, within its programme. */
  describeRun(run: RunId, what: Partial<Omit<RunFields, 'programme'>>): Saved
  /** Gives a run that was started on the spot its programme and course. */
  placeRun(run: RunId, what: RunFields, beside?: Pick<NewBesideRun, 'programme' | 'course'>): Saved

  /** `grants`: trainers who shall hold the run's programme from now on, since they teach in it. */
  planSessions(run: RunId, sessions: PlanningSession[], grants?: Grant[]): Saved
  changeSession(run: RunId, session: SessionId, change: Partial<SessionFields>, grants?: Grant[]): Saved
  cancelSession(run: RunId, session: SessionId, reason: string): Saved
  reinstateSession(run: RunId, session: SessionId): Saved
  /** By whoever teaches it, with or without a network: it changes at once, and the office sees what and why. */
  changeInField(run: RunId, session: SessionId, change: ChangeInField): Saved
  /** As it was before that change; its second part, if it was split, is cancelled. */
  putBack(run: RunId, session: SessionId, change: FieldChange): Saved

  /** Joins people to a run, whom the directory knows or who are new, in one transaction. */
  enrol(run: RunId, people: EnrolledPerson[]): Saved
  /** Takes back what `enrol` did: the list as it was, and nobody in the directory who was made for it. */
  undoEnrol(run: RunId, people: EnrolledPerson[]): Saved
  leave(run: RunId, person: PersonId): Saved
  savePerson(person: PersonId, fields: PersonFields): Saved
  /** Says that somebody who was made in the field is right: as they stand, or with what is corrected besides. */
  checkNewcomer(run: RunId, person: PersonId, fields?: PersonFields): Saved
  /** Makes one, takes it off the offer, or offers it again. */
  saveOwnStatus(status: OwnStatus): Saved
  /** Decides on erasing somebody's data. Done or kept back, they are taken off every list too. By coordinators. */
  erasePerson(person: PersonId, decision: ErasureDecision): Saved
  /** Every decision, latest first. */
  erasures(): Live<ErasureRow[]>
  /** With the name, also of whom no list shows it. null: not known here. */
  personToDecide(person: PersonId): Promise<PersonRow | null>
  /** Texts of others in which a part of somebody's name stands. */
  namedElsewhere(person: PersonId): Promise<NamedIn[]>

  /** A session that nobody planned: in a run of this member's, or in one of its own that the office places later. Those
   *  who are named come with it. */
  startSession(start: StartedSession): Saved

  /** Makes a member of the team, gives programmes, and asks for a code. */
  addMember(member: NewMember): Saved
}

// ---------------------------------------------------------------- rows

export interface CourseRow {
  course: CourseId
  title: LocalText
  /** One of the known kinds or any word. */
  kind: string
  activity: string | null
  programme: ProgrammeId | null
  demonstration: boolean
}

export interface Assessed {
  /** Every version of every form that this device knows. */
  forms: readonly Form[]
  assessments: readonly Assessment[]
}

export interface RunPlan {
  run: RunId
  programme: ProgrammeId | null
  course: CourseId | null
  number: number | null
  activity: string | null
  /** By date and time. */
  sessions: PlannedSession[]
  /** In the order of enrolment. */
  people: PersonRow[]
  /** As in a register: for who may not see names. */
  numbers: ReadonlyMap<PersonId, number>
}

export interface PlannedSession {
  session: SessionId
  facts: SessionFacts
  place: string
  trainers: MemberId[]
  /** Own title, where it differs from the course's. */
  title: LocalText | null
  cancelled: { reason: string } | null
}

/** Made in the field, by whoever could not know whom the directory knows. */
export interface Newcomer {
  run: RunId
  person: PersonRow
  /** Into which session they walked, where it is still planned. */
  session: SessionId | null
  day: Day | null
  /** ms UTC by the phone's clock. */
  at: number
  /** null: not known here. */
  byName: string | null
}

export interface TeamRow {
  member: MemberId
  displayName: string
  role: Role
  programmes: ProgrammeId[]
  /** Who they are in the directory (C1). */
  person: PersonId | null
  /** An observer to whom persons are not only numbers. */
  seesNames: boolean
  /** `ending`: asked for here, and on its way. */
  signIns: { device: DeviceId; label: string; state: 'active' | 'ending' | 'ended'; since: number; lost: boolean }[]
  /** Something about them waits to be sent. */
  isWaiting: boolean
  /** The hub refused something about them: `/waiting` says what and why. */
  isRefused: boolean
}

/** What an ended device had: it counts for nothing until a coordinator decides on it. */
export interface RescuedRow {
  member: MemberId
  device: DeviceId
  /** As its browser calls itself. */
  label: string
  displayName: string
  /** ms UTC by the server's clock. */
  broughtAt: number
  changes: ChangeItem[]
  /** Changes that are not told, there being too many. */
  untold: number
  /** A decision is on its way. */
  asked: 'take-up' | 'discard' | null
  /** The hub refused one: `/waiting` says why. */
  isRefused: boolean
}

/** A decision on erasing somebody's data. */
export interface ErasureRow extends ErasureDecision {
  person: PersonId
  /** '' once erased, or where this device does not know them. */
  personName: string
  /** null: decided here, and not with the hub yet. */
  byName: string | null
  /** ms UTC. */
  at: number
  state: 'decided' | 'waiting' | 'refused'
}

/** A text that may name somebody else than it is about. */
export interface NamedIn {
  text: string
  where:
    | { kind: 'programme'; programme: ProgrammeId }
    | { kind: 'course'; course: CourseId }
    | { kind: 'session'; session: SessionId }
    | { kind: 'note'; run: RunId }
}

export interface AlikePerson extends PersonRow {
  likeness: 'same' | 'alike'
}

// ---------------------------------------------------------------- what is made

export interface ProgrammeFields {
  title?: LocalText
  registrationNumber?: string | null
  period?: { start: Day; end: Day } | null
  beneficiary?: string | null
  funder?: Funder | null
  publicity?: LocalText
  /** New or changed ones. */
  activities?: { id: string; number: number | null; kind: string; title: LocalText }[]
  withoutActivities?: string[]
}

export interface CourseFields {
  title?: LocalText
  kind?: string
  activity?: string | null
  programme?: ProgrammeId
}

export interface RunFields {
  programme: ProgrammeId
  course: CourseId
  number: number
  activity: string | null
}

export interface SessionFields {
  facts: SessionFacts
  place: string
  trainers: MemberId[]
  /** Empty: as the course is called. */
  title: LocalText
}

export interface PlanningSession extends SessionFields {
  session: SessionId
}

export interface ChangeInField {
  id: string
  was: SessionParts
  now: SessionParts
  reason: string
  /** What is left of a session that is split. */
  second?: PlanningSession
}

export interface NewBesideRun {
  programme?: ProgrammeFields
  course?: CourseFields
  sessions?: PlanningSession[]
  grants?: Grant[]
}

export interface Grant {
  member: MemberId
  programme: ProgrammeId
}

export interface PersonFields {
  givenName: string
  familyName: string
  /** By name; '' for none. */
  organisation: string
  role: string
}

/** `isNew`: to be made. */
export type EnrolledPerson = { person: PersonId; isNew: false } | ({ person: PersonId; isNew: true } & PersonFields)

export interface StartedSession {
  /** A run of this member's; of a new id: one that has no programme yet. */
  run: RunId
  isNewRun: boolean
  session: SessionId
  fields: SessionFields
  people: EnrolledPerson[]
}

export interface NewMember {
  member: MemberId
  displayName: string
  role: Role
  programmes: ProgrammeId[]
}
