import { describe, expect, test } from 'vitest'
import type { MemberId, PersonId, RunId } from '#domain/ids.ts'
import type { Assessment } from '#domain/skills/assessments.ts'
import { ENTRECOMP_BY_SELF, ENTRECOMP_BY_TRAINER } from '#domain/skills/builtIn/entreCompForms.ts'
import { recordOf } from '#domain/skills/record.ts'
import { sectionsOf } from './record.model.ts'

const EVA = 'person-eva-00001' as PersonId
const PETRA = 'member-petra-000' as MemberId

const said = (answers: Assessment['answers'], more: Partial<Assessment> = {}): Assessment => ({
  ...{ run: 'run-000000000001' as RunId, person: EVA, assessor: PETRA, as: 'trainer' },
  ...{ form: ENTRECOMP_BY_TRAINER.id, version: 1, moment: 'start', answers, at: 1 },
  ...{ unsettled: new Map(), evidence: new Map(), open: new Map(), ...more },
})
const sections = (all: readonly Assessment[]) =>
  recordOf(EVA, all, [ENTRECOMP_BY_TRAINER, ENTRECOMP_BY_SELF]).parts.flatMap(sectionsOf)

describe('a record on screen', () => {
  test('of one assessor it is the start beside the end, each with its own line, and what changed', () => {
    const [only, ...more] = sections([said({ '1.1': 2, '1.2': 4 }), said({ '1.1': 5 }, { moment: 'end', at: 9 })])
    expect(more).toEqual([])
    expect(only?.columns.map(({ moment, look, at }) => [moment, look, at])).toEqual([
      ['start', 0, 1],
      ['end', 1, 9],
    ])
    expect(only?.columns.map(({ cells }) => cells.get('1.1')?.change)).toEqual([null, 3])
    // Not answered at the end: a gap, and no change to nothing.
    expect(only?.columns.map(({ cells }) => cells.get('1.2')?.value)).toEqual([4, undefined])
  })

  test('F6 of several it begins with the latest of each side by side, and no line is anybody’s mean', () => {
    const own = { assessor: EVA as string as MemberId, as: 'self', form: ENTRECOMP_BY_SELF.id } as const
    const [now, ...each] = sections([
      said({ '1.1': 2 }),
      said({ '1.1': 6 }, { moment: 'end' }),
      said({ '1.1': 3 }, own),
    ])
    expect(now?.view).toBeNull()
    expect(now?.columns.map(({ view, cells }) => [view.as, cells.get('1.1')?.value])).toEqual([
      ['trainer', 6],
      ['self', 3],
    ])
    expect(each.map(({ view, columns }) => [view?.as, columns.length])).toEqual([
      ['trainer', 2],
      ['self', 1],
    ])
  })
})
