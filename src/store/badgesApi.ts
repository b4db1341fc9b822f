import type { OwnBadge } from '#documents/ownBadge.ts'
import type { PersonId, RunId } from '#domain/ids.ts'
import type { Result } from '#domain/result.ts'
import type { Live, PersonRow, Saved, StoreFailure } from './api.ts'

export type { OwnBadge }

/** Badges with which people check in (F9). What stands on one is nowhere but on it: this device knows hashes. */

/** Whose badge was read. */
export type FoundBadge =
  | { kind: 'person'; person: PersonRow }
  /** It was theirs. */
  | { kind: 'revoked'; person: PersonRow }
  /** It is said to be of several people, as of nobody. */
  | { kind: 'several' }
  /** A badge of this hub that this device knows nothing of: new, of another run, or made up. */
  | { kind: 'unknown' }
  | { kind: 'other-hub' }
  | { kind: 'no-badge' }

export interface BadgeRow {
  person: PersonRow
  /** When the latest of those that staff issued was, ms; null: there is none that is valid. */
  issuedAt: number | null
  /** They have one on their own phone. */
  onPhone: boolean
}

/** What goes onto a badge, to be printed or shown at once: it can never be had again. */
export interface IssuedBadge {
  person: PersonId
  /** For the QR code. */
  text: string
}

export interface Badges {
  find(text: string): Promise<FoundBadge>
  /** In the order of the list. */
  ofRun(run: RunId): Live<BadgeRow[]>
  /** One for each, in one transaction; what staff issued to them before is valid no more. */
  issue(persons: PersonId[]): Promise<Result<IssuedBadge[], StoreFailure>>
  /** Whatever a person has, also on their phone. */
  revoke(person: PersonId): Saved
}

/** A participant's own badge, on their phone. */
export interface OwnBadges {
  /** null: they have none yet. */
  badge(): Live<OwnBadge | null>
  /** Makes it; another one makes the one before invalid. */
  make(): Saved
  /** Tells the runs that do not know it yet, as those that they joined since. */
  tell(): Saved
}
