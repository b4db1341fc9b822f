import { setupI18n } from '@lingui/core'
import { signal } from '@preact/signals'
import { describe, expect, test } from 'vitest'
import type { CourseId, MemberId, PersonId, ProgrammeId, RunId } from '#domain/ids.ts'
import type { Assessment } from '#domain/skills/assessments.ts'
import type { Form, Moment } from '#domain/skills/form.ts'
import type { Live, RunRow, Seat } from '#store/api.ts'
import type { Assessed, Office } from '#store/officeApi.ts'
import { scaleForm } from '../../../../tests/support/scaleForm.ts'
import { ChangeModel, keyOf } from './change.model.ts'
import { changeTable } from './changeFile.ts'

const FORM: Form = { ...scaleForm([{ items: ['a', 'b'] }, { items: ['c'] }], 'mean'), assessors: ['trainer', 'self'] }
const RUNS = ['run-one', 'run-two', 'run-far', 'run-other'] as RunId[]
const [ONE, TWO, FAR] = RUNS as [RunId, RunId, RunId]

const live = <T>(value: T): Live<T> => ({ value: signal({ state: 'ready', value }), dispose: () => undefined })

const runRow = (run: RunId): RunRow =>
  ({
    run,
    programme: (run === 'run-other' ? null : 'programme') as ProgrammeId | null,
    course: (run === 'run-other' ? null : run === FAR ? 'far course' : 'course') as CourseId | null,
    title: { en: `Course of ${run}` },
  }) as unknown as RunRow

const said = (
  run: RunId,
  person: number,
  moment: Moment,
  answers: Assessment['answers'],
  more: Partial<Assessment> = {},
): Assessment => ({
  ...{ run, person: `${run} ${person}` as PersonId, assessor: 'ana' as MemberId, as: 'trainer', moment, answers },
  ...{ form: FORM.id, version: 1, unsettled: new Map(), evidence: new Map(), at: 1, open: new Map(), ...more },
})
/** `people` of a run, who had 1 in everything and rise by `by` in `a`. */
const group = (run: RunId, people: number, by = 1, more: Partial<Assessment> = {}) =>
  Array.from({ length: people }, (_, at) => [
    said(run, at, 'start', { a: 1, b: 1, c: 1 }, more),
    said(run, at, 'end', { a: 1 + by, b: 1, c: 1 }, more),
  ]).flat()

function aModel(all: Assessment[], run = ONE, forms: Form[] = [FORM]) {
  const asked: string[][] = []
  const office = {
    assessed: (runs: readonly RunId[]): Live<Assessed> => {
      asked.push([...runs])
      return live({ forms, assessments: all.filter((each) => runs.includes(each.run)) })
    },
  } as unknown as Office
  const seat = {
    runs: () => live(RUNS.map(runRow)),
    programmes: () => live([{ programme: 'programme', title: { en: 'Programme' } }]),
  } as unknown as Seat
  return { model: new ChangeModel(seat, office, run), asked }
}

/** Counted from the answers anew, without the code of the domain: by how much people changed in one thing asked. */
function reference(all: Assessment[], item: string): number[] {
  const valueAt = (person: string, moment: Moment) =>
    all.find((each) => each.person === person && each.moment === moment)?.answers[item]
  return [...new Set(all.map(({ person }) => person))].flatMap((person) => {
    const [before, after] = [valueAt(person, 'start'), valueAt(person, 'end')]
    return typeof before === 'number' && typeof after === 'number' ? [after - before] : []
  })
}

describe('C5 the report on change', () => {
  test('agrees with what is counted from the answers anew, row by row', () => {
    const all = [
      ...[2, 0, 1, -1, 3, 0, 1].flatMap((by, at) =>
        group(ONE, 1, by).map((each) => ({ ...each, person: `p${at}` as PersonId })),
      ),
      said(ONE, 90, 'start', { a: 4, b: 0 }),
      said(ONE, 91, 'end', { a: 0 }),
    ]
    const { model } = aModel(all)
    expect(model.rows.value.map(({ key }) => key)).toEqual([
      ...['total', 'part d0', 'item a', 'item b', 'part d1', 'item c'],
    ])
    for (const item of ['a', 'b', 'c']) {
      const by = reference(all, item)
      const row = model.rows.value.find(({ key }) => key === `item ${item}`)
      expect(row?.paired).toBe(by.length)
      expect(row?.figures?.mean).toBeCloseTo(by.reduce((sum, each) => sum + each, 0) / by.length, 9)
      expect(row?.figures?.up).toBeCloseTo(by.filter((each) => each > 0).length / by.length, 9)
      expect(row?.figures?.down).toBeCloseTo(by.filter((each) => each < 0).length / by.length, 9)
    }
    expect(model.rows.value.map(({ from, to }) => [from, to])).toEqual([
      ...[
        [8, 8],
        [8, 8],
        [8, 8],
        [8, 7],
        [7, 7],
        [7, 7],
      ],
    ])
  })

  test('is of the run, of all runs of its course, or of its programme, and of no other', () => {
    const { model, asked } = aModel(RUNS.flatMap((run) => group(run, 6)))
    expect(model.scopes.value).toEqual(['run', 'course', 'programme'])
    const paired = () => model.change.value?.persons.paired
    expect(paired()).toBe(6)
    model.scope.value = 'course'
    expect([paired(), model.title.value]).toEqual([12, { en: 'Course of run-one' }])
    model.scope.value = 'programme'
    expect([paired(), model.title.value]).toEqual([18, { en: 'Programme' }])
    expect(asked).toEqual([[ONE], [ONE, TWO], [FAR, ONE, TWO]])
    expect(aModel([], 'run-other' as RunId).model.scopes.value).toEqual(['run'])
  })

  test('has each version of a form for itself, the most used first, and each kind of assessor', () => {
    const two: Form = { ...FORM, version: 2 }
    const all = [...group(ONE, 5, 1, { version: 2 }), ...group(ONE, 7), ...group(ONE, 5, 3, { as: 'self' })]
    const { model } = aModel(all, ONE, [FORM, two, { ...FORM, id: 'never used' }])
    expect(model.forms.value.map(keyOf)).toEqual([keyOf(FORM), keyOf(two)])
    expect([model.kinds.value, model.as.value]).toEqual([['trainer', 'self'], 'trainer'])
    expect([model.change.value?.persons.paired, model.change.value?.otherVersions]).toEqual([7, 5])
    model.chooseAs('self')
    expect(model.rows.value.find(({ key }) => key === 'item a')?.figures?.mean).toBe(3)
    model.chooseForm(keyOf(two))
    expect([model.as.value, model.change.value?.persons.paired]).toEqual(['trainer', 5])
  })

  test('keeps what is remembered of the start apart from what was said then', () => {
    const then = group(ONE, 5, 1).map((each) => (each.moment === 'start' ? { ...each, moment: 'then' as const } : each))
    const { model } = aModel(then)
    expect(model.change.value?.persons).toEqual({ from: 0, to: 5, paired: 0 })
    model.from.value = 'then'
    expect(model.change.value?.persons).toEqual({ from: 5, to: 5, paired: 5 })
  })

  test('of fewer than five tells nothing, neither on screen nor in the file, and says so', () => {
    const { model } = aModel(group(ONE, 4))
    expect(model.isAnyUntold.value).toBe(true)
    expect(model.rows.value.every(({ figures, from, to, paired }) => !figures && !from && !to && !paired)).toBe(true)
    const of = { title: 'Course', runs: 1, form: 'Form', version: 1, as: 'Trainers', from: 'start', to: 'end' }
    const i18n = setupI18n({ locale: 'en', messages: { en: {} } })
    const [head, first] = changeTable({ of, rows: model.rows.value }, i18n)
    expect(first).toHaveLength(head?.length ?? 0)
    expect(first?.slice(8)).toEqual([
      ...['All together', 'fewer than 5', 'fewer than 5', 'fewer than 5', null, null, null, null, null, null],
    ])
  })

  test('the file has the figures of the screen, to hundredths', () => {
    const { model } = aModel(group(ONE, 6))
    const of = { title: 'Course', runs: 1, form: 'Form', version: 1, as: 'Trainers', from: 'start', to: 'end' }
    const i18n = setupI18n({ locale: 'en', messages: { en: {} } })
    const rows = changeTable({ of, rows: model.rows.value }, i18n)
    expect(rows).toHaveLength(1 + model.rows.value.length)
    expect(rows[3]).toEqual([
      ...['Course', 1, 'Form', 1, 'Trainers', 'start', 'end', 'skill', 'a', 6, 6, 6, 1, 2, 1, 100, 0, 0],
    ])
  })
})
