import { describe, expect, test } from 'vitest'
import { isId } from '../ids.ts'
import { FORMS, FRAMEWORKS } from './builtIn/builtIn.ts'
import { checkForm } from './checkForm.ts'
import type { Form } from './form.ts'
import { competencesOf } from './framework.ts'

const step = (value: number) => ({ value, title: { en: String(value) } })
const sound: Form = {
  id: 'form-000000000001',
  version: 1,
  title: { en: 'A form' },
  subject: 'person',
  languages: ['en'],
  working: [],
  assessors: ['trainer'],
  licence: 'own',
  source: 'a hub',
  framework: null,
  items: [
    { id: 'a', kind: 'scale', text: { en: 'A' }, steps: [step(1), step(2)] },
    {
      id: 'b',
      kind: 'choice',
      text: { en: 'B' },
      options: [
        { id: 'yes', text: { en: 'Yes' }, value: 2 },
        { id: 'no', text: { en: 'No' }, value: 1 },
        { id: 'na', text: { en: 'Does not apply' }, value: null },
      ],
    },
    { id: 'c', kind: 'text', text: { en: 'C' } },
  ],
  dimensions: [{ id: 'd', title: { en: 'D' }, weight: 1, aggregate: 'mean', items: ['a', 'b'] }],
  total: 'mean',
  bands: [
    { from: 1, title: { en: 'Low' } },
    { from: 2, title: { en: 'High' } },
  ],
}
const [a, b, c] = sound.items as [Form['items'][number], Form['items'][number], Form['items'][number]]
const [d] = sound.dimensions as [Form['dimensions'][number]]

describe('the check of a form', () => {
  test('finds nothing in a sound one, nor in those that the app brings', () => {
    expect(checkForm(sound)).toEqual([])
    for (const form of FORMS) expect([form.id, checkForm(form)]).toEqual([form.id, []])
  })

  test.each<[string, Partial<Form>, object]>([
    ['no language', { languages: [] }, { kind: 'no-languages' }],
    ['nobody who assesses', { assessors: [] }, { kind: 'no-assessor' }],
    ['no licence', { licence: ' ' }, { kind: 'no-licence' }],
    ['no source', { source: '' }, { kind: 'no-source' }],
    ['a text that is missing', { languages: ['en', 'lv'] }, { kind: 'text-missing', at: 'a', language: 'lv' }],
    ['no items', { items: [], dimensions: [] }, { kind: 'no-items' }],
    ['items and no dimension', { dimensions: [] }, { kind: 'no-dimensions' }],
    ['two items of one id', { items: [a, a, b, c] }, { kind: 'id-twice', at: 'a' }],
    ['an item without an id', { items: [a, b, { ...c, id: '' }] }, { kind: 'id-missing', at: '' }],
    ['one step', { items: [{ ...a, steps: [step(1)] } as never, b, c] }, { kind: 'too-few-steps', at: 'a' }],
    [
      'a step twice',
      { items: [{ ...a, steps: [step(1), step(2), step(2)] } as never, b, c] },
      { kind: 'step-twice', at: 'a' },
    ],
    ['an item that counts nowhere', { dimensions: [{ ...d, items: ['a'] }] }, { kind: 'not-counted', at: 'b' }],
    ['an item counted twice', { dimensions: [{ ...d, items: ['a', 'b', 'b'] }] }, { kind: 'counted-twice', at: 'b' }],
    ['a dimension of nothing', { dimensions: [d, { ...d, id: 'e', items: [] }] }, { kind: 'dimension-empty', at: 'e' }],
    ['an unknown item', { dimensions: [{ ...d, items: ['a', 'b', 'z'] }] }, { kind: 'unknown-item', at: 'd' }],
    ['words that count', { dimensions: [{ ...d, items: ['a', 'b', 'c'] }] }, { kind: 'words-counted', at: 'd' }],
    ['a weight of nothing', { dimensions: [{ ...d, weight: 0 }] }, { kind: 'weight', at: 'd' }],
    ['a weight no number', { dimensions: [{ ...d, weight: Number.NaN }] }, { kind: 'weight', at: 'd' }],
    [
      'a weight in a minimum',
      { total: 'minimum', dimensions: [{ ...d, weight: 2 }] },
      { kind: 'weight-without-effect', at: 'd' },
    ],
    [
      'two scales in one mean',
      { items: [{ ...a, steps: [step(1), step(5)] } as never, b, c] },
      { kind: 'mixed-scales', at: 'd' },
    ],
    [
      'bands out of order',
      {
        bands: [
          { from: 2, title: { en: 'High' } },
          { from: 1, title: { en: 'Low' } },
        ],
      },
      { kind: 'bands-order', at: 'band 2' },
    ],
  ])('names %s', (_, change, fault) => {
    expect(checkForm({ ...sound, ...change })).toContainEqual(fault)
  })

  test('a total of dimensions on different scales says nothing either', () => {
    const wide: Form = {
      ...sound,
      items: [{ ...a, steps: [step(0), step(10)] } as never, b, c],
      dimensions: [
        { ...d, items: ['a'] },
        { ...d, id: 'e', items: ['b'] },
      ],
    }
    expect(checkForm(wide)).toEqual([{ kind: 'mixed-scales', at: 'total' }])
    expect(checkForm({ ...wide, total: null })).toEqual([])
  })
})

describe('what the app brings', () => {
  test('U1 EntreComp is whole: 3 areas, 15 competences, 8 levels and the app’s own first one, each in every language', () => {
    const [framework] = FRAMEWORKS
    if (!framework) throw new Error('no framework')
    expect(framework.areas.map(({ competences }) => competences.length)).toEqual([5, 5, 5])
    expect(framework.levels.map(({ value }) => value)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    expect(framework.levels.filter(({ isAdded }) => isAdded).map(({ value }) => value)).toEqual([0])
    const texts = [
      framework.title,
      ...framework.areas.map(({ title }) => title),
      ...competencesOf(framework).flatMap(({ title, hint }) => [title, hint ?? {}]),
      ...framework.levels.flatMap(({ title, meaning }) => [title, meaning]),
    ]
    for (const text of texts) expect(Object.keys(text)).toEqual(['en', 'cs', 'bg', 'lv', 'pl'])
    for (const text of texts) expect(Object.values(text).every((words) => words.trim() !== '')).toBe(true)
  })

  test('U1 only the original is called what was published; the translations are called working ones', () => {
    for (const { working, original } of FRAMEWORKS)
      expect([original, ...working]).toEqual(['en', 'cs', 'bg', 'lv', 'pl'])
    for (const { attribution, licence, source } of FRAMEWORKS) {
      expect(attribution).toContain('European Union')
      expect(licence).toContain('source is acknowledged')
      expect(source).toMatch(/^https:/)
    }
  })

  test('every form and framework has an id that a document may have', () => {
    const ids = [...FORMS, ...FRAMEWORKS].map(({ id }) => id)
    expect(ids.filter((id) => !isId(id))).toEqual([])
    expect(new Set(ids).size).toBe(ids.length)
  })
})
