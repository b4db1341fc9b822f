import { describe, expect, it, vi } from 'vitest'
import type { Claim } from '#domain/claims.ts'
import type { MemberId, SessionId } from '#domain/ids.ts'
import { createDrafts } from '#screens/shared/drafts.ts'
import type { RegisterView } from '#store/api.ts'
import type { ChangeInField } from '#store/officeApi.ts'
import { aPerson, aSession, COLLEAGUE, ME, testSeat } from '../testSeat.ts'
import { isReplannable, ReplanModel } from './replan.model.ts'

const session = aSession({}, { breaks: [{ start: '10:30', end: '10:45' }] })

function replanning(over: Partial<RegisterView> = {}) {
  const seat = testSeat({ sessions: [session], roster: [aPerson('Balode', 'Ilze')] })
  const found = seat.register(session.session).value.value
  if (found.state !== 'ready') throw new Error('no register')
  let drawn = 0
  const changeInField = vi.fn(async (_run: string, _session: string, _change: ChangeInField) => ({
    ok: true as const,
    value: undefined,
  }))
  const office = { changeInField, newId: <T extends string>() => `id-${drawn++}` as T }
  const model = new ReplanModel({ office, view: { ...found.value, ...over }, draft: createDrafts(null).open('replan') })
  const written = () => changeInField.mock.calls.map(([, , change]) => change)
  return { model, written }
}

describe('a session that goes otherwise than planned', () => {
  it('F8 is moved with its break, and only what differs is written, with what stood there', async () => {
    const { model, written } = replanning()
    model.start.value = '13:30'
    model.end.value = '16:30'
    model.reason.value = ' ice '
    expect(model.minutes.value).toBe(165)
    expect(await model.save()).toBe(true)
    const facts = { ...session.facts, start: '13:30', end: '16:30', breaks: [{ start: '14:30', end: '14:45' }] }
    expect(written()).toEqual([{ id: 'id-0', was: { facts: session.facts }, now: { facts }, reason: 'ice' }])
  })

  it('is taught by somebody else, elsewhere', async () => {
    const { model, written } = replanning()
    model.toggleTrainer(ME)
    model.toggleTrainer(COLLEAGUE)
    model.place.value = 'Library'
    model.reason.value = 'flu'
    await model.save()
    expect(written()).toMatchObject([
      {
        was: { place: 'Community hall, Opava', trainers: [ME] },
        now: { place: 'Library', trainers: [COLLEAGUE as MemberId] },
      },
    ])
  })

  it('F8 says why it cannot be saved: nothing differs, no reason, a break outside, no time left', async () => {
    const { model, written } = replanning()
    expect(model.faults.value.size).toBe(0)
    expect(await model.save()).toBe(false)
    expect([...model.faults.value]).toEqual(['nothing', 'reason'])
    model.end.value = '10:40'
    expect(model.faults.value).toContain('break-outside')
    model.removeBreak(0)
    expect([...model.faults.value]).toEqual(['reason'])
    model.end.value = ''
    expect(model.faults.value).toContain('not-a-time')
    expect(written()).toEqual([])
  })

  it('F8 is split: the rest is a session of its own, with its place and its minutes', async () => {
    const { model, written } = replanning()
    model.what.value = 'split'
    model.cut.value = '11:00'
    model.secondDate.value = '2026-11-30'
    model.secondStart.value = '14:00'
    model.secondPlace.value = 'Library'
    model.reason.value = 'power cut'
    expect(model.halfMinutes.value).toEqual([75, 90])
    expect(await model.save()).toBe(true)
    const [change] = written()
    expect(change).toMatchObject({ was: { facts: session.facts }, now: { facts: { end: '11:00' } } })
    expect(change?.second).toMatchObject({
      ...{ session: 'id-1', place: 'Library', trainers: [ME] },
      facts: { date: '2026-11-30', start: '14:00', end: '15:30', breaks: [] },
    })
  })

  it('F6 is not split under people who are marked at what would go to the second part', async () => {
    const agenda = [{ id: 'late', title: 'Late', start: '11:00', end: '12:00' }]
    const key = `${session.session}:p:x` as RegisterView['claims'][number]['key']
    const claim: Claim = { kind: 'item-mark', item: 'late', status: 'present', at: 1, replaces: [] }
    const { model } = replanning({
      session: { ...session, facts: { ...session.facts, agenda } },
      claims: [{ key, session: session.session as SessionId, person: null, recorder: ME, claim }],
    })
    model.what.value = 'split'
    model.cut.value = '11:00'
    model.reason.value = 'power cut'
    expect(await model.save()).toBe(false)
    expect([...model.faults.value]).toEqual(['marked-later'])
    model.cut.value = '12:10'
    expect(model.faults.value.size).toBe(0)
  })

  it('F5 F7 what was handed in, cancelled or did not take place stands as it is', () => {
    expect(isReplannable('in-progress', false)).toBe(true)
    expect(isReplannable('returned', false)).toBe(true)
    expect(isReplannable('not-started', true)).toBe(false)
    for (const state of ['submitted', 'accepted', 'did-not-take-place'] as const)
      expect(isReplannable(state, false)).toBe(false)
  })
})
