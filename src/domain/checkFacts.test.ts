import { describe, expect, test } from 'vitest'
import { aSession } from '../../tests/support/domainMakers.ts'
import { checkFacts } from './checkFacts.ts'
import type { SessionFacts } from './session.ts'

const faultsOf = (changes: Partial<SessionFacts>) => {
  const result = checkFacts(aSession(changes))
  return result.ok ? [] : result.error
}
const item = (id: string, start: string, end: string) => ({ id, title: id, start, end })

describe("a session's times", () => {
  test('that make sense pass, by day and by night', () => {
    expect(checkFacts(aSession())).toEqual({ ok: true, value: aSession() })
    expect(faultsOf({ start: '22:00', end: '02:00', breaks: [{ start: '23:50', end: '00:10' }] })).toEqual([])
  })

  test('F8 agenda items may fill the session, breaks not counted', () => {
    expect(faultsOf({ agenda: [item('a', '09:00', '10:30'), item('b', '10:30', '12:00')] })).toEqual([])
    expect(faultsOf({ agenda: [item('a', '09:00', '12:00')] })).toEqual([])
  })

  test('F8 agenda items never add up to more than the session', () => {
    expect(faultsOf({ agenda: [item('a', '09:00', '11:00'), item('b', '10:00', '12:00')] })).toEqual([
      { kind: 'agenda-too-long', minutes: 210, sessionMinutes: 165 },
    ])
  })

  test('F8 agenda items lie inside the session', () => {
    expect(faultsOf({ agenda: [item('early', '08:30', '09:30'), item('back', '11:00', '10:00')] })).toEqual([
      { kind: 'agenda-outside', id: 'early' },
      { kind: 'agenda-outside', id: 'back' },
    ])
  })

  test('F8 breaks lie inside the session and leave something of it', () => {
    expect(faultsOf({ breaks: [{ start: '11:30', end: '12:30' }] })).toEqual([{ kind: 'break-outside', index: 0 }])
    expect(faultsOf({ breaks: [{ start: '10:00', end: '10:00' }] })).toEqual([{ kind: 'break-outside', index: 0 }])
    expect(faultsOf({ breaks: [{ start: '09:00', end: '12:00' }] })).toEqual([{ kind: 'no-minutes' }])
  })

  test('that the clocks skip leave nothing', () => {
    expect(faultsOf({ date: '2026-03-29', start: '02:30', end: '03:30', breaks: [] })).toEqual([{ kind: 'no-minutes' }])
  })

  test('that are none are named, each one', () => {
    expect(faultsOf({ date: '2026-02-30', start: '9:00', zone: 'Mars/Olympus' })).toEqual([
      { kind: 'not-a-day', date: '2026-02-30' },
      { kind: 'not-a-time', time: '9:00' },
      { kind: 'unknown-zone', zone: 'Mars/Olympus' },
    ])
  })
})
