import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aMember, aPerson } from '../../../tests/support/domainMakers.ts'
import { runs } from '../../../tests/support/runs.ts'
import { scaleForm } from '../../../tests/support/scaleForm.ts'
import type { RunId } from '../ids.ts'
import type { Assessment } from './assessments.ts'
import { changeBetween, SMALLEST_GROUP } from './change.ts'
import type { Form, Moment } from './form.ts'

const FORM = scaleForm([{ items: ['a', 'b'] }], 'mean')
const RUN = 'run-000000000001' as RunId

const one = (
  name: string,
  moment: Moment,
  answers: Assessment['answers'],
  more: Partial<Assessment> = {},
): Assessment => ({
  ...{ run: RUN, person: aPerson(name), assessor: aMember('ana'), as: 'trainer', form: FORM.id, version: 1, moment },
  ...{ answers, unsettled: new Map(), evidence: new Map(), at: 1, open: new Map() },
  ...more,
})

const change = (all: Assessment[], from: 'start' | 'then' = 'start', form: Form = FORM) =>
  changeBetween({ form, as: 'trainer', from, to: 'end' }, all)

const FIVE = ['p1', 'p2', 'p3', 'p4', 'p5']

describe('worked by hand', () => {
  test('C5 pairs only: five who were there twice, one only at the start, one only at the end', () => {
    const all = [
      ...FIVE.map((name) => one(name, 'start', { a: 2 })),
      one('left', 'start', { a: 0 }),
      ...[3, 3, 2, 1, 4].map((a, at) => one(FIVE[at] ?? '', 'end', { a })),
      one('came', 'end', { a: 4 }),
    ]
    const { persons, dimensions, items, total } = change(all)
    expect(persons).toEqual({ from: 6, to: 6, paired: 5 })
    const figures = { before: 2, after: 13 / 5, mean: 3 / 5, up: 3 / 5, same: 1 / 5, down: 1 / 5 }
    expect(dimensions).toEqual([{ id: 'd0', from: 6, to: 6, paired: 5, figures }])
    expect(total).toEqual({ from: 6, to: 6, paired: 5, figures })
    expect(items).toEqual([
      { id: 'a', from: 6, to: 6, paired: 5, figures },
      { id: 'b', from: 0, to: 0, paired: 0, figures: null },
    ])
  })

  test('C5 of fewer than five nothing is said', () => {
    const four = FIVE.slice(1).flatMap((name) => [one(name, 'start', { a: 1 }), one(name, 'end', { a: 2 })])
    const untold = { from: null, to: null, paired: null, figures: null }
    expect(change(four)).toEqual({
      persons: { from: null, to: null, paired: null },
      dimensions: [{ id: 'd0', ...untold }],
      items: [
        { id: 'a', ...untold },
        { id: 'b', from: 0, to: 0, paired: 0, figures: null },
      ],
      total: untold,
      otherVersions: 0,
    })
    expect(change([]).persons).toEqual({ from: 0, to: 0, paired: 0 })
  })

  test('C5 not answered is not 0: only items answered on both sides are compared', () => {
    const all = FIVE.flatMap((name) => [one(name, 'start', { a: 1, b: 4 }), one(name, 'end', { a: 2 })])
    // With b counted on one side the mean would fall from 2.5 to 2.
    expect(change(all).total.figures).toEqual({ before: 1, after: 2, mean: 1, up: 1, same: 0, down: 0 })
    expect(change(all).items.map(({ from, to, paired }) => [from, to, paired])).toEqual([
      [5, 5, 5],
      [5, 0, 0],
    ])
  })

  test('C5 what was asked at the end about the start stays apart from what was said at the start', () => {
    const all = FIVE.flatMap((name) => [
      one(name, 'start', { a: 3 }),
      one(name, 'then', { a: 1 }),
      one(name, 'end', { a: 3 }),
    ])
    expect(change(all).total.figures?.mean).toBe(0)
    expect(change(all, 'then').total.figures?.mean).toBe(2)
  })

  test('C5 another version is not compared, and it is said of how many', () => {
    const all = FIVE.flatMap((name) => [
      one(name, 'start', { a: 1 }, { version: 1 }),
      one(name, 'end', { a: 4 }, { version: 2 }),
    ])
    expect(change(all)).toMatchObject({ persons: { from: 5, to: 0, paired: 0 }, otherVersions: 5 })
  })

  test('C5 other assessors are not compared; of several who saw both, a person counts once', () => {
    const other = { assessor: aMember('bo') }
    const all = FIVE.flatMap((name) => [
      one(name, 'start', { a: 1 }),
      one(name, 'end', { a: 3 }),
      one(name, 'start', { a: 1 }, other),
      one(name, 'end', { a: 4 }, other),
      one(name, 'end', { a: 0 }, { assessor: aMember('only at the end') }),
      one(name, 'end', { a: 0 }, { as: 'self' }),
    ])
    const figures = { before: 1, after: 3.5, mean: 2.5, up: 1, same: 0, down: 0 }
    expect(change(all).total).toEqual({ from: 5, to: 5, paired: 5, figures })
  })
})

describe('against plain reference code', () => {
  const answer = fc.option(fc.nat(4), { nil: undefined })
  const row = fc.record({
    person: fc.nat(9),
    start: fc.option(fc.record({ a: answer, b: answer })),
    end: fc.option(fc.record({ a: answer, b: answer })),
  })

  test('C5 any group, whoever is missing and whatever was not answered', () => {
    fc.assert(
      fc.property(fc.uniqueArray(row, { selector: ({ person }) => person, maxLength: 12 }), (rows) => {
        const all = rows.flatMap(({ person, start, end }) => [
          ...(start ? [one(`p${person}`, 'start', defined(start))] : []),
          ...(end ? [one(`p${person}`, 'end', defined(end))] : []),
        ])
        const { persons, total } = change(all)
        const [n, by] = reference(rows)
        const counted = { from: hidden(n.start), to: hidden(n.end), paired: hidden(by.length) }
        expect(persons).toEqual(counted)
        expect(total).toMatchObject(counted)
        if (by.length < SMALLEST_GROUP) {
          expect(total.figures).toBeNull()
          return
        }
        let [sum, up, down] = [0, 0, 0]
        for (const each of by) {
          sum += each
          if (each > 0) up += 1
          if (each < 0) down += 1
        }
        expect(total.figures?.mean).toBeCloseTo(sum / by.length, 9)
        expect(total.figures?.up).toBeCloseTo(up / by.length, 9)
        expect(total.figures?.down).toBeCloseTo(down / by.length, 9)
        expect(total.figures?.same).toBeCloseTo(1 - (up + down) / by.length, 9)
      }),
      { numRuns: runs(300) },
    )
  })

  type Two = { a: number | undefined; b: number | undefined }

  function reference(rows: { start: Two | null; end: Two | null }[]): [{ start: number; end: number }, number[]] {
    const n = { start: 0, end: 0 }
    const by: number[] = []
    for (const { start, end } of rows) {
      if (start && (start.a !== undefined || start.b !== undefined)) n.start += 1
      if (end && (end.a !== undefined || end.b !== undefined)) n.end += 1
      if (!start || !end) continue
      let [sum, count] = [0, 0]
      for (const item of ['a', 'b'] as const) {
        const [before, after] = [start[item], end[item]]
        if (before === undefined || after === undefined) continue
        sum += after - before
        count += 1
      }
      if (count > 0) by.push(sum / count)
    }
    return [n, by]
  }

  const defined = (both: Two) =>
    Object.fromEntries(Object.entries(both).filter(([, value]) => value !== undefined)) as Assessment['answers']
  const hidden = (n: number) => (n > 0 && n < SMALLEST_GROUP ? null : n)
})
