import { describe, expect, test } from 'vitest'
import { aMember, aNotebook, aPerson, aSession, SESSION } from '../../tests/support/domainMakers.ts'
import { resolveRegister } from './register.ts'
import { stateEveryone, stateMark, stateNotHeld, stateSubmission, stateWithdrawal } from './stating.ts'

const ana = aMember('ana')
const eva = aPerson('eva')
const ivo = aPerson('ivo')

function aDesk() {
  const book = aNotebook()
  const facts = aSession()
  const look = () => resolveRegister({ session: SESSION, facts, roster: [eva, ivo], ...book })
  return { ...book, look }
}

describe('stating', () => {
  test('F6 a mark replaces what its recorder saw open for that person, bulk claims too', () => {
    const { state, look } = aDesk()
    const all = state(ana, null, stateEveryone(look(), [eva, ivo], 1))
    const mark = stateMark(look(), eva, { status: 'absent' }, 2)
    expect(mark).toEqual({ kind: 'mark', status: 'absent', at: 2, replaces: [all] })
    const key = state(ana, eva, mark)
    expect(stateMark(look(), eva, { status: 'present' }, 3).replaces).toEqual([key])
    expect(stateMark(look(), aPerson('walk-in'), { status: 'present' }, 3).replaces).toEqual([])
  })

  test('F8 times, minutes and mode are kept for who is present only', () => {
    const { look } = aDesk()
    const times = { mode: 'online' as const, spans: [{ from: '09:10' }], minutes: 3, about: 'note' }
    expect(stateMark(look(), eva, { status: 'present', ...times }, 1)).toMatchObject(times)
    expect(stateMark(look(), eva, { status: 'excused', ...times }, 1)).toEqual({
      kind: 'mark',
      status: 'excused',
      about: 'note',
      at: 1,
      replaces: [],
    })
    expect(stateMark(look(), eva, { status: 'present', spans: [] }, 1)).not.toHaveProperty('spans')
  })

  test('F6 everyone present replaces earlier bulk claims and no individual mark', () => {
    const { state, look } = aDesk()
    const all = state(ana, null, stateEveryone(look(), [eva, ivo, eva], 1))
    state(ana, eva, stateMark(look(), eva, { status: 'absent' }, 2))
    expect(stateEveryone(look(), [eva, ivo], 3, 'online')).toEqual({
      kind: 'everyone',
      persons: [eva, ivo],
      mode: 'online',
      at: 3,
      replaces: [all],
    })
    expect(stateEveryone(look(), [eva], 3).replaces).toEqual([])
  })

  test('F6 a mark at an agenda item replaces what was seen there, and knows no minutes; in bulk only what was bulk', () => {
    const book = aNotebook()
    const facts = aSession({ agenda: [{ id: 'talk', title: 'Talk', start: '09:00', end: '10:00' }] })
    const look = () => resolveRegister({ session: SESSION, facts, roster: [eva, ivo], ...book })
    const all = book.state(ana, null, stateEveryone(look(), [eva], 1))
    const talk = book.state(ana, null, stateEveryone(look(), [ivo], 2, undefined, 'talk'))
    const mark = stateMark(look(), eva, { status: 'present', minutes: 3, spans: [{ from: '09:10' }] }, 3, 'talk')
    expect(mark).toEqual({
      ...{ kind: 'item-mark', item: 'talk', status: 'present', spans: [{ from: '09:10' }], at: 3 },
      replaces: [all],
    })
    const key = book.state(ana, eva, mark)
    expect(stateMark(look(), eva, { status: 'absent' }, 4).replaces.toSorted()).toEqual([all, key].toSorted())
    expect(stateMark(look(), eva, { status: 'absent' }, 4, 'other').replaces).toEqual([])
    expect(stateEveryone(look(), [eva, ivo], 5, 'online', 'talk')).toEqual({
      ...{ kind: 'item-everyone', item: 'talk', persons: [eva, ivo], mode: 'online', at: 5 },
      replaces: [talk],
    })
  })

  test('F7 a submission covers everything known but submissions, and freezes the facts as planned', () => {
    const { state, look } = aDesk()
    const all = state(ana, null, stateEveryone(look(), [eva, ivo], 1))
    const mark = state(ana, eva, stateMark(look(), eva, { status: 'absent' }, 2))
    const back = state(ana, null, stateWithdrawal([mark], 3))
    const submission = stateSubmission(look(), 4)
    expect(submission).toEqual({
      kind: 'submission',
      covers: [all, back, mark].sort(),
      facts: aSession(),
      at: 4,
      replaces: [],
    })
    state(ana, null, submission)
    expect(look().state).toBe('submitted')
  })

  test('F7 a submission after a return replaces the returned one, and the facts are those of the plan', () => {
    const { state, review, claims, reviews, look } = aDesk()
    state(ana, eva, stateMark(look(), eva, { status: 'present' }, 1))
    const first = state(ana, null, stateSubmission(look(), 2))
    review(null, { kind: 'returned', at: 3, submission: first })
    state(ana, ivo, stateMark(look(), ivo, { status: 'present' }, 4))
    const facts = aSession({ end: '11:00' })
    const replan = () => resolveRegister({ session: SESSION, facts, roster: [eva, ivo], claims, reviews })
    const second = stateSubmission(replan(), 5)
    expect(second).toMatchObject({ replaces: [first], facts })
    state(ana, null, second)
    expect(replan()).toMatchObject({ state: 'submitted', counts: { present: 2 } })
  })

  test('F5 did not take place replaces what its recorder saw; saying it again closes the first', () => {
    const { state, look } = aDesk()
    const mark = state(ana, eva, stateMark(look(), eva, { status: 'present' }, 1))
    const first = state(ana, null, stateNotHeld(look(), 'snow', 2))
    expect(look()).toMatchObject({ state: 'did-not-take-place', notHeldContested: false })
    const again = stateNotHeld(look(), 'deep snow', 3)
    expect(again.replaces).toEqual([first])
    state(aMember('bo'), null, again)
    expect(look()).toMatchObject({ notHeldContested: false, notHeld: [{ reason: 'deep snow' }] })
    expect(look().coverable).toContain(mark)
  })
})
