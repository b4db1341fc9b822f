import { type Clock, type Random, toBase64Url } from '#domain/ids.ts'
import { CHALLENGE_BYTES } from '#protocol/deviceKey.ts'

/** What devices are asked to sign: each once, and soon. In memory: after a restart they ask again. */
export interface Challenges {
  make(): string
  /** Whether it was made here and not taken or too old; nobody can take it again. */
  take(challenge: string): boolean
}

const LASTS_MS = 120_000
/** The oldest is dropped, so that whoever asks for many fills no memory. */
const KEPT_AT_MOST = 10_000

export function makeChallenges(clock: Clock, random: Random): Challenges {
  const until = new Map<string, number>()
  return {
    make() {
      const challenge = toBase64Url(random(CHALLENGE_BYTES))
      until.set(challenge, clock() + LASTS_MS)
      const [oldest] = until.keys()
      if (until.size > KEPT_AT_MOST && oldest) until.delete(oldest)
      return challenge
    },
    take(challenge) {
      const end = until.get(challenge)
      until.delete(challenge)
      return end !== undefined && clock() < end
    },
  }
}
