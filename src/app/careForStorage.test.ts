import { signal } from '@preact/signals'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { MemberId } from '#domain/ids.ts'
import type { Device } from '#store/api.ts'
import type { SyncSeat } from '#store/syncPort.ts'
import { careForStorage } from './careForStorage.ts'

// The browser's own, which the test's has not.
beforeAll(() => void vi.stubGlobal('reportError', vi.fn()))
afterAll(() => void vi.unstubAllGlobals())

const DAY_MS = 86_400_000
const NOW = Date.parse('2026-11-24T08:00:00Z')

function setUp({ persisted = false, oldestAt = null as number | null } = {}) {
  const waiting = [signal(0), signal(0)]
  const saving = signal([null, oldestAt].map((at, n) => ({ member: `m${n}` as MemberId, saving: { oldestAt: at } })))
  const storage = { persist: vi.fn(async () => persisted), persisted: vi.fn(async () => persisted) }
  const due: { run: () => void; afterMs: number }[] = []
  const atRisk = signal(false)
  careForStorage({
    device: { saving: saving as unknown as Device['saving'] },
    port: { seats: signal(waiting.map((one) => ({ waiting: one }) as unknown as SyncSeat)) },
    storage,
    clock: () => NOW,
    schedule(run, afterMs) {
      const entry = { run, afterMs }
      due.push(entry)
      return () => void due.splice(due.indexOf(entry), 1)
    },
    atRisk,
  })
  const setOldest = (at: number | null) => {
    saving.value = [{ member: 'm0' as MemberId, saving: { oldestAt: at } }]
  }
  return { waiting, storage, due, atRisk, setOldest }
}

describe('the browser is asked to keep what is here', () => {
  it('S1 after the first real mark of anybody, and once', () => {
    const { waiting, storage } = setUp()
    expect(storage.persist).not.toHaveBeenCalled()
    if (waiting[1]) waiting[1].value = 1
    if (waiting[0]) waiting[0].value = 2
    if (waiting[1]) waiting[1].value = 0
    if (waiting[1]) waiting[1].value = 3
    expect(storage.persist).toHaveBeenCalledOnce()
  })
})

describe('unsent work that could be cleared away', () => {
  it('S1 is told once it is a day old', async () => {
    const { due, atRisk } = setUp({ oldestAt: NOW - DAY_MS + 5_000 })
    expect(due.map(({ afterMs }) => afterMs)).toEqual([5_000])
    expect(atRisk.value).toBe(false)
    due[0]?.run()
    await expect.poll(() => atRisk.value).toBe(true)
  })

  it('S1 is told no more when it was sent', async () => {
    const { due, atRisk, setOldest } = setUp({ oldestAt: NOW - 3 * DAY_MS })
    expect(due.map(({ afterMs }) => afterMs)).toEqual([0])
    due[0]?.run()
    await expect.poll(() => atRisk.value).toBe(true)
    setOldest(null)
    expect([atRisk.value, due]).toEqual([false, []])
  })

  it('is not told where the browser has promised to keep it', async () => {
    const { due, atRisk, storage } = setUp({ oldestAt: NOW - 3 * DAY_MS, persisted: true })
    due[0]?.run()
    await expect.poll(() => storage.persisted).toHaveBeenCalled()
    await Promise.resolve()
    expect(atRisk.value).toBe(false)
  })

  it('is not told of by an answer that comes after it was sent', async () => {
    const { due, atRisk, setOldest, storage } = setUp({ oldestAt: NOW - 3 * DAY_MS })
    const answer = Promise.withResolvers<boolean>()
    storage.persisted.mockReturnValueOnce(answer.promise)
    due[0]?.run()
    setOldest(null)
    answer.resolve(false)
    await answer.promise
    await Promise.resolve()
    expect(atRisk.value).toBe(false)
  })
})
