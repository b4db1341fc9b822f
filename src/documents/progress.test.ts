import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ModuleId, PersonId, RunId } from '#domain/ids.ts'
import { runs } from '../../tests/support/runs.ts'
import type { Json } from './change.ts'
import { answerChange, placeChange, privateAnswerChange, readChange, readProgress } from './progress.ts'

const of = { run: 'run0000000000000' as RunId, person: 'person0000000000' as PersonId }
const module = 'sample-module-00' as ModuleId

describe('progress in its document', () => {
  test('L2 is read as it was written, module by module', () => {
    const other = 'another-module-0' as ModuleId
    const given = { block: 'question', id: 'abc', choices: ['a', 'b'], at: 3 }
    const changes = [
      placeChange(of, module, { lesson: 'one', block: 'first', at: 1 }),
      readChange(of, module, 'one', 2),
      answerChange(of, module, given),
      readChange(of, other, 'start', 4),
    ]
    expect(new Set(changes.map(({ document }) => document))).toEqual(new Set([`part/${of.run}/${of.person}/progress`]))
    expect(readProgress(new Map(changes.flatMap(({ entries }) => entries)))).toEqual(
      new Map([
        [module, { position: { lesson: 'one', block: 'first', at: 1 }, read: { one: 2 }, answers: [given] }],
        [other, { position: null, read: { start: 4 }, answers: [] }],
      ]),
    )
  })

  test('L4 what is the person’s alone stands in their own document, and is read the same way', () => {
    const given = { block: 'thought', id: 'abc', choices: ['often'], at: 3 }
    const { document, entries } = privateAnswerChange(of, module, given)
    expect(document).toBe(`self/${of.person}/private`)
    expect(readProgress(new Map(entries)).get(module)).toEqual({ position: null, read: {}, answers: [given] })
  })

  test('S5 garbage is left out, and no reader throws', () => {
    const key = fc.array(fc.constantFrom(module, 'position', 'read', 'try', '', '__proto__', 'x'), { maxLength: 5 })
    const value = fc.oneof(
      fc.jsonValue() as fc.Arbitrary<Json>,
      fc.record({ at: fc.anything(), lesson: fc.anything(), block: fc.anything(), choices: fc.anything() }),
    ) as fc.Arbitrary<Json>
    fc.assert(
      fc.property(fc.array(fc.tuple(key, value)), (garbage) => {
        const entries = new Map(garbage.map(([parts, json]): [string, Json] => [parts.join('/'), json]))
        for (const { position, read, answers } of readProgress(entries).values()) {
          expect(position === null || typeof position.lesson === 'string').toBe(true)
          for (const at of Object.values(read)) expect(typeof at).toBe('number')
          for (const { choices } of answers) expect(choices.every((choice) => typeof choice === 'string')).toBe(true)
        }
      }),
      { numRuns: runs(300) },
    )
  })
})
