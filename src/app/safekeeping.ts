import type { DeviceId, MemberId } from '#domain/ids.ts'
import { fail, ok, type Result } from '#domain/result.ts'
import type { SafekeepingRefusal, SafekeepingReport } from '#domain/safekeeping.ts'

const ANSWER_WITHIN_MS = 15_000

interface SafekeepingQuestion {
  member: MemberId
  /** Sign-ins that end, as the hub is opened. Not given: it is only asked how things stand. */
  end?: { member: MemberId; device: DeviceId }[]
  fetch: typeof fetch
}

/** Asks the server of backups and of a restore: a closed hub tells nothing of it by its feed. */
export async function askSafekeeping(
  question: SafekeepingQuestion,
): Promise<Result<SafekeepingReport, SafekeepingRefusal>> {
  const { member, end, fetch } = question
  try {
    const answer = await fetch(end ? '/api/safekeeping/confirm' : '/api/safekeeping', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ member, ...(end ? { end } : {}) }),
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    })
    const body = (await answer.json()) as { error?: unknown; backups?: unknown } | null
    if (answer.ok && body && typeof body.backups === 'object') return ok(body as SafekeepingReport)
    return fail(body?.error === 'signed-out' || body?.error === 'no-right' ? body.error : 'failed')
  } catch {
    // Offline, or somebody else answered: no server of ours.
    return fail('unreachable')
  }
}
