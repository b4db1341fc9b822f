import { signal } from '@preact/signals'
import { describe, expect, it, vi } from 'vitest'
import type { DeviceId, HubId, MemberId } from '#domain/ids.ts'
import { fail, ok } from '#domain/result.ts'
import type { Device, Loadable, SavingStatus, Seat, SeatInfo } from '#store/api.ts'
import type { ModuleRow } from '#store/learningApi.ts'
import type { Services } from '../services.ts'
import { PhoneModel } from './phone.model.ts'
import type { BrowserStorage } from './storage.ts'

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

const NOTHING: SavingStatus = {
  ...{ unsaved: 0, waiting: 0, refused: 0 },
  ...{ receivedAt: null, oldestAt: null, failure: null },
}
const boris = 'member-boris-0000' as MemberId

function setUp(storage?: BrowserStorage) {
  const signOut = vi.fn<Services['signOut']>(async () => ok(undefined))
  const modules = signal<Loadable<ModuleRow[]>>({ state: 'loading' })
  const dispose = vi.fn()
  const seat = { learning: { modules: () => ({ value: modules, dispose }) } } as unknown as Seat
  const device = {
    seats: signal([anna]),
    seat: signal<Seat | null>(seat),
    saving: signal<Device['saving']['value']>([{ member: anna.member, saving: NOTHING }]),
    switchTo: async () => undefined,
  }
  const signs = { hasServiceWorkers: true, heapLimitBytes: null }
  const model = new PhoneModel({ device, services: { signOut }, storage, signs })
  return { signOut, device, modules, dispose, model }
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

  it('S1 counts what is only here of everybody, whoever is on screen, and since when', () => {
    const { model, device } = setUp()
    expect(model.onlyHere.value).toEqual({ changes: 0, people: 0, oldestAt: null })
    device.saving.value = [
      { member: anna.member, saving: { ...NOTHING, unsaved: 1, waiting: 2, oldestAt: 500 } },
      { member: boris, saving: { ...NOTHING, refused: 3, oldestAt: 400 } },
    ]
    expect(model.onlyHere.value).toEqual({ changes: 6, people: 2, oldestAt: 400 })
  })

  it('asks the browser to keep what is here, and tells its answer as it is', async () => {
    let kept = false
    const storage: BrowserStorage = {
      estimate: async () => ({ usage: 3, quota: 10 }),
      persisted: async () => kept,
      persist: async () => kept,
    }
    const { model } = setUp(storage)
    expect(model.facts.value).toBe('loading')
    await expect.poll(() => model.facts.value).toMatchObject({ kept: false })
    await model.keepData()
    expect(model.refused.value).toBe(true)
    kept = true
    await model.keepData()
    expect([model.refused.value, model.facts.value]).toMatchObject([false, { kept: true }])
  })

  it('L1 counts the modules that are here, of whoever is on screen', () => {
    const { model, device, modules, dispose } = setUp()
    expect(model.moduleBytes.value).toBeNull()
    const held = (bytes: number) => ({ held: { contentVersion: 1, bytes, isNewest: true } }) as ModuleRow
    modules.value = { state: 'ready', value: [held(3), { held: null } as ModuleRow, held(4)] }
    expect(model.moduleBytes.value).toBe(7)
    device.seat.value = null
    expect(dispose).toHaveBeenCalledOnce()
  })

  it('says nothing about storage where the browser refuses to tell', async () => {
    const estimate = vi.fn(async () => Promise.reject(new Error('SecurityError')))
    const { model } = setUp({ estimate, persisted: async () => false, persist: async () => false })
    await expect.poll(() => model.facts.value).toBeNull()
    expect(estimate).toHaveBeenCalled()
  })
})
