import type { MemberId, PersonId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { DocumentChange, Json } from './change.ts'
import { asNumber, asObject } from './json.ts'

/** Badges by the hash of what stands on them, in documents of the person whose they are:
 *    staff/person/{p} · those that staff issued, and whatever staff revoked
 *    part/{r}/{p}/progress · the one that the person has on their own phone (`ownBadge.ts`)
 *  Keys: badge/{hash} · revoked/{hash}, only ever more of them, so that no phone brings back what another one revoked. */

const HASH = /^[A-Za-z0-9_-]{22}$/

export interface BadgeFact {
  hash: string
  /** ms by the clock of the device that made it; null: here it is only revoked. */
  issuedAt: number | null
  isRevoked: boolean
}

export function readBadges(entries: ReadonlyMap<string, Json>): BadgeFact[] {
  const found = new Map<string, BadgeFact>()
  for (const [key, value] of entries) {
    const [kind, hash = '', ...more] = key.split('/')
    const json = asObject(value)
    if ((kind !== 'badge' && kind !== 'revoked') || !HASH.test(hash) || more.length > 0 || !json) continue
    const fact = found.get(hash) ?? { hash, issuedAt: null, isRevoked: false }
    found.set(hash, kind === 'badge' ? { ...fact, issuedAt: asNumber(json.at) ?? 0 } : { ...fact, isRevoked: true })
  }
  return [...found.values()].sort((a, b) => (a.hash < b.hash ? -1 : 1))
}

interface BadgeChange {
  issued?: string
  revoked: readonly string[]
}

const entriesOf = ({ issued, revoked }: BadgeChange, said: { [key: string]: Json }): DocumentChange['entries'] => [
  ...(issued === undefined ? [] : [[`badge/${issued}`, said] as [string, Json]]),
  ...revoked.map((hash): [string, Json] => [`revoked/${hash}`, said]),
]

/** By staff. */
export const badgeChange = (
  person: PersonId,
  change: BadgeChange,
  { at, by }: { at: number; by: MemberId },
): DocumentChange => ({ document: documentId.person(person), entries: entriesOf(change, { at, by }) })
