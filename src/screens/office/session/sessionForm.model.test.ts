import { describe, expect, it } from 'vitest'
import type { MemberId, ProgrammeId, RunId, SessionId } from '#domain/ids.ts'
import type { SessionFacts } from '#domain/session.ts'
import type { PlannedSession, RunPlan } from '#store/officeApi.ts'
import { aDraft, anOffice, newId } from '../testForms.ts'
import { aRun, aSession } from '../testSeat.ts'
import { isFrozen, SessionFormModel } from './sessionForm.model.ts'
import { proposedSession } from './sessionPlan.model.ts'

const run = aRun()
const NOW = Date.parse('2026-11-24T09:00:00Z')
const aPlanned = (facts: Partial<SessionFacts>, over: Partial<PlannedSession> = {}): PlannedSession => ({
  session: newId<SessionId>(),
  facts: { ...aSession(run).facts, ...facts },
  place: 'Opava',
  trainers: ['jana' as MemberId],
  title: { en: 'Opening', cs: 'Úvod' },
  cancelled: null,
  ...over,
})
const aPlan = (sessions: PlannedSession[] = []): RunPlan => ({
  ...{ run: run.run as RunId, programme: 'p' as ProgrammeId, course: null, number: 1, activity: null },
  ...{ sessions, people: [], numbers: new Map() },
})

function changing(planned: PlannedSession) {
  const office = anOffice()
  const view = { run, plan: aPlan([planned]), session: { planned, row: aSession(run) } }
  return { office, form: new SessionFormModel({ office, draft: aDraft(), view, now: NOW }) }
}

describe('a session that is planned or changed', () => {
  it('U6 the next one is a week after the last that takes place, in its zone, also over a change of clocks', () => {
    const last = aPlanned({
      date: '2026-10-22',
      zone: 'Europe/Sofia',
      agenda: [{ id: 'a', title: 'A', start: '09:30', end: '10:00' }],
    })
    const called = aPlanned({ date: '2026-10-29' }, { cancelled: { reason: 'ice' } })
    const next = proposedSession(aPlan([last, called]), NOW)
    expect(next.facts).toMatchObject({ date: '2026-10-29', start: '09:30', zone: 'Europe/Sofia', agenda: [] })
    expect(next).toMatchObject({ place: 'Opava', title: null })
  })

  it('writes only what was changed: what somebody else changed meanwhile stays', async () => {
    const planned = aPlanned({})
    const { office, form } = changing(planned)
    form.fields.place.value = '  Library '
    expect(await form.save([])).toBe(true)
    expect(office.changeSession.mock.calls).toEqual([[run.run, planned.session, { place: 'Library' }, []]])
  })

  it('F8 an end before the start is the next day’s, and what was inside must still be', async () => {
    const { office, form } = changing(
      aPlanned({ start: '20:00', end: '23:00', breaks: [{ start: '21:30', end: '21:45' }] }),
    )
    form.fields.end.value = '01:30'
    expect(await form.save([])).toBe(true)
    expect(office.changeSession.mock.calls[0]?.[2]).toMatchObject({ facts: { end: '01:30' } })
    form.fields.start.value = '22:00'
    expect(await form.save([])).toBe(false)
    expect(form.fields.shown.value.map(({ kind }) => kind)).toEqual(['break-outside'])
  })

  it.each([
    [{ date: '2026-02-30' }, 'not-a-day'],
    [{ date: '' }, 'not-a-day'],
    [{ start: '9' }, 'not-a-time'],
    [{ zone: 'Europe/Ostrava' }, 'unknown-zone'],
    // The hour that this night does not have.
    [{ date: '2027-03-28', start: '02:00', end: '03:00' }, 'no-minutes'],
  ])('does not save %j', async (typed, fault) => {
    const { office, form } = changing(aPlanned({}))
    for (const [field, text] of Object.entries(typed)) form.fields[field as 'date'].value = text
    expect(form.fields.shown.value).toEqual([])
    expect(await form.save([])).toBe(false)
    expect(form.fields.shown.value.map(({ kind }) => kind)).toContain(fault)
    expect(office.changeSession).not.toHaveBeenCalled()
  })

  it('keeps the title in the other languages when it is changed in this one', async () => {
    const { office, form } = changing(aPlanned({}))
    form.fields.title.value = 'Beginning'
    expect(await form.save([])).toBe(true)
    expect(office.changeSession.mock.calls[0]?.[2]).toEqual({ title: { en: 'Beginning', cs: 'Úvod' } })
  })

  it('F5 is not cancelled without a reason', async () => {
    const { office, form } = changing(aPlanned({}))
    form.reason.value = '  '
    expect(await form.cancelSession()).toBe(false)
    expect([form.isReasonMissing.value, office.cancelSession.mock.calls.length]).toEqual([true, 0])
    form.reason.value = ' ice '
    expect(await form.cancelSession()).toBe(true)
    expect(office.cancelSession.mock.calls[0]?.[2]).toBe('ice')
  })

  it('F7 is frozen once its register was handed in, and open again once that was returned', () => {
    const frozen = (
      ['not-started', 'in-progress', 'submitted', 'accepted', 'returned', 'did-not-take-place'] as const
    ).filter(isFrozen)
    expect(frozen).toEqual(['submitted', 'accepted', 'did-not-take-place'])
  })
})
