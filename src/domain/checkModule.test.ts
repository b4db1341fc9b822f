import { describe, expect, it } from 'vitest'
import { aModule } from '../../tests/support/aModule.ts'
import { checkModule } from './checkModule.ts'
import type { Block, Drawing, Module, Question } from './learning.ts'

const texts = { en: 'Text', cs: 'Text' }
const drawn = { fill: 'ink', stroke: 'none', strokeWidth: 0 } as const

const withBlocks = (...blocks: Block[]): Module => aModule({ lessons: [{ id: 'only', title: texts, blocks }] })

const aDrawing = (drawing: Partial<Drawing>): Module =>
  withBlocks({
    id: 'drawing',
    kind: 'drawing',
    drawing: { width: 100, height: 50, alternative: texts, shapes: [], ...drawing },
  })

const aQuestion = (question: Partial<Question>): Module =>
  withBlocks({
    id: 'question',
    kind: 'question',
    style: 'one',
    text: texts,
    choices: [
      { id: 'a', text: texts, right: true },
      { id: 'b', text: texts, right: false },
    ],
    explanation: texts,
    ...question,
  })

const choices = (...right: boolean[]) => right.map((is, at) => ({ id: `choice-${at}`, text: texts, right: is }))

describe('a module before it is published', () => {
  it('L1 passes when every text is there and every drawing can be seen', () => {
    expect(checkModule(aModule())).toEqual([])
    expect(checkModule(aDrawing({ alternative: { en: '', cs: '' } }))).toEqual([])
    expect(checkModule(aQuestion({ style: 'several', choices: choices(true, true) }))).toEqual([])
    expect(checkModule(aQuestion({ style: 'reflect', choices: choices(false, false) }))).toEqual([])
  })

  it.each<[string, Module, ReturnType<typeof checkModule>]>([
    ['no language', aModule({ languages: [], lessons: [] }), [{ at: 'languages', fault: 'no-languages' }]],
    [
      'a missing translation',
      withBlocks({ id: 'x', kind: 'heading', text: { en: 'Only' } }),
      [{ at: 'only/x/cs', fault: 'text-missing' }],
    ],
    ['a stray mark', aModule({ source: { en: '2 * 3', cs: 'x' } }), [{ at: 'source/en', fault: 'stray-mark' }]],
    ['an age without minutes', aModule({ minutes: 0 }), [{ at: 'minutes', fault: 'number' }]],
    [
      'a block twice',
      withBlocks({ id: 'x', kind: 'heading', text: texts }, { id: 'x', kind: 'paragraph', text: texts }),
      [{ at: 'x', fault: 'id-repeated' }],
    ],
    [
      'an id with a slash',
      withBlocks({ id: 'a/b', kind: 'heading', text: texts }),
      [{ at: 'a/b', fault: 'not-an-id' }],
    ],
    [
      'two right choices of one',
      aQuestion({ choices: choices(true, true) }),
      [{ at: 'only/question', fault: 'choices' }],
    ],
    ['nothing to choose', aQuestion({ choices: choices(true) }), [{ at: 'only/question', fault: 'choices' }]],
    [
      'a right choice where none is',
      aQuestion({ style: 'reflect', choices: choices(true, false) }),
      [{ at: 'only/question', fault: 'choices' }],
    ],
    [
      'a drawing that is only described in one language',
      aDrawing({ alternative: { en: 'A hill', cs: '' } }),
      [{ at: 'only/drawing/alternative/cs', fault: 'text-missing' }],
    ],
    [
      'a shape outside',
      aDrawing({ shapes: [{ shape: 'circle', x: 99, y: 20, r: 20, ...drawn }] }),
      [{ at: 'only/drawing/0', fault: 'outside' }],
    ],
    [
      'a path outside',
      aDrawing({ shapes: [{ shape: 'path', d: 'M10 10 l 0 60', ...drawn }] }),
      [{ at: 'only/drawing/0', fault: 'outside' }],
    ],
    [
      'markup for a path',
      aDrawing({ shapes: [{ shape: 'path', d: 'M0 0 url(#x)', ...drawn }] }),
      [{ at: 'only/drawing/0', fault: 'not-path-data' }],
    ],
  ])('names %s', (_, module, faults) => expect(checkModule(module)).toEqual(expect.arrayContaining(faults)))

  it('names a text in a language that the module does not have', () => {
    const found = checkModule(aModule({ title: { en: 'A', cs: 'B', xx: 'C' } }))
    expect(found).toEqual([{ at: 'title/xx', fault: 'text-in-other-language' }])
  })
})
