import type { MemberId, PersonId } from '../ids.ts'
import type { Assessment } from './assessments.ts'
import { type Answers, type Assessor, type Form, isScored, type Moment, worthOf } from './form.ts'
import { scoreForm } from './score.ts'

/** What changed between two moments, told so that it does not mislead: the same version of one form, the same person by
 *  the same assessor, and the same items on both sides. */

/** Of fewer, nothing is said: whoever knows the group would know the persons. */
export const SMALLEST_GROUP = 5

export interface ChangeAsked {
  form: Form
  as: Assessor
  /** `then`: what people say at the end of how it was at the start. Never mixed with what they said at the start. */
  from: Exclude<Moment, 'end'>
  to: Exclude<Moment, 'start' | 'then'>
}

export interface Change {
  /** Persons with any answer at the one moment, at the other, and with the same assessor at both. null: fewer than
   *  `SMALLEST_GROUP`, and more than none. */
  persons: Counted
  dimensions: ({ id: string } & Changed)[]
  /** What is scored, one by one. */
  items: ({ id: string } & Changed)[]
  total: Changed
  /** Of another version of this form, and so in none of these figures. */
  otherVersions: number
}

export interface Counted {
  from: number | null
  to: number | null
  paired: number | null
}

/** Persons with a score at the one moment, at the other, on both sides; null as above. */
export interface Changed extends Counted {
  /** Of those on both sides; null of a group too small. */
  figures: ChangeFigures | null
}

export interface ChangeFigures {
  /** What they had in the mean at the one moment and at the other. */
  before: number
  after: number
  /** What they changed by in the mean, and how many went up, stayed and went down. */
  mean: number
  up: number
  same: number
  down: number
}

interface Pair {
  person: PersonId
  before: Answers
  after: Answers
  /** Answered on both sides. */
  both: ReadonlySet<string>
}

export function changeBetween({ form, as, from, to }: ChangeAsked, all: Iterable<Assessment>): Change {
  const ofForm = [...all].filter((each) => each.form === form.id && each.as === as && counts(form, each))
  const comparable = ofForm.filter(({ version }) => version === form.version)
  const [before, after] = [from, to].map((moment) => comparable.filter((each) => each.moment === moment))
  const pairs = pairsOf(form, before ?? [], after ?? [])
  const scored = {
    before: (before ?? []).map(({ person, answers }) => ({ person, values: valuesIn(form, answers) })),
    after: (after ?? []).map(({ person, answers }) => ({ person, values: valuesIn(form, answers) })),
    pairs: pairs.map(({ person, before, after, both }) => ({
      person,
      before: valuesIn(form, before, both),
      after: valuesIn(form, after, both),
    })),
  }
  const changed = (value: (values: Values) => number | null | undefined): Changed => ({
    from: shown(personsOf(scored.before.filter(({ values }) => typeof value(values) === 'number')).size),
    to: shown(personsOf(scored.after.filter(({ values }) => typeof value(values) === 'number')).size),
    ...figuresOf(
      scored.pairs.flatMap(({ person, ...pair }) => {
        const [before, after] = [value(pair.before), value(pair.after)]
        return typeof before === 'number' && typeof after === 'number' ? [{ person, before, after }] : []
      }),
    ),
  })
  return {
    persons: {
      from: shown(personsOf(before ?? []).size),
      to: shown(personsOf(after ?? []).size),
      paired: shown(personsOf(pairs).size),
    },
    dimensions: form.dimensions.map(({ id }, at) => ({ id, ...changed(({ dimensions }) => dimensions[at]) })),
    items: form.items.flatMap((item, at) =>
      isScored(item) ? [{ id: item.id, ...changed(({ items }) => items[at]) }] : [],
    ),
    total: changed(({ total }) => total),
    otherVersions: personsOf(ofForm.filter(({ version }) => version !== form.version)).size,
  }
}

interface Values {
  dimensions: (number | null)[]
  items: (number | null)[]
  total: number | null
}

function valuesIn(form: Form, answers: Answers, only?: ReadonlySet<string>): Values {
  const { dimensions, total } = scoreForm(form, answers, only)
  return {
    dimensions: dimensions.map(({ value }) => value),
    items: form.items.map((item) => (only && !only.has(item.id) ? null : worthOf(item, answerOf(answers, item.id)))),
    total,
  }
}

/** Whoever opened a form and answered nothing was not assessed. An answer to another version counts here as it stands. */
const counts = (form: Form, { answers, version }: Assessment): boolean =>
  version === form.version
    ? form.items.some((item) => worthOf(item, answerOf(answers, item.id)) !== null)
    : Object.keys(answers).length > 0

const answerOf = (answers: Answers, item: string) => (Object.hasOwn(answers, item) ? answers[item] : undefined)

const personsOf = (all: readonly { person: PersonId }[]): Set<PersonId> => new Set(all.map(({ person }) => person))

/** One for each person and assessor with at least one item answered on both sides. Of several runs by one assessor the
 *  later runs' answers are other assessments of the same person: a pair is within its run. */
function pairsOf(form: Form, before: readonly Assessment[], after: readonly Assessment[]): Pair[] {
  const key = ({ run, person, assessor }: { run: string; person: PersonId; assessor: MemberId }) =>
    `${run} ${person} ${assessor}`
  const earlier = new Map(before.map((each) => [key(each), each]))
  return after.flatMap((later): Pair[] => {
    const first = earlier.get(key(later))
    if (!first) return []
    const both = new Set(
      form.items
        .filter((item) => [first, later].every(({ answers }) => worthOf(item, answerOf(answers, item.id)) !== null))
        .map(({ id }) => id),
    )
    return both.size === 0 ? [] : [{ person: later.person, before: first.answers, after: later.answers, both }]
  })
}

/** Each person once, whoever assessed them: by the mean of what their assessors saw. */
function figuresOf(all: readonly { person: PersonId; before: number; after: number }[]): {
  paired: number | null
  figures: ChangeFigures | null
} {
  const persons = [...Map.groupBy(all, ({ person }) => person).values()].map((own) => ({
    before: mean(own.map(({ before }) => before)),
    after: mean(own.map(({ after }) => after)),
    by: mean(own.map(({ before, after }) => after - before)),
  }))
  const n = persons.length
  if (n < SMALLEST_GROUP) return { paired: shown(n), figures: null }
  const share = (of: (by: number) => boolean) => persons.filter(({ by }) => of(by)).length / n
  return {
    paired: n,
    figures: {
      before: mean(persons.map(({ before }) => before)),
      after: mean(persons.map(({ after }) => after)),
      mean: mean(persons.map(({ by }) => by)),
      up: share((by) => by > ROUNDING),
      same: share((by) => Math.abs(by) <= ROUNDING),
      down: share((by) => by < -ROUNDING),
    },
  }
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** Means of tenths are no change. */
const ROUNDING = 1e-9

const shown = (n: number): number | null => (n > 0 && n < SMALLEST_GROUP ? null : n)
