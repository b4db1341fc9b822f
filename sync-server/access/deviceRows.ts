import type SQLite from 'better-sqlite3'
import type { DeviceId } from '#domain/ids.ts'
import type { AccessOperation } from './operations.ts'
import { refused, type Step, took } from './rows.ts'

/** A device's own key, and the cookie that follows from it. */

/** A change of which no projection of access rows tells. */
const NOTHING = { hubs: [], runs: [] }

export function keepDeviceKey(
  db: SQLite.Database,
  { device, publicKey }: Extract<AccessOperation, { kind: 'keep-device-key' }>,
): Step {
  const row = db
    .prepare<[string], { key: string | null }>('SELECT public_key AS key FROM devices WHERE device = ?')
    .get(device)
  if (!row) return refused('not-possible', 'no such device')
  if (row.key === publicKey) return took({}, null)
  if (row.key !== null) return refused('fork', 'this device has another key')
  db.prepare('UPDATE devices SET public_key = ? WHERE device = ?').run(publicKey, device)
  return took({}, NOTHING)
}

export function replaceDeviceKey(
  db: SQLite.Database,
  { device, publicKey }: Extract<AccessOperation, { kind: 'replace-device-key' }>,
): Step {
  if (!isSignedIn(db, device)) return refused('ended', 'nobody is signed in on it')
  db.prepare('UPDATE devices SET public_key = ? WHERE device = ?').run(publicKey, device)
  return took({}, NOTHING)
}

export function rebindDevice(
  db: SQLite.Database,
  { device, publicKey, secretHash }: Extract<AccessOperation, { kind: 'rebind-device' }>,
): Step {
  if (!isSignedIn(db, device)) return refused('ended', 'nobody is signed in on it')
  const given = db
    .prepare('UPDATE devices SET secret_hash = ? WHERE device = ? AND public_key = ?')
    .run(secretHash, device, publicKey).changes
  return given > 0 ? took({}, NOTHING) : refused('not-possible', 'this device has another key by now')
}

const isSignedIn = (db: SQLite.Database, device: DeviceId): boolean =>
  db.prepare("SELECT 1 FROM sign_ins WHERE device = ? AND state = 'active'").get(device) !== undefined
