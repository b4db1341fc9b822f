import type SQLite from 'better-sqlite3'
import type { MemberId, PersonId } from '#domain/ids.ts'
import type { CommandBody } from '#protocol/commands.ts'
import type { RunAccess } from './operations.ts'
import { makeMember, memberRow, refused, type Step, took } from './rows.ts'

type Admission = Extract<CommandBody, { name: 'admit' }>

/** Makes a person of a run the participant who may read and write what is theirs. Whoever was admitted elsewhere is
 *  known already, under the id given then: that member is admitted, and the answer names it. */
export function admit(db: SQLite.Database, wanted: Admission, { run, hub }: RunAccess, at: number): Step {
  const { person, displayName } = wanted
  const known = db
    .prepare<[string, string], { member: MemberId }>(
      "SELECT member FROM members WHERE hub = ? AND person = ? AND role = 'participant'",
    )
    .get(hub, person)
  const member = known?.member ?? wanted.member
  if (!known) {
    const made = takeMember(db, { member, hub, displayName, person, at })
    if (!made.outcome.ok) return made
  }
  const admitted = db.prepare('INSERT OR IGNORE INTO admissions VALUES (?, ?, ?)').run(member, run, at).changes > 0
  return took({ member }, admitted ? { hubs: [hub], runs: [run] } : null)
}

/** The member with this id: made now, or a participant of this hub of whom nobody said yet who it is. */
function takeMember(
  db: SQLite.Database,
  input: { member: MemberId; hub: RunAccess['hub']; displayName: string; person: PersonId; at: number },
): Step {
  const row = memberRow(db, input.member)
  if (!row) return makeMember(db, { ...input, role: 'participant' })
  if (row.hub !== input.hub || row.role !== 'participant' || row.person !== null)
    return refused('not-possible', 'another member has this id')
  db.prepare('UPDATE members SET person = ? WHERE member = ?').run(input.person, input.member)
  return took({}, null)
}
