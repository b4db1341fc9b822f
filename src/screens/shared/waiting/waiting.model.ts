import { computed, createModel, effect, signal } from '@preact/signals'
import { CLOCK_OFFSET_SHOWN_MS } from '#domain/clockOffset.ts'
import type { ChangeItem, Loadable, Seat } from '#store/api.ts'
import type { Services } from '../services.ts'

const MINUTE_MS = 60_000

export interface ChangeGroups {
  unsaved: ChangeItem[]
  refused: ChangeItem[]
  waiting: ChangeItem[]
}

/** Changes by what became of them, latest first. They come in the order in which they were made; the phone's clock may
 *  have jumped meanwhile (F11). */
export function groupChanges(changes: readonly ChangeItem[]): ChangeGroups {
  const latestFirst = changes.toReversed()
  const of = (state: ChangeItem['state']) => latestFirst.filter((change) => change.state === state)
  return { unsaved: of('unsaved'), refused: of('refused'), waiting: of('waiting') }
}

/** Minutes that the phone's clock is ahead of the hub's (behind: negative); null when known to be near, or unknown. */
export function clockDifference(offsetMs: number | null): number | null {
  if (offsetMs === null || Math.abs(offsetMs) <= CLOCK_OFFSET_SHOWN_MS) return null
  return Math.round(offsetMs / MINUTE_MS)
}

/** Every change that the hub does not have, and what can be done about it. */
export const WaitingModel = createModel((seat: Seat, services: Pick<Services, 'sendNow'>) => {
  const changes = seat.changes()
  effect(() => () => changes.dispose())
  const trying = signal(false)
  /** The refused change that its owner is asked about before it is dropped. */
  const discarding = signal<ChangeItem | null>(null)

  const groups = computed((): Loadable<ChangeGroups> => {
    const found = changes.value.value
    return found.state === 'ready' ? { state: 'ready', value: groupChanges(found.value) } : found
  })
  const clockMinutes = computed(() => clockDifference(seat.connection.value.clockOffsetMs))

  /** Writes what is not on disk, then sends what waits. A failure shows in `saving`. */
  async function tryNow(): Promise<void> {
    if (trying.value) return
    trying.value = true
    try {
      if (seat.saving.value.unsaved > 0) await seat.retryUnsaved()
      services.sendNow()
    } finally {
      trying.value = false
    }
  }

  async function sendAgain(change: ChangeItem): Promise<void> {
    await seat.retryRefused(change.id)
    services.sendNow()
  }

  /** In the order in which they were made. */
  async function sendAllAgain(): Promise<void> {
    const found = changes.value.peek()
    if (found.state !== 'ready') return
    for (const { id, state } of found.value) if (state === 'refused') await seat.retryRefused(id)
    services.sendNow()
  }

  function askDiscard(change: ChangeItem | null): void {
    discarding.value = change
  }

  async function discard(): Promise<void> {
    const change = discarding.value
    discarding.value = null
    if (change) await seat.discardRefused(change.id)
  }

  return { groups, clockMinutes, trying, discarding, tryNow, sendAgain, sendAllAgain, askDiscard, discard }
})
