import { createModel, signal } from '@preact/signals'
import type { MemberId } from '#domain/ids.ts'
import type { HubPhone, HubState, Services } from '#screens/shared/services.ts'

type View =
  | { state: 'loading' }
  | { state: 'ready'; value: HubState }
  | { state: 'failed'; why: 'unreachable' | 'refused' }

/** How the hub is, asked when the page is opened and when somebody wants to know again. */
export const StateModel = createModel((services: Pick<Services, 'hubState'>, member: MemberId) => {
  const view = signal<View>({ state: 'loading' })
  const isAsking = signal(false)
  async function ask(): Promise<void> {
    if (isAsking.value) return
    isAsking.value = true
    const answer = await services.hubState(member)
    isAsking.value = false
    view.value = answer.ok ? { state: 'ready', value: answer.value } : { state: 'failed', why: answer.error }
  }
  void ask()
  return { view, isAsking, ask }
})

const DAY_MS = 24 * 3600 * 1000
const LONG_MS = 7 * DAY_MS

export type PhoneStanding = 'unknown' | 'sent' | 'refused' | 'waiting' | 'long'

/** unknown: never heard from, so that nothing can be said. long: its oldest work is a week old. refused: what the hub did not take waits for its owner. */
export function standingOf({ heardAt, waiting, refused, oldestAt }: HubPhone, at: number): PhoneStanding {
  if (heardAt === null) return 'unknown'
  if (waiting === 0) return refused > 0 ? 'refused' : 'sent'
  return oldestAt !== null && at - oldestAt > LONG_MS ? 'long' : 'waiting'
}
