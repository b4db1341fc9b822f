import { describe, expect, it } from 'vitest'
import type { CourseId, MemberId, ProgrammeId } from '#domain/ids.ts'
import { fail } from '#domain/result.ts'
import type { CourseRow, TeamRow } from '#store/officeApi.ts'
import { SessionFieldsModel } from '../session/sessionFields.model.ts'
import { aDraft, anOffice, newId } from '../testForms.ts'
import { aProgramme, aRun } from '../testSeat.ts'
import { A_NEW_ONE, missingGrants, NOT_CHOSEN, RunFormModel } from './runForm.model.ts'

const programme = aProgramme()
const aCourse = (title: string, of: ProgrammeId | null = programme.programme): CourseRow => ({
  ...{ course: newId<CourseId>(), title: { en: title }, kind: 'course', activity: null, programme: of },
  demonstration: false,
})
const facts = {
  ...{ date: '2026-12-31', start: '22:00', end: '01:00', zone: 'Europe/Prague' },
  ...{ breaks: [], mode: 'on-site' as const, agenda: [] },
}
const aMember = (role: TeamRow['role'], programmes: ProgrammeId[] = []): TeamRow => ({
  ...{ member: newId<MemberId>(), displayName: 'Jana', role, programmes, person: null, seesNames: false },
  ...{ signIns: [], isWaiting: false, isRefused: false },
})

function aNewRun(
  given: { programmes?: (typeof programme)[]; courses?: CourseRow[]; runs?: ReturnType<typeof aRun>[] } = {},
) {
  const office = anOffice()
  const draft = aDraft()
  const session = new SessionFieldsModel({ draft, first: { facts, place: '', trainers: [], title: null }, newId })
  const { programmes = [], courses = [], runs = [] } = given
  const what = { kind: 'new', programme: undefined, course: undefined, session } as const
  return { office, session, form: new RunFormModel({ office, draft, what, programmes, courses, runs }) }
}

describe('the form of a run', () => {
  it('U6 in an empty hub makes programme, course and first session with it, once each has a name', async () => {
    const { office, form } = aNewRun()
    expect([form.programme.value, form.course.value]).toEqual([A_NEW_ONE, A_NEW_ONE])
    form.programmeTitle.text.value = '   '
    form.courseFields.title.text.value = ' First aid '
    expect(await form.save([])).toBe(false)
    expect(form.programmeTitle.fault.value).toBe('empty')
    form.programmeTitle.text.value = 'Together'
    expect(await form.save([])).toBe(true)
    const [run, fields, beside] = office.makeRun.mock.calls[0] ?? []
    expect(run).toBe(form.id())
    expect(fields).toMatchObject({ number: 1, activity: null })
    // The night of the year's end is one session of its first day.
    expect(beside).toMatchObject({ sessions: [{ facts: { date: '2026-12-31', start: '22:00', end: '01:00' } }] })
    expect(Object.values((beside as { course: { title: object } }).course.title)).toEqual(['First aid'])
  })

  it('wants a choice where there are several, and says so only once somebody goes on', async () => {
    const other = aProgramme({ programme: newId<ProgrammeId>() })
    const { office, form } = aNewRun({ programmes: [programme, other], courses: [aCourse('A'), aCourse('B')] })
    expect([form.programme.value, form.isProgrammeMissing.value]).toEqual([NOT_CHOSEN, false])
    expect(await form.save([])).toBe(false)
    expect(form.isProgrammeMissing.value).toBe(true)
    form.chooseProgramme(programme.programme)
    expect([form.isProgrammeMissing.value, form.course.value, form.isCourseMissing.value]).toEqual([
      false,
      NOT_CHOSEN,
      true,
    ])
    // A programme without courses begins with a new one.
    form.chooseProgramme(other.programme)
    expect(form.course.value).toBe(A_NEW_ONE)
    expect(office.makeRun).not.toHaveBeenCalled()
  })

  it('numbers a run after the last of its course, whatever was left out', async () => {
    const course = aCourse('First aid')
    const runs = [1, 4, null].map((number) => aRun({ course: course.course, number }))
    const { office, form } = aNewRun({ programmes: [programme], courses: [course], runs })
    form.chooseCourse(course.course)
    form.isUndated.value = true
    expect(await form.save([])).toBe(true)
    expect(office.makeRun.mock.calls[0]?.slice(1)).toMatchObject([{ number: 5 }, { sessions: [] }])
  })

  it('saved again after a failure it is the same run, and the same session', async () => {
    const { office, form } = aNewRun()
    office.makeRun.mockImplementationOnce(async () => fail({ kind: 'storage-full' }) as never)
    form.programmeTitle.text.value = form.courseFields.title.text.value = 'Together'
    expect(await form.save([])).toBe(false)
    expect(form.saving.failure.value).toEqual({ kind: 'storage-full' })
    expect(await form.save([])).toBe(true)
    const [first, second] = office.makeRun.mock.calls ?? []
    expect(second).toEqual(first)
  })

  it.each(['0', '-1', '1.5', '10000', '', 'two'])('lets no run be the %j-th', async (number) => {
    const office = anOffice()
    const run = aRun({ course: newId<CourseId>() })
    const what = { kind: 'edit', run } as const
    const given = { office, draft: aDraft(), what, programmes: [programme], courses: [], runs: [run] }
    const form = new RunFormModel(given)
    form.course.value = String(run.course)
    form.number.value = number
    expect(await form.save([])).toBe(false)
    expect(form.isNumberWrong.value).toBe(true)
    form.number.value = ' 12 '
    expect(await form.save([])).toBe(true)
    expect(office.describeRun.mock.calls[0]?.[1]).toMatchObject({ number: 12 })
  })

  it('S5 gives the programme to trainers who shall teach in it and lack it, and to nobody else', () => {
    const [lacks, holds, coordinator] = [
      aMember('trainer'),
      aMember('trainer', [programme.programme]),
      aMember('coordinator'),
    ]
    const all = [lacks, holds, coordinator, aMember('trainer')] as TeamRow[]
    const teaching = [lacks, holds, coordinator].map((row) => row?.member as MemberId)
    expect(missingGrants(all, teaching, programme.programme)).toEqual([
      { member: lacks?.member, programme: programme.programme },
    ])
  })
})
