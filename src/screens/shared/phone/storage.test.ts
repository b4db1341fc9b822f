import { describe, expect, it } from 'vitest'
import { type BrowserSigns, type BrowserStorage, isScarce, readStorage } from './storage.ts'

const GB = 1_000_000_000
const MB = 1_000_000
const CHROME: BrowserSigns = { hasServiceWorkers: true, heapLimitBytes: 2 * GB }
const OTHER: BrowserSigns = { hasServiceWorkers: true, heapLimitBytes: null }

const aStorage = (change: Partial<BrowserStorage> = {}): BrowserStorage => ({
  estimate: async () => ({ usage: 12 * MB, quota: 40 * GB }),
  persisted: async () => false,
  persist: async () => false,
  getDirectory: async () => ({}),
  ...change,
})

describe('what a browser tells of its storage', () => {
  it('U5 tells the app from what it keeps, where the browser does', async () => {
    const usageDetails = { indexedDB: 9, caches: 2, serviceWorkerRegistrations: 1 }
    const told = aStorage({ estimate: async () => ({ usage: 12, quota: 40, usageDetails }) })
    expect(await readStorage(told, OTHER)).toMatchObject({
      usedBytes: 12,
      freeBytes: 28,
      parts: { appBytes: 3, dataBytes: 9 },
    })
    expect(await readStorage(aStorage(), OTHER)).toMatchObject({ parts: null, kept: false, looksPrivate: false })
    expect(await readStorage(aStorage({ estimate: async () => ({}) }), CHROME)).toMatchObject({
      usedBytes: null,
      freeBytes: null,
      looksPrivate: false,
    })
  })

  it('L1 says when there is little room', async () => {
    const nearlyFull = aStorage({ estimate: async () => ({ usage: 12 * MB, quota: 61 * MB }) })
    const facts = await readStorage(nearlyFull, CHROME)
    expect(isScarce(facts)).toBe(true)
    // Small because it is full, not because it is private.
    expect(facts.looksPrivate).toBe(false)
    expect(isScarce(await readStorage(aStorage(), CHROME))).toBe(false)
    expect(isScarce({ freeBytes: null })).toBe(false)
  })

  it.each([
    [
      'storage of the size of memory, as in Chromium',
      aStorage({ estimate: async () => ({ usage: 0, quota: GB }) }),
      CHROME,
    ],
    [
      'no folder for the page, as in Firefox and Safari',
      aStorage({ getDirectory: () => Promise.reject(new Error()) }),
      OTHER,
    ],
    ['no service worker, as in Firefox', aStorage(), { ...OTHER, hasServiceWorkers: false }],
  ])('S1 sees a sign of a private window: %s', async (_, storage, signs) => {
    expect((await readStorage(storage, signs)).looksPrivate).toBe(true)
    // What is promised to be kept is in no private window.
    const kept = { ...storage, persisted: async () => true }
    expect((await readStorage(kept, signs)).looksPrivate).toBe(false)
  })
})
