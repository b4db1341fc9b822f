import { expect, test } from 'vitest'
import type { RunId } from '#domain/ids.ts'
import type { AssessmentClaim } from '#domain/skills/assessments.ts'
import { aMember, aPerson, countingRandom } from '../../tests/support/domainMakers.ts'
import { assessmentChange, makeAssessmentKey, readAssessments } from './assessments.ts'
import { readClaims } from './claimsDocument.ts'
import { describeChange } from './describeChange.ts'

const RUN = 'run-000000000001' as RunId
const ANA = aMember('ana')
const EVA = aPerson('eva')
const random = countingRandom()
const key = makeAssessmentKey(RUN, EVA, random)
const claim: AssessmentClaim = {
  ...{ kind: 'assessment', form: 'form-000000000001', version: 2, moment: 'end', as: 'trainer', at: 5 },
  ...{ answers: { '1.1': 3, why: 'yes', '1.2': null }, about: 'note-00000000001', replaces: [key] },
}
const { document, entries } = assessmentChange(RUN, ANA, key, claim)

test('S6 what is stated is read again, and is no claim to apps that do not know it', () => {
  expect(document).toBe(`run/${RUN}/claims/${ANA}`)
  expect(readAssessments(entries, RUN, ANA)).toEqual([{ key, run: RUN, person: EVA, assessor: ANA, claim }])
  expect(readClaims(entries, ANA)).toEqual([])
})

test('F3 the list of changes says whose assessment it is', () => {
  expect(describeChange(document, entries)).toEqual({ kind: 'assessment', document, person: EVA })
})

test('S5 nothing that is not an assessment is read as one', () => {
  const whole = JSON.parse(JSON.stringify(claim))
  const shapes: unknown[] = [
    ...[null, 7, 'assessment', [], {}, { ...whole, kind: 'mark' }, { ...whole, form: '' }, { ...whole, form: 3 }],
    ...[
      { ...whole, version: 1.5 },
      { ...whole, version: '1' },
      { ...whole, moment: 'once' },
      { ...whole, as: 'god' },
    ],
    ...[
      { ...whole, at: 9e15 },
      { ...whole, at: null },
      { ...whole, replaces: 'x' },
      { ...whole, replaces: [3] },
    ],
    ...[
      { ...whole, replaces: ['x'] },
      { ...whole, about: 3 },
      { ...whole, about: 'x'.repeat(201) },
    ],
    ...[
      { ...whole, answers: [] },
      { ...whole, answers: {} },
      { ...whole, answers: null },
    ],
    ...[
      { ...whole, answers: { a: true } },
      { ...whole, answers: { a: {} } },
      { ...whole, answers: { '': 1 } },
    ],
    { ...whole, answers: Object.fromEntries(Array.from({ length: 501 }, (_, at) => [`i${at}`, 1])) },
  ]
  for (const shape of shapes) expect(readAssessments([[key, shape as never]], RUN, ANA)).toEqual([])
  // Of another run, of nobody, and under what is no key.
  for (const other of [makeAssessmentKey('run-000000000002' as RunId, EVA, random), `${RUN}:*:AAAAAAAAAAA`, 'x'])
    expect(readAssessments([[other, whole]], RUN, ANA)).toEqual([])
})

test('S5 a field called as every object’s is an item like others', () => {
  const hostile = JSON.parse(`{"answers": {"__proto__": 3, "toString": 1}}`)
  const read = readAssessments([[key, { ...JSON.parse(JSON.stringify(claim)), ...hostile }]], RUN, ANA)
  expect(Object.entries(read[0]?.claim.answers ?? {})).toEqual([
    ['__proto__', 3],
    ['toString', 1],
  ])
})
