import type { Block, Callout, Drawing, Question, Texts } from '#domain/learning.ts'

/** Short names for what modules of the library are written with. */

/** The languages of the library's own modules; the first is the original. */
export const LANGUAGES = ['en', 'cs', 'bg']

export const say = (en: string, cs: string, bg: string): Texts => ({ en, cs, bg })

export const heading = (id: string, text: Texts): Block => ({ id, kind: 'heading', text })
export const paragraph = (id: string, text: Texts): Block => ({ id, kind: 'paragraph', text })
export const picture = (id: string, drawing: Drawing): Block => ({ id, kind: 'drawing', drawing })
export const bullets = (id: string, ...items: Texts[]): Block => ({ id, kind: 'list', ordered: false, items })
export const steps = (id: string, ...items: Texts[]): Block => ({ id, kind: 'list', ordered: true, items })

export const callout = (id: string, tone: Callout['tone'], title: Texts, text: Texts): Block => ({
  id,
  kind: 'callout',
  tone,
  title,
  text,
})

/** Choices by their ids; a right one has its id in `right`. */
export function question(
  id: string,
  text: Texts,
  choices: Record<string, Texts>,
  right: string[],
  explanation: Texts,
): Question {
  return {
    id,
    kind: 'question',
    style: right.length === 0 ? 'reflect' : right.length === 1 ? 'one' : 'several',
    text,
    choices: Object.entries(choices).map(([choice, words]) => ({
      id: choice,
      text: words,
      right: right.includes(choice),
    })),
    explanation,
  }
}
