import { LETTERS } from '#service-worker/letters.ts'
import type { Device } from '#store/api.ts'
import { keepLetters } from './keepLetters.ts'
import { keepReader } from './scanner/keepReader.ts'

/** What phones of those who have lists of people hold besides. Without a secure context there is no cache, nor an app
 *  without a network. */
export function keepForLists(device: Pick<Device, 'seats'>): void {
  keepReader(device)
  if (!globalThis.caches) return
  keepLetters({
    device,
    shelf: () => caches.open(LETTERS),
    files: async () => (await import('#screens/shared/print/letterFiles.ts')).LETTER_FILES,
  })
}
