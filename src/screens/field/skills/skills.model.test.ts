import { signal } from '@preact/signals'
import { describe, expect, test } from 'vitest'
import type { MemberId, PersonId, RunId } from '#domain/ids.ts'
import type { Assessment } from '#domain/skills/assessments.ts'
import { ENTRECOMP_BY_TRAINER } from '#domain/skills/builtIn/entreCompForms.ts'
import type { Form, Moment } from '#domain/skills/form.ts'
import { createDrafts } from '#screens/shared/drafts.ts'
import type { Live, PersonRow, Seat, SessionRow } from '#store/api.ts'
import type { Judgement, RunSkills, Skills } from '#store/skillsApi.ts'
import { aPerson, ME } from '../testSeat.ts'
import { SkillsModel } from './skills.model.ts'

const RUN = 'run-000000000001' as RunId
const COLLEAGUE = 'member-janis-0000' as MemberId
const [eva, ivo] = [aPerson('Nová', 'Eva'), aPerson('Bílý', 'Ivo')]

const live = <T>(value: T): Live<T> => ({ value: signal({ state: 'ready', value }), dispose: () => undefined })

const said = (person: PersonRow, item: string, answer: number, more: Partial<Assessment> = {}): Assessment => ({
  ...{ run: RUN, person: person.person, assessor: ME, as: 'trainer', form: ENTRECOMP_BY_TRAINER.id, version: 1 },
  ...{ moment: 'start', answers: { [item]: answer }, unsettled: new Map(), evidence: new Map(), at: 1 },
  ...{ open: new Map([[item, ['key']]]) },
  ...more,
})

function aModel(change: Partial<RunSkills> = {}, sessions: { startsAt: number; cancelled: null }[] = []) {
  const judged: [PersonId, Judgement][] = []
  const view: RunSkills = {
    ...{ run: { title: { en: 'Run' } } as unknown as RunSkills['run'], people: [eva, ivo], numbers: new Map() },
    ...{ forms: [ENTRECOMP_BY_TRAINER], everyForm: [], assessments: [], members: new Map([[COLLEAGUE, 'Jānis']]) },
    ...{ notes: new Map(), unsaved: new Set(), ...change },
  }
  const skills: Skills = {
    ofRun: () => live(view),
    judge: async (_, person, judgement) => {
      judged.push([person, judgement])
      return { ok: true, value: undefined }
    },
  }
  const seat = {
    info: signal({ member: ME, state: 'active', role: 'trainer' }),
    now: () => ({ at: 100, trusted: true }),
    sessionsOfRun: () => live(sessions as unknown as SessionRow[]),
  } as unknown as Seat
  return { model: new SkillsModel(seat, skills, RUN, createDrafts(null).open('skills')), judged }
}

describe('what people can do, on screen', () => {
  test('F4 begins with the first skill of everybody by name, and goes on through all of them to the end', () => {
    const { model } = aModel()
    expect(model.rows.value.map(({ name }) => name)).toEqual(['Ivo Bílý', 'Eva Nová'])
    const seen: (string | undefined)[] = [model.item.value?.id]
    while (model.next.value) {
      model.goOn()
      seen.push(model.item.value?.id)
    }
    expect(seen).toEqual(ENTRECOMP_BY_TRAINER.items.map(({ id }) => id))
  })

  test('F4 turned, it is every skill of one person, and then of the next', () => {
    const { model } = aModel()
    model.axis.value = 'person'
    expect(model.rows.value).toHaveLength(15)
    expect([...new Set(model.rows.value.map(({ name }) => name))]).toEqual(['Ivo Bílý'])
    model.goOn()
    expect(model.person.value?.displayName).toBe('Eva Nová')
    expect(model.next.value).toBeNull()
  })

  test('a hub’s own form is chosen beside the built-in one, and asks its own skills', () => {
    const own: Form = {
      ...ENTRECOMP_BY_TRAINER,
      id: 'form-of-the-hub-01',
      items: ENTRECOMP_BY_TRAINER.items.slice(3, 5),
    }
    const { model } = aModel({ forms: [ENTRECOMP_BY_TRAINER, own] })
    expect(model.form.value?.id).toBe(ENTRECOMP_BY_TRAINER.id)
    model.chooseForm(own.id)
    expect(model.items.value.map(({ id }) => id)).toEqual(['1.4', '1.5'])
    expect(model.rows.value.map(({ item }) => item.id)).toEqual(['1.4', '1.4'])
  })

  test('F6 what others say stands beside, by name, and never passes for one’s own', () => {
    const { model } = aModel({ assessments: [said(eva, '1.1', 3), said(eva, '1.1', 6, { assessor: COLLEAGUE })] })
    const row = model.rows.value.find(({ person }) => person === eva.person)
    expect([row?.answer, row?.others]).toEqual([3, [{ name: 'Jānis', answer: 6 }]])
    expect(model.done.value).toBe(1)
  })

  test.each<[string, Partial<Assessment>]>([
    ['another moment', { moment: 'end' }],
    ['another version', { version: 2 }],
    ['another form', { form: 'form-000000000001' }],
    ['the person', { as: 'self' }],
    ['an answer that the form does not have', { answers: { '1.1': 9 } }],
  ])('of %s nothing is shown as this one', (_, change) => {
    const { model } = aModel({ assessments: [said(eva, '1.1', 3, change)] })
    expect(model.rows.value.map(({ answer, others }) => [answer, others])).toEqual([
      [null, []],
      [null, []],
    ])
  })

  test('F3 what is not on the disk is told, and what shows it stands beside it', () => {
    const { model } = aModel({
      assessments: [said(eva, '1.1', 3, { evidence: new Map([['1.1', ['note']]]) })],
      ...{ unsaved: new Set(['key']), notes: new Map([['note', 'sold bread']]) },
    })
    const row = model.rows.value.find(({ person }) => person === eva.person)
    expect([row?.isUnsaved, row?.evidence]).toEqual([true, ['sold bread']])
  })

  test('F11 the end is meant once the last session has begun, never before, and whoever says otherwise is followed', () => {
    const at = (...all: number[]) => all.map((startsAt) => ({ startsAt, cancelled: null }))
    const momentOf = (sessions: number[]): Moment => aModel({}, at(...sessions)).model.moment.value
    expect([momentOf([]), momentOf([50]), momentOf([50, 200]), momentOf([50, 100])]).toEqual([
      ...['start', 'start', 'start', 'end'],
    ])
    const { model } = aModel({}, at(50, 100))
    model.chooseMoment('start')
    expect(model.moment.value).toBe('start')
  })

  test('what is judged names form, version and moment, and null takes it back', async () => {
    const { model, judged } = aModel()
    const [row] = model.rows.value
    if (!row) throw new Error('no row')
    await model.judge(row, 4, 'sold bread')
    await model.judge(row, null)
    const { id: form, version } = ENTRECOMP_BY_TRAINER
    const stated = { form, version, moment: 'start', as: 'trainer' }
    expect(judged).toEqual([
      [ivo.person, { ...stated, answers: { '1.1': 4 }, evidence: 'sold bread' }],
      [ivo.person, { ...stated, answers: { '1.1': null }, evidence: '' }],
    ])
  })
})
