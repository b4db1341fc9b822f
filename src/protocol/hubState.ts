import type { DeviceId, MemberId } from '#domain/ids.ts'
import { ROLES, type Role } from '#domain/roles.ts'
import { REFUSALS, type RefusalCode } from './refusals.ts'

/** How a hub's server is, told to its coordinators at `/api/state-of-hub`. Times are ms UTC of the server's clock. */
export interface HubState {
  at: number
  /** Since when this server runs; what is counted, is counted since then. */
  startedAt: number
  version: string
  /** How often the hub was put back from a backup. */
  restores: number
  /** Of each only what is judged here; the rest stands under Safekeeping. Older servers say no `everyMs` and no `hasFailed`. */
  backup: { isPlanned: boolean; takenAt: number | null; everyMs: number | null; hasFailed: boolean }
  /** Copies on phones that were found to be others than the hub's, and were fetched anew. */
  differing: { documents: number; lastAt: number | null }
  refused: { code: RefusalCode; changes: number }[]
  phones: PhoneState[]
}

export interface PhoneState {
  member: MemberId
  displayName: string
  role: Role
  device: DeviceId
  label: string
  isConnected: boolean
  /** null: never since this is written down. */
  heardAt: number | null
  /** What it said when last heard from. */
  waiting: number
  refused: number
  /** When the oldest of what waits or was refused was made; null: there is none. */
  oldestAt: number | null
}

/** Trusts nothing: null for anything else. */
export function readHubState(given: Record<string, unknown>): HubState | null {
  const { at, startedAt, version, restores, backup, differing, refused, phones } = given
  if (!isCount(at) || !isCount(startedAt) || typeof version !== 'string' || !isCount(restores)) return null
  if (!isRecord(backup) || !isMoment(backup.takenAt) || typeof backup.isPlanned !== 'boolean') return null
  if (!isRecord(differing) || !isCount(differing.documents) || !isMoment(differing.lastAt)) return null
  if (!Array.isArray(refused) || !Array.isArray(phones)) return null
  return {
    ...{ at, startedAt, version, restores },
    backup: readBackup(backup.isPlanned, backup.takenAt, backup),
    differing: { documents: differing.documents, lastAt: differing.lastAt },
    refused: refused.filter(isRefused),
    phones: phones.filter(isPhone),
  }
}

const DAY_MS = 24 * 3600 * 1000

/** Once a day if nothing else was said. */
function readBackup(isPlanned: boolean, takenAt: number | null, said: Record<string, unknown>): HubState['backup'] {
  const everyMs = isCount(said.everyMs) ? said.everyMs : isPlanned ? DAY_MS : null
  return { isPlanned, takenAt, everyMs, hasFailed: said.hasFailed === true }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0
const isMoment = (value: unknown): value is number | null => value === null || isCount(value)
const isText = (value: unknown): value is string => typeof value === 'string'

const isRefused = (value: unknown): value is HubState['refused'][number] =>
  isRecord(value) && isText(value.code) && Object.hasOwn(REFUSALS, value.code) && isCount(value.changes)

const isPhone = (value: unknown): value is PhoneState =>
  isRecord(value) &&
  [value.member, value.device, value.displayName, value.label].every(isText) &&
  ROLES.some((role) => role === value.role) &&
  typeof value.isConnected === 'boolean' &&
  isCount(value.waiting) &&
  isCount(value.refused) &&
  isMoment(value.heardAt) &&
  isMoment(value.oldestAt)
