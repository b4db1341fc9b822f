import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FORMS } from '#domain/skills/builtIn/builtIn.ts'
import type { Form } from '#domain/skills/form.ts'
import { runs } from '../../tests/support/runs.ts'
import type { Json } from './change.ts'
import { formChange, readForms } from './form.ts'

const step = (value: number) => ({ value, title: { en: String(value) }, picture: `face-${value}` })
const OWN: Form = {
  ...{ id: 'form-000000000001', version: 2, title: { en: 'Ours', cs: 'Náš' }, subject: 'person' },
  ...{ languages: ['en', 'cs'], working: ['cs'], assessors: ['trainer'], licence: 'own', source: 'a hub' },
  framework: { id: 'framework-0000001', version: 1 },
  items: [
    { id: 'a', kind: 'pictures', text: { en: 'A' }, hint: { en: 'how' }, competence: '1.1', steps: [step(1), step(2)] },
    { id: 'b', kind: 'choice', text: { en: 'B' }, options: [{ id: 'na', text: { en: 'None' }, value: null }] },
    { id: 'c', kind: 'evidence', text: { en: 'C' } },
  ],
  dimensions: [{ id: 'd', title: { en: 'D' }, weight: 2, aggregate: 'sum', items: ['a', 'b'] }],
  total: 'mean',
  bands: [{ from: 1, title: { en: 'low' } }],
}
const whole = (): Record<string, unknown> => JSON.parse(JSON.stringify(OWN))

describe('a hub’s own forms in their document', () => {
  test('what is written is read again, each version for itself', () => {
    for (const form of [OWN, ...FORMS]) expect(readForms(form.id, formChange(form).entries)).toEqual([form])
    const older = { ...OWN, version: 1 }
    const both = [...formChange(OWN).entries, ...formChange(older).entries]
    expect(readForms(OWN.id, both).map(({ version }) => version)).toEqual([1, 2])
  })

  test('S5 what is not whole is no form', () => {
    const wrong: Record<string, unknown>[] = [
      ...Object.keys(OWN).map((key) => ({ [key]: undefined })),
      ...[{ id: 7 }, { version: 0 }, { version: 1.5 }, { title: ['x'] }, { title: { '1': 'x' } }, { subject: 'cat' }],
      ...[{ assessors: ['god'] }, { languages: ['1'] }, { items: {} }, { items: [{ id: 'a' }] }, { total: 'median' }],
      ...[{ items: [{ ...OWN.items[0], steps: [{ value: '1', title: {} }] }] }, { framework: {} }, { bands: [{}] }],
      ...[{ dimensions: [{ ...OWN.dimensions[0], weight: 'x' }] }, { title: { en: 'x'.repeat(2_001) } }],
      { items: Array.from({ length: 501 }, (_, at) => ({ id: `i${at}`, kind: 'text', text: {} })) },
    ]
    for (const change of wrong) {
      const value = { ...whole(), ...change } as never
      expect([change, readForms(OWN.id, [['version/2', value]])]).toEqual([change, []])
    }
    expect(readForms('form-000000000002', formChange(OWN).entries)).toEqual([])
    expect(readForms(OWN.id, [['version/1', whole() as never]])).toEqual([])
    expect(readForms(OWN.id, [['title', whole() as never]])).toEqual([])
  })

  test('S5 no reader throws, whatever stands there', () => {
    const garbage = fc.jsonValue()
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(OWN)), garbage, (key, value) => {
        const found = readForms(OWN.id, [['version/2', { ...whole(), [key]: value } as Json]])
        expect(found.length).toBeLessThanOrEqual(1)
        expect(readForms(OWN.id, [['version/2', value as Json]])).toEqual([])
      }),
      { numRuns: runs(200) },
    )
  })
})
