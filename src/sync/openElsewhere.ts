import { type ReadonlySignal, signal } from '@preact/signals'
import type { MemberId } from '#domain/ids.ts'
import type { OpenRegister } from '#protocol/frames.ts'
import type { Schedule } from './ports.ts'

/** What one tab says that it has open, all of it each time. */
export interface OpenInTab {
  tab: string
  open: { member: MemberId; register: OpenRegister }[]
}

/** Registers that are open in other tabs of this browser, for the tab that owns the socket and speaks for all. */
export interface OpenElsewhere {
  open: ReadonlySignal<OpenInTab['open']>
  heard(said: OpenInTab): void
  /** The socket is somebody else's. */
  forget(): void
}

/** A tab says it again at each sign of life of the owner, which each tab in view asks for every 20 s. One that says
 *  nothing for so long was killed, or is not looked at. */
export const FORGOTTEN_AFTER_MS = 60_000

export function createOpenElsewhere(schedule: Schedule): OpenElsewhere {
  const byTab = new Map<string, { open: OpenInTab['open']; cancel: () => void }>()
  const open = signal<OpenInTab['open']>([])

  function show(): void {
    const all = [...byTab.values()].flatMap((one) => one.open)
    if (JSON.stringify(all) !== JSON.stringify(open.peek())) open.value = all
  }

  function drop(tab: string): void {
    byTab.get(tab)?.cancel()
    byTab.delete(tab)
  }

  return {
    open,
    heard({ tab, open: said }) {
      drop(tab)
      const cancel = schedule(FORGOTTEN_AFTER_MS, () => {
        byTab.delete(tab)
        show()
      })
      if (said.length > 0) byTab.set(tab, { open: said, cancel })
      else cancel()
      show()
    },
    forget() {
      for (const tab of [...byTab.keys()]) drop(tab)
      show()
    },
  }
}
