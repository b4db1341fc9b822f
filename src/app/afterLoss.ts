import { effect, type Signal } from '@preact/signals'
import type { Device } from '#store/api.ts'
import type { StartedSync } from './startSync.ts'

export interface Loss {
  device: Pick<Device, 'seats' | 'failure' | 'erasedBy' | 'storeLost' | 'addSeat'>
  /** Null where there is none. */
  sync: () => Promise<Pick<StartedSync, 'comeBack' | 'sendNow'> | null>
  /** Beside the database, and mostly not lost with it. null: the browser is told to keep nothing. */
  marks: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null
  /** Told here, until it was read: what was kept on this device is gone. */
  lost: Signal<boolean>
  schedule: (run: () => void, afterMs: number) => void
}

/** Somebody is signed in here. */
const HERE = 'teren-here'
/** What was here is gone, and nobody has read it yet. */
const LOST = 'teren-lost'

const AGAIN_AFTER_MS = 5_000

/** Browsers throw an app's database away: one that they find damaged, or when the disk is full. They do not say so, and a
 *  phone without it looks like one on which nobody ever signed in. It says so here, and the hub is asked who is signed in
 *  on it: the cookie is kept apart. */
export function afterLoss({ device, sync, marks, lost, schedule }: Loss): void {
  // A database that cannot be read is not gone, and says so itself.
  if (device.failure.peek() !== null) return
  const isEmpty = device.seats.peek().length === 0 && device.erasedBy.peek() === null
  const wasHere = isEmpty && marks?.getItem(HERE) != null
  lost.value = wasHere || marks?.getItem(LOST) != null

  let isHere = !wasHere
  effect(() => {
    isHere ||= device.seats.value.length > 0
    if (isHere) note(HERE, device.seats.value.length > 0)
  })
  // The rest may be gone later, or one member's store alone.
  effect(() => {
    if (device.storeLost.value) lost.value = true
  })
  effect(() => note(LOST, lost.value))
  function note(what: string, holds: boolean) {
    if (holds) marks?.setItem(what, 'yes')
    else marks?.removeItem(what)
  }

  async function comeBack(): Promise<void> {
    const started = await sync()
    const found = await started?.comeBack()
    if (!started || !found || device.seats.peek().length > 0) return
    if (!found.ok) {
      schedule(() => void comeBack().catch((error: unknown) => reportError(error)), AGAIN_AFTER_MS)
      return
    }
    if (found.value.length > 0) lost.value = true
    for (const seat of found.value) await device.addSeat(seat)
    if (found.value.length > 0) started.sendNow()
  }
  if (isEmpty) void comeBack().catch((error: unknown) => reportError(error))
}
