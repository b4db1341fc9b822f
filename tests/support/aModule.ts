import type { ModuleId } from '#domain/ids.ts'
import type { Block, Module, Shape, Texts } from '#domain/learning.ts'

/** A small module with one block of every kind, for tests. */

export const SAMPLE_MODULE = 'sample-module-00' as ModuleId

const both = (en: string, cs: string): Texts => ({ en, cs })

const drawn = { fill: 'accent-soft', stroke: 'ink', strokeWidth: 2 } as const

const SHAPES: Shape[] = [
  { shape: 'rect', x: 0, y: 0, width: 320, height: 180, radius: 12, ...drawn, stroke: 'none' },
  { shape: 'path', d: 'M0 140 C 80 100, 160 180, 320 130 V180 H0 Z', ...drawn, fill: 'accent', opacity: 0.5 },
  { shape: 'circle', x: 250, y: 50, r: 20, ...drawn, fill: 'late' },
  { shape: 'text', x: 160, y: 100, size: 14, fill: 'ink', text: both('a field', 'pole') },
]

const BLOCKS: Block[] = [
  { id: 'heading', kind: 'heading', text: both('What it is', 'Co to je') },
  { id: 'first', kind: 'paragraph', text: both('Tiredness that **stays**.', 'Únava, která **zůstává**.') },
  { id: 'signs', kind: 'list', ordered: true, items: [both('One', 'Jedna'), both('Two', 'Dvě')] },
  {
    id: 'note',
    kind: 'callout',
    tone: 'remember',
    title: both('Remember', 'Zapamatujte si'),
    text: both('It is *not* your fault.', 'Není to *vaše* vina.'),
  },
  {
    id: 'picture',
    kind: 'drawing',
    drawing: { width: 320, height: 180, alternative: both('A field', 'Pole'), shapes: SHAPES },
  },
  {
    id: 'question',
    kind: 'question',
    style: 'one',
    text: both('Which one is a sign?', 'Co je znamení?'),
    choices: [
      { id: 'hunger', text: both('Hunger after lunch', 'Hlad po obědě'), right: false },
      { id: 'distance', text: both('Indifference to people', 'Lhostejnost k lidem'), right: true },
    ],
    explanation: both('Distance grows slowly.', 'Odstup roste pomalu.'),
  },
]

export const aModule = (changed: Partial<Module> = {}): Module => ({
  title: both('Burn-out at work', 'Vyhoření v práci'),
  summary: both('For whom works with people.', 'Pro ty, kdo pracují s lidmi.'),
  languages: ['en', 'cs'],
  minutes: 4,
  version: 1,
  source: both('Made up for tests.', 'Vymyšleno pro testy.'),
  lessons: [
    { id: 'start', title: both('Start', 'Začátek'), blocks: BLOCKS },
    {
      id: 'end',
      title: both('End', 'Konec'),
      blocks: [{ id: 'last', kind: 'paragraph', text: both('That was all.', 'To bylo vše.') }],
    },
  ],
  ...changed,
})
