import { type Aggregate, type Form, type Item, isScored, valuesOf } from './form.ts'
import type { Texts } from './framework.ts'

/** What is wrong with a form, so that whoever makes one can put it right. `at`: the item, dimension or band. */
export type FormFault =
  | { kind: 'no-languages' | 'no-assessor' | 'no-licence' | 'no-source' | 'no-items' | 'no-dimensions' }
  | { kind: 'text-missing'; at: string; language: string }
  | { kind: 'id-missing' | 'id-twice' | 'too-few-steps' | 'step-twice' | 'not-counted' | 'counted-twice'; at: string }
  /** A dimension without items, of items that the form does not have, or of words. */
  | { kind: 'dimension-empty' | 'unknown-item' | 'words-counted' | 'weight' | 'weight-without-effect'; at: string }
  /** Items of one dimension, or dimensions of one total, that are not on one scale: a mean or a minimum of them says
   *  nothing. */
  | { kind: 'mixed-scales'; at: string }
  | { kind: 'bands-order'; at: string }

/** @returns nothing for a form that can be used */
export function checkForm(form: Form): FormFault[] {
  return [
    ...checkHead(form),
    ...form.items.flatMap((item) => checkItem(form, item)),
    ...twice([...form.items, ...form.dimensions].map(({ id }) => id)).map((at) => ({ kind: 'id-twice' as const, at })),
    ...checkDimensions(form),
    ...checkBands(form),
  ]
}

/** Where the total of a form is told: a fault there is the form's own. */
const TOTAL = 'total'

function checkHead(form: Form): FormFault[] {
  const faults: FormFault[] = []
  if (form.languages.length === 0) faults.push({ kind: 'no-languages' })
  if (form.assessors.length === 0) faults.push({ kind: 'no-assessor' })
  if (form.licence.trim() === '') faults.push({ kind: 'no-licence' })
  if (form.source.trim() === '') faults.push({ kind: 'no-source' })
  if (form.items.length === 0) faults.push({ kind: 'no-items' })
  if (form.dimensions.length === 0 && form.items.some(isScored)) faults.push({ kind: 'no-dimensions' })
  return [...faults, ...missing(form, 'title', form.title)]
}

function missing({ languages }: Form, at: string, ...texts: (Texts | undefined)[]): FormFault[] {
  return languages.flatMap((language) =>
    texts.some((text) => text !== undefined && (text[language] ?? '').trim() === '')
      ? [{ kind: 'text-missing' as const, at, language }]
      : [],
  )
}

function checkItem(form: Form, item: Item): FormFault[] {
  const at = item.id
  const faults = missing(form, at, item.text, item.hint)
  if (at.trim() === '') faults.push({ kind: 'id-missing', at })
  if (!isScored(item)) return faults
  const steps =
    item.kind === 'choice'
      ? item.options.map(({ id, text }) => ({ id, texts: [text] }))
      : item.steps.map(({ value, title, meaning }) => ({ id: String(value), texts: [title, meaning] }))
  if (steps.length < 2) faults.push({ kind: 'too-few-steps', at })
  if (twice(steps.map(({ id }) => id)).length > 0) faults.push({ kind: 'step-twice', at })
  return [...faults, ...missing(form, at, ...steps.flatMap(({ texts }) => texts))]
}

function checkDimensions(form: Form): FormFault[] {
  const items = new Map(form.items.map((item) => [item.id, item]))
  const named = form.dimensions.flatMap(({ items }) => items)
  const faults: FormFault[] = form.dimensions.flatMap(({ id: at, title, weight, items: ids, aggregate }) => {
    const own: FormFault[] = missing(form, at, title)
    const scored = ids.flatMap((id) => items.get(id) ?? [])
    if (at.trim() === '') own.push({ kind: 'id-missing', at })
    if (ids.length === 0) own.push({ kind: 'dimension-empty', at })
    if (scored.length < ids.length) own.push({ kind: 'unknown-item', at })
    if (scored.some((item) => !isScored(item))) own.push({ kind: 'words-counted', at })
    if (!(weight > 0 && Number.isFinite(weight))) own.push({ kind: 'weight', at })
    if (weight !== 1 && !isWeighed(form.total)) own.push({ kind: 'weight-without-effect', at })
    if (needsOneScale(aggregate) && !areOnOneScale(scored.filter(isScored))) own.push({ kind: 'mixed-scales', at })
    return own
  })
  for (const at of twice(named)) faults.push({ kind: 'counted-twice', at })
  const counted = new Set(named)
  for (const item of form.items) {
    if (isScored(item) && !counted.has(item.id)) faults.push({ kind: 'not-counted', at: item.id })
  }
  const all = form.items.filter((item) => isScored(item) && counted.has(item.id))
  if (form.total !== null && needsOneScale(form.total) && !areOnOneScale(all)) {
    faults.push({ kind: 'mixed-scales', at: TOTAL })
  }
  return faults
}

const isWeighed = (total: Aggregate | null) => total === 'mean' || total === 'sum'
const needsOneScale = (how: Aggregate) => how === 'mean' || how === 'minimum'

function areOnOneScale(items: readonly Item[]): boolean {
  const ends = items.map(valuesOf).map((values) => `${Math.min(...values)} ${Math.max(...values)}`)
  return new Set(ends).size <= 1
}

function checkBands(form: Form): FormFault[] {
  return form.bands.flatMap((band, at) => {
    const before = form.bands[at - 1]
    const isRising = Number.isFinite(band.from) && (before === undefined || before.from < band.from)
    const faults = missing(form, `band ${at + 1}`, band.title)
    return isRising ? faults : [...faults, { kind: 'bands-order' as const, at: `band ${at + 1}` }]
  })
}

const twice = (ids: readonly string[]): string[] => [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))]
