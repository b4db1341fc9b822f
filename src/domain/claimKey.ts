import { type ClaimKey, isId, type PersonId, type Random, type SessionId, toBase64Url } from './ids.ts'

/** 8 random bytes in base64url. */
const RANDOM_PART = /^[A-Za-z0-9_-]{11}$/

/** A new key for a claim or a review: `session:person:random`, with `*` for the whole session. */
export const makeClaimKey = (session: SessionId, person: PersonId | null, random: Random): ClaimKey =>
  `${session}:${person ?? '*'}:${toBase64Url(random(8))}` as ClaimKey

/** Reads whom a key is about.
 *  Returns null for anything that is not such a key. */
export function parseClaimKey(key: string): { session: SessionId; person: PersonId | null } | null {
  const [session = '', person = '', random = '', ...rest] = key.split(':', 4)
  if (rest.length || !isId(session) || !(person === '*' || isId(person)) || !RANDOM_PART.test(random)) return null
  return { session: session as SessionId, person: person === '*' ? null : (person as PersonId) }
}

export const isClaimKey = (key: string): key is ClaimKey => parseClaimKey(key) !== null
