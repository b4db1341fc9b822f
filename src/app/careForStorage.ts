import { effect, type Signal } from '@preact/signals'
import type { Device } from '#store/api.ts'
import type { SyncPort } from '#store/syncPort.ts'

/** Work that lies here longer than this, and could be cleared away, is worth a word on the screens where it is made. */
const LONG_MS = 86_400_000

export interface StorageCare {
  device: Pick<Device, 'saving'>
  port: Pick<SyncPort, 'seats'>
  storage: Pick<StorageManager, 'persist' | 'persisted'>
  clock: () => number
  /** Gives the way to call it off. */
  schedule: (run: () => void, afterMs: number) => () => void
  /** Told here: unsent for long, and the browser has not promised to keep it. */
  atRisk: Signal<boolean>
}

/** Asks the browser to keep what is here once there is something worth keeping, and watches what stays unsent. */
export function careForStorage({ device, port, storage, clock, schedule, atRisk }: StorageCare): void {
  let asked = false
  effect(() => {
    // After the first real mark, not before: until then nobody knows what is being asked about.
    if (asked || port.seats.value.every((seat) => seat.waiting.value === 0)) return
    asked = true
    void storage.persist().catch(reportError)
  })

  effect(() => {
    const oldest = oldestOf(device.saving.value)
    if (oldest === null) {
      atRisk.value = false
      return
    }
    let isOver = false
    const judge = async () => {
      const isKept = await storage.persisted()
      if (!isOver) atRisk.value = !isKept
    }
    const callOff = schedule(() => void judge().catch(reportError), Math.max(0, oldest + LONG_MS - clock()))
    return () => {
      isOver = true
      callOff()
    }
  })
}

function oldestOf(saving: Device['saving']['value']): number | null {
  const moments = saving.flatMap((one) => one.saving.oldestAt ?? [])
  return moments.length === 0 ? null : Math.min(...moments)
}
