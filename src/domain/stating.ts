import {
  type AnyEveryone,
  type AnyMark,
  isEveryone,
  type NotHeld,
  type Span,
  type Status,
  type Submission,
  type Withdrawal,
} from './claims.ts'
import type { ClaimKey, PersonId } from './ids.ts'
import type { Register, RegisterRow } from './register.ts'
import type { Mode } from './session.ts'

/** Makes claims from what is on screen: each names the open claims that its recorder saw (F6, F7).
 *  `at` is the phone's clock, ms UTC. */

export interface MarkStatement {
  status: Status
  /** Of the hub; it counts as `status`. */
  ownStatus?: string
  mode?: Mode
  spans?: Span[]
  minutes?: number | undefined
  way?: 'badge' | undefined
  /** Key of the note in `run/{r}/about/{p}`. */
  about?: string
}

/** An item of the agenda; null: the whole session. */
type ItemId = string | null

/** Mode, times and minutes are kept only for who is present; minutes only for the whole session. */
export function stateMark(
  register: Register,
  person: PersonId,
  statement: MarkStatement,
  at: number,
  item: ItemId = null,
): AnyMark {
  const { status, ownStatus, mode, spans, minutes, way, about } = statement
  const isPresent = status === 'present'
  const said = {
    status,
    ...(ownStatus !== undefined && { ownStatus }),
    ...(isPresent && mode && { mode }),
    ...(isPresent && spans?.length && { spans }),
    ...(way && { way }),
    ...(about !== undefined && { about }),
    at,
    replaces: keysOf(register.rows.filter((row) => row.person === person).flatMap((row) => liveAt(row, item))),
  }
  if (item !== null) return { kind: 'item-mark', item, ...said }
  return { kind: 'mark', ...(isPresent && minutes !== undefined && { minutes }), ...said }
}

/** What speaks of a row's person, at that item or anywhere. */
const liveAt = ({ live, items }: RegisterRow, item: ItemId) =>
  item === null ? live : (items.find((one) => one.item === item)?.live ?? [])

/** Replaces earlier bulk claims about the same persons; individual marks stand (F6). */
export function stateEveryone(
  register: Register,
  persons: readonly PersonId[],
  at: number,
  mode?: Mode,
  item: ItemId = null,
): AnyEveryone {
  const named = new Set(persons)
  const rows = register.rows.filter(({ person }) => named.has(person))
  const bulk = rows.flatMap((row) => liveAt(row, item).filter(isEveryone))
  const said = { persons: [...named], ...(mode && { mode }), at, replaces: keysOf(bulk) }
  return item === null ? { kind: 'everyone', ...said } : { kind: 'item-everyone', item, ...said }
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
