import type { DeviceId, MemberId, PersonId, SessionId } from '../ids.ts'
import { type Ink, readInk } from './ink.ts'

/** That somebody signed for a session on the phone of whoever records it. Stated like a claim and never changed; whoever
 *  recorded it may take it back. */

/** Drawn on the glass, or a name typed by whoever cannot draw: it counts as much, and is told to be typed. */
export type Signed = { ink: Ink } | { typed: string }

export type SignatureEntry =
  | { kind: 'signature'; signed: Signed; at: number; by: MemberId | null }
  | { kind: 'signature-withdrawal'; withdraws: readonly string[]; at: number; by: MemberId | null }

export interface RecordedEntry<T extends SignatureEntry = SignatureEntry> {
  key: string
  session: SessionId
  person: PersonId
  /** Who brought it and from where, as the hub stamped it; before that, who says to have written it. */
  recorder: MemberId | null
  /** null: the hub does not have it. */
  device: DeviceId | null
  receivedAt: number | null
  entry: T
}

export interface Signature {
  key: string
  session: SessionId
  person: PersonId
  recorder: MemberId | null
  device: DeviceId | null
  /** By the phone's clock, ms UTC. */
  at: number
  receivedAt: number | null
  signed: Signed
}

/** Longer is nobody's name. */
export const LONGEST_NAME = 200
const MOST_WITHDRAWN = 500

const isInstant = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Math.abs(value as number) <= 8.64e15

/** Checks what came from disk or network. Returns null for what is none that this version understands. */
export function readSignatureEntry(json: unknown): SignatureEntry | null {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return null
  const { kind, at, by: said, ink, typed, withdraws } = json as Record<string, unknown>
  if (!isInstant(at)) return null
  const by = typeof said === 'string' ? (said as MemberId) : null
  if (kind === 'signature-withdrawal') {
    const isList = Array.isArray(withdraws) && withdraws.length <= MOST_WITHDRAWN
    return isList && withdraws.every((key) => typeof key === 'string') ? { kind, withdraws, at, by } : null
  }
  if (kind !== 'signature') return null
  if (typeof typed === 'string') {
    const name = typed.trim()
    return name !== '' && name.length <= LONGEST_NAME ? { kind, signed: { typed: name }, at, by } : null
  }
  const read = readInk(ink)
  return read && { kind, signed: { ink: read }, at, by }
}

/** Signatures that stand, by when they were given. One is taken back only by whoever recorded it. */
export function standingSignatures(entries: readonly RecordedEntry[]): Signature[] {
  const recorders = new Map(entries.map(({ key, recorder }) => [key, recorder]))
  const withdrawn = new Set(
    entries.flatMap(({ entry, recorder }) =>
      entry.kind === 'signature-withdrawal'
        ? entry.withdraws.filter((key) => recorder !== null && recorders.get(key) === recorder)
        : [],
    ),
  )
  return entries
    .flatMap(({ entry, ...origin }): Signature[] =>
      entry.kind === 'signature' && !withdrawn.has(origin.key)
        ? [{ ...origin, at: entry.at, signed: entry.signed }]
        : [],
    )
    .sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1))
}

/** The one that stands on a sheet: the last. */
export const signatureOf = (signatures: readonly Signature[], session: SessionId, person: PersonId): Signature | null =>
  signatures.findLast((each) => each.session === session && each.person === person) ?? null
