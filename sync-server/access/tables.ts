import type SQLite from 'better-sqlite3'
import type { HubId, MemberId, ProgrammeId, RunId } from '#domain/ids.ts'
import { unreachable } from '#domain/result.ts'
import { type Library, runCommand } from './commandRows.ts'
import { keepDeviceKey, rebindDevice, replaceDeviceKey } from './deviceRows.ts'
import { confirmRestore } from './epochRows.ts'
import { findInvitation, redeem, redeemSetUp } from './invitationRows.ts'
import type {
  AccessOperation,
  AccessOutcome,
  AccessSnapshot,
  DeviceAccess,
  EpochAccess,
  MemberAccess,
  RunAccess,
  SignInAccess,
} from './operations.ts'
import { keepRescued } from './rescuedRows.ts'
import {
  leave,
  MEMBER_COLUMNS,
  type MemberRow,
  makeGrant,
  makeInvitation,
  makeMember,
  makeRun,
  RUN_COLUMNS,
  type Step,
  took,
} from './rows.ts'

/** Access rows in the log's own database, so that they commit with it. Times are ms UTC of the server's clock. */
export const ACCESS_SCHEMA = `
CREATE TABLE IF NOT EXISTS hubs (
  hub TEXT PRIMARY KEY, name TEXT NOT NULL, made_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS members (
  member TEXT PRIMARY KEY, hub TEXT NOT NULL REFERENCES hubs, display_name TEXT NOT NULL, role TEXT NOT NULL,
  person TEXT, made_at INTEGER NOT NULL, sees_names INTEGER NOT NULL DEFAULT 0
) STRICT;
-- A person of the directory is one participant, whoever admits them to how many runs.
CREATE UNIQUE INDEX IF NOT EXISTS participants_by_person ON members (hub, person) WHERE role = 'participant';
CREATE TABLE IF NOT EXISTS devices (
  device TEXT PRIMARY KEY, secret_hash TEXT NOT NULL, label TEXT NOT NULL, public_key TEXT, made_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS sign_ins (
  member TEXT NOT NULL REFERENCES members, device TEXT NOT NULL REFERENCES devices,
  state TEXT NOT NULL, since INTEGER NOT NULL, PRIMARY KEY (member, device)
) STRICT, WITHOUT ROWID;
-- A code is known by its HMAC only. member NULL: sets up the first hub of an empty server.
CREATE TABLE IF NOT EXISTS invitations (
  code_hash TEXT PRIMARY KEY, member TEXT REFERENCES members, expires_at INTEGER NOT NULL, made_at INTEGER NOT NULL,
  used_at INTEGER, used_by TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS grants (
  member TEXT NOT NULL REFERENCES members, programme TEXT NOT NULL, since INTEGER NOT NULL, ended_at INTEGER,
  PRIMARY KEY (member, programme)
) STRICT, WITHOUT ROWID;
-- started_by: who started it on the spot, and keeps it. programme NULL: not placed yet.
CREATE TABLE IF NOT EXISTS runs (
  run TEXT PRIMARY KEY, hub TEXT NOT NULL REFERENCES hubs, programme TEXT, started_by TEXT REFERENCES members,
  made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS runs_by_programme ON runs (hub, programme);
CREATE TABLE IF NOT EXISTS admissions (
  member TEXT NOT NULL REFERENCES members, run TEXT NOT NULL REFERENCES runs, since INTEGER NOT NULL,
  PRIMARY KEY (member, run)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS admissions_by_run ON admissions (run);
-- Modules of the server's library that a hub has.
CREATE TABLE IF NOT EXISTS hub_modules (
  hub TEXT NOT NULL REFERENCES hubs, module TEXT NOT NULL, since INTEGER NOT NULL, PRIMARY KEY (hub, module)
) STRICT, WITHOUT ROWID;
-- Each time this server was put back from a backup: from where on a hub's history is another one. Reading is closed until
-- a coordinator has said which devices go on.
CREATE TABLE IF NOT EXISTS epochs (
  hub TEXT NOT NULL, epoch TEXT NOT NULL, n INTEGER NOT NULL, fork_seq INTEGER NOT NULL, taken_at INTEGER NOT NULL,
  began_at INTEGER NOT NULL, confirmed_at INTEGER, confirmed_by TEXT, PRIMARY KEY (hub, epoch)
) STRICT;
-- Decisions on erasing persons. outcome 'done' is for ever. Only a reason is taken out again, when the person is erased.
CREATE TABLE IF NOT EXISTS erasures (
  hub TEXT NOT NULL, n INTEGER NOT NULL, person TEXT NOT NULL, member TEXT, outcome TEXT NOT NULL, until TEXT,
  reason TEXT NOT NULL, decided_by TEXT NOT NULL, decided_at INTEGER NOT NULL, PRIMARY KEY (hub, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS erasures_by_person ON erasures (hub, person);
-- Commands that were taken, with their answer: a repeated request gets the same one.
CREATE TABLE IF NOT EXISTS commands (
  device TEXT NOT NULL, request BLOB NOT NULL, hub TEXT NOT NULL, member TEXT NOT NULL, body TEXT NOT NULL,
  result TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (device, request)
) STRICT, WITHOUT ROWID;
-- What an ended device had, carried in by others. outcome NULL: waits for a coordinator; 'taken', 'discarded', or the code
-- with which it was refused when a coordinator took it up. Kept when decided, as who decided what and when.
CREATE TABLE IF NOT EXISTS rescued (
  device TEXT NOT NULL, request BLOB NOT NULL, hub TEXT NOT NULL, member TEXT NOT NULL, n INTEGER NOT NULL,
  kind TEXT NOT NULL, document TEXT NOT NULL, changes INTEGER NOT NULL, body BLOB NOT NULL, brought_at INTEGER NOT NULL,
  outcome TEXT, decided_by TEXT, decided_at INTEGER, PRIMARY KEY (device, request)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS rescued_waiting ON rescued (hub, brought_at, n) WHERE outcome IS NULL;
`

export interface AccessRun {
  outcome: AccessOutcome
  /** Rows changed: a new snapshot is due, and the projections below. */
  changed: boolean
  /** Hubs whose `access/members` follows from what changed. */
  hubs: HubId[]
  /** Runs whose `run/{r}/staff` follows from what changed. */
  runs: RunId[]
  /** Hubs whose `access/rescued` does. */
  rescued: HubId[]
  /** Hubs in which it was decided on an erasure. */
  erasures: HubId[]
}

/** Runs one operation inside the caller's transaction.
 *  A refused operation has written nothing. What SQLite throws (full disk, broken file) goes through to the caller. */
export function runAccessOperation(
  db: SQLite.Database,
  operation: AccessOperation,
  library: Library = new Set(),
): AccessRun {
  const step = runStep(db, operation, library)
  const { hubs = [], runs = [], rescued = [], erasures = [] } = step.touched ?? {}
  return { outcome: step.outcome, changed: step.touched !== null, hubs, runs, rescued, erasures }
}

function runStep(db: SQLite.Database, operation: AccessOperation, library: Library): Step {
  switch (operation.kind) {
    case 'make-hub': {
      const { hub, name, at } = operation
      const made = db.prepare('INSERT OR IGNORE INTO hubs VALUES (?, ?, ?)').run(hub, name, at).changes > 0
      return took({ made }, made ? { hubs: [hub], runs: [] } : null)
    }
    case 'make-member':
      return makeMember(db, operation)
    case 'make-grant':
      return makeGrant(db, operation.member, operation.programme, operation.at)
    case 'make-run':
      return makeRun(db, { ...operation, startedBy: null }, operation.at)
    case 'make-set-up-code':
      db.prepare('DELETE FROM invitations WHERE member IS NULL AND used_at IS NULL').run()
      db.prepare('INSERT INTO invitations (code_hash, member, expires_at, made_at) VALUES (?, NULL, ?, ?)').run(
        operation.codeHash,
        operation.expiresAt,
        operation.at,
      )
      return took({}, null)
    case 'make-invitation':
      return makeInvitation(db, operation.member, operation.codeHash, operation.expiresAt, operation.at)
    case 'look-up-invitation': {
      const found = findInvitation(db, operation.codeHash, operation.at)
      return found.ok ? took({ ...found.invitation }, null) : found.step
    }
    case 'redeem-invitation':
      return redeem(db, operation)
    case 'redeem-set-up':
      return redeemSetUp(db, operation)
    case 'sign-out': {
      const { member, device, at } = operation
      return leave(db, member, device, at)
    }
    case 'keep-device-key':
      return keepDeviceKey(db, operation)
    case 'replace-device-key':
      return replaceDeviceKey(db, operation)
    case 'rebind-device':
      return rebindDevice(db, operation)
    case 'rescue':
      return keepRescued(db, operation)
    case 'confirm-restore':
      return confirmRestore(db, operation)
    case 'command':
      return runCommand(db, operation, library)
    default:
      return unreachable(operation)
  }
}

/** Everything that rights are judged by, as the rows stand in the caller's transaction. */
export function readAccess(db: SQLite.Database): AccessSnapshot {
  const members = new Map<MemberId, MemberAccess>()
  const memberRows = db
    .prepare<[], MemberRow & { seesNames: number }>(
      `SELECT ${MEMBER_COLUMNS}, sees_names AS seesNames FROM members ORDER BY made_at, member`,
    )
    .all()
  for (const row of memberRows) {
    members.set(row.member, {
      ...row,
      seesNames: row.seesNames === 1,
      runs: [],
      programmes: [],
      formerProgrammes: [],
    })
  }
  const grants = db
    .prepare<[], { member: MemberId; programme: ProgrammeId; endedAt: number | null }>(
      'SELECT member, programme, ended_at AS endedAt FROM grants',
    )
    .all()
  for (const grant of grants) {
    const member = members.get(grant.member)
    if (grant.endedAt === null) member?.programmes.push(grant.programme)
    else member?.formerProgrammes.push(grant.programme)
  }
  const admissions = db.prepare<[], { member: MemberId; run: RunId }>('SELECT member, run FROM admissions').all()
  for (const { member, run } of admissions) members.get(member)?.runs.push(run)
  return {
    hubs: db.prepare<[], { hub: HubId; name: string }>('SELECT hub, name FROM hubs ORDER BY made_at, hub').all(),
    members: [...members.values()],
    devices: db
      .prepare<[], DeviceAccess>(
        'SELECT device, secret_hash AS secretHash, label, public_key AS publicKey FROM devices',
      )
      .all(),
    signIns: db.prepare<[], SignInAccess>('SELECT member, device, state, since FROM sign_ins').all(),
    runs: db.prepare<[], RunAccess>(`SELECT ${RUN_COLUMNS} FROM runs`).all(),
    modules: db.prepare<[], { hub: HubId; module: string }>('SELECT hub, module FROM hub_modules').all(),
    epochs: db
      .prepare<[], EpochAccess>(
        `SELECT hub, epoch, fork_seq AS forkSeq, taken_at AS takenAt, began_at AS beganAt, confirmed_at AS confirmedAt
         FROM epochs ORDER BY n`,
      )
      .all(),
  }
}
