import type { ReadonlySignal } from '@preact/signals'
import type { ClassPublicProjection, ClassSession, RecordProjection } from '#documents/classProjections.ts'
import type { PersonStanding } from '#documents/erasures.ts'
import type { RecordedClaim, RecordedReview, Span, Status } from '#domain/claims.ts'
import type { ClassBookFields } from '#domain/classBook.ts'
import type { FieldChange } from '#domain/fieldChange.ts'
import type { Funder } from '#domain/funder.ts'
import type {
  ClaimKey,
  CourseId,
  DeviceId,
  HubId,
  MemberId,
  OrganisationId,
  PersonId,
  ProgrammeId,
  RunId,
  SessionId,
} from '#domain/ids.ts'
import type { OwnStatus } from '#domain/ownStatus.ts'
import type { RegisterCounts, RegisterState } from '#domain/register.ts'
import type { Result } from '#domain/result.ts'
import type { Role } from '#domain/roles.ts'
import type { Day, Mode, SessionFacts } from '#domain/session.ts'
import type { CommandBody, CommandName } from '#protocol/commands.ts'
import type { OpenRegister } from '#protocol/frames.ts'
import type { RefusalCode } from '#protocol/refusals.ts'
import type { Badges, OwnBadges } from './badgesApi.ts'
import type { Boards } from './boardsApi.ts'
import type { Learning } from './learningApi.ts'
import type { Office } from './officeApi.ts'
import type { Signatures } from './signaturesApi.ts'
import type { Skills } from './skillsApi.ts'

/** What the store offers to screens: read-only signals and named actions. With `learningApi.ts` and `officeApi.ts`
 *  the room's only outward face; `sync` uses `syncPort.ts`. */

/** A text in several languages, by language tag. */
export type LocalText = Record<string, string>

export type Loadable<T> = { state: 'loading' } | { state: 'missing' } | { state: 'ready'; value: T }

// ---------------------------------------------------------------- the device and its seats

/** A member signed in on this device. */
export interface SeatInfo {
  member: MemberId
  device: DeviceId
  serverId: string
  hub: HubId
  hubName: string
  displayName: string
  role: Role
  /** ended: the hub ended this sign-in. What is unsent stays here and can be read. */
  state: 'active' | 'ended'
}

export type StoreFailure =
  /** The phone has no room left. */
  | { kind: 'storage-full' }
  /** The browser wiped or replaced the database while it was open. */
  | { kind: 'store-lost' }
  /** The browser refuses storage (private window, blocked, broken profile). */
  | { kind: 'storage-refused'; detail: string }
  /** A newer version of the app in another tab upgraded the database: reload. */
  | { kind: 'newer-version' }
  | { kind: 'failed'; detail: string }

/** Why what lies here cannot be shown yet.
 *  rebuilding: a new version reads it in another way; so many documents of so many are done.
 *  blocked: a tab with an older version, which does not answer, holds the database. */
export type Preparing = { kind: 'rebuilding'; done: number; of: number } | { kind: 'blocked' }

export interface Device {
  seats: ReadonlySignal<SeatInfo[]>
  /** The seat on screen; null when nobody is signed in. */
  seat: ReadonlySignal<Seat | null>
  /** How far everybody's work has come, whoever is on screen; in the order of `seats`. */
  saving: ReadonlySignal<{ member: MemberId; saving: SavingStatus }[]>
  /** Set when the device's own database cannot be opened. */
  failure: ReadonlySignal<StoreFailure | null>
  /** Set while the store of the seat on screen is being opened and that takes its time. */
  preparing: ReadonlySignal<Preparing | null>
  /** The hub that erased somebody's data, with all that was of theirs on this device; null: none, or it was read. */
  erasedBy: ReadonlySignal<string | null>
  /** A member's own store was found gone since this was opened, while the device's was kept: it begins empty. */
  storeLost: ReadonlySignal<boolean>
  forgetErased(): Promise<void>
  /** Person's choice, kept on the device. null: as the browser says. */
  language: ReadonlySignal<string | null>
  setLanguage(language: string): Promise<void>
  /** Adds a seat after a successful sign-in and puts it on screen. */
  addSeat(info: SeatInfo): Promise<Result<void, StoreFailure>>
  switchTo(member: MemberId): Promise<void>
  /** Removes the seat and its database. Refused while anything is unsent or unsaved (S1).
   *  The caller ends the sign-in on the server between `prepare` and this. */
  removeSeat(member: MemberId): Promise<Result<void, StoreFailure | { kind: 'unsent'; changes: number }>>
}

/** Unsent work as a file that anyone may carry to the hub. It stays here as well until the hub has it. */
export interface HandedOver {
  /** Text that every share sheet and mail takes. */
  text: string
  /** How many changes it holds. */
  changes: number
  /** How many it does not: no room, or they wait for an answer about those before them. */
  left: number
}

export type HandOverFailure =
  /** This browser keeps no keys. */
  | { kind: 'no-key' }
  /** The hub has not told its key yet, or does not know this device's: at the next contact. */
  | { kind: 'never-introduced' }
  | { kind: 'nothing' }

// ---------------------------------------------------------------- saving and sending, told as they are (F2, F3)

export interface SavingStatus {
  /** Not on disk: a write failed, shown until it is written. */
  unsaved: number
  /** On disk, not yet received by the hub. */
  waiting: number
  /** Refused by the hub, kept with their reason. */
  refused: number
  /** Server time of the last acknowledgement, ms UTC; null if never. */
  receivedAt: number | null
  /** When the oldest of what waits or was refused was made, ms by this phone's clock; null if there is none. Follows
   *  the counts a moment later. */
  oldestAt: number | null
  /** Why the last write failed, if something is unsaved. */
  failure: StoreFailure | null
}

export interface ConnectionStatus {
  state: 'off' | 'connecting' | 'connected' | 'signed-out' | 'too-old'
  /** Last time the hub was heard, ms by this device's clock; null if never. */
  heardAt: number | null
  /** Phone's clock less server's, ms, as last measured; null if never (F11). Kept over restarts. */
  clockOffsetMs: number | null
  /** First contact is still filling the store. */
  filling: boolean
  /** Who else has a register open that is open here, as the hub said last; nothing is known while not connected. */
  others: ReadonlyMap<SessionId, readonly Present[]>
}

/** Who has a register open, on which device. */
export interface Present {
  member: MemberId
  device: DeviceId
}

/** What a waiting, unsaved or refused change was, for the page that lists every one of them. */
export interface ChangeItem {
  id: string
  state: 'unsaved' | 'waiting' | 'refused'
  /** What it does, in plain values; screens put it in words. */
  what:
    | { kind: 'mark'; session: SessionId; person: PersonId; status: Status; item?: string }
    | { kind: 'everyone'; session: SessionId; item?: string }
    | { kind: 'withdrawal' | 'submission' | 'not-held' | 'class-book'; session: SessionId }
    | { kind: 'assessment' | 'signature' | 'signature-withdrawal'; document: string; person: PersonId }
    | {
        kind:
          | 'person'
          | 'plan'
          | 'note'
          | 'programme'
          | 'course'
          | 'organisation'
          | 'hub'
          | 'board'
          | 'progress'
          | 'other'
        document: string
      }
    /** Who may do what. `personName` says whom it is about, where it is about somebody. */
    | { kind: 'command'; command: CommandName }
  at: number
  run: RunId | null
  sessionTitle: LocalText | null
  sessionDay: Day | null
  /** Of the agenda's item that it is about; null also where the agenda does not know it. */
  itemTitle: string | null
  personName: string | null
  refusal: RefusalCode | null
}

// ---------------------------------------------------------------- the read model

export interface ProgrammeRow {
  programme: ProgrammeId
  title: LocalText
  registrationNumber: string | null
  period: { start: Day; end: Day } | null
  beneficiary: string | null
  funder: Funder | null
  publicity: LocalText
  activities: { id: string; number: number | null; kind: string; title: LocalText }[]
}

export interface RunRow {
  run: RunId
  programme: ProgrammeId | null
  course: CourseId | null
  /** Title of the course; of the first session while there is none. */
  title: LocalText
  kind: string
  /** Which run of the course: 1, 2 … */
  number: number | null
  activity: string | null
  rosterSize: number
  sessionCount: number
  /** Planned by us for demonstration, not stated by the source. */
  demonstration: boolean
}

export interface SessionRow {
  session: SessionId
  run: RunId
  programme: ProgrammeId | null
  title: LocalText
  /** n-th session of its run, by date and time. */
  index: number
  ofSessions: number
  runNumber: number | null
  facts: SessionFacts
  startsAt: number
  endsAt: number
  place: string
  trainers: MemberId[]
  cancelled: boolean
  rosterSize: number
  state: RegisterState
  counts: RegisterCounts
  /** Received by the server / only on this phone; last time a claim was stated by its phone's clock. */
  lastClaimAt: number | null
}

export interface PersonRow {
  person: PersonId
  /** As it is written in its language's order. */
  displayName: string
  familyName: string
  givenName: string
  organisation: OrganisationId | null
  organisationName: string
  role: string
  demonstration: boolean
  /** By the hub's decision: nothing of them is anywhere any more, or it is kept and shown in no daily list. */
  standing?: PersonStanding
}

export interface RegisterView {
  session: SessionRow
  run: RunRow
  roster: PersonRow[]
  /** Everybody named by a claim, also who is not on the roster. */
  people: ReadonlyMap<PersonId, PersonRow>
  /** Numbers of the run's people, for who may not see names: the same in each of its sessions, also for who left. */
  numbers: ReadonlyMap<PersonId, number>
  /** Who walked into this session without being expected, as far as it is on the disk. */
  walkIns: ReadonlySet<PersonId>
  /** What trainers changed of the session, oldest first. */
  changes: readonly FieldChange[]
  /** The session whose second part this is, since somebody split that; null also where it is not planned any more. */
  partOf: SessionFacts | null
  /** The hub's own statuses by id, also those that are not offered any more. */
  ownStatuses: ReadonlyMap<string, OwnStatus>
  claims: RecordedClaim[]
  reviews: RecordedReview[]
  /** Text of notes, by the key that a mark's `about` names. */
  notes: ReadonlyMap<string, string>
  /** Names of who may record in this run, as far as this device knows. */
  members: ReadonlyMap<MemberId, string>
  /** Names of devices, where this member may know them. */
  devices: ReadonlyMap<DeviceId, string>
  /** Claims on screen that are not on disk, waiting to be sent, or refused. Others are received. */
  unsaved: ReadonlySet<ClaimKey>
  waiting: ReadonlySet<ClaimKey>
  refused: ReadonlyMap<ClaimKey, RefusalCode>
}

// ---------------------------------------------------------------- a participant's own

/** When and where a session is. */
export type SessionPlace = Pick<SessionFacts, 'date' | 'start' | 'end' | 'zone'> & { place: string }

/** A run as its participants see it. */
export interface ClassRow extends Omit<ClassPublicProjection, 'version' | 'sessions'> {
  /** By date and time. */
  sessions: ClassSessionRow[]
}

export interface ClassSessionRow extends ClassSession {
  startsAt: number
  endsAt: number
  /** Where it was to be before it was moved, as this device had known it; null where it was not. */
  was: SessionPlace | null
}

/** What a person may see of what others stated about them. */
export type MyRecord = Omit<RecordProjection, 'version'>

// ---------------------------------------------------------------- codes

/** Somebody on a run's list, and whether they take part in Teren. */
export interface ParticipantRow {
  person: PersonRow
  /** null while nobody admitted them. */
  member: MemberId | null
  /** On how many devices. */
  signedIn: number
  /** Asked for on this device. */
  invitation: InvitationRow | null
}

/** A code that was asked for on this device, to be handed over. */
export interface InvitationRow {
  member: MemberId
  /** Who a participant is in the directory, and for which run the code was asked for; null for the team. */
  person: PersonId | null
  run: RunId | null
  displayName: string
  /** asked: comes with the network. given: can be handed over until `expiresAt`. used: somebody signed in by it.
   *  refused: `refusal` says why. */
  state: 'asked' | 'given' | 'used' | 'refused'
  /** Eight letters, while it is given. */
  code: string | null
  /** ms UTC by the server's clock. */
  expiresAt: number | null
  madeAt: number
  refusal: RefusalCode | null
}

// ---------------------------------------------------------------- actions

export interface MarkInput {
  status: Status
  /** Of the hub; it counts as `status`. */
  ownStatus?: string
  mode?: Mode
  spans?: Span[]
  /** Their badge was read. */
  way?: 'badge'
  note?: string
}

/** An item of the agenda; null: the whole session. */
export type ItemId = string | null

export interface NewPerson {
  givenName: string
  familyName: string
  organisation: string
}

/** *Saved* means resolved with ok: the strict transaction is complete (F2). On failure the claim stays in
 *  `RegisterView.unsaved` and is tried again by `retryUnsaved`. */
export type Saved = Promise<Result<void, StoreFailure>>

export interface Seat {
  info: ReadonlySignal<SeatInfo>
  saving: ReadonlySignal<SavingStatus>
  connection: ReadonlySignal<ConnectionStatus>
  /** So many changes went unsent because they were of persons whom the hub erased, until somebody has read it (S1). */
  erased: ReadonlySignal<number>
  forgetErased(): Promise<void>
  /** Tells those who have it open too that a register is open here, until what it gives is called. */
  opens(register: OpenRegister): () => void
  /** ms UTC by the server's clock where the offset is known, else by the phone's. `trusted` says which (F5): not where
   *  the phone's clock stands before the last contact; then it is the moment of that contact. */
  now(): { at: number; trusted: boolean }

  /** Live queries. Each call gives a signal that follows the database until disposed. */
  sessionsBetween(from: Day, to: Day): Live<SessionRow[]>
  sessionsOfRun(run: RunId): Live<SessionRow[]>
  /** The sessions nearest to a moment, before and after it. */
  sessionsNear(at: number, count: number): Live<SessionRow[]>
  /** Ended before the moment, neither cancelled nor anything recorded; latest first. */
  sessionsMissed(at: number): Live<SessionRow[]>
  runs(): Live<RunRow[]>
  programmes(): Live<ProgrammeRow[]>
  register(session: SessionId): Live<RegisterView>
  changes(): Live<ChangeItem[]>
  /** Codes asked for on this device, latest first. Whether one is too old `expiresAt` says. */
  invitations(): Live<InvitationRow[]>
  /** In the order of the list. */
  participants(run: RunId): Live<ParticipantRow[]>
  /** A participant's runs, by their first session. */
  classes(): Live<ClassRow[]>
  /** Missing until the hub has sent it. */
  myRecord(): Live<MyRecord>
  /** Folded search over names and organisations, whatever the alphabet; best first. */
  searchPersons(text: string, limit: number): Promise<PersonRow[]>

  /** At an item of the agenda where one is named, else in the whole session; so with all that mark. */
  mark(session: SessionId, person: PersonId, input: MarkInput, item?: ItemId): Saved
  everyonePresent(session: SessionId, persons: PersonId[], item?: ItemId): Saved
  /** The same mark for each of them, in one transaction: all are saved or none. `note`: why, with each of them. */
  markSeveral(session: SessionId, persons: PersonId[], status: Status, item?: ItemId, note?: string): Saved
  /** Takes back claims of this member. */
  withdraw(session: SessionId, claims: ClaimKey[]): Saved
  submit(session: SessionId): Saved
  didNotTakePlace(session: SessionId, reason: string): Saved
  /** What was taught and how, in place of what this member wrote before. */
  writeClassBook(session: SessionId, fields: ClassBookFields): Saved
  /** Somebody new: makes the person, enrols and marks present, in one transaction. */
  addWalkIn(session: SessionId, person: NewPerson, item?: ItemId): Saved
  /** Somebody known, not on the roster: enrols and marks present. */
  addKnown(session: SessionId, person: PersonId, item?: ItemId, way?: 'badge'): Saved
  retryUnsaved(): Saved
  /** Says what every member may know of the hub; by coordinators. Languages are tags, the preferred first. */
  describeHub(hub: { name: string; languages: string[] }): Saved
  /** Queues a command in the outbox, as any other change. */
  command(body: CommandBody): Saved
  /** Asks for a one-time code for a member of the team; it comes into `invitations` with the network. The name is only
   *  for this device's own lists. */
  invite(member: MemberId, displayName: string): Saved
  /** What whoever plans can do, loaded when first asked for.
   *  Errors: rejects when it cannot be loaded; asked again, it tries again. */
  office(): Promise<Office>
  /** Badges of a run's people, and whose one is; loaded when first asked for. Rejects as `office` does. */
  badges(): Promise<Badges>
  /** What people can do; loaded when first asked for. Rejects as `office` does. */
  skills(): Promise<Skills>
  /** Of who signed on the glass; loaded when first asked for. Rejects as `office` does. */
  signatures(): Promise<Signatures>
  /** Group work. Loaded when first asked for; rejects where it cannot be. */
  boards(): Promise<Boards>
  /** A participant's own. */
  ownBadges(): Promise<OwnBadges>
  /** Learning modules, and what this person did in them. */
  learning: Learning
  /** Asks for a code for a person on a run's list, whom it makes a participant if they are none. Nothing happens where
   *  one is on its way. */
  inviteParticipant(run: RunId, person: PersonId): Saved
  /** Sends a refused change again, as it was. */
  retryRefused(id: string): Promise<void>
  /** Makes a file of everything that waits to be sent (S1). `preface`: for whoever opens it. */
  handOver(preface: string): Promise<Result<HandedOver, StoreFailure | HandOverFailure>>
  /** Drops a refused change after its owner has read why. */
  discardRefused(id: string): Promise<void>
}

export interface Live<T> {
  value: ReadonlySignal<Loadable<T>>
  dispose(): void
}
