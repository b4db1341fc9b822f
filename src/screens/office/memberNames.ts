import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { MemberId, RunId } from '#domain/ids.ts'
import type { Live, RegisterView, Seat, SessionRow } from '#store/api.ts'

/** Names of those who teach the given sessions. A register knows who may record in its run, so one register
 *  of each run is kept open. Made inside a model, they are closed with it. */
export function memberNames(
  seat: Seat,
  sessions: ReadonlySignal<readonly SessionRow[]>,
): ReadonlySignal<ReadonlyMap<MemberId, string>> {
  const registers = signal<ReadonlyMap<RunId, Live<RegisterView>>>(new Map())
  effect(() => {
    const held = registers.peek()
    const next = new Map(held)
    for (const { run, session } of sessions.value) if (!next.has(run)) next.set(run, seat.register(session))
    if (next.size > held.size) registers.value = next
  })
  effect(() => () => {
    for (const register of registers.peek().values()) register.dispose()
  })
  return computed(() => {
    const names = new Map<MemberId, string>()
    for (const register of registers.value.values()) {
      const view = register.value.value
      if (view.state === 'ready') for (const [member, name] of view.value.members) names.set(member, name)
    }
    return names
  })
}
