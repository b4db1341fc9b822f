import { describe, expect, test } from 'vitest'
import type { MemberId, PersonId, RunId } from '../ids.ts'
import type { Assessment } from './assessments.ts'
import { ENTRECOMP_BY_SELF, ENTRECOMP_BY_TRAINER } from './builtIn/entreCompForms.ts'
import type { Form } from './form.ts'
import { type AssessorView, changeSinceStart, latestOf, recordOf, shareOf } from './record.ts'

const EVA = 'person-eva-00001' as PersonId
const [PETRA, JANIS] = ['member-petra-000', 'member-janis-000'] as MemberId[]
const FORMS = [ENTRECOMP_BY_TRAINER, ENTRECOMP_BY_SELF]

const said = (answers: Assessment['answers'], more: Partial<Assessment> = {}): Assessment => ({
  ...{ run: 'run-000000000001' as RunId, person: EVA, assessor: PETRA as MemberId, as: 'trainer' },
  ...{ form: ENTRECOMP_BY_TRAINER.id, version: 1, moment: 'start', answers, at: 1 },
  ...{ unsettled: new Map(), evidence: new Map(), open: new Map(), ...more },
})
const only = (all: readonly Assessment[], forms: readonly Form[] = FORMS) => {
  const { parts } = recordOf(EVA, all, forms)
  expect(parts).toHaveLength(1)
  return parts[0] as (typeof parts)[number]
}
const first = (all: readonly Assessment[]): AssessorView => only(all).views[0] as AssessorView

describe('a person’s record', () => {
  test('F6 two assessors stay two, and what a person says of themselves stands beside what trainers say', () => {
    const part = only([
      said({ '1.1': 2 }),
      said({ '1.1': 6 }, { assessor: JANIS as MemberId }),
      said({ '1.1': 4 }, { assessor: EVA as string as MemberId, as: 'self', form: ENTRECOMP_BY_SELF.id }),
    ])
    expect(part.rows).toHaveLength(15)
    expect(part.views.map(({ as, moments }) => [as, moments[0]?.said.get('1.1')?.value])).toEqual([
      ['trainer', 2],
      ['trainer', 6],
      ['self', 4],
    ])
  })

  test('the present is the last moment at which it was said, never what is said of the start', () => {
    const view = first([
      said({ '1.1': 2, '1.2': 3 }),
      said({ '1.1': 1 }, { moment: 'then', at: 3 }),
      said({ '1.1': 5 }, { moment: 'end', at: 3 }),
    ])
    expect(view.moments.map(({ moment }) => moment)).toEqual(['start', 'then', 'end'])
    expect(latestOf(view, '1.1')).toMatchObject({ value: 5, moment: 'end', at: 3 })
    expect(latestOf(view, '1.2')).toMatchObject({ value: 3, moment: 'start', at: 1 })
    expect(latestOf(first([said({ '1.1': 1 }, { moment: 'then' })]), '1.1')).toBeNull()
  })

  test('not answered is never 0, though 0 is an answer', () => {
    const view = first([said({ '1.1': 0 }), said({ '1.1': 2, '1.2': 4 }, { moment: 'end' })])
    expect(latestOf(view, '1.3')).toBeNull()
    expect(changeSinceStart(view, 'end', '1.1')).toBe(2)
    expect(changeSinceStart(view, 'end', '1.2')).toBeNull()
    const [row] = ENTRECOMP_BY_TRAINER.items
    if (row?.kind !== 'scale') throw new Error('no scale')
    expect([shareOf(row, null), shareOf(row, 0), shareOf(row, 8)]).toEqual([null, 0, 1])
  })

  test('said in two ways on two phones it has no value, and says so', () => {
    const view = first([said({}, { unsettled: new Map([['1.1', [2, 5]]]) })])
    expect(latestOf(view, '1.1')).toMatchObject({ value: null, isUnsettled: true })
  })

  test('versions whose levels may mean something else, and other people, are apart', () => {
    const newer: Form = { ...ENTRECOMP_BY_TRAINER, version: 2, framework: null }
    const all = [said({ '1.1': 2 }), said({ '1.1': 5 }, { version: 2, moment: 'end' })]
    const { parts } = recordOf(EVA, all, [...FORMS, newer])
    expect(parts.map(({ views }) => views.map(({ moments }) => moments.length))).toEqual([[1], [1]])
    expect(recordOf('person-ivo-00001' as PersonId, all, FORMS).parts).toEqual([])
    // A version that is not known here cannot be read.
    expect(recordOf(EVA, [said({ '1.1': 5 }, { version: 9 })], FORMS).parts).toEqual([])
  })

  test('what shows it stays with what it shows', () => {
    const view = first([said({ '1.1': 2 }, { evidence: new Map([['1.1', ['note-1']]]) })])
    expect(view.moments[0]?.said.get('1.1')?.evidence).toEqual(['note-1'])
  })
})
