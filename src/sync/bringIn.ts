import { fail, ok, type Result } from '#domain/result.ts'
import { REFUSALS, type RefusalCode } from '#protocol/refusals.ts'
import type { Schedule } from './ports.ts'

/** Carries a hand-over file to the server: as it is, since only the server can open it. */

interface BroughtIn {
  /** Whose work it is; null: of another hub. */
  displayName: string | null
  /** Counted in changes. */
  received: number
  already: number
  /** The sign-in was ended meanwhile: a coordinator decides. */
  rescued: number
  refused: { code: RefusalCode; changes: number }[]
  /** ms by its author's phone. */
  madeAt: number
}

const FAULTS = [
  ...(['empty', 'too-large', 'not-a-file', 'cut', 'altered', 'newer', 'other-hub', 'other-key'] as const),
  ...(['unknown-device', 'not-signed', 'lost', 'no-room', 'busy', 'signed-out'] as const),
]

/** Same kinds as screens put in words. */
type BringInRefusal = (typeof FAULTS)[number] | 'unreachable' | 'failed'

interface BringInDependencies {
  origin: string
  fetch: typeof fetch
  schedule: Schedule
}

/** A large file on a slow network. */
const ANSWER_WITHIN_MS = 120_000

export async function bringIn(d: BringInDependencies, file: Blob): Promise<Result<BroughtIn, BringInRefusal>> {
  const abort = new AbortController()
  const cancel = d.schedule(ANSWER_WITHIN_MS, () => abort.abort())
  try {
    const response = await d.fetch(`${d.origin}/api/bring-in`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: file,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: abort.signal,
    })
    const answer: unknown = await response.json()
    const fields = new Map(Object.entries(typeof answer === 'object' && answer !== null ? answer : {}))
    if (response.status !== 200) return fail(FAULTS.find((kind) => kind === fields.get('error')) ?? 'failed')
    const read = readBroughtIn(fields)
    return read ? ok(read) : fail('failed')
  } catch {
    // Whatever fetch or its JSON throws: there was no answer of a server of ours.
    return fail('unreachable')
  } finally {
    cancel()
  }
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value)

function readBroughtIn(fields: ReadonlyMap<string, unknown>): BroughtIn | null {
  const [received, already, rescued, madeAt] = ['received', 'already', 'rescued', 'madeAt'].map((name) =>
    fields.get(name),
  )
  const [name, list] = [fields.get('displayName'), fields.get('refused')]
  if (!isCount(received) || !isCount(already) || !isCount(rescued) || !isCount(madeAt)) return null
  const refused = (Array.isArray(list) ? list : []).flatMap((one: unknown) => {
    const { code, changes } = Object(one) as Record<string, unknown>
    // A code of a newer server is no less a refusal.
    const known = Object.hasOwn(REFUSALS, String(code)) ? (code as RefusalCode) : 'not-possible'
    return isCount(changes) ? [{ code: known, changes }] : []
  })
  return { displayName: typeof name === 'string' ? name : null, received, already, rescued, refused, madeAt }
}
