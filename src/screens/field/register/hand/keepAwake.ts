import { computed, type ReadonlySignal, signal } from '@preact/signals'

/** off; on; asked for, and the phone said no (as most do to save power). */
type Awake = 'off' | 'on' | 'refused'

export interface KeptAwake {
  state: ReadonlySignal<Awake>
  isOn: ReadonlySignal<boolean>
  toggle(): Promise<void>
  release(): void
}

interface Lock {
  release(): Promise<void>
}

export interface AwakePage extends Pick<EventTarget, 'addEventListener' | 'removeEventListener'> {
  readonly visibilityState: DocumentVisibilityState
}

/** Keeps the screen on while it is asked to. A browser takes that back whenever the page is out of sight, so that it is
 *  asked again each time the page comes back. */
export function keepAwake(ask: () => Promise<Lock>, page: AwakePage): KeptAwake {
  const state = signal<Awake>('off')
  let lock: Lock | null = null

  async function acquire(): Promise<void> {
    state.value = 'on'
    try {
      const got = await ask()
      // Switched off while the phone was thinking.
      if (state.peek() === 'on') lock = got
      else await got.release()
    } catch {
      if (state.peek() === 'on') state.value = 'refused'
    }
  }

  const onSight = () => {
    if (page.visibilityState === 'visible' && state.peek() !== 'off') void acquire()
  }

  function release(): void {
    page.removeEventListener('visibilitychange', onSight)
    state.value = 'off'
    // Nothing hangs on it: a lock that does not let go ends with the page.
    lock?.release().catch(() => undefined)
    lock = null
  }

  return {
    state,
    isOn: computed(() => state.value === 'on'),
    async toggle() {
      if (state.peek() === 'on') return release()
      page.addEventListener('visibilitychange', onSight)
      await acquire()
    },
    release,
  }
}
