import type { MemberId, PersonId } from '../ids.ts'
import type { Assessment } from './assessments.ts'
import { type Assessor, type Form, isScored, type Moment, type ScoredItem, valuesOf, worthOf } from './form.ts'

/** What was said of one person, by whom and when, ordered for reading. Nothing is averaged: two assessors stay two, and
 *  what was not answered is nothing, never 0. */

export interface PersonRecord {
  parts: RecordPart[]
}

/** Of one scale: forms that ask the same competences on the same levels. */
export interface RecordPart {
  key: string
  /** The first by which somebody assessed; whose words stand. */
  form: Form
  rows: ScoredItem[]
  /** What each assessor says by one version of a form. Only within one of these are moments compared. */
  views: AssessorView[]
}

export interface AssessorView {
  key: string
  assessor: MemberId
  as: Assessor
  /** From the first; those at which something was said. */
  moments: SaidAt[]
}

export interface SaidAt {
  moment: Moment
  /** By the phone's clock; shown only. */
  at: number
  /** By the key of a row. */
  said: ReadonlyMap<string, Said>
}

export interface Said {
  answer: number | string | null
  /** null: an answer that counts for nothing, or two that contradict each other. */
  value: number | null
  isUnsettled: boolean
  /** Keys of notes. */
  evidence: readonly string[]
}

/** By which a row is known, whichever form asks it. */
export const rowKey = (item: ScoredItem): string => item.competence ?? item.id

/** @param forms every version that is known; what was said by another cannot be read here */
export function recordOf(person: PersonId, all: Iterable<Assessment>, forms: readonly Form[]): PersonRecord {
  const parts = new Map<string, RecordPart>()
  for (const form of forms) {
    const rows = form.items.filter(isScored)
    const own = [...all].filter((each) => each.person === person && each.form === form.id)
    const views = viewsOf(
      form,
      rows,
      own.filter(({ version }) => version === form.version),
    )
    if (views.length === 0) continue
    const key = scaleOf(form, rows)
    const part = parts.get(key)
    if (part) part.views.push(...views)
    else parts.set(key, { key, form, rows, views })
  }
  return { parts: [...parts.values()] }
}

/** Forms of one framework speak of the same where they ask the same competences on the same levels. */
const scaleOf = ({ id, version, framework }: Form, rows: readonly ScoredItem[]): string =>
  JSON.stringify(
    framework ? [framework.id, framework.version, rows.map((row) => [rowKey(row), valuesOf(row)])] : [id, version],
  )

function viewsOf(form: Form, rows: readonly ScoredItem[], own: readonly Assessment[]): AssessorView[] {
  const byAssessor = Map.groupBy(own, ({ run, assessor, as }) => JSON.stringify([run, assessor, as]))
  return [...byAssessor].flatMap(([key, said]): AssessorView[] => {
    const [first] = said
    const moments = MOMENTS_IN_ORDER.flatMap((moment): SaidAt[] => {
      const at = said.find((each) => each.moment === moment)
      const answers = at && answersOf(rows, at)
      return at && answers && answers.size > 0 ? [{ moment, at: at.at, said: answers }] : []
    })
    if (!first || moments.length === 0) return []
    return [{ key: `${form.id} ${form.version} ${key}`, assessor: first.assessor, as: first.as, moments }]
  })
}

/** What is said at the end of the start comes after what was said at the start. */
const MOMENTS_IN_ORDER: readonly Moment[] = ['start', 'then', 'end', 'follow-up']

function answersOf(rows: readonly ScoredItem[], { answers, unsettled, evidence }: Assessment): Map<string, Said> {
  const found = new Map<string, Said>()
  for (const row of rows) {
    const answer = Object.hasOwn(answers, row.id) ? answers[row.id] : undefined
    const isUnsettled = unsettled.has(row.id)
    if (answer === undefined && !isUnsettled) continue
    found.set(rowKey(row), {
      answer: answer ?? null,
      value: worthOf(row, answer),
      isUnsettled,
      evidence: evidence.get(row.id) ?? [],
    })
  }
  return found
}

export interface Latest extends Said {
  moment: Moment
  at: number
}

/** How somebody sees it now: the last moment at which they said it. What is said of the start is no present. */
export function latestOf({ moments }: AssessorView, row: string): Latest | null {
  for (const { moment, at, said } of moments.toReversed()) {
    const found = moment === 'then' ? undefined : said.get(row)
    if (found) return { ...found, moment, at }
  }
  return null
}

/** How far the value has gone up since the start, by the same assessor with the same form. null: not both are there. */
export function changeSinceStart({ moments }: AssessorView, moment: Moment, row: string): number | null {
  if (moment === 'start' || moment === 'then') return null
  const value = (of: Moment) => moments.find((each) => each.moment === of)?.said.get(row)?.value ?? null
  const [before, after] = [value('start'), value(moment)]
  return before === null || after === null ? null : after - before
}

/** Where a value lies between the least and the most that its row can have, 0 to 1. */
export function shareOf(row: ScoredItem, value: number | null): number | null {
  const all = valuesOf(row)
  const [least, most] = [Math.min(...all), Math.max(...all)]
  return value === null || all.length < 2 ? null : (value - least) / (most - least)
}
