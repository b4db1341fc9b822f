import { LETTERS } from '#service-worker/letters.ts'
import type { Device } from '#store/api.ts'
import { keepLetters } from './keepLetters.ts'

/** Without a secure context there is no cache, nor an app without a network. */
export function keepWhatPrints(device: Pick<Device, 'seats'>): void {
  if (!globalThis.caches) return
  keepLetters({
    device,
    shelf: () => caches.open(LETTERS),
    files: async () => (await import('#screens/shared/print/letterFiles.ts')).LETTER_FILES,
  })
}
