import { describe, expect, it, vi } from 'vitest'
import type { DeviceId, MemberId } from '#domain/ids.ts'
import { fail, ok } from '#domain/result.ts'
import type { RestoredPhone, SafekeepingReport } from '#domain/safekeeping.ts'
import type { Services } from '#screens/shared/services.ts'
import { phoneName, phoneState, SafekeepingModel, standingOf } from './safekeeping.model.ts'

const phone = (over: Partial<RestoredPhone>): RestoredPhone => ({
  ...{ member: 'eva' as MemberId, device: 'phone' as DeviceId, name: 'Eva Ukázková', role: 'trainer', label: 'Phone' },
  ...{ since: 1, isHere: false, heardAt: null, taken: 0, left: 0, ...over },
})
const report = (phones: RestoredPhone[], confirmedAt: number | null = null): SafekeepingReport => ({
  backups: { everyMs: 1, failure: null, lastAt: 2, count: 1 },
  restored: { takenAt: 2, beganAt: 3, confirmedAt, taken: 0, apart: 0, phones },
})
const me = 'coordinator' as MemberId

describe('safekeeping', () => {
  it('S8 says first what somebody should see to, as on the state of the hub', () => {
    const backups = { everyMs: 1, failure: null, lastAt: 1, count: 1 }
    expect(standingOf({ ...backups, failure: 'full', everyMs: null }, 2)).toBe('failed')
    expect(standingOf({ ...backups, lastAt: null }, 2)).toBe('due')
    expect(standingOf(backups, 2)).toBe('taken')
  })

  it('S3 tells a phone that is awaited from one that gives back and one that has', () => {
    expect(phoneState(phone({}))).toBe('missing')
    expect(phoneState(phone({ heardAt: 1, left: 2 }))).toBe('giving')
    expect(phoneState(phone({ heardAt: 1 }))).toBe('done')
  })

  it('S7 ends what was cleared, and nothing else, as the hub is opened', async () => {
    const [one, two] = [phone({}), phone({ device: 'lost' as DeviceId })]
    const ask = vi.fn<Services['safekeeping']>(async (_, end) => ok(report([one, two], end ? 9 : null)))
    const model = new SafekeepingModel({ safekeeping: ask }, me)
    await expect.poll(() => model.phones.value).toHaveLength(2)
    model.toggle(phoneName(one))
    model.toggle(phoneName(two))
    model.toggle(phoneName(one))
    await model.confirm()
    expect(ask).toHaveBeenLastCalledWith(me, [{ member: 'eva', device: 'lost' }])
    expect(model.report.value?.restored?.confirmedAt).toBe(9)
    expect(model.ending.value).toEqual([])
    model[Symbol.dispose]()
  })

  it('S3 keeps what was known, and what was cleared, where the hub does not answer', async () => {
    const one = phone({})
    const ask = vi.fn<Services['safekeeping']>(async (_, end) => (end ? fail('unreachable') : ok(report([one]))))
    const model = new SafekeepingModel({ safekeeping: ask }, me)
    await expect.poll(() => model.phones.value).toHaveLength(1)
    model.toggle(phoneName(one))
    await model.confirm()
    expect(model.refusal.value).toBe('unreachable')
    expect(model.report.value?.restored?.confirmedAt).toBeNull()
    expect(model.ending.value).toEqual([phoneName(one)])
    model[Symbol.dispose]()
  })
})
