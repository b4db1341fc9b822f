import {
  type Block,
  type Drawing,
  INKS,
  MODULE_LIMITS,
  type Module,
  type Question,
  type Shape,
  type Texts,
} from './learning.ts'
import { pathPoints } from './pathData.ts'
import { readMarks } from './readMarks.ts'

export interface ModuleFault {
  /** Where in the module, for its author: `signs/question-1/a/cs`. '' is the module itself. */
  at: string
  fault:
    | 'no-languages'
    | 'no-lessons'
    | 'no-blocks'
    /** Not given in every language of the module. */
    | 'text-missing'
    /** Given in a language that the module does not have. */
    | 'text-in-other-language'
    /** An asterisk that marks nothing. */
    | 'stray-mark'
    | 'not-an-id'
    | 'id-repeated'
    /** Not a whole number above 0, or a size that is none. */
    | 'number'
    | 'too-many'
    | 'too-long'
    /** Choices are not right and wrong as the style of the question asks. */
    | 'choices'
    | 'not-path-data'
    | 'not-an-ink'
    /** A shape lies outside its drawing, where nobody sees it. */
    | 'outside'
}

type Faults = Generator<ModuleFault, void>

/** Short words; they are parts of keys in documents. */
const WORD = /^[a-z][a-zA-Z0-9-]{0,39}$/

/** A shape may run over the edge of its drawing by this part of it, so that a hill or a floor has no visible end. */
const OVER_THE_EDGE = 0.1

/** A word in a drawing is a label, not a sentence. */
const LONGEST_LABEL = 40

/** What is wrong with a module; nothing, and it may be published. */
export const checkModule = (module: Module): ModuleFault[] => [...moduleFaults(module)]

function* moduleFaults(module: Module): Faults {
  const { languages, lessons } = module
  if (languages.length === 0) yield { at: 'languages', fault: 'no-languages' }
  if (new Set(languages).size < languages.length) yield { at: 'languages', fault: 'id-repeated' }
  yield* countFaults('languages', languages, MODULE_LIMITS.languages)
  yield* textFaults('title', module.title, languages)
  yield* textFaults('summary', module.summary, languages)
  yield* textFaults('source', module.source, languages)
  for (const at of ['minutes', 'version'] as const) {
    if (!Number.isInteger(module[at]) || module[at] < 1) yield { at, fault: 'number' }
  }
  if (lessons.length === 0) yield { at: '', fault: 'no-lessons' }
  yield* countFaults('', lessons, MODULE_LIMITS.lessons)
  yield* idFaults('', lessons)
  // Progress names a block without its lesson.
  const blocks = lessons.flatMap((lesson) => lesson.blocks)
  yield* idFaults('', blocks)
  for (const lesson of lessons) {
    yield* textFaults(`${lesson.id}/title`, lesson.title, languages)
    if (lesson.blocks.length === 0) yield { at: lesson.id, fault: 'no-blocks' }
    yield* countFaults(lesson.id, lesson.blocks, MODULE_LIMITS.blocksALesson)
    for (const block of lesson.blocks) yield* blockFaults(`${lesson.id}/${block.id}`, block, languages)
  }
}

function* countFaults(at: string, list: unknown[], most: number): Faults {
  if (list.length > most) yield { at, fault: 'too-many' }
}

function* idFaults(at: string, named: { id: string }[]): Faults {
  const seen = new Set<string>()
  for (const { id } of named) {
    const here = at === '' ? id : `${at}/${id}`
    if (!WORD.test(id)) yield { at: here, fault: 'not-an-id' }
    if (seen.has(id)) yield { at: here, fault: 'id-repeated' }
    seen.add(id)
  }
}

function* textFaults(at: string, texts: Texts, languages: string[], longest = MODULE_LIMITS.text): Faults {
  for (const language of languages) {
    const here = `${at}/${language}`
    const text = texts[language] ?? ''
    if (text.trim() === '') yield { at: here, fault: 'text-missing' }
    if (text.length > longest) yield { at: here, fault: 'too-long' }
    if (readMarks(text).some((run) => run.text.includes('*'))) yield { at: here, fault: 'stray-mark' }
  }
  for (const language of Object.keys(texts)) {
    if (!languages.includes(language)) yield { at: `${at}/${language}`, fault: 'text-in-other-language' }
  }
}

function* blockFaults(at: string, block: Block, languages: string[]): Faults {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return yield* textFaults(at, block.text, languages)
    case 'list':
      if (block.items.length === 0) yield { at, fault: 'text-missing' }
      yield* countFaults(at, block.items, MODULE_LIMITS.listItems)
      for (const [index, item] of block.items.entries()) yield* textFaults(`${at}/${index}`, item, languages)
      return
    case 'callout':
      yield* textFaults(`${at}/title`, block.title, languages)
      return yield* textFaults(at, block.text, languages)
    case 'drawing':
      return yield* drawingFaults(at, block.drawing, languages)
    case 'question':
      return yield* questionFaults(at, block, languages)
  }
}

function* questionFaults(at: string, question: Question, languages: string[]): Faults {
  yield* textFaults(at, question.text, languages)
  yield* textFaults(`${at}/explanation`, question.explanation, languages)
  yield* countFaults(at, question.choices, MODULE_LIMITS.choices)
  yield* idFaults(at, question.choices)
  for (const { id, text } of question.choices) yield* textFaults(`${at}/${id}`, text, languages)
  const right = question.choices.filter((choice) => choice.right).length
  const fits = { one: right === 1, several: right >= 1, reflect: right === 0 }[question.style]
  if (!fits || question.choices.length < 2) yield { at, fault: 'choices' }
}

function* drawingFaults(at: string, drawing: Drawing, languages: string[]): Faults {
  const isDecoration = languages.every((language) => drawing.alternative[language] === '')
  if (!isDecoration) yield* textFaults(`${at}/alternative`, drawing.alternative, languages)
  if (!(drawing.width > 0 && drawing.height > 0)) yield { at, fault: 'number' }
  yield* countFaults(at, drawing.shapes, MODULE_LIMITS.shapes)
  for (const [index, shape] of drawing.shapes.entries()) {
    const here = `${at}/${index}`
    const points = pointsOf(shape)
    if (!points) yield { at: here, fault: 'not-path-data' }
    else if (!points.every((point) => isWithin(drawing, point))) yield { at: here, fault: 'outside' }
    const inks = shape.shape === 'text' ? [shape.fill] : [shape.fill, shape.stroke]
    if (!inks.every((ink) => INKS.includes(ink))) yield { at: here, fault: 'not-an-ink' }
    if (shape.shape === 'text') yield* textFaults(here, shape.text, languages, LONGEST_LABEL)
    if (shape.shape === 'path' && shape.d.length > MODULE_LIMITS.pathData) yield { at: here, fault: 'too-long' }
  }
}

function pointsOf(shape: Shape): [x: number, y: number][] | null {
  switch (shape.shape) {
    case 'path':
      return pathPoints(shape.d)
    case 'circle':
      return corners(shape.x - shape.r, shape.y - shape.r, 2 * shape.r, 2 * shape.r)
    case 'rect':
      return corners(shape.x, shape.y, shape.width, shape.height)
    case 'text':
      return [[shape.x, shape.y]]
  }
}

const corners = (x: number, y: number, width: number, height: number): [number, number][] => [
  [x, y],
  [x + width, y + height],
]

const isWithin = ({ width, height }: Drawing, [x, y]: [number, number]) =>
  x >= -width * OVER_THE_EDGE &&
  x <= width * (1 + OVER_THE_EDGE) &&
  y >= -height * OVER_THE_EDGE &&
  y <= height * (1 + OVER_THE_EDGE)
