import { type Aggregate, type Answers, type Band, type Form, worthOf } from './form.ts'

/** What answers come to. What was not answered is never 0. */

export interface Score {
  /** null: too little was answered. */
  value: number | null
  /** Of so many, so many were answered. */
  answered: number
  of: number
}

export interface FormScore {
  /** In the order of the form. */
  dimensions: ({ id: string } & Score)[]
  total: number | null
  /** Those with the lowest score, where all have one and not all the same: what holds the rest up. */
  bottleneck: string[]
}

/** @param only of these items alone; others count as if the form did not have them */
export function scoreForm(form: Form, answers: Answers, only?: ReadonlySet<string>): FormScore {
  const items = new Map(form.items.map((item) => [item.id, item]))
  const dimensions = form.dimensions.map((dimension) => {
    const asked = dimension.items.filter((id) => only === undefined || only.has(id))
    const values = asked.map((id) => {
      const item = items.get(id)
      return item ? worthOf(item, Object.hasOwn(answers, id) ? answers[id] : undefined) : null
    })
    const answered = values.filter((value) => value !== null)
    const weighed = values.map((value) => ({ value, weight: 1 }))
    return {
      id: dimension.id,
      value: aggregate(dimension.aggregate, weighed),
      answered: answered.length,
      of: asked.length,
    }
  })
  const weighed = dimensions.map(({ value }, at) => ({ value, weight: form.dimensions[at]?.weight ?? 1 }))
  return {
    dimensions,
    total: form.total === null ? null : aggregate(form.total, weighed),
    bottleneck: lowest(dimensions),
  }
}

/** A mean is that of what is there. A sum, a product or a minimum of a part would pass for that of the whole: null. */
function aggregate(how: Aggregate, all: readonly { value: number | null; weight: number }[]): number | null {
  const known = all.flatMap(({ value, weight }) => (value === null ? [] : [{ value, weight }]))
  if (known.length === 0 || (how !== 'mean' && known.length < all.length)) return null
  switch (how) {
    case 'mean': {
      const weights = known.reduce((sum, { weight }) => sum + weight, 0)
      return weights > 0 ? known.reduce((sum, { value, weight }) => sum + value * weight, 0) / weights : null
    }
    case 'sum':
      return known.reduce((sum, { value, weight }) => sum + value * weight, 0)
    case 'minimum':
      return Math.min(...known.map(({ value }) => value))
    case 'product':
      return known.reduce((product, { value }) => product * value, 1)
  }
}

function lowest(dimensions: readonly ({ id: string } & Score)[]): string[] {
  const values = dimensions.map(({ value }) => value)
  const known = values.filter((value) => value !== null)
  if (known.length < 2 || known.length < values.length) return []
  const least = Math.min(...known)
  return known.every((value) => value === least)
    ? []
    : dimensions.filter(({ value }) => value === least).map(({ id }) => id)
}

/** What a score is called; null below the first band, and where there is no score. */
export const bandOf = (bands: readonly Band[], value: number | null): Band | null =>
  value === null ? null : (bands.findLast(({ from }) => from <= value) ?? null)
