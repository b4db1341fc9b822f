import {
  AGGREGATES,
  ASSESSORS,
  type Band,
  type Dimension,
  type Form,
  type Item,
  type Option,
  type Step,
  SUBJECTS,
} from './form.ts'
import type { Texts } from './framework.ts'

/** Reads a form that came from disk or network. What is wrong with one of a right shape, `checkForm` says. */

type Fields = Record<string, unknown>

const LONGEST_TEXT = 2_000
const MOST = 500
const LANGUAGE = /^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*$/

/** Read with null for what is wrong; one wrong part makes the whole wrong: half a form would score otherwise. */
type Read<T> = (value: unknown) => T | null

const fieldsOf = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null
const text: Read<string> = (value) => (typeof value === 'string' && value.length <= LONGEST_TEXT ? value : null)
const name: Read<string> = (value) => (typeof value === 'string' && value !== '' && value.length <= 100 ? value : null)
const number: Read<number> = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : null)
const version: Read<number> = (value) =>
  Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : null
const oneOf =
  <T extends string>(all: readonly T[]): Read<T> =>
  (value) =>
    all.find((each) => each === value) ?? null

const listOf =
  <T>(read: Read<T>): Read<T[]> =>
  (value) => {
    if (!Array.isArray(value) || value.length > MOST) return null
    const all = value.map(read)
    return all.every((each) => each !== null) ? (all as T[]) : null
  }

const language: Read<string> = (value) => (typeof value === 'string' && LANGUAGE.test(value) ? value : null)

const texts: Read<Texts> = (value) => {
  const entries = Object.entries(fieldsOf(value) ?? { '': null })
  if (!entries.every(([tag, words]) => LANGUAGE.test(tag) && text(words) !== null)) return null
  return Object.fromEntries(entries) as Texts
}

/** undefined where it is not there; null where it is wrong. */
const optional = <T>(read: Read<T>, value: unknown): T | undefined | null =>
  value === undefined ? undefined : read(value)

const step: Read<Step> = (value) => {
  const fields = fieldsOf(value)
  const [at, title, meaning] = [number(fields?.value), texts(fields?.title), optional(texts, fields?.meaning)]
  if (at === null || title === null || meaning === null) return null
  return { value: at, title, ...(meaning && { meaning }), ...(fields?.isAdded === true && { isAdded: true }) }
}

const pictured: Read<Step & { picture: string }> = (value) => {
  const [read, picture] = [step(value), text(fieldsOf(value)?.picture)]
  return read === null || picture === null ? null : { ...read, picture }
}

const option: Read<Option> = (value) => {
  const fields = fieldsOf(value)
  const [id, words] = [name(fields?.id), texts(fields?.text)]
  const counts = fields?.value === null ? null : number(fields?.value)
  return id === null || words === null || (counts === null && fields?.value !== null)
    ? null
    : { id, text: words, value: counts }
}

const item: Read<Item> = (value) => {
  const fields = fieldsOf(value)
  const [id, words] = [name(fields?.id), texts(fields?.text)]
  const [hint, competence] = [optional(texts, fields?.hint), optional(name, fields?.competence)]
  if (!fields || id === null || words === null || hint === null || competence === null) return null
  const asked = { id, text: words, ...(hint && { hint }), ...(competence !== undefined && { competence }) }
  switch (fields.kind) {
    case 'scale': {
      const steps = listOf(step)(fields.steps)
      return steps && { ...asked, kind: 'scale', steps }
    }
    case 'pictures': {
      const steps = listOf(pictured)(fields.steps)
      return steps && { ...asked, kind: 'pictures', steps }
    }
    case 'choice': {
      const options = listOf(option)(fields.options)
      return options && { ...asked, kind: 'choice', options }
    }
    case 'evidence':
    case 'text':
      return { ...asked, kind: fields.kind }
    default:
      return null
  }
}

const dimension: Read<Dimension> = (value) => {
  const fields = fieldsOf(value)
  const [id, title, weight] = [name(fields?.id), texts(fields?.title), number(fields?.weight)]
  const [aggregate, items] = [oneOf(AGGREGATES)(fields?.aggregate), listOf(name)(fields?.items)]
  if (id === null || title === null || weight === null || aggregate === null || items === null) return null
  return { id, title, weight, aggregate, items }
}

const band: Read<Band> = (value) => {
  const fields = fieldsOf(value)
  const [from, title] = [number(fields?.from), texts(fields?.title)]
  return from === null || title === null ? null : { from, title }
}

const frameworkOf: Read<{ id: string; version: number }> = (value) => {
  const fields = fieldsOf(value)
  const [id, at] = [name(fields?.id), version(fields?.version)]
  return id === null || at === null ? null : { id, version: at }
}

/** @returns null for what is not whole, and for what a newer app may have written in another way */
export function readForm(value: unknown): Form | null {
  const fields = fieldsOf(value)
  if (!fields) return null
  const [id, at, title] = [name(fields.id), version(fields.version), texts(fields.title)]
  const [subject, assessors] = [oneOf(SUBJECTS)(fields.subject), listOf(oneOf(ASSESSORS))(fields.assessors)]
  const [languages, working] = [listOf(language)(fields.languages), listOf(language)(fields.working)]
  const [licence, source] = [text(fields.licence), text(fields.source)]
  const [items, dimensions] = [listOf(item)(fields.items), listOf(dimension)(fields.dimensions)]
  const bands = listOf(band)(fields.bands)
  const total = fields.total === null ? null : oneOf(AGGREGATES)(fields.total)
  const framework = fields.framework === null ? null : frameworkOf(fields.framework)
  if (id === null || at === null || title === null || subject === null || assessors === null) return null
  if (languages === null || working === null || licence === null || source === null) return null
  if (items === null || dimensions === null || bands === null) return null
  if ((total === null && fields.total !== null) || (framework === null && fields.framework !== null)) return null
  return {
    ...{ id, version: at, title, subject, languages, working, assessors, licence, source, framework },
    ...{ items, dimensions, total, bands },
  }
}
