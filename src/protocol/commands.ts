import { type DeviceId, isId, type MemberId, type ProgrammeId, type RunId } from '#domain/ids.ts'
import { ROLES, type Role } from '#domain/roles.ts'

/** Changes of who may do what: typed, idempotent by request id, queued in the outbox, kept as server rows. */
export type CommandBody =
  /** Makes a run's documents writable; by staff holding the programme. The id is the device's, so it works offline. */
  | { name: 'create-run'; run: RunId; programme: ProgrammeId }
  /** A trainer may record in a programme's runs. By coordinators. */
  | { name: 'grant'; member: MemberId; programme: ProgrammeId }
  | { name: 'revoke'; member: MemberId; programme: ProgrammeId }
  /** Makes a member. By coordinators. */
  | { name: 'add-member'; member: MemberId; displayName: string; role: Role }
  /** Makes a one-time code for a member; the answer holds it. By coordinators. */
  | { name: 'invite'; member: MemberId }
  /** Ends one sign-in: reading stops at once (S7). By coordinators, or the member. */
  | { name: 'end-sign-in'; member: MemberId; device: string }

export type CommandName = CommandBody['name']

const isRole = (value: unknown): value is Role => ROLES.some((role) => role === value)

/** Longest name a command may give a member, in characters. */
const LONGEST_NAME = 120

/** Reads a command of untrusted JSON, keeping only the fields it knows.
 *  Returns null for anything that is not a command. */
export function readCommand(json: string): CommandBody | null {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null) return null
  const given = new Map<string, unknown>(Object.entries(value))
  const id = <T extends string>(field: string): T | null => {
    const found = given.get(field)
    return typeof found === 'string' && isId(found) ? (found as T) : null
  }
  const member = id<MemberId>('member')
  const programme = id<ProgrammeId>('programme')
  const name = given.get('name')
  switch (name) {
    case 'create-run': {
      const run = id<RunId>('run')
      return run && programme && { name, run, programme }
    }
    case 'grant':
    case 'revoke':
      return member && programme && { name, member, programme }
    case 'add-member': {
      const displayName = given.get('displayName')
      const role = given.get('role')
      if (typeof displayName !== 'string' || !isRole(role)) return null
      const trimmed = displayName.trim()
      return member && trimmed !== '' && trimmed.length <= LONGEST_NAME
        ? { name, member, displayName: trimmed, role }
        : null
    }
    case 'invite':
      return member && { name, member }
    case 'end-sign-in': {
      const device = id<DeviceId>('device')
      return member && device && { name, member, device }
    }
    default:
      return null
  }
}
