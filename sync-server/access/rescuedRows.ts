import type SQLite from 'better-sqlite3'
import type { DeviceId, HubId, MemberId } from '#domain/ids.ts'
import { parseDocumentId } from '#protocol/documentIds.ts'
import { isErased } from './erasureRows.ts'
import type { AccessOperation, RescuedRequest } from './operations.ts'
import { refused, type Step, took } from './rows.ts'

/** Rescued work: what an ended device had, until a coordinator decides on it. */

export interface RescuedRow extends RescuedRequest {
  member: MemberId
  device: DeviceId
  /** ms UTC by the server's clock. */
  broughtAt: number
}

/** What one device may have waiting, so that it fills no disk. */
const WAITING_BYTES_A_DEVICE = 32 * 1024 * 1024

/** In the order in which it came, and in each file as it was made. */
export const waitingRescued = (db: SQLite.Database, hub: HubId): RescuedRow[] =>
  db
    .prepare<[string], RescuedRow & { request: Buffer; body: Buffer }>(
      `SELECT request, kind, document, changes, body, member, device, brought_at AS broughtAt
       FROM rescued WHERE hub = ? AND outcome IS NULL ORDER BY brought_at, n`,
    )
    .all(hub)
    .map((row) => ({ ...row, request: new Uint8Array(row.request), body: new Uint8Array(row.body) }))

/** The same request once; what was received before it was ended is here already. */
export function keepRescued(
  db: SQLite.Database,
  { hub, member, device, requests, at }: Extract<AccessOperation, { kind: 'rescue' }>,
): Step {
  const held = db
    .prepare<[string], { bytes: number | null }>(
      'SELECT sum(length(body)) AS bytes FROM rescued WHERE device = ? AND outcome IS NULL',
    )
    .get(device)
  const given = requests.reduce((sum, { body }) => sum + body.length, 0)
  if ((held?.bytes ?? 0) + given > WAITING_BYTES_A_DEVICE) return refused('too-large', 'too much waits of this device')
  const known = db.prepare<[string, Uint8Array, string, Uint8Array]>(
    `SELECT 1 FROM requests WHERE device = ? AND request = ?
     UNION ALL SELECT 1 FROM commands WHERE device = ? AND request = ?`,
  )
  const keep = db.prepare(
    `INSERT OR IGNORE INTO rescued (device, request, hub, member, n, kind, document, changes, body, brought_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  let [rescued, already] = [0, 0]
  for (const [n, { request, kind, document, changes, body }] of requests.entries()) {
    const person = parseDocumentId(document)?.person
    if (person && isErased(db, hub, person)) continue
    const isNew =
      known.get(device, request, device, request) === undefined &&
      keep.run(device, request, hub, member, n, kind, document, changes, body, at).changes > 0
    if (isNew) rescued += changes
    else already += changes
  }
  return took({ rescued, already }, rescued > 0 ? { hubs: [], runs: [], rescued: [hub] } : null)
}

const touched = (hub: HubId) => ({ hubs: [], runs: [], rescued: [hub] })

/** Its bytes stay: whoever regrets it can be given them by whoever runs the server. */
export function discardRescued(
  db: SQLite.Database,
  { member, device, upto }: { member: MemberId; device: string; upto: number },
  by: MemberId,
  at: number,
): Step {
  const hub = db.prepare<[string], { hub: HubId }>('SELECT hub FROM members WHERE member = ?').get(member)?.hub
  const discarded = db
    .prepare(
      `UPDATE rescued SET outcome = 'discarded', decided_by = ?, decided_at = ?
       WHERE outcome IS NULL AND member = ? AND device = ? AND brought_at <= ?`,
    )
    .run(by, at, member, device, upto).changes
  return took({ discarded }, hub && discarded > 0 ? touched(hub) : null)
}

export function noteTakenUp(
  db: SQLite.Database,
  hub: HubId,
  device: string,
  outcomes: NonNullable<Extract<AccessOperation, { kind: 'command' }>['tookUp']>,
  by: MemberId,
  at: number,
): Step {
  const note = db.prepare(
    `UPDATE rescued SET outcome = ?, decided_by = ?, decided_at = ?
     WHERE device = ? AND request = ? AND hub = ? AND outcome IS NULL`,
  )
  for (const { request, outcome } of outcomes) note.run(outcome, by, at, device, request, hub)
  const taken = outcomes.filter(({ outcome }) => outcome === 'taken').length
  return took({ taken, refused: outcomes.length - taken }, touched(hub))
}
