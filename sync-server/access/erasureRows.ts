import type SQLite from 'better-sqlite3'
import type { ErasureDecision, ErasureOutcome } from '#domain/erasure.ts'
import type { HubId, MemberId, PersonId } from '#domain/ids.ts'
import { admittedTo, refused, type Step, took } from './rows.ts'

/** Decisions on erasing persons, none of them ever changed: who, what, when and why, and no name. The one that says `done`
 *  is the tombstone: nothing of that person is taken any more. It is kept in the journal too, so that a backup from before
 *  brings nothing back. */

export interface ErasureRow extends ErasureDecision {
  /** 1, 2 … in each hub. */
  n: number
  person: PersonId
  /** As which participant the person was known. */
  member: MemberId | null
  decidedBy: MemberId
  /** ms UTC by the server's clock. */
  decidedAt: number
}

const COLUMNS = 'n, person, member, outcome, until, reason, decided_by AS decidedBy, decided_at AS decidedAt'

/** Oldest first. */
export const erasuresOf = (db: SQLite.Database, hub: HubId): ErasureRow[] =>
  db.prepare<[string], ErasureRow>(`SELECT ${COLUMNS} FROM erasures WHERE hub = ? ORDER BY n`).all(hub)

/** Of every hub, with the moment. */
export const erasedPersons = (db: SQLite.Database): { hub: HubId; person: PersonId; at: number }[] =>
  db
    .prepare<[], { hub: HubId; person: PersonId; at: number }>(
      "SELECT hub, person, decided_at AS at FROM erasures WHERE outcome = 'done' ORDER BY hub, n",
    )
    .all()

export const isErased = (db: SQLite.Database, hub: HubId, person: string): boolean =>
  db.prepare("SELECT 1 FROM erasures WHERE hub = ? AND person = ? AND outcome = 'done'").get(hub, person) !== undefined

export const isErasedMember = (db: SQLite.Database, member: string): boolean =>
  db.prepare("SELECT 1 FROM erasures WHERE member = ? AND outcome = 'done'").get(member) !== undefined

const participantOf = (db: SQLite.Database, hub: HubId, person: PersonId): MemberId | null =>
  db
    .prepare<[string, string], MemberId>(
      "SELECT member FROM members WHERE hub = ? AND person = ? AND role = 'participant'",
    )
    .pluck()
    .get(hub, person) ?? null

/** Writes a decision down. What `done` means for everything that is stored follows in the same commit. */
export function decideErasure(
  db: SQLite.Database,
  {
    hub,
    person,
    outcome,
    until,
    reason,
    by,
    at,
  }: { hub: HubId; person: PersonId; by: MemberId; at: number } & ErasureDecision,
): Step {
  if (isErased(db, hub, person)) return refused('erased', 'this person was erased')
  const member = participantOf(db, hub, person)
  const next = db.prepare<[string], number>('SELECT coalesce(max(n), 0) + 1 FROM erasures WHERE hub = ?').pluck()
  db.prepare('INSERT INTO erasures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
    ...[hub, next.get(hub) ?? 1, person, member, outcome satisfies ErasureOutcome, until, reason, by, at],
  )
  const runs = member === null || outcome !== 'done' ? [] : admittedTo(db, member)
  return took({}, { hubs: [hub], runs, rescued: outcome === 'done' ? [hub] : [], erasures: [hub] })
}

/** Takes from the access rows what names an erased person or lets them in. Random ids stay. */
export function forgetInAccess(db: SQLite.Database, hub: HubId, person: PersonId, at: number): void {
  const member = participantOf(db, hub, person)
  db.prepare("UPDATE erasures SET reason = '' WHERE hub = ? AND person = ?").run(hub, person)
  if (member !== null) {
    db.prepare("UPDATE erasures SET member = ? WHERE hub = ? AND person = ? AND outcome = 'done'").run(
      ...[member, hub, person],
    )
    db.prepare("UPDATE members SET display_name = '', person = NULL WHERE member = ?").run(member)
    db.prepare('DELETE FROM invitations WHERE member = ?').run(member)
    db.prepare("UPDATE sign_ins SET state = 'erased', since = ? WHERE member = ? AND state <> 'erased'").run(at, member)
  }
  const named = [person, member].filter((id) => id !== null)
  forgetCommands(db, hub, named)
  forgetRescued(db, hub, named, at)
}

/** Fields of commands that hold people's words. */
const WORDS = ['displayName', 'reason'] as const

function forgetCommands(db: SQLite.Database, hub: HubId, named: readonly string[]): void {
  const find = db.prepare<[string, string], { device: string; request: Buffer; body: string }>(
    'SELECT device, request, body FROM commands WHERE hub = ? AND instr(body, ?) > 0',
  )
  const change = db.prepare('UPDATE commands SET body = ? WHERE device = ? AND request = ?')
  for (const id of named) {
    for (const { device, request, body } of find.all(hub, id)) {
      const fields = JSON.parse(body) as Record<string, unknown>
      if (!WORDS.some((word) => word in fields)) continue
      const rest = Object.entries(fields).filter(([name]) => !WORDS.some((word) => word === name))
      change.run(JSON.stringify(Object.fromEntries(rest)), device, request)
    }
  }
}

/** Rescued work about an erased person is decided on by that. */
function forgetRescued(db: SQLite.Database, hub: HubId, named: readonly string[], at: number): void {
  const forget = db.prepare(
    `UPDATE rescued SET body = x'', outcome = coalesce(outcome, 'erased'), decided_at = coalesce(decided_at, ?)
     WHERE hub = ? AND length(body) > 0 AND (instr(document, ?) > 0 OR (kind = 'command' AND instr(body, CAST(? AS BLOB)) > 0))`,
  )
  for (const id of named) forget.run(at, hub, id, id)
}
