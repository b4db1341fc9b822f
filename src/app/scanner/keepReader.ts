import { effect } from '@preact/signals'
import { isStaff } from '#domain/roles.ts'
import type { Device } from '#store/api.ts'

/** Where somebody records, badges are read without a network: what reads them comes once, when all else is here. Where it
 *  cannot now, as offline, the next start tries again, or whoever scans. */
export function keepReader(device: Pick<Device, 'seats'>): void {
  const stop = effect(() => {
    if (!device.seats.value.some(({ role }) => isStaff(role)) || savesData()) return
    queueMicrotask(() => stop())
    void prepare().catch(reportError)
  })
}

const prepare = async () => (await import('./scanner.ts')).prepareReading()

/** Who pays by the megabyte gets it when they scan. */
const savesData = (): boolean => (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true
