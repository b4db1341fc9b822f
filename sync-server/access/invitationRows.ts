import type SQLite from 'better-sqlite3'
import type { HubId, MemberId } from '#domain/ids.ts'
import { invariant } from '#domain/result.ts'
import type { Role } from '#domain/roles.ts'
import type { AccessOperation } from './operations.ts'
import { makeMember, membersTouched, refused, type Step, took } from './rows.ts'

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
  const closed = refusedFor(row, at)
  return closed ? { ok: false, step: closed } : { ok: true, invitation }
}

interface CodeRow {
  /** ms UTC. */
  expiresAt: number
  usedAt: number | null
}

/** Why a code that was given once is good for nothing any more; null where it is. */
function refusedFor({ usedAt, expiresAt }: CodeRow, at: number): Step | null {
  if (usedAt !== null) return refused('used', 'this code was used')
  return expiresAt <= at ? refused('expired', 'this code has expired') : null
}

export function redeem(db: SQLite.Database, operation: Extract<AccessOperation, { kind: 'redeem-invitation' }>): Step {
  const found = findInvitation(db, operation.codeHash, operation.at)
  if (!found.ok) return found.step
  const { invitation } = found
  spendCode(db, operation, invitation.member)
  return took({ ...invitation, device: operation.device }, membersTouched(db, invitation.member))
}

/** The one code that belongs to no member makes the hub it is asked for, if there is none yet. */
export function redeemSetUp(db: SQLite.Database, operation: Extract<AccessOperation, { kind: 'redeem-set-up' }>): Step {
  const { codeHash, hub, hubName, member, displayName, device, at } = operation
  const row = db
    .prepare<[string], CodeRow>(
      'SELECT expires_at AS expiresAt, used_at AS usedAt FROM invitations WHERE code_hash = ? AND member IS NULL',
    )
    .get(codeHash)
  if (!row) return refused('unknown-code', 'no such code')
  const closed = refusedFor(row, at)
  if (closed) return closed
  // Made meanwhile without this code, as the demonstration is.
  if (db.prepare('SELECT 1 FROM hubs').get()) return refused('used', 'this server has a hub')
  const invitation: FoundInvitation = {
    member,
    hub,
    hubName,
    displayName,
    role: 'coordinator',
    expiresAt: row.expiresAt,
  }
  db.prepare('INSERT INTO hubs VALUES (?, ?, ?)').run(hub, hubName, at)
  const made = makeMember(db, { ...invitation, at })
  invariant(made.outcome.ok, 'where there was no hub there is no member')
  spendCode(db, operation, member)
  return took({ ...invitation, device }, { hubs: [hub], runs: [] })
}

/** Signs the device in, and lets nobody use the code again. */
function spendCode(
  db: SQLite.Database,
  {
    codeHash,
    device,
    secretHash,
    label,
    publicKey,
    at,
  }: Extract<AccessOperation, { secretHash: string; codeHash: string }>,
  member: MemberId,
): void {
  // A device that is known keeps its secret: its other seats are signed in by it.
  db.prepare(
    `INSERT INTO devices VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET label = coalesce(nullif(excluded.label, ''), label), public_key = coalesce(excluded.public_key, public_key)`,
  ).run(device, secretHash, label, publicKey, at)
  db.prepare(
    `INSERT INTO sign_ins VALUES (?, ?, 'active', ?)
     ON CONFLICT DO UPDATE SET state = 'active', since = excluded.since`,
  ).run(member, device, at)
  db.prepare('UPDATE invitations SET used_at = ?, used_by = ? WHERE code_hash = ?').run(at, device, codeHash)
}
