import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aMember, aPerson } from '../../../tests/support/domainMakers.ts'
import { runs } from '../../../tests/support/runs.ts'
import type { RunId } from '../ids.ts'
import { type AssessmentClaim, type RecordedAssessment, resolveAssessments } from './assessments.ts'

const RUN = 'run-000000000001' as RunId
const [ANA, BO] = [aMember('ana'), aMember('bo')]
const [EVA, IVO] = [aPerson('eva'), aPerson('ivo')]

const said = (
  key: string,
  answers: AssessmentClaim['answers'],
  more: Partial<AssessmentClaim> = {},
  who: Partial<RecordedAssessment> = {},
): RecordedAssessment => ({
  ...{ key, run: RUN, person: EVA, assessor: ANA, ...who },
  claim: {
    ...{ kind: 'assessment', form: 'f', version: 1, moment: 'start', as: 'trainer', at: 1, replaces: [], answers },
    ...more,
  },
})

describe('what assessors say', () => {
  test('F6 two assessors stay two', () => {
    const two = resolveAssessments([said('a', { x: 1 }), said('b', { x: 4 }, {}, { assessor: BO })])
    expect(two.map(({ assessor, answers }) => [assessor, answers])).toEqual([
      [ANA, { x: 1 }],
      [BO, { x: 4 }],
    ])
  })

  test('F6 who changes their mind is taken at the last word, item by item, and can take it back', () => {
    const first = said('a', { x: 1, y: 2 })
    const again = said('b', { x: 3 }, { replaces: ['a'], at: 5 })
    expect(resolveAssessments([first, again])).toMatchObject([{ answers: { x: 3, y: 2 }, at: 5 }])
    const back = said('c', { x: null }, { replaces: ['b'] })
    expect(resolveAssessments([back, first, again])[0]?.answers).toEqual({ y: 2 })
  })

  test('F6 nobody replaces what somebody else said', () => {
    const own = said('a', { x: 1 })
    const other = said('b', { x: 4 }, { replaces: ['a'] }, { assessor: BO })
    expect(resolveAssessments([own, other]).map(({ answers }) => answers)).toEqual([{ x: 1 }, { x: 4 }])
  })

  test('F6 said in two ways on two phones it is not answered, and both are named, until it is said again', () => {
    const [one, two] = [said('a', { x: 4, y: 1 }), said('b', { x: 2, y: 1 })]
    const [both] = resolveAssessments([one, two])
    expect(both?.answers).toEqual({ y: 1 })
    expect(both?.unsettled).toEqual(new Map([['x', [2, 4]]]))
    const settled = said('c', { x: 4 }, { replaces: both?.open.get('x') ?? [] })
    expect(resolveAssessments([one, two, settled])[0]).toMatchObject({ answers: { x: 4, y: 1 }, unsettled: new Map() })
  })

  test('another person, moment, version or way of assessing is another assessment', () => {
    const all = resolveAssessments([
      said('a', { x: 1 }),
      said('b', { x: 1 }, {}, { person: IVO }),
      said('c', { x: 1 }, { moment: 'end' }),
      said('d', { x: 1 }, { version: 2 }),
      said('e', { x: 1 }, { as: 'self' }),
      said('f', { x: 1 }, { form: 'g' }),
    ])
    expect(all).toHaveLength(6)
  })

  test('what replaces itself in a circle stays, and evidence stays with its item', () => {
    const circle = [said('a', { x: 1 }, { replaces: ['b'] }), said('b', { x: 1 }, { replaces: ['a'], about: 'note' })]
    expect(resolveAssessments(circle)).toMatchObject([{ answers: { x: 1 }, evidence: new Map([['x', ['note']]]) }])
  })

  test('S2 any order, and twice the same: the same', () => {
    const claim = fc.record({
      key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      answers: fc.dictionary(fc.constantFrom('x', 'y', '__proto__'), fc.option(fc.nat(3))),
      replaces: fc.subarray(['a', 'b', 'c', 'd', 'e']),
      assessor: fc.constantFrom(ANA, BO),
    })
    fc.assert(
      fc.property(fc.uniqueArray(claim, { selector: ({ key }) => key }), fc.nat(), (all, seed) => {
        const claims = all.map(({ key, answers, replaces, assessor }) => said(key, answers, { replaces }, { assessor }))
        const turned = [...claims, ...claims].sort((a, b) => hash(a.key, seed) - hash(b.key, seed))
        expect(resolveAssessments(turned)).toEqual(resolveAssessments(claims))
      }),
      { numRuns: runs(200) },
    )
  })
})

const hash = (key: string, seed: number) => (key.charCodeAt(0) * 7919 + seed) % 101
