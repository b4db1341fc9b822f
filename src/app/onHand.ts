import { LETTER_FILES } from '#screens/shared/print/letterFiles.ts'
import type { OnHand } from '#screens/shared/services.ts'
import { LETTERS } from '#service-worker/letters.ts'
import { fillShelf } from './keepLetters.ts'
import { isReaderHere, prepareReading } from './scanner/scanner.ts'

/** What works without a network. Without a secure context there is no cache, and so nothing of it. */
export async function onHand(fetched: boolean): Promise<OnHand> {
  // Installed only when every file is here.
  const app = Boolean(navigator.serviceWorker?.controller)
  if (!globalThis.caches) return { app, letters: false, reader: false }
  const shelf = await caches.open(LETTERS)
  if (fetched) await Promise.allSettled([fillShelf(shelf, LETTER_FILES), prepareReading()])
  const found = await Promise.all(LETTER_FILES.map((file) => shelf.match(file)))
  return { app, letters: found.every(Boolean), reader: await isReaderHere() }
}
