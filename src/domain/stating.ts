import type { Everyone, Mark, NotHeld, Span, Status, Submission, Withdrawal } from './claims.ts'
import type { ClaimKey, PersonId } from './ids.ts'
import type { Register } from './register.ts'
import type { Mode } from './session.ts'

/** Makes claims from what is on screen: each names the open claims that its recorder saw (F6, F7).
 *  `at` is the phone's clock, ms UTC. */

export interface MarkStatement {
  status: Status
  mode?: Mode
  spans?: Span[]
  minutes?: number
  /** Key of the note in `run/{r}/about/{p}`. */
  about?: string
}

/** Mode, times and minutes are kept only for who is present. */
export function stateMark(register: Register, person: PersonId, statement: MarkStatement, at: number): Mark {
  const { status, mode, spans, minutes, about } = statement
  const isPresent = status === 'present'
  return {
    kind: 'mark',
    status,
    ...(isPresent && mode && { mode }),
    ...(isPresent && spans?.length && { spans }),
    ...(isPresent && minutes !== undefined && { minutes }),
    ...(about !== undefined && { about }),
    at,
    replaces: liveKeys(register, person),
  }
}

const liveKeys = (register: Register, person: PersonId): ClaimKey[] =>
  register.rows.find((row) => row.person === person)?.live.map(({ key }) => key) ?? []

/** Replaces earlier bulk claims about the same persons; individual marks stand (F6). */
export function stateEveryone(register: Register, persons: readonly PersonId[], at: number, mode?: Mode): Everyone {
  const named = new Set(persons)
  const bulk = register.rows
    .filter(({ person }) => named.has(person))
    .flatMap(({ live }) => live.filter(({ claim }) => claim.kind === 'everyone'))
  return { kind: 'everyone', persons: [...named], ...(mode && { mode }), at, replaces: keysOf(bulk) }
}

/** Takes back claims of one's own: of anybody else's it has no effect. */
export const stateWithdrawal = (keys: readonly ClaimKey[], at: number): Withdrawal => ({
  kind: 'withdrawal',
  withdraws: [...keys],
  at,
  replaces: [],
})

export const stateSubmission = (register: Register, at: number): Submission => ({
  kind: 'submission',
  covers: [...register.coverable],
  facts: register.plannedFacts,
  at,
  replaces: [...register.replaceable],
})

/** Replaces every open claim that its recorder saw, so that only marks unseen by them contest it. */
export const stateNotHeld = (register: Register, reason: string, at: number): NotHeld => ({
  kind: 'not-held',
  reason,
  at,
  replaces: keysOf([...register.rows.flatMap(({ live }) => live), ...register.notHeld]),
})

const keysOf = (claims: readonly { key: ClaimKey }[]): ClaimKey[] => [...new Set(claims.map(({ key }) => key))]
