import type SQLite from 'better-sqlite3'
import type { HubId, MemberId, PersonId, ProgrammeId, RunId } from '#domain/ids.ts'
import type { Role } from '#domain/roles.ts'
import type { AccessOutcome, RunAccess } from './operations.ts'

/** Steps that operations are made of, each on rows of `tables.ts` inside the caller's transaction. */

/** Whose projections follow from what changed. */
export interface Touched {
  hubs: HubId[]
  runs: RunId[]
  /** Hubs with other Rescued work than before. */
  rescued?: HubId[]
  /** Hubs in which it was decided on an erasure. */
  erasures?: HubId[]
}

/** What a step inside an operation returns. */
export interface Step {
  outcome: AccessOutcome
  touched: Touched | null
}
export const took = (result: Record<string, unknown>, touched: Touched | null): Step => ({
  outcome: { ok: true, result },
  touched,
})
export const refused = (code: Exclude<AccessOutcome, { ok: true }>['code'], detail: string): Step => ({
  outcome: { ok: false, code, detail },
  touched: null,
})

export interface MemberRow {
  member: MemberId
  hub: HubId
  displayName: string
  role: Role
  person: PersonId | null
}

export const MEMBER_COLUMNS = 'member, hub, display_name AS displayName, role, person'

export const memberRow = (db: SQLite.Database, member: MemberId): MemberRow | undefined =>
  db.prepare<[string], MemberRow>(`SELECT ${MEMBER_COLUMNS} FROM members WHERE member = ?`).get(member)

/** The lists in which a member's sign-ins stand: the hub's, and those of a participant's runs. */
export function membersTouched(db: SQLite.Database, member: MemberId): Touched {
  const row = memberRow(db, member)
  return { hubs: row ? [row.hub] : [], runs: admittedTo(db, member) }
}

/** Runs to which a member was admitted. */
export const admittedTo = (db: SQLite.Database, member: MemberId): RunId[] =>
  db
    .prepare<[string], { run: RunId }>('SELECT run FROM admissions WHERE member = ?')
    .all(member)
    .map(({ run }) => run)

/** Reading stops at once (S7). The answer says whether there was something to end. Of a device that was lost nothing at
 *  all is taken, unless it is found again. */
export function endSignIn(
  db: SQLite.Database,
  { member, device, lost = false }: { member: MemberId; device: string; lost?: boolean | undefined },
  at: number,
): Step {
  const state = lost ? 'lost' : 'ended'
  return setState(db, 'state <> ?', [state, at, member, device, state])
}

/** Whoever has the device signs out: what a coordinator said of it holds. */
export const leave = (db: SQLite.Database, member: MemberId, device: string, at: number): Step =>
  setState(db, "state = 'active'", ['ended', at, member, device])

function setState(db: SQLite.Database, where: string, values: [string, number, MemberId, string, ...string[]]): Step {
  const ended = db
    .prepare(
      `UPDATE sign_ins SET state = ?, since = ? WHERE member = ? AND device = ? AND state <> 'erased' AND ${where}`,
    )
    .run(...values).changes
  return took({ ended: ended > 0 }, ended > 0 ? membersTouched(db, values[2]) : null)
}

const runsOf = (db: SQLite.Database, hub: HubId, programme: ProgrammeId | null): RunId[] =>
  db
    .prepare<[string, string | null, string | null], { run: RunId }>(
      'SELECT run FROM runs WHERE hub = ? AND (? IS NULL OR programme = ?)',
    )
    .all(hub, programme, programme)
    .map((row) => row.run)

/** Makes a member, or finds that the same one is there already. */
export function makeMember(
  db: SQLite.Database,
  input: { member: MemberId; hub: HubId; displayName: string; role: Role; person?: PersonId; at: number },
): Step {
  const known = memberRow(db, input.member)
  if (known) {
    const same = known.hub === input.hub && known.displayName === input.displayName && known.role === input.role
    return same ? took({ made: false }, null) : refused('not-possible', 'another member has this id')
  }
  if (!db.prepare('SELECT 1 FROM hubs WHERE hub = ?').get(input.hub)) return refused('not-possible', 'no such hub')
  db.prepare('INSERT INTO members VALUES (?, ?, ?, ?, ?, ?, 0)').run(
    input.member,
    input.hub,
    input.displayName,
    input.role,
    input.person ?? null,
    input.at,
  )
  // A coordinator is named in every run at once; a trainer from the first grant on.
  return took(
    { made: true },
    { hubs: [input.hub], runs: input.role === 'coordinator' ? runsOf(db, input.hub, null) : [] },
  )
}

export function makeGrant(db: SQLite.Database, member: MemberId, programme: ProgrammeId, at: number): Step {
  const row = memberRow(db, member)
  if (!row) return refused('not-possible', 'no such member')
  if (row.role !== 'trainer') return refused('not-possible', 'only trainers are granted programmes')
  const changed = db
    .prepare(
      `INSERT INTO grants VALUES (?, ?, ?, NULL)
       ON CONFLICT DO UPDATE SET since = excluded.since, ended_at = NULL WHERE ended_at IS NOT NULL`,
    )
    .run(member, programme, at).changes
  return took({}, changed > 0 ? { hubs: [row.hub], runs: runsOf(db, row.hub, programme) } : null)
}

export function endGrant(db: SQLite.Database, member: MemberId, programme: ProgrammeId, at: number): Step {
  const row = memberRow(db, member)
  if (!row) return refused('not-possible', 'no such member')
  const changed = db
    .prepare('UPDATE grants SET ended_at = ? WHERE member = ? AND programme = ? AND ended_at IS NULL')
    .run(at, member, programme).changes
  return took({}, changed > 0 ? { hubs: [row.hub], runs: runsOf(db, row.hub, programme) } : null)
}

export const RUN_COLUMNS = 'run, hub, programme, started_by AS startedBy'

export const runRow = (db: SQLite.Database, run: RunId): RunAccess | undefined =>
  db.prepare<[string], RunAccess>(`SELECT ${RUN_COLUMNS} FROM runs WHERE run = ?`).get(run)

/** Makes a run, or finds that the same one is there already, placed meanwhile or not. */
export function makeRun(db: SQLite.Database, wanted: RunAccess, at: number): Step {
  const { run, hub, programme, startedBy } = wanted
  const known = runRow(db, run)
  if (known) {
    const same = startedBy === null ? known.programme === programme : true
    return known.hub === hub && known.startedBy === startedBy && same
      ? took({ made: false }, null)
      : refused('not-possible', 'another run has this id')
  }
  if (!db.prepare('SELECT 1 FROM hubs WHERE hub = ?').get(hub)) return refused('not-possible', 'no such hub')
  db.prepare('INSERT INTO runs VALUES (?, ?, ?, ?, ?)').run(run, hub, programme, startedBy, at)
  return took({ made: true }, { hubs: [], runs: [run] })
}

/** Says of which programme a run is that was started on the spot; said otherwise later, that holds. */
export function placeRun(
  db: SQLite.Database,
  { run, startedBy, programme: before }: RunAccess,
  programme: ProgrammeId,
): Step {
  if (before === programme) return took({}, null)
  if (startedBy === null && before !== null) return refused('not-possible', 'planned in another programme')
  db.prepare('UPDATE runs SET programme = ? WHERE run = ?').run(programme, run)
  return took({}, { hubs: [], runs: [run] })
}

export function makeInvitation(
  db: SQLite.Database,
  member: MemberId,
  codeHash: string,
  expiresAt: number,
  at: number,
): Step {
  if (!memberRow(db, member)) return refused('not-possible', 'no such member')
  const made = db
    .prepare('INSERT OR IGNORE INTO invitations (code_hash, member, expires_at, made_at) VALUES (?, ?, ?, ?)')
    .run(codeHash, member, expiresAt, at).changes
  return made > 0 ? took({ expiresAt }, null) : refused('failed', 'this code was given already')
}
