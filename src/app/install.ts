import { type ReadonlySignal, signal } from '@preact/signals'
import type { Install } from '#screens/shared/services.ts'

/** Chromium says when the app could be installed, and lets us ask once. */
interface InstallPrompt extends Event {
  prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>
}

interface InstallWorld extends EventTarget {
  matchMedia(query: string): { matches: boolean }
  navigator: object
}

/** Whether the app stands on the home screen, and the browser's offer to put it there, kept until somebody wants it. */
export function followInstall(world: InstallWorld): Install {
  const isOwnWindow = 'standalone' in world.navigator && world.navigator.standalone === true
  const isInstalled = isOwnWindow || !world.matchMedia('(display-mode: browser)').matches
  const state = signal<'installed' | 'offered' | 'not-offered'>(isInstalled ? 'installed' : 'not-offered')
  let offer: InstallPrompt | null = null
  world.addEventListener('beforeinstallprompt', (event) => {
    // Offered on the page about this phone, not in the middle of a register.
    event.preventDefault()
    offer = event as InstallPrompt
    state.value = 'offered'
  })
  world.addEventListener('appinstalled', () => {
    offer = null
    state.value = 'installed'
  })
  return {
    state: state as ReadonlySignal<'installed' | 'offered' | 'not-offered'>,
    async ask() {
      const asked = offer
      // A browser's offer can be taken once.
      offer = null
      if (asked === null) return
      const { outcome } = await asked.prompt()
      if (outcome === 'dismissed') state.value = 'not-offered'
    },
  }
}
