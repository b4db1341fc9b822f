import type { Texts } from './framework.ts'

/** Assessment forms as data: one engine for persons, organisations and innovations. */

export const SUBJECTS = ['person', 'organisation', 'innovation'] as const
export type Subject = (typeof SUBJECTS)[number]

/** Who says it: the person (or the organisation) itself, a trainer, somebody of the same group. */
export const ASSESSORS = ['self', 'trainer', 'peer'] as const
export type Assessor = (typeof ASSESSORS)[number]

/** `then`: asked at the end about the start. Another design than an answer given at the start, and never mixed with it. */
export const MOMENTS = ['start', 'end', 'follow-up', 'then'] as const
export type Moment = (typeof MOMENTS)[number]

export const AGGREGATES = ['mean', 'minimum', 'sum', 'product'] as const
export type Aggregate = (typeof AGGREGATES)[number]

export interface Form {
  id: string
  /** Answers to different versions are never compared. */
  version: number
  title: Texts
  subject: Subject
  /** Languages in which every text of it is there; the original first. */
  languages: readonly string[]
  /** Of these, those whose texts are working translations. */
  working: readonly string[]
  assessors: readonly Assessor[]
  licence: string
  source: string
  /** Whose levels and competences it asks about. */
  framework: { id: string; version: number } | null
  items: readonly Item[]
  dimensions: readonly Dimension[]
  /** How the dimensions make one figure; null: they do not. */
  total: Aggregate | null
  /** What a score is called, of a dimension or of all; by rising `from`. */
  bands: readonly Band[]
}

export type Item = { id: string; text: Texts; hint?: Texts; competence?: string } & Asked
export type ScoredItem = Extract<Item, { kind: 'scale' | 'choice' | 'pictures' }>

type Asked =
  | { kind: 'scale'; steps: readonly Step[] }
  | { kind: 'choice'; options: readonly Option[] }
  /** Few steps, each a drawing: for people of little schooling. */
  | { kind: 'pictures'; steps: readonly (Step & { picture: string })[] }
  /** What shows it, in words; and whatever else somebody wants to say. Both count for nothing. */
  | { kind: 'evidence' | 'text' }

export interface Step {
  value: number
  title: Texts
  meaning?: Texts
  /** Ours, and no part of the framework that the form asks about. */
  isAdded?: true
}

export interface Option {
  id: string
  text: Texts
  /** null: an answer that counts for nothing, as "does not apply". It is not 0. */
  value: number | null
}

export interface Dimension {
  id: string
  title: Texts
  /** In the total, where that is a mean or a sum. */
  weight: number
  aggregate: Aggregate
  items: readonly string[]
}

export interface Band {
  from: number
  title: Texts
}

/** Values of scale and pictures are numbers, of a choice its option. Nothing at all: not answered, which is never 0. */
export type Answers = Readonly<Record<string, number | string>>

export const isScored = (item: Item): item is ScoredItem =>
  item.kind === 'scale' || item.kind === 'pictures' || item.kind === 'choice'

/** What an answer counts.
 *  null: not answered, an option that counts for nothing, or no answer that this item has. */
export function worthOf(item: Item, answer: number | string | undefined): number | null {
  switch (item.kind) {
    case 'scale':
    case 'pictures':
      return item.steps.find(({ value }) => value === answer)?.value ?? null
    case 'choice':
      return item.options.find(({ id }) => id === answer)?.value ?? null
    default:
      return null
  }
}

/** All that an item can count. */
export const valuesOf = (item: Item): number[] =>
  item.kind === 'scale' || item.kind === 'pictures'
    ? item.steps.map(({ value }) => value)
    : item.kind === 'choice'
      ? item.options.flatMap(({ value }) => (value === null ? [] : [value]))
      : []
