import type { MemberId } from '#domain/ids.ts'
import { fail, ok, type Result } from '#domain/result.ts'
import { type HubState, readHubState } from '#protocol/hubState.ts'
import { type AskDependencies, createAsk } from './askServer.ts'

/** How the hub is, asked by one of its coordinators. */
export async function askHubState(
  d: AskDependencies,
  member: MemberId,
): Promise<Result<HubState, 'unreachable' | 'refused'>> {
  const answer = await createAsk(d)(`/api/state-of-hub?member=${member}`)
  if (answer?.status === 401 || answer?.status === 403) return fail('refused')
  const state = answer?.status === 200 ? readHubState(answer.body) : null
  return state ? ok(state) : fail('unreachable')
}
