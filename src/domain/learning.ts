/** Learning content: module → lessons → blocks. A module reads as one value here; `src/documents/module.ts` spells its
 *  document, `checkModule.ts` says what is wrong with one before it is published. */

/** A text in several languages, by language tag. */
export type Texts = Record<string, string>

/** Ids inside a module are short words of its author's, unique in the module, kept over versions: progress names them. */
export type LessonId = string
export type BlockId = string
export type ChoiceId = string

export interface Module {
  title: Texts
  /** What it is about and for whom, one or two sentences. */
  summary: Texts
  /** Tags of the languages in which every text of the module is given; the first is the original. */
  languages: string[]
  /** How long it takes to read, as its author states it. */
  minutes: number
  /** Rises with each publication. */
  version: number
  /** Who made it and under which licence, as plain text. */
  source: Texts
  lessons: Lesson[]
}

export interface Lesson {
  id: LessonId
  title: Texts
  blocks: Block[]
}

export type Block =
  | { id: BlockId; kind: 'heading'; text: Texts }
  /** `**strong**` and `*emphasis*` are the only marks in a text (`readMarks.ts`). */
  | { id: BlockId; kind: 'paragraph'; text: Texts }
  | { id: BlockId; kind: 'list'; ordered: boolean; items: Texts[] }
  | Callout
  | { id: BlockId; kind: 'drawing'; drawing: Drawing }
  | Question

/** Something to keep in mind, an example, or something to try. */
export interface Callout {
  id: BlockId
  kind: 'callout'
  tone: CalloutTone
  title: Texts
  text: Texts
}

export const CALLOUT_TONES = ['remember', 'example', 'try'] as const
export type CalloutTone = (typeof CALLOUT_TONES)[number]

/** One question about what was just read. Nobody is graded: each answer gets an explanation. */
export interface Question {
  id: BlockId
  kind: 'question'
  style: QuestionStyle
  text: Texts
  choices: Choice[]
  /** Shown after answering, whatever was answered. */
  explanation: Texts
}

/** `one`: exactly one choice is right. `several`: all right ones are to be chosen. `reflect`: none is right or wrong. */
export const QUESTION_STYLES = ['one', 'several', 'reflect'] as const
export type QuestionStyle = (typeof QUESTION_STYLES)[number]

/** Where no answer is right or wrong, it is the person's own, and nobody else reads it. */
export const isPrivate = ({ style }: Pick<Question, 'style'>): boolean => style === 'reflect'

export interface Choice {
  id: ChoiceId
  text: Texts
  right: boolean
}

/** A drawing of few lines in the colours of the look, so that it follows light and dark. Drawn from plain values and
 *  never from markup: nothing that an author wrote is put into the page as code. */
export interface Drawing {
  /** Width and height in its own units; shapes use them. */
  width: number
  height: number
  /** What it shows, for whom cannot see it. '' in every language: decoration. */
  alternative: Texts
  /** The first lies at the back. */
  shapes: Shape[]
}

/** Names of colours in `src/ui/tokens.css`. */
export const INKS = [
  ...(['none', 'paper', 'card', 'ink', 'ink-2', 'line', 'margin', 'accent', 'accent-soft'] as const),
  ...(['present', 'present-soft', 'late', 'late-soft'] as const),
  ...(['absent', 'absent-soft', 'excused', 'excused-soft'] as const),
] as const
export type Ink = (typeof INKS)[number]

interface Drawn {
  fill: Ink
  stroke: Ink
  /** In the drawing's units. */
  strokeWidth: number
  /** 0 to 1; 1 where not given. */
  opacity?: number
}

export type Shape =
  /** `d` as SVG's path data (https://www.w3.org/TR/SVG2/paths.html). */
  | (Drawn & { shape: 'path'; d: string })
  | (Drawn & { shape: 'circle'; x: number; y: number; r: number })
  | (Drawn & { shape: 'rect'; x: number; y: number; width: number; height: number; radius: number })
  /** A word in the drawing, centred on x. */
  | { shape: 'text'; x: number; y: number; size: number; fill: Ink; text: Texts }

/** The most that a device reads of a module; what is beyond is left out, and publishing refuses it. Far above anything
 *  that reads well on a phone. */
export const MODULE_LIMITS = {
  languages: 20,
  lessons: 40,
  blocksALesson: 60,
  listItems: 20,
  choices: 10,
  shapes: 120,
  /** Characters of one text in one language, of one word in a drawing, and of path data. */
  text: 4_000,
  pathData: 4_000,
  /** Largest number in a drawing, either way. */
  coordinate: 10_000,
}
