/** What the browser tells about storage; absent where it is not offered (plain http, old browsers). */
export interface BrowserStorage {
  estimate(): Promise<Estimate>
  persisted(): Promise<boolean>
  /** Asks that nothing be cleared without the person's will. */
  persist(): Promise<boolean>
  /** A folder of its own for the page. Browsers refuse it in private windows, where they refuse little else. */
  getDirectory?(): Promise<unknown>
}

interface Estimate {
  usage?: number
  quota?: number
  /** Told by Chromium only. */
  usageDetails?: { indexedDB?: number; caches?: number; serviceWorkerRegistrations?: number }
}

/** What there is beside the storage manager. */
export interface BrowserSigns {
  hasServiceWorkers: boolean
  /** Told by Chromium only: how much memory scripts may use, bytes. */
  heapLimitBytes: number | null
}

interface BrowserWorld {
  performance: object
  navigator: object
}

export function signsOf({ performance, navigator }: BrowserWorld) {
  const { memory } = performance as { memory?: { jsHeapSizeLimit?: number } }
  return { hasServiceWorkers: 'serviceWorker' in navigator, heapLimitBytes: memory?.jsHeapSizeLimit ?? null }
}

export interface StorageFacts {
  usedBytes: number | null
  freeBytes: number | null
  /** The app itself and what it keeps; null where the browser does not tell them apart. */
  parts: { appBytes: number; dataBytes: number } | null
  /** false: the browser may clear what is kept when the phone runs short of room. */
  kept: boolean
  /** Some signs of a private window, none of them sure. */
  looksPrivate: boolean
}

/** Below this the next module or a long day may not fit any more. */
const SCARCE_BYTES = 50_000_000

export const isScarce = ({ freeBytes }: Pick<StorageFacts, 'freeBytes'>): boolean =>
  freeBytes !== null && freeBytes < SCARCE_BYTES

export const freeBytesOf = ({ usage, quota }: Estimate): number | null =>
  usage === undefined || quota === undefined ? null : Math.max(0, quota - usage)

/** Errors: rejects where the browser refuses to tell. */
export async function readStorage(storage: BrowserStorage, signs: BrowserSigns): Promise<StorageFacts> {
  const [estimate, kept, givesFolder] = await Promise.all([
    storage.estimate(),
    storage.persisted(),
    storage.getDirectory?.().then(
      () => true,
      () => false,
    ),
  ])
  const { usage, quota, usageDetails } = estimate
  const freeBytes = freeBytesOf(estimate)
  const { indexedDB: dataBytes, caches = 0, serviceWorkerRegistrations = 0 } = usageDetails ?? {}
  // In a private window Chromium allows a share of memory, elsewhere one of the disk.
  const isAsSmallAsMemory = signs.heapLimitBytes !== null && quota !== undefined && quota < 2 * signs.heapLimitBytes
  return {
    usedBytes: usage ?? null,
    freeBytes,
    parts: dataBytes === undefined ? null : { appBytes: caches + serviceWorkerRegistrations, dataBytes },
    kept,
    looksPrivate:
      !kept && (givesFolder === false || !signs.hasServiceWorkers || (isAsSmallAsMemory && !isScarce({ freeBytes }))),
  }
}
