import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Clock, type DeviceId, type HubId, isId, type MemberId } from '#domain/ids.ts'
import type { RestoredPhone, SafekeepingReport } from '#domain/safekeeping.ts'
import { readDevice } from '../access/cookies.ts'
import type { AccessOperation } from '../access/operations.ts'
import { indexAccess } from '../access/rights.ts'
import type { Log } from '../log/Log.ts'
import type { Report } from '../report.ts'
import type { BackupBook } from '../safekeeping/backupBook.ts'
import { type ApiError, type Fields, readJson, sendError, sendJson } from './json.ts'
import type { Visitors } from './visitors.ts'

/** What coordinators see of backups and of a restore, and how they say which devices go on. By POST from our own pages:
 *  while a hub is closed nothing of this comes by the feed. */

export interface SafekeepingDeps {
  log: Log
  book: BackupBook
  /** Hours between backups that are taken by themselves, and what the last one failed of; null: none are taken. */
  backups: { everyMs: number; failure(): string | null } | null
  visitors: Visitors
  clock: Clock
  report: Report
}

const CONFIRM = '/api/safekeeping/confirm'
const PATHS: ReadonlySet<string> = new Set(['/api/safekeeping', CONFIRM])
export const isSafekeepingPath = (path: string): boolean => PATHS.has(path)

/** More sign-ins than this are not ended at once. */
const ENDED_AT_MOST = 1_000

interface Coordinator {
  hub: HubId
  member: MemberId
  device: DeviceId
}

export async function serveSafekeeping(
  deps: SafekeepingDeps,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const refuse = (error: ApiError) => {
    deps.report('safekeeping-refused', { path, error })
    if (!request.complete) response.setHeader('Connection', 'close')
    sendError(response, error)
  }
  if (!deps.visitors.isAllowedOrigin(request, false)) return refuse('bad-origin')
  const body = await readJson(request)
  if (!body.ok) return refuse(body.error)
  const asks = coordinatorOf(deps, request, body.value)
  if (typeof asks === 'string') return refuse(asks)
  if (path === CONFIRM) {
    const end = readEnd(body.value)
    if (!end) return refuse('malformed')
    const operation: AccessOperation = { kind: 'confirm-restore', ...asks, end, at: deps.clock() }
    const outcome = await deps.log.operate(operation)
    if (!outcome.ok) return refuse('failed')
    deps.report('restore-confirmed', { member: asks.member, ended: end.length })
  }
  sendJson(response, 200, tell(deps, asks))
}

function coordinatorOf({ log }: SafekeepingDeps, request: IncomingMessage, fields: Fields): Coordinator | ApiError {
  const member = fields.get('member') as MemberId
  if (typeof member !== 'string' || !isId(member)) return 'malformed'
  const access = indexAccess(log.access())
  const device = readDevice(request.headers, log.identity().serverId, log.access())?.device
  if (!device || access.signIn(member, device)?.state !== 'active') return 'signed-out'
  const row = access.members.get(member)
  return row?.role === 'coordinator' ? { hub: row.hub, member, device } : 'no-right'
}

function readEnd(fields: Fields): { member: MemberId; device: DeviceId }[] | null {
  const end = fields.get('end')
  if (!Array.isArray(end) || end.length > ENDED_AT_MOST) return null
  const read = end.map((entry: { member?: unknown; device?: unknown } | null) => ({
    member: entry?.member as MemberId,
    device: entry?.device as DeviceId,
  }))
  const isRead = ({ member, device }: (typeof read)[number]) =>
    [member, device].every((id) => typeof id === 'string' && isId(id))
  return read.every(isRead) ? read : null
}

function tell({ log, book, backups }: SafekeepingDeps, { hub, device: here }: Coordinator): SafekeepingReport {
  const access = log.access()
  const entries = book.entries()
  const epoch = access.epochs.findLast((each) => each.hub === hub)
  // Where a hub was never put back there is nothing to tell of phones.
  const given = epoch ? log.givenBack(hub) : []
  const labels = new Map(access.devices.map(({ device, label }) => [device, label]))
  const members = new Map(access.members.filter((row) => row.hub === hub).map((row) => [row.member, row]))
  const phones = access.signIns.flatMap(({ member, device, state, since }) => {
    const row = members.get(member)
    if (!row || state !== 'active') return []
    const told = given.find((by) => by.member === member && by.device === device)
    return {
      ...{ member, device, name: row.displayName, role: row.role, label: labels.get(device) ?? '', since },
      ...{ isHere: device === here, heardAt: told?.heardAt ?? null, taken: told?.taken ?? 0, left: told?.left ?? 0 },
    }
  })
  const byName = (a: RestoredPhone, b: RestoredPhone) => a.name.localeCompare(b.name) || a.since - b.since
  return {
    backups: {
      everyMs: backups?.everyMs ?? null,
      failure: backups?.failure() ?? null,
      lastAt: entries[0]?.takenAt ?? null,
      count: entries.length,
    },
    restored: epoch
      ? {
          ...{ takenAt: epoch.takenAt, beganAt: epoch.beganAt, confirmedAt: epoch.confirmedAt },
          taken: given.reduce((sum, by) => sum + by.taken, 0),
          apart: given.reduce((sum, by) => sum + by.apart, 0),
          phones: phones.toSorted(byName),
        }
      : null,
  }
}
