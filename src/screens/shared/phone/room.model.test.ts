import { describe, expect, it, vi } from 'vitest'
import { RoomModel } from './room.model.ts'

describe('room left', () => {
  it('L1 is what the browser tells', async () => {
    const model = new RoomModel({ estimate: async () => ({ usage: 3, quota: 10 }) })
    await expect.poll(() => model.freeBytes.value).toBe(7)
  })

  it('is not known where it refuses to tell, or cannot', async () => {
    const estimate = vi.fn(() => Promise.reject(new Error('SecurityError')))
    const models = [new RoomModel({ estimate }), new RoomModel(undefined)]
    await expect.poll(() => estimate).toHaveBeenCalled()
    expect(models.map(({ freeBytes }) => freeBytes.value)).toEqual([null, null])
  })
})
