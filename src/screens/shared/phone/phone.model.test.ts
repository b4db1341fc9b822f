import { signal } from '@preact/signals'
import { describe, expect, it, vi } from 'vitest'
import type { DeviceId, HubId, MemberId } from '#domain/ids.ts'
import { fail, ok } from '#domain/result.ts'
import type { SeatInfo } from '#store/api.ts'
import type { Services } from '../services.ts'
import { type BrowserStorage, PhoneModel } from './phone.model.ts'

const anna: SeatInfo = {
  member: 'member-anna-00000' as MemberId,
  device: 'device-anna-00000' as DeviceId,
  serverId: 'server-000000000',
  hub: 'hub-sinec-000000' as HubId,
  hubName: 'Klastr SINEC',
  displayName: 'Anna',
  role: 'trainer',
  state: 'active',
}

function setUp(storage?: BrowserStorage) {
  const signOut = vi.fn<Services['signOut']>(async () => ok(undefined))
  const device = { seats: signal([anna]), switchTo: async () => undefined }
  return { signOut, model: new PhoneModel({ device, services: { signOut }, storage }) }
}

describe('this phone', () => {
  it('S1 keeps somebody signed in while the hub lacks their changes, and says how many', async () => {
    const { model, signOut } = setUp()
    signOut.mockResolvedValueOnce(fail({ kind: 'unsent', changes: 12 }))
    model.askSignOut(anna)
    expect(await model.signOut()).toBe(false)
    expect(model.failure.value).toEqual({ kind: 'unsent', changes: 12 })
    expect(model.leaving.value).toBe(anna)
  })

  it('signs nobody out who was not asked about', async () => {
    const { model, signOut } = setUp()
    expect(await model.signOut()).toBe(false)
    expect(signOut).not.toHaveBeenCalled()
  })

  it('tells the room used and whether the browser may clear it', async () => {
    const storage: BrowserStorage = {
      estimate: async () => ({ usage: 3, quota: 10 }),
      persisted: async () => false,
      persist: async () => true,
    }
    const { model } = setUp(storage)
    await vi.waitFor(() => expect(model.facts.value).toEqual({ usedBytes: 3, freeBytes: 7, kept: false }))
  })

  it('says nothing about storage where the browser refuses to tell', async () => {
    const estimate = vi.fn(async () => Promise.reject(new Error('SecurityError')))
    const { model } = setUp({ estimate, persisted: async () => false, persist: async () => false })
    await vi.waitFor(() => expect(estimate).toHaveBeenCalled())
    expect(model.facts.value).toBeNull()
  })
})
