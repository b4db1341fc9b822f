import { type ErasureDecision, readErasureDecision } from '#domain/erasure.ts'
import { type DeviceId, isId, type MemberId, type PersonId, type ProgrammeId, type RunId } from '#domain/ids.ts'
import { ROLES, type Role } from '#domain/roles.ts'
import { parseDocumentId } from './documentIds.ts'

/** Changes of who may do what: typed, idempotent by request id, queued in the outbox, kept as server rows. */
export type CommandBody =
  /** Makes a run's documents writable. The id is the device's, so it works offline. By staff holding the programme; by
   *  any staff with null: started on the spot, held by its maker until coordinators place it. */
  | { name: 'create-run'; run: RunId; programme: ProgrammeId | null }
  /** Gives a run started on the spot its programme. Its maker keeps it. By coordinators. */
  | { name: 'place-run'; run: RunId; programme: ProgrammeId }
  /** A trainer may record in a programme's runs. By coordinators. */
  | { name: 'grant'; member: MemberId; programme: ProgrammeId }
  | { name: 'revoke'; member: MemberId; programme: ProgrammeId }
  /** Makes a member. By coordinators. */
  | { name: 'add-member'; member: MemberId; displayName: string; role: Role }
  /** Lets a person of a run read and write what is theirs: makes the participant, or takes the one that the person is
   *  already; the answer says which. By staff of the run. */
  | { name: 'admit'; member: MemberId; person: PersonId; run: RunId; displayName: string }
  /** Makes a one-time code for a member; the answer holds it. By coordinators; by other staff for participants of runs
   *  that they hold; by everybody for themselves, for another phone and for an hour. */
  | { name: 'invite'; member: MemberId }
  /** Nobody can use the codes that a member has and nobody used yet. By whoever may make one. */
  | { name: 'withdraw-codes'; member: MemberId }
  /** Ends one sign-in: reading stops at once (S7). Of a lost or stolen device nothing at all is taken from then on; one
   *  that was found again is ended like any other. By coordinators, or the member. */
  | { name: 'end-sign-in'; member: MemberId; device: string; lost?: true }
  /** Decides on Rescued work of a member's device, as far as it was brought in up to a moment (ms UTC of the server's
   *  clock): it becomes what it would have been, or it is let go. By coordinators. */
  | { name: 'take-up' | 'discard-rescued'; member: MemberId; device: string; upto: number }
  /** An observer sees persons by name, and what is noted about them; without, by number. By coordinators. */
  | { name: 'grant-names'; member: MemberId }
  | { name: 'revoke-names'; member: MemberId }
  /** Says who a member of staff is in the directory, so that nobody counts where they teach (C1). By coordinators. */
  | { name: 'link-person'; member: MemberId; person: PersonId | null }
  /** Publishes a module of the server's library in the hub, or withdraws it. By coordinators. */
  | { name: 'add-module'; module: string }
  | { name: 'remove-module'; module: string }
  /** Decides on what becomes of a person's data when they ask for its erasure (`#domain/erasure.ts`). Of several decisions
   *  the last holds; after `done` there is none. By coordinators. */
  | ({ name: 'erase-person'; person: PersonId } & ErasureDecision)
  /** Leads a document that is changed at will back to a moment (ms UTC of the server's clock), by a new change; of one
   *  member's changes since then, or of everybody's. By coordinators, where they may write. */
  | { name: 'restore-document'; document: string; at: number; by: MemberId | null }

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
  const person = id<PersonId>('person')
  const run = id<RunId>('run')
  const displayName = readDisplayName(given.get('displayName'))
  /** Said to be nothing; not only missing or no id. */
  const isNone = (field: string) => given.get(field) === null
  const name = given.get('name')
  switch (name) {
    case 'create-run':
      return run && (programme || isNone('programme')) ? { name, run, programme } : null
    case 'place-run':
      return run && programme && { name, run, programme }
    case 'grant':
    case 'revoke':
      return member && programme && { name, member, programme }
    case 'add-member': {
      const role = given.get('role')
      return member && displayName && isRole(role) ? { name, member, displayName, role } : null
    }
    case 'admit':
      return member && person && run && displayName ? { name, member, person, run, displayName } : null
    case 'invite':
    case 'withdraw-codes':
    case 'grant-names':
    case 'revoke-names':
      return member && { name, member }
    case 'end-sign-in': {
      const device = id<DeviceId>('device')
      return (
        member && device && { name, member, device, ...(given.get('lost') === true ? { lost: true as const } : {}) }
      )
    }
    case 'take-up':
    case 'discard-rescued': {
      const [device, upto] = [id<DeviceId>('device'), given.get('upto')]
      return member && device && isMoment(upto) ? { name, member, device, upto } : null
    }
    case 'link-person':
      return member && (person || isNone('person')) ? { name, member, person } : null
    case 'add-module':
    case 'remove-module': {
      const module = id<string>('module')
      return module ? { name, module } : null
    }
    case 'erase-person': {
      const decision = readErasureDecision(given)
      return person && decision && { name, person, ...decision }
    }
    case 'restore-document': {
      const [document, at, by] = [given.get('document'), given.get('at'), id<MemberId>('by')]
      return typeof document === 'string' && parseDocumentId(document) && isMoment(at) && (by || isNone('by'))
        ? { name, document, at, by }
        : null
    }
    default:
      return null
  }
}

/** ms UTC. */
const isMoment = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0

function readDisplayName(value: unknown): string | null {
  const name = typeof value === 'string' ? value.trim() : ''
  return name !== '' && name.length <= LONGEST_NAME ? name : null
}
