import { describe, expect, it } from 'vitest'
import { ANOTHER_KIND } from '../course/courseFields.model.ts'
import { CourseFormModel } from '../course/courseForm.model.ts'
import { aDraft, anOffice } from '../testForms.ts'
import { aProgramme } from '../testSeat.ts'
import { ProgrammeFormModel } from './programmeForm.model.ts'

const known = aProgramme({
  title: { en: 'Cluster', cs: 'Klastr' },
  activities: [
    { id: 'a', number: 1, kind: 'training', title: { en: 'Training' } },
    { id: 'b', number: 4, kind: '', title: { en: 'Fair' } },
  ],
})
function form(programme: ReturnType<typeof aProgramme> | null = known) {
  const office = anOffice()
  return { office, model: new ProgrammeFormModel({ office, draft: aDraft(), programme }) }
}

describe('the form of a programme', () => {
  it.each([
    ['2026-01-01', '', 'one-day'],
    ['', '2026-01-01', 'one-day'],
    ['2026-02-01', '2026-01-31', 'backwards'],
    ['2026-02-01', '2026-02-01', null],
    ['', '', null],
  ])('from %j to %j: %j', async (start, end, fault) => {
    const { model } = form()
    model.start.value = start
    model.end.value = end
    expect(model.periodFault.value).toBeNull()
    expect(await model.save()).toBe(fault === null)
    expect(model.periodFault.value).toBe(fault)
  })

  it('saves only what differs, and keeps the title’s other languages', async () => {
    const { office, model } = form()
    expect(await model.save()).toBe(true)
    expect(office.saveProgramme.mock.calls[0]).toEqual([known.programme, {}])
    model.title.text.value = 'The cluster'
    model.registrationNumber.value = ' '
    expect(await model.save()).toBe(true)
    model.funder.value = 'eu-cofunded'
    model.publicity.value = ' From the ESF '
    model.beneficiary.value = 'Blue Bench '
    expect(await model.save()).toBe(true)
    expect(office.saveProgramme.mock.calls[2]?.[1]).toMatchObject({
      ...{ funder: 'eu-cofunded', publicity: { en: 'From the ESF' }, beneficiary: 'Blue Bench' },
    })
    const changed = { title: { en: 'The cluster', cs: 'Klastr' }, registrationNumber: null }
    expect(office.saveProgramme.mock.calls[1]?.[1]).toEqual(changed)
  })

  it('numbers new activities after the last that ever was, and takes an emptied one for one taken away', async () => {
    const { office, model } = form()
    model.removeLine('b')
    model.changeLine('a', '  ')
    model.addLine()
    model.addLine()
    const [first, second] = model.lines.value.filter(({ title }) => title === '')
    model.changeLine(first?.id ?? '', 'Mentoring')
    expect(await model.save()).toBe(true)
    expect(office.saveProgramme.mock.calls[0]?.[1]).toEqual({
      activities: [{ id: first?.id, number: 5, kind: '', title: { en: 'Mentoring' } }],
      withoutActivities: ['a', 'b'],
    })
    expect(second?.title).toBe('')
  })
})

describe('the form of a course', () => {
  it('takes a kind of one’s own once it is written, and says so until then', async () => {
    const office = anOffice()
    const model = new CourseFormModel({ office, draft: aDraft(), course: null, programme: known })
    model.fields.title.text.value = 'Bees'
    model.fields.kind.value = ANOTHER_KIND
    model.fields.ownKind.value = '  '
    expect(await model.save()).toBe(false)
    expect(model.fields.kindFault.value).toBe('empty')
    model.fields.ownKind.value = ' apprenticeship '
    expect(await model.save()).toBe(true)
    expect(office.saveCourse.mock.calls[0]?.[1]).toEqual({
      ...{ title: { en: 'Bees' }, kind: 'apprenticeship', programme: known.programme },
    })
  })
})
