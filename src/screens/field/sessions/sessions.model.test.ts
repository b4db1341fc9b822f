import { describe, expect, it } from 'vitest'
import { aSession, testSeat } from '../testSeat.ts'
import { arrangeSessions, SessionsModel } from './sessions.model.ts'

const today = aSession({ title: { cs: 'Řízení financí' }, place: 'Opava' })
const earlier = aSession({ title: { en: 'Teamwork' } }, { date: '2026-11-20' })
const longAgo = aSession({ title: { bg: 'Синдром на прегаряне' } }, { date: '2025-03-04' })

const daysOf = (model: InstanceType<typeof SessionsModel>) =>
  model.view.value.state === 'ready' ? model.view.value.value.days.map(({ day }) => day) : []

describe('all sessions', () => {
  it('F5 come by day, and any date can be reached', () => {
    const model = new SessionsModel(testSeat({ sessions: [today, longAgo, earlier] }))
    expect(daysOf(model)).toEqual(['2026-11-20', '2026-11-23'])
    model.jump('2025-03-01')
    expect(daysOf(model)).toEqual(['2025-03-04'])
    model[Symbol.dispose]()
  })

  it('U1 are found by words without accents, in another alphabet, over all dates', () => {
    const model = new SessionsModel(testSeat({ sessions: [today, longAgo, earlier] }))
    model.setFilter('rizeni')
    expect(daysOf(model)).toEqual(['2026-11-23'])
    model.setFilter('pregaryane')
    expect(daysOf(model)).toEqual(['2025-03-04'])
    model[Symbol.dispose]()
  })

  it('say how many are left out of a long list', () => {
    const many = Array.from({ length: 203 }, () => aSession())
    expect(arrangeSessions(many, '').leftOut).toBe(3)
  })
})
