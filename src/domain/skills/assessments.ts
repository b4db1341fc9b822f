import type { MemberId, PersonId, RunId } from '../ids.ts'
import type { Answers, Assessor, Moment } from './form.ts'

/** What assessors state, and what it comes to. Claims, as marks are: never overwritten; whoever changes their mind
 *  states it anew and names what that replaces. */
export interface AssessmentClaim {
  kind: 'assessment'
  /** A form's id and version: answers mean nothing without it. */
  form: string
  version: number
  moment: Moment
  as: Assessor
  /** Of one item or of several. null: taken back, and so not answered. */
  answers: Readonly<Record<string, number | string | null>>
  /** Key of an entry in `run/{r}/about/{p}`: what shows it, in words. */
  about?: string
  /** What the phone's clock said, ms UTC. Shown, never used to order or to date (F11). */
  at: number
  /** This assessor's own earlier claims of the same form, moment and person that were known at the tap: for the items
   *  that this one answers they hold no more. */
  replaces: readonly string[]
}

export interface RecordedAssessment {
  key: string
  run: RunId
  person: PersonId
  assessor: MemberId
  claim: AssessmentClaim
}

/** All that one assessor says of one person with one version of a form at one moment. Two assessors stay two. */
export interface Assessment {
  run: RunId
  person: PersonId
  assessor: MemberId
  as: Assessor
  form: string
  version: number
  moment: Moment
  answers: Answers
  /** Answered in two ways on two phones that did not know of each other: not answered until it is said again. */
  unsettled: ReadonlyMap<string, (number | string)[]>
  /** Keys of the notes that stand, by item. */
  evidence: ReadonlyMap<string, string[]>
  /** Of the latest claim that stands, by the phone's clock. */
  at: number
  /** Claims to be replaced by whoever answers an item anew. */
  open: ReadonlyMap<string, string[]>
}

/** In any order, each claim as often as it comes: the same. */
export function resolveAssessments(claims: Iterable<RecordedAssessment>): Assessment[] {
  const once = new Map<string, RecordedAssessment>()
  for (const claim of claims) once.set(`${claim.assessor} ${claim.key}`, claim)
  const groups = Map.groupBy(
    [...once.values()].sort((a, b) => compare(a.key, b.key)),
    ({ run, person, assessor, claim: { as, form, version, moment } }) =>
      JSON.stringify([run, person, assessor, as, form, version, moment]),
  )
  return [...groups].sort(([a], [b]) => compare(a, b)).map(([, group]) => resolveOne(group))
}

function resolveOne(group: readonly RecordedAssessment[]): Assessment {
  const [first] = group
  if (!first) throw new Error('an assessment of no claims')
  const { run, person, assessor, claim } = first
  const { as, form, version, moment } = claim
  const answers: [string, number | string][] = []
  const unsettled = new Map<string, (number | string)[]>()
  const evidence = new Map<string, string[]>()
  const open = new Map<string, string[]>()
  let at = Number.NEGATIVE_INFINITY
  for (const item of new Set(group.flatMap((each) => Object.keys(each.claim.answers)))) {
    const standing = standingFor(item, group)
    open.set(
      item,
      standing.map(({ key }) => key),
    )
    const said = [...new Set(standing.map((each) => each.claim.answers[item] ?? null))]
    const [answer = null] = said
    if (said.length > 1) unsettled.set(item, said.filter((value) => value !== null).sort(byValue))
    else if (answer !== null) answers.push([item, answer])
    const notes = standing.flatMap((each) => each.claim.about ?? [])
    if (notes.length > 0) evidence.set(item, notes)
    for (const each of standing) at = Math.max(at, each.claim.at)
  }
  return {
    ...{ run, person, assessor, as, form, version, moment, unsettled, evidence, at, open },
    // Not an object literal: an item may be called `__proto__`.
    answers: Object.fromEntries(answers),
  }
}

/** Without those that another replaces. Claims that replace each other in a circle all stand: nothing stated may vanish. */
function standingFor(item: string, group: readonly RecordedAssessment[]): RecordedAssessment[] {
  const about = group.filter(({ claim }) => Object.hasOwn(claim.answers, item))
  const replaced = new Set(about.flatMap(({ claim }) => claim.replaces))
  const standing = about.filter(({ key }) => !replaced.has(key))
  return standing.length > 0 ? standing : about
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const byValue = (a: number | string, b: number | string): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : compare(String(a), String(b))
