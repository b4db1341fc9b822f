import { computed, createModel, effect, signal } from '@preact/signals'
import type { SessionId } from '#domain/ids.ts'
import type { ChangeItem, HandedOver, HandOverFailure, Loadable, LocalText, Seat, StoreFailure } from '#store/api.ts'
import type { BringInRefusal, BroughtIn, Services } from '../services.ts'

/** What of a seat's unsent work belongs to one session, or to none. */
export interface Carried {
  session: SessionId | null
  title: LocalText | null
  day: string | null
  changes: number
}

/** What a file would hold, by session, in the order in which it was recorded. What waits for its owner's decision is not
 *  in it; what was refused because the sign-in was ended is. */
export function carriedOf(changes: readonly ChangeItem[]): Carried[] {
  const rows = new Map<string, Carried>()
  for (const { state, refusal, what, sessionTitle, sessionDay } of changes) {
    if (state === 'unsaved' || (state === 'refused' && refusal !== 'ended')) continue
    const session = 'session' in what && sessionTitle ? what.session : null
    const row = rows.get(session ?? '') ?? { session, title: sessionTitle, day: sessionDay, changes: 0 }
    rows.set(session ?? '', { ...row, ...(session === null && { title: null, day: null }), changes: row.changes + 1 })
  }
  const all = [...rows.values()]
  // Lists, people and codes come last.
  return [...all.filter(({ session }) => session !== null), ...all.filter(({ session }) => session === null)]
}

/** As others see it in their downloads: when it was made and whose kind it is, and nobody's name. */
export const fileName = (madeAt: number): string => {
  const [day = '', time = ''] = new Date(madeAt).toISOString().split('T')
  return `teren-${day}-${time.slice(0, 8).replaceAll(':', '')}.txt`
}

export type Made =
  | { state: 'not-yet' }
  | { state: 'failed'; failure: StoreFailure | HandOverFailure }
  | { state: 'made'; file: HandedOver; at: number }
  /** The hub took it from this phone. */
  | { state: 'given'; outcome: BroughtIn; left: number }
  | { state: 'not-given'; why: BringInRefusal }

export const HandOverModel = createModel((seat: Seat, services: Pick<Services, 'bringIn'>) => {
  const changes = seat.changes()
  effect(() => () => changes.dispose())
  const carried = computed((): Loadable<Carried[]> => {
    const found = changes.value.value
    return found.state === 'ready' ? { state: 'ready', value: carriedOf(found.value) } : found
  })
  const busy = signal(false)
  const made = signal<Made>({ state: 'not-yet' })

  /** `preface`: for whoever opens the file. */
  const make = (preface: string) =>
    once(async () => {
      const done = await seat.handOver(preface)
      return done.ok ? { state: 'made', file: done.value, at: seat.now().at } : { state: 'failed', failure: done.error }
    })

  /** Makes it and brings it in from here, as a phone may whose sign-in was ended. */
  const give = (preface: string) =>
    once(async () => {
      const done = await seat.handOver(preface)
      if (!done.ok) return { state: 'failed', failure: done.error }
      const told = await services.bringIn(new Blob([done.value.text], { type: 'text/plain' }))
      return told.ok
        ? { state: 'given', outcome: told.value, left: done.value.left }
        : { state: 'not-given', why: told.error }
    })

  async function once(act: () => Promise<Made>): Promise<void> {
    if (busy.value) return
    busy.value = true
    made.value = await act()
    busy.value = false
  }

  return { carried, busy, made, make, give }
})

export type HandOverScreen = InstanceType<typeof HandOverModel>
