import type { ModuleId } from '#domain/ids.ts'
import {
  type Block,
  CALLOUT_TONES,
  type Choice,
  type Drawing,
  INKS,
  type Ink,
  type Lesson,
  MODULE_LIMITS,
  type Module,
  QUESTION_STYLES,
  type Shape,
  type Texts,
} from '#domain/learning.ts'
import { pathPoints } from '#domain/pathData.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { DocumentChange, Json } from './change.ts'
import { asList, asName, asNumber, asObject, asText } from './json.ts'
import { readLocalText } from './localText.ts'

/** `module/{m}`: a learning module as it was published. One fact a key, so that a country's version can one day lie over
 *  single blocks:
 *    title · summary · languages · minutes · version · source
 *    lesson/{l}: order, title
 *    block/{l}/{b}: order, and the block */

/** Whatever the document holds; a lesson or block of a shape not known is left out, and so is what is beyond the
 *  limits. */
export function readModule(entries: ReadonlyMap<string, Json>): Module {
  const lessons = new Map<string, { order: number; title: Texts; blocks: Ordered<Block>[] }>()
  const placed: [key: string, lesson: string, id: string][] = []
  for (const [key, value] of entries) {
    const [kind, lesson = '', block, ...more] = key.split('/')
    if (lesson === '' || more.length > 0) continue
    if (kind === 'lesson' && block === undefined) {
      const found = asObject(value)
      if (found) lessons.set(lesson, { order: orderOf(found), title: readTexts(found.title), blocks: [] })
    } else if (kind === 'block' && block) placed.push([key, lesson, block])
  }
  for (const [key, lesson, id] of placed) {
    const json = asObject(entries.get(key))
    const block = json && readBlock(id, json)
    if (block) lessons.get(lesson)?.blocks.push({ order: orderOf(json), id, value: block })
  }
  const ordered = [...lessons].map(([id, { order, title, blocks }]): Ordered<Lesson> => {
    return { order, id, value: { id, title, blocks: inOrder(blocks, MODULE_LIMITS.blocksALesson) } }
  })
  return {
    title: readTexts(entries.get('title')),
    summary: readTexts(entries.get('summary')),
    languages: few(entries.get('languages'), MODULE_LIMITS.languages).flatMap((tag) => asName<string>(tag) ?? []),
    minutes: wholeNumber(entries.get('minutes')),
    version: wholeNumber(entries.get('version')),
    source: readTexts(entries.get('source')),
    lessons: inOrder(ordered, MODULE_LIMITS.lessons),
  }
}

/** The whole document, for whoever publishes it. */
export function moduleChange(id: ModuleId, module: Module): DocumentChange {
  const { title, summary, languages, minutes, version, source, lessons } = module
  const entries: DocumentChange['entries'] = [
    ['title', { ...title }],
    ['summary', { ...summary }],
    ['languages', [...languages]],
    ['minutes', minutes],
    ['version', version],
    ['source', { ...source }],
  ]
  lessons.forEach((lesson, order) => {
    entries.push([`lesson/${lesson.id}`, { order, title: { ...lesson.title } }])
    lesson.blocks.forEach(({ id: block, ...content }, at) => {
      entries.push([`block/${lesson.id}/${block}`, { order: at, ...plain(content) }])
    })
  })
  return { document: documentId.module(id), entries }
}

const plain = (content: object): { [key: string]: Json } => JSON.parse(JSON.stringify(content))

interface Ordered<T> {
  order: number
  id: string
  value: T
}

const inOrder = <T>(all: Ordered<T>[], most: number): T[] =>
  all
    .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
    .slice(0, most)
    .map(({ value }) => value)

type JsonObject = { [key: string]: Json }

const orderOf = (json: JsonObject) => asNumber(json.order) ?? Number.MAX_SAFE_INTEGER

const few = (value: Json | undefined, most: number) => asList(value).slice(0, most)

const oneOf = <T extends string>(words: readonly T[], value: Json | undefined): T | null =>
  words.find((word) => word === value) ?? null

function wholeNumber(value: Json | undefined): number {
  const number = asNumber(value)
  return number !== null && Number.isInteger(number) && number > 0 ? number : 0
}

function readTexts(value: Json | undefined): Texts {
  const texts = Object.entries(readLocalText(value)).filter(([, text]) => text.length <= MODULE_LIMITS.text)
  return Object.fromEntries(texts.slice(0, MODULE_LIMITS.languages))
}

function readBlock(id: string, json: JsonObject): Block | null {
  switch (json.kind) {
    case 'heading':
    case 'paragraph':
      return { id, kind: json.kind, text: readTexts(json.text) }
    case 'list':
      return {
        id,
        kind: 'list',
        ordered: json.ordered === true,
        items: few(json.items, MODULE_LIMITS.listItems).map(readTexts),
      }
    case 'callout': {
      const tone = oneOf(CALLOUT_TONES, json.tone)
      return tone && { id, kind: 'callout', tone, title: readTexts(json.title), text: readTexts(json.text) }
    }
    case 'drawing': {
      const drawing = readDrawing(asObject(json.drawing))
      return drawing && { id, kind: 'drawing', drawing }
    }
    case 'question': {
      const style = oneOf(QUESTION_STYLES, json.style)
      if (!style) return null
      const choices = few(json.choices, MODULE_LIMITS.choices).flatMap(readChoice)
      return {
        id,
        kind: 'question',
        style,
        text: readTexts(json.text),
        choices,
        explanation: readTexts(json.explanation),
      }
    }
    default:
      return null
  }
}

function readChoice(value: Json): Choice[] {
  const choice = asObject(value)
  const id = asName<string>(choice?.id)
  return choice && id ? [{ id, text: readTexts(choice.text), right: choice.right === true }] : []
}

function readDrawing(json: JsonObject | null): Drawing | null {
  const width = coordinate(json?.width)
  const height = coordinate(json?.height)
  if (!json || width === null || height === null || width <= 0 || height <= 0) return null
  const shapes = few(json.shapes, MODULE_LIMITS.shapes).flatMap((value) => {
    const shape = asObject(value)
    return (shape && readShape(shape)) ?? []
  })
  return { width, height, alternative: readAlternative(json.alternative), shapes }
}

/** An empty text is a fact here: the drawing is decoration. */
function readAlternative(value: Json | undefined): Texts {
  const empty = Object.entries(asObject(value) ?? {}).filter(([tag, text]) => text === '' && tag.length <= 35)
  return { ...Object.fromEntries(empty.slice(0, MODULE_LIMITS.languages)), ...readTexts(value) } as Texts
}

function readShape(json: JsonObject): Shape | null {
  const fill = oneOf<Ink>(INKS, json.fill)
  if (!fill) return null
  const numbers = <Name extends string>(...names: Name[]): Record<Name, number> | null => {
    const found = names.flatMap((name): [string, number][] => {
      const number = coordinate(json[name])
      return number === null ? [] : [[name, number]]
    })
    return found.length === names.length ? (Object.fromEntries(found) as Record<Name, number>) : null
  }
  if (json.shape === 'text') {
    const at = numbers('x', 'y', 'size')
    return at && { shape: 'text', ...at, fill, text: readTexts(json.text) }
  }
  const stroke = oneOf<Ink>(INKS, json.stroke)
  const width = numbers('strokeWidth')
  if (!stroke || !width) return null
  const opacity = asNumber(json.opacity)
  const drawn = { fill, stroke, ...width, ...(opacity === null ? {} : { opacity: Math.min(1, Math.max(0, opacity)) }) }
  switch (json.shape) {
    case 'path': {
      const d = asText(json.d)
      return d !== null && d.length <= MODULE_LIMITS.pathData && pathPoints(d) ? { shape: 'path', d, ...drawn } : null
    }
    case 'circle': {
      const at = numbers('x', 'y', 'r')
      return at && at.r >= 0 ? { shape: 'circle', ...at, ...drawn } : null
    }
    case 'rect': {
      const at = numbers('x', 'y', 'width', 'height', 'radius')
      return at && at.width >= 0 && at.height >= 0 ? { shape: 'rect', ...at, ...drawn } : null
    }
    default:
      return null
  }
}

function coordinate(value: Json | undefined): number | null {
  const number = asNumber(value)
  return number !== null && Math.abs(number) <= MODULE_LIMITS.coordinate ? number : null
}
