import { describe, expect, it } from 'vitest'
import type { ProgrammeId } from '#domain/ids.ts'
import { doubtfulSessions, groupRuns, progressOf, runsToPlace, standingOf } from './programmes.model.ts'
import { aProgramme, aRun, aSession } from './testSeat.ts'

const NOW = Date.parse('2026-11-23T12:00:00Z')

describe('programmes and runs', () => {
  it('F5 a past session without any record is missed, a cancelled one is not', () => {
    const run = aRun()
    const past = aSession(run, {}, { date: '2026-11-20' })
    expect(standingOf(past, NOW)).toBe('missed')
    expect(standingOf({ ...past, cancelled: true }, NOW)).toBe('cancelled')
    expect(standingOf({ ...past, state: 'did-not-take-place' }, NOW)).toBe('confirmed')
    expect(standingOf(aSession(run, {}, { date: '2026-11-24' }), NOW)).toBe('ahead')
  })

  it('counts each session of a run once', () => {
    const run = aRun()
    const progress = progressOf(
      [
        aSession(run, { state: 'submitted' }, { date: '2026-11-02' }),
        aSession(run, { state: 'returned' }, { date: '2026-11-09' }),
        aSession(run, {}, { date: '2026-11-16' }),
        aSession(run, { cancelled: true }, { date: '2026-11-17' }),
        aSession(run, {}, { date: '2026-11-30' }),
        aSession(run, {}, { date: '2026-11-25' }),
      ],
      NOW,
    )
    const { total, confirmed, open, missed, ahead, cancelled } = progress
    expect({ total, confirmed, open, missed, ahead, cancelled }).toEqual({
      total: 6,
      confirmed: 1,
      open: 1,
      missed: 1,
      ahead: 2,
      cancelled: 1,
    })
    expect(progress.next?.facts.date).toBe('2026-11-25')
  })

  it('shows every run once: by activity, without one, outside any known programme, and to be placed', () => {
    const activity = { id: 'a1', number: 1, kind: 'course', title: { en: 'Courses' } }
    const runs = [
      aRun({ activity: 'a1' }),
      aRun({ activity: 'gone' }),
      aRun({ programme: null }),
      aRun({ programme: 'programme-other' as ProgrammeId }),
    ]
    const groups = groupRuns([aProgramme({ activities: [activity] })], runs, [], NOW)
    const shown = groups.flatMap(({ activities }) =>
      activities.flatMap((group) => group.runs.map(({ run }) => run.run)),
    )
    const toPlace = runsToPlace(runs, [], NOW).map(({ run }) => run.run)
    expect([...shown, ...toPlace].toSorted()).toEqual(runs.map(({ run }) => run).toSorted())
    expect(groups.map(({ runCount }) => runCount)).toEqual([2, 1])
  })

  it('U6 lists runs that were started on the spot, the latest first', () => {
    const [early, late, placed] = [aRun({ programme: null }), aRun({ programme: null }), aRun()]
    const sessions = [aSession(early, {}, { date: '2026-11-20' }), aSession(late, {}, { date: '2026-11-22' })]
    expect(runsToPlace([early, placed, late], sessions, NOW).map(({ run }) => run)).toEqual([late, early])
  })

  it('puts sessions whose records differ before those that are only late', () => {
    const run = aRun()
    const late = aSession(run, { state: 'in-progress' }, { date: '2026-11-20' })
    const counts = { ...late.counts, disagreements: 1 }
    const differing = aSession(run, { state: 'in-progress', counts }, { date: '2026-11-10' })
    const running = aSession(run, { state: 'in-progress' }, { date: '2026-11-24' })
    expect(doubtfulSessions([late, running, differing], NOW)).toEqual([differing, late])
  })
})
