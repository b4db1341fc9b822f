import { isId, type MemberId } from '#domain/ids.ts'
import { parseCode } from './invitationCode.ts'

/** What the server answers to commands, as JSON in ACK. Each reader gives null for anything else. */

/** Answer to `invite`: a one-time code. `expiresAt` is ms UTC by the server's clock. */
export interface Invited {
  code: string
  expiresAt: number
}

/** Answer to `admit`: the member that the person is; another than was asked for where there was one already. */
export interface Admitted {
  member: MemberId
}

export function readInvited(result: string): Invited | null {
  const { code, expiresAt } = fieldsOf(result)
  const read = typeof code === 'string' ? parseCode(code) : null
  return read && typeof expiresAt === 'number' ? { code: read, expiresAt } : null
}

export function readAdmitted(result: string): Admitted | null {
  const { member } = fieldsOf(result)
  return typeof member === 'string' && isId(member) ? { member: member as MemberId } : null
}

function fieldsOf(result: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(result)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
