import { describe, expect, it } from 'vitest'
import type { PersonId, RunId, SessionId } from '#domain/ids.ts'
import { netMinutes } from '#domain/sessionTime.ts'
import type { ClassRow, MyRecord } from '#store/api.ts'
import { myRuns } from '../myRuns.ts'
import { attendanceOf } from '../record/attendance.ts'
import { arrangeHome } from './me.model.ts'

const RUN = 'run-0000000000000' as RunId
const DAY = 86_400_000
/** Sessions are at 10 o'clock in UTC, on days from this one. */
const START = Date.UTC(2026, 10, 2, 10)

const facts = (day: number) => ({
  date: new Date(START + day * DAY).toISOString().slice(0, 10),
  ...{ start: '10:00', end: '12:00', zone: 'UTC', breaks: [], mode: 'on-site' as const, agenda: [] },
})
const session = (day: number, over: Partial<ClassRow['sessions'][number]> = {}): ClassRow['sessions'][number] => ({
  session: `session-${day}-00000000` as SessionId,
  title: { en: 'Sewing' },
  facts: facts(day),
  ...{ startsAt: START + day * DAY, endsAt: START + day * DAY + 7_200_000 },
  ...{ place: 'Hall', trainers: ['Vera'], cancelled: null, was: null },
  ...over,
})
const aClass = (...sessions: ClassRow['sessions']): ClassRow => ({
  ...{ hubName: 'Hub', run: RUN, title: { en: 'Sewing' }, kind: 'course', number: 1, programmeTitle: {} },
  ...{ funderRegistration: null, demonstration: true, team: [], sessions },
})
type Own = MyRecord['runs'][number]['sessions'][number]
const own = (day: number, over: Partial<Own> = {}): Own => ({
  ...{ session: session(day).session, title: { en: 'Sewing' }, facts: facts(day), state: 'present', mode: 'on-site' },
  ...{ minutes: 120, ofMinutes: netMinutes(facts(day)), standing: 'confirmed', registerState: 'accepted' },
  ...over,
})
const aRecord = (...sessions: Own[]): MyRecord => ({
  ...{ person: 'person-000000000' as PersonId, displayName: 'Jana' },
  runs: [
    {
      run: RUN,
      title: { en: 'Sewing' },
      number: 1,
      sessions,
      minutesConfirmed: 120,
      minutesToReview: 0,
      ofMinutes: 360,
    },
  ],
})

const days = (sessions: { facts: { date: string } }[]) => sessions.map(({ facts: { date } }) => date.slice(-2))

describe('a participant’s first page', () => {
  it('L4 names the session that runs until it is over, then the next, then what follows', () => {
    const runs = myRuns([aClass(session(0), session(1), session(2))], null)
    expect(days([arrangeHome(runs, START + 3_600_000).next].flatMap((found) => found ?? []))).toEqual(['02'])
    const after = arrangeHome(runs, START + 7_200_000)
    expect(after.next?.facts.date).toBe('2026-11-03')
    expect(days(after.later)).toEqual(['04'])
    expect(arrangeHome(runs, START + 9 * DAY)).toEqual({ next: null, cancelled: [], later: [] })
  })

  it('L4 says which sessions that were to come first are cancelled, and keeps later ones in the list', () => {
    const cancelled = { reason: 'Vera is ill' }
    const runs = myRuns([aClass(session(0, { cancelled }), session(1), session(2, { cancelled }))], null)
    const home = arrangeHome(runs, START - DAY)
    expect(days(home.cancelled)).toEqual(['02'])
    expect(home.next?.facts.date).toBe('2026-11-03')
    expect(days(home.later)).toEqual(['04'])
  })

  it('L4 puts what was stated beside the timetable; a run that was left stands in the record alone', () => {
    const [run] = myRuns([aClass(session(0), session(1))], aRecord(own(0)))
    expect(run?.hours).toEqual({ confirmed: 120, toReview: 0, of: 360 })
    expect(run?.sessions.map(({ mine }) => mine?.state)).toEqual(['present', undefined])
    const [former] = myRuns([], aRecord(own(0)))
    expect(former?.sessions).toMatchObject([{ startsAt: START, place: '', mine: { state: 'present' } }])
    expect(myRuns([aClass(session(0))], null)[0]?.hours).toBeNull()
  })
})

describe('what became of a session for one participant', () => {
  const of = (row: Partial<Own> | null, over = {}, now = START + DAY) => {
    const [run] = myRuns([aClass(session(0, over))], row ? aRecord(own(0, row)) : null)
    return run?.sessions[0] && attendanceOf(run.sessions[0], now)
  }

  it('F5 not recorded, did not take place and cancelled are three facts', () => {
    expect(of({ state: 'not-recorded', registerState: 'submitted' })).toBe('not-recorded')
    expect(of({ state: 'not-recorded', registerState: 'did-not-take-place' })).toBe('did-not-take-place')
    expect(of(null, { cancelled: { reason: '' } })).toBe('cancelled')
    expect(of(null)).toBe('not-recorded')
    expect(of(null, {}, START + 1)).toBe('now')
  })

  it('L4 what was stated comes first', () => {
    expect(of({ state: 'excused' })).toBe('excused')
    expect(of({ state: 'present' }, { cancelled: { reason: '' } })).toBe('present')
  })
})
