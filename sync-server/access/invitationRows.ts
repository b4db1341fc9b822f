import type SQLite from 'better-sqlite3'
import type { HubId, MemberId } from '#domain/ids.ts'
import type { Role } from '#domain/roles.ts'
import type { AccessOperation } from './operations.ts'
import { refused, type Step, took } from './rows.ts'

/** What an invitation says before it is redeemed, and whom it signs in. */
export interface FoundInvitation {
  member: MemberId
  hub: HubId
  hubName: string
  displayName: string
  role: Role
  /** ms UTC. */
  expiresAt: number
}

export function findInvitation(
  db: SQLite.Database,
  codeHash: string,
  at: number,
): { ok: true; invitation: FoundInvitation } | { ok: false; step: Step } {
  const row = db
    .prepare<[string], FoundInvitation & { usedAt: number | null }>(
      `SELECT i.member, m.hub, h.name AS hubName, m.display_name AS displayName, m.role,
              i.expires_at AS expiresAt, i.used_at AS usedAt
       FROM invitations i JOIN members m USING (member) JOIN hubs h USING (hub) WHERE i.code_hash = ?`,
    )
    .get(codeHash)
  if (!row) return { ok: false, step: refused('unknown-code', 'no such code') }
  const { usedAt, ...invitation } = row
  if (usedAt !== null) return { ok: false, step: refused('used', 'this code was used') }
  if (row.expiresAt <= at) return { ok: false, step: refused('expired', 'this code has expired') }
  return { ok: true, invitation }
}

export function redeem(db: SQLite.Database, operation: Extract<AccessOperation, { kind: 'redeem-invitation' }>): Step {
  const { codeHash, device, secretHash, label, publicKey, at } = operation
  const found = findInvitation(db, codeHash, at)
  if (!found.ok) return found.step
  const { invitation } = found
  // A device that is known keeps its secret: its other seats are signed in by it.
  db.prepare(
    `INSERT INTO devices VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET label = coalesce(nullif(excluded.label, ''), label), public_key = coalesce(excluded.public_key, public_key)`,
  ).run(device, secretHash, label, publicKey, at)
  db.prepare(
    `INSERT INTO sign_ins VALUES (?, ?, 'active', ?)
     ON CONFLICT DO UPDATE SET state = 'active', since = excluded.since`,
  ).run(invitation.member, device, at)
  db.prepare('UPDATE invitations SET used_at = ?, used_by = ? WHERE code_hash = ?').run(at, device, codeHash)
  return took({ ...invitation, device }, { hubs: [invitation.hub], runs: [] })
}
