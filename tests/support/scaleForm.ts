import type { Aggregate, Form } from '#domain/skills/form.ts'

/** A form of scales from 0 to 4: `dimensions` names for each its items. */
export function scaleForm(
  dimensions: { items: string[]; aggregate?: Aggregate; weight?: number }[],
  total: Aggregate | null = null,
): Form {
  const steps = [0, 1, 2, 3, 4].map((value) => ({ value, title: { en: String(value) } }))
  const items = [...new Set(dimensions.flatMap(({ items }) => items))]
  return {
    ...{ id: 'form-000000000001', version: 1, title: { en: 'Form' }, subject: 'person', languages: ['en'] },
    ...{ working: [], assessors: ['trainer'], licence: 'own', source: 'test', framework: null, bands: [], total },
    items: items.map((id) => ({ id, kind: 'scale', text: { en: id }, steps })),
    dimensions: dimensions.map(({ items, aggregate = 'mean', weight = 1 }, at) => ({
      ...{ id: `d${at}`, title: { en: `D${at}` }, weight, aggregate, items },
    })),
  }
}
