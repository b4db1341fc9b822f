import { describe, expect, it } from 'vitest'
import type { MemberId } from '#domain/ids.ts'
import { fail, ok, type Result } from '#domain/result.ts'
import type { HubPhone, HubState } from '#screens/shared/services.ts'
import { StateModel, standingOf } from './state.model.ts'

const DAY_MS = 24 * 3600 * 1000
const AT = 1_790_000_000_000
const MEMBER = 'member-of-office' as MemberId

const aPhone = (change: Partial<HubPhone> = {}): HubPhone => ({
  ...{ member: MEMBER, displayName: 'Anna', device: 'd', label: 'Phone', isConnected: false, heardAt: AT },
  ...{ waiting: 0, refused: 0, oldestAt: null },
  ...change,
})
const aState = (change: Partial<HubState> = {}): HubState => ({
  ...{ at: AT, startedAt: AT - DAY_MS, version: '0.3.0', restores: 0, refused: [], phones: [] },
  backup: { takenAt: null, everyMs: null, hasFailed: false },
  differing: { documents: 0, lastAt: null },
  ...change,
})

describe('the state of a hub', () => {
  it('C3 tells phones apart by the age of what is unsent', () => {
    expect(standingOf(aPhone(), AT)).toBe('sent')
    expect(standingOf(aPhone({ heardAt: null }), AT)).toBe('unknown')
    expect(standingOf(aPhone({ refused: 1, oldestAt: AT }), AT)).toBe('refused')
    expect(standingOf(aPhone({ waiting: 2, oldestAt: AT - DAY_MS }), AT)).toBe('waiting')
    expect(standingOf(aPhone({ waiting: 2, oldestAt: AT - 8 * DAY_MS }), AT)).toBe('long')
  })

  it('F1 says that the hub cannot be reached, and asks again when told to', async () => {
    const answers: Result<HubState, 'unreachable' | 'refused'>[] = [fail('unreachable'), ok(aState())]
    const model = new StateModel({ hubState: async () => answers.shift() ?? fail('refused') }, MEMBER)
    expect(model.view.value).toEqual({ state: 'loading' })
    await Promise.resolve()
    await Promise.resolve()
    expect(model.view.value).toEqual({ state: 'failed', why: 'unreachable' })
    await model.ask()
    expect(model.view.value).toEqual({ state: 'ready', value: aState() })
  })
})
