import { describe, expect, test } from 'vitest'
import { checkModule } from '#domain/checkModule.ts'
import type { Block, Shape, Texts } from '#domain/learning.ts'
import { burnOut } from './module.ts'

const { module } = burnOut
const blocks = module.lessons.flatMap((lesson) => lesson.blocks)

/** What a reader reads, in one language: also what is shown after answering. */
function textsOf(block: Block): Texts[] {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return [block.text]
    case 'list':
      return block.items
    case 'callout':
      return [block.title, block.text]
    case 'drawing':
      return block.drawing.shapes.flatMap((shape) => (shape.shape === 'text' ? [shape.text] : []))
    case 'question':
      return [block.text, ...block.choices.map((choice) => choice.text), block.explanation]
  }
}

const texts = [module.title, module.summary, ...module.lessons.map(({ title }) => title), ...blocks.flatMap(textsOf)]
const wordsIn = (language: string) =>
  texts
    .map((text) => (text[language] ?? '').match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu)?.length ?? 0)
    .reduce((a, b) => a + b)

/** Silent reading in a language that one knows, slowly. */
const WORDS_A_MINUTE = 150

describe('the module on burn-out', () => {
  test('L1 is whole in English, Czech and Bulgarian', () => {
    expect(module.languages).toEqual(['en', 'cs', 'bg'])
    expect(checkModule(module)).toEqual([])
  })

  test.each(['en', 'cs', 'bg'])('L5 takes about ten minutes to read in %s', (language) => {
    const minutes = wordsIn(language) / WORDS_A_MINUTE
    expect(minutes).toBeGreaterThan(8)
    expect(minutes).toBeLessThan(12)
    expect(Math.abs(minutes - module.minutes)).toBeLessThan(2)
  })

  test('has six lessons, each with a drawing that is described and a question with a reason', () => {
    expect(module.lessons).toHaveLength(6)
    for (const { id, blocks: own } of module.lessons) {
      const drawings = own.flatMap((block) => (block.kind === 'drawing' ? [block.drawing] : []))
      expect(drawings.length, id).toBeGreaterThanOrEqual(1)
      for (const { alternative } of drawings) expect(Object.values(alternative).every(Boolean), id).toBe(true)
      expect(own.filter(({ kind }) => kind === 'question').length, id).toBeGreaterThanOrEqual(1)
    }
  })

  test('L5 keeps its sentences short: none over 30 words in any language', () => {
    const long = texts.flatMap((text) =>
      Object.values(text).flatMap((words) =>
        words.split(/(?<=[.!?:])\s/u).filter((one) => one.split(/\s+/u).length > 30),
      ),
    )
    expect(long).toEqual([])
  })

  test('U1 is written in the letters of each language: nothing was left untranslated or half translated', () => {
    for (const text of texts) {
      expect(text.bg, text.en).not.toMatch(/[A-Za-z]{2,}/)
      expect(text.en).not.toMatch(/[\p{Script=Cyrillic}ěščřžůďťň]/u)
      expect(text.cs, text.en).not.toMatch(/\p{Script=Cyrillic}/u)
      if ((text.en ?? '').includes(' ')) expect(new Set(Object.values(text)).size, text.en).toBe(3)
    }
  })

  test('draws every line inside the picture, and every word far enough from its edge', () => {
    const words = (shape: Shape) =>
      shape.shape === 'text' ? Object.values(shape.text).map((text) => ({ shape, text })) : []
    for (const block of blocks) {
      if (block.kind !== 'drawing') continue
      const { width, height, shapes } = block.drawing
      for (const { shape, text } of shapes.flatMap(words)) {
        // A letter is at most some 0.7 of its size wide.
        const half = (text.length * shape.size * 0.7) / 2
        expect(shape.x - half, `${block.id} ${text}`).toBeGreaterThan(0)
        expect(shape.x + half, `${block.id} ${text}`).toBeLessThan(width)
        expect(shape.y, `${block.id} ${text}`).toBeLessThan(height)
      }
    }
  })
})
