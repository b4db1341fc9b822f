import type { Schedule } from './ports.ts'

/** A question to the server this app came from, over HTTP. */
export interface AskDependencies {
  /** Where this app came from. */
  origin: string
  fetch: typeof fetch
  schedule: Schedule
}

export interface Answer {
  status: number
  body: Record<string, unknown>
}

/** Null when nobody answered, or somebody else (a café's login page answers HTML). */
export type Ask = (path: string, body?: Record<string, unknown>) => Promise<Answer | null>

/** The server's public key, in an answer that tells it; null: an older server has none. */
export const readSealTo = ({ sealTo }: Answer['body']): string | null => (typeof sealTo === 'string' ? sealTo : null)

const ANSWER_WITHIN_MS = 15_000

/** A POST where there is a body. */
export function createAsk(d: AskDependencies): Ask {
  return async (path, body) => {
    const abort = new AbortController()
    const cancel = d.schedule(ANSWER_WITHIN_MS, () => abort.abort())
    try {
      const response = await d.fetch(`${d.origin}${path}`, {
        method: body ? 'POST' : 'GET',
        headers: body ? { 'content-type': 'application/json' } : {},
        ...(body ? { body: JSON.stringify(body) } : {}),
        credentials: 'same-origin',
        cache: 'no-store',
        signal: abort.signal,
      })
      const answer: unknown = await response.json()
      return typeof answer === 'object' && answer !== null
        ? { status: response.status, body: answer as Record<string, unknown> }
        : null
    } catch {
      // Whatever fetch or its JSON throws: there was no answer of a server of ours.
      return null
    } finally {
      cancel()
    }
  }
}
