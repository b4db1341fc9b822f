import { makeClaimKey } from '#domain/claimKey.ts'
import type { Claim, RecordedClaim, RecordedReview, Review } from '#domain/claims.ts'
import type { ClaimKey, MemberId, PersonId, Random, SessionId } from '#domain/ids.ts'
import type { SessionFacts } from '#domain/session.ts'

/** Makers of sample claims, for tests of registers. */

/** An id that shows its name: `aPerson('eva')` is `eva-------------`. */
const named = (name: string): string => name.padEnd(16, '-')
export const aPerson = (name: string): PersonId => named(name) as PersonId
export const aMember = (name: string): MemberId => named(name) as MemberId
export const SESSION = named('session') as SessionId

/** Randomness that counts up: the same in every run, never the same twice. */
export function countingRandom(): Random {
  let count = 0
  return (byteCount) => {
    count++
    return Uint8Array.from({ length: byteCount }, (_, at) => (at < 4 ? (count >>> (24 - 8 * at)) & 255 : 0))
  }
}

/** 9:00–12:00 with a break of 15 minutes: 165 minutes. */
export const aSession = (changes: Partial<SessionFacts> = {}): SessionFacts => ({
  date: '2026-05-12',
  start: '09:00',
  end: '12:00',
  zone: 'Europe/Prague',
  breaks: [{ start: '10:00', end: '10:15' }],
  mode: 'on-site',
  agenda: [],
  ...changes,
})

/** Keeps claims and reviews with fresh keys, as their recorders state them. */
export function aNotebook(random: Random = countingRandom()) {
  const claims: RecordedClaim[] = []
  const reviews: RecordedReview[] = []
  return {
    claims,
    reviews,
    state(recorder: MemberId, person: PersonId | null, claim: Claim): ClaimKey {
      const key = makeClaimKey(SESSION, person, random)
      claims.push({ key, session: SESSION, person, recorder, claim })
      return key
    },
    review(person: PersonId | null, review: Review): ClaimKey {
      const key = makeClaimKey(SESSION, person, random)
      reviews.push({ key, session: SESSION, person, reviewer: aMember('office'), review })
      return key
    },
  }
}
