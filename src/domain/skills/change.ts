import type { MemberId, PersonId } from '../ids.ts'
import type { Assessment } from './assessments.ts'
import { type Answers, type Assessor, type Form, type Moment, worthOf } from './form.ts'
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
  persons: { from: number | null; to: number | null; paired: number | null }
  dimensions: ({ id: string } & Changed)[]
  total: Changed
  /** Of another version of this form, and so in none of these figures. */
  otherVersions: number
}

export interface Changed {
  /** Persons with a score on both sides; null as above. */
  paired: number | null
  /** What they changed by in the mean, and how many went up, stayed and went down; null of a group too small. */
  figures: { mean: number; up: number; same: number; down: number } | null
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
  const scored = pairs.map(({ person, before, after, both }) => ({
    person,
    before: scoreForm(form, before, both),
    after: scoreForm(form, after, both),
  }))
  const differences = (value: (score: ReturnType<typeof scoreForm>, at: number) => number | null, at = 0) =>
    scored.map((pair) => ({ person: pair.person, by: less(value(pair.after, at), value(pair.before, at)) }))
  return {
    persons: {
      from: shown(personsOf(before ?? []).size),
      to: shown(personsOf(after ?? []).size),
      paired: shown(personsOf(pairs).size),
    },
    dimensions: form.dimensions.map(({ id }, at) => ({
      id,
      ...changed(differences((score) => score.dimensions[at]?.value ?? null)),
    })),
    total: changed(differences(({ total }) => total)),
    otherVersions: personsOf(ofForm.filter(({ version }) => version !== form.version)).size,
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

const less = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a - b)

/** Each person once, whoever assessed them: by the mean of what their assessors saw change. */
function changed(differences: readonly { person: PersonId; by: number | null }[]): Changed {
  const byPerson = Map.groupBy(
    differences.filter((each): each is { person: PersonId; by: number } => each.by !== null),
    ({ person }) => person,
  )
  const changes = [...byPerson.values()].map((own) => own.reduce((sum, { by }) => sum + by, 0) / own.length)
  const n = changes.length
  if (n < SMALLEST_GROUP) return { paired: shown(n), figures: null }
  const share = (of: (by: number) => boolean) => changes.filter(of).length / n
  return {
    paired: n,
    figures: {
      mean: changes.reduce((sum, by) => sum + by, 0) / n,
      up: share((by) => by > ROUNDING),
      same: share((by) => Math.abs(by) <= ROUNDING),
      down: share((by) => by < -ROUNDING),
    },
  }
}

/** Means of tenths are no change. */
const ROUNDING = 1e-9

const shown = (n: number): number | null => (n > 0 && n < SMALLEST_GROUP ? null : n)
