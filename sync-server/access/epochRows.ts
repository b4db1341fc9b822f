import type SQLite from 'better-sqlite3'
import type { RunId } from '#domain/ids.ts'
import type { AccessOperation } from './operations.ts'
import { endSignIn, memberRow, refused, type Step, took } from './rows.ts'

/** Opens a hub that was put back from a backup, having ended what must not go on. All that follows from access rows is
 *  made anew: the rows may be newer than the backup. */
export function confirmRestore(
  db: SQLite.Database,
  { hub, member, device, end, at }: Extract<AccessOperation, { kind: 'confirm-restore' }>,
): Step {
  const actor = memberRow(db, member)
  if (actor?.hub !== hub || actor.role !== 'coordinator') return refused('no-right', 'only coordinators confirm')
  for (const signIn of end) {
    if (memberRow(db, signIn.member)?.hub !== hub) return refused('not-possible', 'no such member')
    if (signIn.member === member && signIn.device === device)
      return refused('not-possible', 'whoever confirms goes on themselves')
  }
  const opened = db
    .prepare(`UPDATE epochs SET confirmed_at = ?, confirmed_by = ? WHERE hub = ? AND confirmed_at IS NULL`)
    .run(at, member, hub).changes
  for (const signIn of end) endSignIn(db, signIn, at)
  const runs = db.prepare<[string], RunId>('SELECT run FROM runs WHERE hub = ?').pluck().all(hub)
  return took({ opened: opened > 0 }, { hubs: [hub], runs })
}
