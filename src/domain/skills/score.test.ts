import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../../../tests/support/runs.ts'
import { scaleForm } from '../../../tests/support/scaleForm.ts'
import { AGGREGATES, type Aggregate, type Answers, type Form } from './form.ts'
import { bandOf, scoreForm } from './score.ts'

const valuesOf = (form: Form, answers: Answers) => scoreForm(form, answers).dimensions.map(({ value }) => value)

describe('worked by hand', () => {
  test('a mean is that of what was answered: 3 and 1, the third not answered, is 2 and not 4/3', () => {
    const form = scaleForm([{ items: ['a', 'b', 'c'] }])
    expect(scoreForm(form, { a: 3, b: 1 }).dimensions).toEqual([{ id: 'd0', value: 2, answered: 2, of: 3 }])
    expect(valuesOf(form, { a: 3, b: 1, c: 0 })).toEqual([4 / 3])
    expect(valuesOf(form, {})).toEqual([null])
  })

  test('a sum, a product and a minimum of a part are not those of the whole', () => {
    const form = scaleForm(
      (['sum', 'product', 'minimum'] as const).map((aggregate) => ({ items: ['a', 'b'], aggregate })),
    )
    expect(valuesOf(form, { a: 3, b: 2 })).toEqual([5, 6, 2])
    expect(valuesOf(form, { a: 3, b: 0 })).toEqual([3, 0, 0])
    expect(valuesOf(form, { a: 3 })).toEqual([null, null, null])
  })

  test('weights: 4 of weight 3 and 2 of weight 1 is 3.5; with the second not answered it is 4', () => {
    const form = scaleForm([{ items: ['a'], weight: 3 }, { items: ['b'] }], 'mean')
    expect(scoreForm(form, { a: 4, b: 2 }).total).toBe(3.5)
    expect(scoreForm(form, { a: 4 }).total).toBe(4)
    expect(scoreForm({ ...form, total: 'sum' }, { a: 4, b: 2 }).total).toBe(14)
    expect(scoreForm({ ...form, total: 'sum' }, { a: 4 }).total).toBeNull()
    expect(scoreForm({ ...form, total: null }, { a: 4, b: 2 }).total).toBeNull()
  })

  test('the bottleneck is what is lowest, named only where all is known and not all is the same', () => {
    const form = scaleForm([{ items: ['a'] }, { items: ['b'] }, { items: ['c'] }], 'minimum')
    expect(scoreForm(form, { a: 3, b: 1, c: 1 })).toMatchObject({ total: 1, bottleneck: ['d1', 'd2'] })
    expect(scoreForm(form, { a: 3, b: 1 })).toMatchObject({ total: null, bottleneck: [] })
    expect(scoreForm(form, { a: 2, b: 2, c: 2 })).toMatchObject({ total: 2, bottleneck: [] })
  })

  test('a choice counts what its option counts; "does not apply" is as not answered', () => {
    const form: Form = {
      ...scaleForm([{ items: ['a', 'b'] }]),
      items: ['a', 'b'].map((id) => ({
        ...{ id, kind: 'choice' as const, text: { en: id } },
        options: [
          { id: 'yes', text: { en: 'Yes' }, value: 4 },
          { id: 'na', text: { en: 'Does not apply' }, value: null },
        ],
      })),
    }
    expect(scoreForm(form, { a: 'yes', b: 'na' }).dimensions).toEqual([{ id: 'd0', value: 4, answered: 1, of: 2 }])
  })

  test('an answer that the item does not have is none; nor is what every object has', () => {
    const form = scaleForm([{ items: ['a', 'toString', '__proto__'] }])
    expect(valuesOf(form, { a: 7 })).toEqual([null])
    expect(valuesOf(form, { a: 'yes' })).toEqual([null])
    expect(valuesOf(form, JSON.parse('{"a": 2, "__proto__": 4}'))).toEqual([3])
  })

  test('a band is the last that begins at or below the score', () => {
    const bands = [
      { from: 1, title: { en: 'low' } },
      { from: 2.5, title: { en: 'high' } },
    ]
    expect([0.9, 1, 2.49, 2.5, 9].map((value) => bandOf(bands, value)?.title.en)).toEqual([
      ...[undefined, 'low', 'low', 'high', 'high'],
    ])
    expect(bandOf(bands, null)).toBeNull()
  })
})

// ---------------------------------------------------------------- against plain reference code

/** The same in another way: loops and sums with nothing in common with the code above. */
function reference(how: Aggregate, values: (number | null)[], weights: number[]): number | null {
  let [weight, sum, product, least, missing] = [0, 0, 1, Number.POSITIVE_INFINITY, 0]
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? null
    if (value === null) {
      missing += 1
      continue
    }
    weight += weights[at] ?? 0
    sum += value * (weights[at] ?? 0)
    product *= value
    if (value < least) least = value
  }
  if (missing === values.length) return null
  if (how === 'mean') return sum / weight
  if (missing > 0) return null
  return how === 'sum' ? sum : how === 'product' ? product : least
}

const anyForm = fc.record({
  dimensions: fc.array(
    fc.record({
      values: fc.array(fc.option(fc.nat(4), { nil: null, freq: 3 }), { minLength: 1, maxLength: 4 }),
      aggregate: fc.constantFrom(...AGGREGATES),
      weight: fc.integer({ min: 1, max: 5 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  total: fc.constantFrom(...AGGREGATES),
})

describe('against plain reference code', () => {
  test('whatever is missing and however it is weighed', () => {
    fc.assert(
      fc.property(anyForm, ({ dimensions, total }) => {
        const named = dimensions.map((each, d) => ({ ...each, items: each.values.map((_, i) => `${d}.${i}`) }))
        const answers = Object.fromEntries(
          named.flatMap(({ items, values }) =>
            values.flatMap((value, at) => (value === null ? [] : [[items[at] as string, value]])),
          ),
        )
        const score = scoreForm(scaleForm(named, total), answers)
        const expected = named.map(({ values, aggregate }) =>
          reference(
            aggregate,
            values,
            values.map(() => 1),
          ),
        )
        const weights = dimensions.map(({ weight }) => weight)
        expect(score.dimensions.map(({ value }) => value)).toEqual(expected)
        expect(score.dimensions.map(({ answered }) => answered)).toEqual(
          dimensions.map(({ values }) => values.filter((value) => value !== null).length),
        )
        const plain = reference(total, expected, weights)
        if (plain === null) expect(score.total).toBeNull()
        else expect(score.total).toBeCloseTo(plain, 9)
      }),
      { numRuns: runs(300) },
    )
  })

  test('one more item that nobody answered changes no mean', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4), { minLength: 1, maxLength: 6 }), (values) => {
        const items = values.map((_, at) => `i${at}`)
        const answers = Object.fromEntries(values.map((value, at) => [`i${at}`, value]))
        const [without] = valuesOf(scaleForm([{ items }]), answers)
        expect(valuesOf(scaleForm([{ items: [...items, 'unanswered'] }]), answers)).toEqual([without])
      }),
      { numRuns: runs(100) },
    )
  })
})
