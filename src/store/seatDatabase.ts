import { Dexie, type Table, type Transaction } from 'dexie'
import type { DocumentChange, Json } from '#documents/change.ts'
import type { Course } from '#documents/course.ts'
import type { Plan } from '#documents/plan.ts'
import type { RecordedClaim, RecordedReview } from '#domain/claims.ts'
import type { CourseId, DeviceId, MemberId, ModuleId, OrganisationId, PersonId, RunId, SessionId } from '#domain/ids.ts'
import type { OwnStatus } from '#domain/ownStatus.ts'
import type { Progress } from '#domain/progress.ts'
import type { Day } from '#domain/session.ts'
import type { CommandBody } from '#protocol/commands.ts'
import { parseDocumentId, type Scope } from '#protocol/documentIds.ts'
import type { RefusalCode } from '#protocol/refusals.ts'
import type { LocalText, PersonRow, ProgrammeRow, RunRow, SessionPlace, SessionRow } from './api.ts'
import type { Disk } from './disk.ts'

/** One member's store on this device. */

export type MetaRow =
  /** Drawn when the database was made. Another one, or none: this is not the database that was opened. */
  | { key: 'store'; id: string }
  | ({ key: 'feed' } & FeedState)
  /** Server's time of the last acknowledgement, ms UTC. */
  | { key: 'receivedAt'; at: number }
  /** offsetMs: the phone's clock less the server's. heardAt: ms by the phone's clock. */
  | { key: 'clock'; offsetMs: number; heardAt: number }
  /** Which version of the read model stands here; absent is 1. */
  | { key: 'read-model'; version: number }
  /** The read model of this version is being made; documents up to this one are in it. */
  | { key: 'rebuilding'; version: number; after: string }
  | ({ key: 'checked' } & CheckedState)
  /** The hub was put back from a backup, and was not told yet of all that is here. */
  | { key: 'owes' }
  /** Rows up to this are in two backups of the hub. */
  | { key: 'backed-up'; sequence: number }
  /** So many changes went unsent, because persons were erased, and nobody has read it yet. */
  | { key: 'erased'; changes: number }

export interface FeedState {
  cursor: number
  epoch: string | null
  /** null before first contact. */
  scopes: Scope[] | null
  /** Scopes that are newer here than the cursor and are being fetched from further back. */
  fills: { scope: Scope; from: number }[]
}

/** How far this store was compared with the hub's. */
export interface CheckedState {
  /** Documents of this scope whose ids come after this one are next; null: all were compared. */
  next: { scope: Scope; after: string } | null
  /** When all had been compared last, ms by the phone's clock; null: never. */
  at: number | null
}

export interface HeadRow {
  document: string
  scope: Scope
  /** Raised when the document is rebuilt: copies in memory of an older one are void. */
  generation: number
  /** Under which this store writes into this document; drawn at the first write here, never copied. */
  clientId: number | null
  /** Number of the document's newest row. */
  last: number
  /** Rebuilt while older requests were still unanswered: rebuilt again with each answer; nothing is frozen meanwhile. */
  unsettled: boolean
}

/** Stamped by the server, on rows that it has. */
export interface Received {
  member: MemberId
  device: DeviceId
  receivedAt: number
  /** null on own rows until the feed brings them. */
  clockOffsetMs: number | null
  epoch: string | null
  tag: Uint8Array
}

export interface UpdateRow {
  document: string
  /** 1, 2 … in each document; commits of all tabs in order. */
  n: number
  /** part: of a snapshot that is not complete yet; not applied. */
  kind: 'update' | 'snapshot' | 'part'
  bytes: Uint8Array
  /** Place in the hub's feed. Missing: not acknowledged. */
  sequence?: number
  received?: Received
  part?: number
  parts?: number
  /** Was acknowledged by a server that has been restored from before that: kept, to be given back. */
  formerSequence?: number
  /** Bytes that cannot be applied. Kept and never read. */
  quarantined?: true
}

/** What its member wrote in a document that is not on this device any more, until it is in backups. */
export interface HeldRow {
  n?: number
  document: string
  bytes: Uint8Array
  received: Received
  /** As in `UpdateRow`: one of the two. */
  sequence?: number
  formerSequence?: number
}

export interface OutboxEntry {
  n?: number
  document: string
  /** In plain values, to be applied again after a refusal. null for a command. */
  change: DocumentChange | null
  command: CommandBody | null
  update: Uint8Array
  /** Its row in the document. */
  row: number | null
  /** The frozen request it is part of. */
  request: string | null
  state: 'waiting' | 'sent' | 'refused'
  refusal: RefusalCode | null
  at: number
  /** Which session it is about, for the list of changes: its row may be gone with a scope that was lost. */
  session?: { title: LocalText; day: Day } | undefined
  /** Part of a merged request that was refused: sent by itself, so that only the refused one stays behind. */
  alone: boolean
  /** How often it was rebuilt because of a refusal. */
  tries: number
}

export interface RequestRow {
  /** The 16 random bytes as base64url. */
  id: string
  /** Number of its first entry: requests go out in this order. */
  n: number
  kind: 'push' | 'command'
  document: string
  deviceNow: number
  body: Uint8Array
  request: Uint8Array
  entries: number[]
}

export interface ProjectionRow {
  document: string
  scope: Scope
  sequence: number
  bytes: Uint8Array
}

export interface StoredPlan {
  run: RunId
  plan: Plan
  /** Somebody of its list was made in the field; missing where nobody was. */
  hasNew?: 1
}

export interface StoredRegister {
  session: SessionId
  run: RunId
  /** By key. */
  claims: RecordedClaim[]
  reviews: RecordedReview[]
}

export interface StoredPerson extends PersonRow {
  /** Folded words of name and organisation, for searching; none of somebody archived. */
  keys: string[]
  archived?: boolean
}

export interface StoredNote {
  run: RunId
  key: string
  person: PersonId
  text: string
  at: number
  by: MemberId | null
}

/** A code that was asked for here. */
export interface StoredInvitation {
  member: MemberId
  /** Who a participant is in the directory, and for which run the code was asked for; null for the team. */
  person: PersonId | null
  run: RunId | null
  displayName: string
  /** null until the server has answered. */
  code: string | null
  /** ms UTC by the server's clock; null with the code. */
  expiresAt: number | null
  /** By the server's clock once there is a code, by the phone's until then. */
  madeAt: number
}

/** What somebody did in one module, as one document says: of a run, or of their own. */
export interface StoredProgress {
  document: string
  module: ModuleId
  progress: Progress
}

/** What one document says of a badge. */
export interface StoredBadge {
  document: string
  person: PersonId
  /** The person says so, not staff. */
  isOwn: boolean
  hash: string
  issuedAt: number | null
  isRevoked: boolean
}

/** A session that was moved after this device had first known it. */
export interface StoredMove {
  session: SessionId
  run: RunId
  was: SessionPlace
}

export interface SeatDatabase extends Dexie {
  meta: Table<MetaRow, string>
  heads: Table<HeadRow, string>
  rows: Table<UpdateRow, [string, number]>
  outbox: Table<OutboxEntry, number>
  requests: Table<RequestRow, string>
  projections: Table<ProjectionRow, string>
  invitations: Table<StoredInvitation, string>
  /** Progress of whoever takes part in no run, with the keys that it would have in a document. Stays on this device. */
  kept: Table<{ key: string; value: Json }, string>
  moves: Table<StoredMove, string>
  held: Table<HeldRow, number>
  // The read model: made of the documents, can be made again.
  programmes: Table<ProgrammeRow, string>
  courses: Table<{ course: CourseId } & Course, string>
  plans: Table<StoredPlan, string>
  ownStatuses: Table<OwnStatus, string>
  /** Who was made in the field, and was looked at by a coordinator since. */
  checked: Table<{ run: RunId; person: PersonId }, [string, string]>
  runs: Table<RunRow, string>
  sessions: Table<SessionRow, string>
  registers: Table<StoredRegister, [string, string]>
  persons: Table<StoredPerson, string>
  organisations: Table<{ organisation: OrganisationId; name: string; folded: string }, string>
  notes: Table<StoredNote, [string, string]>
  progress: Table<StoredProgress, [string, string]>
  badges: Table<StoredBadge, [string, string]>
}

/** To be raised whenever rows must be made of the documents anew, as when claims of a new kind are read that an older
 *  app kept and passed over. */
export const READ_MODEL_VERSION = 8

export const READ_MODEL = [
  'programmes',
  'courses',
  'plans',
  'checked',
  'ownStatuses',
  'runs',
  'sessions',
  'registers',
  'persons',
  'organisations',
  'notes',
  'progress',
  'badges',
] as const

export const seatDatabaseName = (member: MemberId): string => `teren-seat-${member}`

/** `cache: disabled`: Dexie's cache shows writes before they are on disk. */
export function openSeatDatabase(member: MemberId, disk: Disk): SeatDatabase {
  const db = new Dexie(seatDatabaseName(member), {
    indexedDB: disk.indexedDB,
    IDBKeyRange: disk.IDBKeyRange,
    chromeTransactionDurability: 'strict',
    cache: 'disabled',
  }) as SeatDatabase
  db.version(1).stores({
    meta: 'key',
    heads: 'document, scope',
    rows: '[document+n], sequence',
    outbox: '++n, state, document',
    requests: 'id, n, document',
    projections: 'document, scope',
    programmes: 'programme',
    courses: 'course',
    plans: 'run',
    runs: 'run, course',
    sessions: 'session, run, startsAt, facts.date, [state+endsAt]',
    registers: '[run+session], run',
    persons: 'person, organisation, *keys',
    organisations: 'organisation, folded',
    notes: '[run+key], [run+person]',
  })
  db.version(2).stores({ invitations: 'member, madeAt' }).upgrade(moveNotes)
  db.version(3).stores({ kept: 'key', moves: 'session, run', progress: '[document+module], document' })
  db.version(4)
    .stores({ rows: '[document+n], sequence, formerSequence', held: '++n, sequence, formerSequence' })
    .upgrade(oweFormerRows)
  db.version(5).stores({ badges: '[document+hash], document, hash, person' })
  db.version(6).stores({ plans: 'run, hasNew', checked: '[run+person], run', ownStatuses: 'id' })
  return db
}

/** An older app kept what a hub lost, and did not know how to give it back. */
async function oweFormerRows(transaction: Transaction): Promise<void> {
  const former = await transaction.table<UpdateRow, [string, number]>('rows').where('formerSequence').above(0).count()
  if (former > 0) await transaction.table<MetaRow, string>('meta').put({ key: 'owes' })
}

/** Notes about persons left the scope of their run for one of their own. Whoever held the run held these as far, and
 *  loses them where the hub now says that they may not read them. */
async function moveNotes(transaction: Transaction): Promise<void> {
  const heads = transaction.table<HeadRow, string>('heads')
  await heads
    .where('scope')
    .startsWith('run:')
    .modify((head) => {
      head.scope = parseDocumentId(head.document)?.scope ?? head.scope
    })
  const meta = transaction.table<MetaRow, string>('meta')
  const feed = await meta.get('feed')
  if (feed?.key !== 'feed' || !feed.scopes) return
  const noteScope = (scope: Scope): Scope[] => (scope.startsWith('run:') ? [`about:${scope.slice(4)}`] : [])
  await meta.put({
    ...feed,
    scopes: [...feed.scopes, ...feed.scopes.flatMap(noteScope)],
    fills: [...feed.fills, ...feed.fills.flatMap((fill) => noteScope(fill.scope).map((scope) => ({ ...fill, scope })))],
  })
}
