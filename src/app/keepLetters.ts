import { effect } from '@preact/signals'
import { isStaff } from '#domain/roles.ts'
import type { Device } from '#store/api.ts'

/** The letters of what is printed: 290 kB that participants need not have, so they are no part of what the service worker
 *  keeps for everybody. Whoever has lists of people fetches them once the app is at rest, and prints without a network
 *  from then on. */

interface KeptLetters {
  device: Pick<Device, 'seats'>
  shelf(): Promise<Pick<Cache, 'keys' | 'match' | 'add' | 'delete'>>
  files(): Promise<readonly string[]>
}

/** Where it cannot now, as offline, the next start tries again. */
export function keepLetters({ device, shelf, files }: KeptLetters): void {
  const stop = effect(() => {
    if (!device.seats.value.some(({ role }) => isStaff(role) || role === 'observer')) return
    queueMicrotask(() => stop())
    void (async () => fillShelf(await shelf(), await files()))().catch((error: unknown) => reportError(error))
  })
}

/** Brings the shelf up to the files of this version. */
export async function fillShelf(
  shelf: Awaited<ReturnType<KeptLetters['shelf']>>,
  files: readonly string[],
): Promise<void> {
  const wanted = new Set(files)
  for (const request of await shelf.keys()) {
    if (!wanted.has(new URL(request.url).pathname)) await shelf.delete(request)
  }
  for (const file of files) if (!(await shelf.match(file))) await shelf.add(file)
}
