import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkModule } from '#domain/checkModule.ts'
import { MODULE_LIMITS } from '#domain/learning.ts'
import { aModule, SAMPLE_MODULE } from '../../tests/support/aModule.ts'
import { runs } from '../../tests/support/runs.ts'
import { canonicalJson } from './canonicalJson.ts'
import type { Json } from './change.ts'
import { moduleChange, readModule } from './module.ts'

const entriesOf = (module = aModule()) => new Map(moduleChange(SAMPLE_MODULE, module).entries)

describe('a module in its document', () => {
  test('L1 is read as it was made, whatever the order of its keys', () => {
    expect(readModule(entriesOf())).toEqual(aModule())
    expect(readModule(new Map([...entriesOf()].reverse()))).toEqual(aModule())
  })

  test('an empty document is an empty module', () => {
    const empty = { title: {}, summary: {}, languages: [], minutes: 0, version: 0, source: {}, lessons: [] }
    expect(readModule(new Map())).toEqual(empty)
  })

  test('leaves out blocks of a newer shape, and paths that hold anything but path data', () => {
    const entries = entriesOf()
    entries.set('block/start/film', { order: 9, kind: 'film', text: { en: 'Play' } })
    const picture = structuredClone(entries.get('block/start/picture')) as { drawing: { shapes: { d: string }[] } }
    const path = picture.drawing.shapes[1]
    if (path) path.d = 'M0 0 L10 10" onload="alert(1)'
    entries.set('block/start/picture', picture as unknown as Json)
    const blocks = readModule(entries).lessons[0]?.blocks ?? []
    expect(blocks.map(({ id }) => id)).toEqual(aModule().lessons[0]?.blocks.map(({ id }) => id))
    const drawing = blocks.find((block) => block.kind === 'drawing')
    expect(drawing?.drawing.shapes.map(({ shape }) => shape)).toEqual(['rect', 'circle', 'text'])
  })

  test('S5 reads no more than the limits', () => {
    const entries = new Map<string, Json>()
    for (let lesson = 0; lesson < MODULE_LIMITS.lessons + 5; lesson++) {
      entries.set(`lesson/l${lesson}`, { order: lesson, title: { en: 'x'.repeat(MODULE_LIMITS.text + 1) } })
      for (let block = 0; block < MODULE_LIMITS.blocksALesson + 5; block++) {
        entries.set(`block/l${lesson}/b${block}`, { order: block, kind: 'heading', text: { en: 'Hi' } })
      }
    }
    const { lessons } = readModule(entries)
    expect(lessons).toHaveLength(MODULE_LIMITS.lessons)
    expect(lessons.map(({ blocks }) => blocks.length)).toEqual(lessons.map(() => MODULE_LIMITS.blocksALesson))
    expect(lessons[0]?.title).toEqual({})
  })

  test('S5 garbage under any key makes no module that breaks a rule of shape', () => {
    const standing = [...entriesOf().keys()]
    const key = fc.oneof(
      fc.constantFrom(...standing, 'lesson/', 'lesson/__proto__', 'block/__proto__/x', 'block/start/', 'v'),
      fc.string(),
    )
    const near = fc.record(
      {
        order: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.string()),
        kind: fc.constantFrom('heading', 'list', 'callout', 'drawing', 'question', 'x'),
        text: fc.jsonValue() as fc.Arbitrary<Json>,
        items: fc.jsonValue() as fc.Arbitrary<Json>,
        choices: fc.jsonValue() as fc.Arbitrary<Json>,
        tone: fc.constantFrom('try', 'shout'),
        style: fc.constantFrom('one', 'all'),
        drawing: fc.record({
          width: fc.constantFrom(10, -1, 1e9),
          height: fc.constantFrom(10, 'x'),
          shapes: fc.array(
            fc.record(
              {
                shape: fc.constantFrom('path', 'circle', 'rect', 'text', 'script'),
                fill: fc.constantFrom('ink', 'red', 'url(x)'),
                stroke: fc.constantFrom('none', 'expression()'),
                strokeWidth: fc.constantFrom(1, null, 'x'),
                d: fc.string(),
                r: fc.integer(),
                x: fc.integer(),
                y: fc.integer(),
                size: fc.integer(),
              },
              { requiredKeys: ['shape', 'fill'] },
            ),
          ),
        }),
      },
      { requiredKeys: [] },
    ) as fc.Arbitrary<Json>
    const value = fc.oneof(fc.jsonValue() as fc.Arbitrary<Json>, near)
    fc.assert(
      fc.property(fc.array(fc.tuple(key, value)), (garbage) => {
        const module = readModule(new Map([...entriesOf(), ...garbage]))
        const shapeFaults = checkModule(module).filter(({ fault }) =>
          ['not-path-data', 'not-an-ink', 'too-many'].includes(fault),
        )
        expect(shapeFaults).toEqual([])
        expect(() => canonicalJson(new Map([...entriesOf(), ...garbage]))).not.toThrow()
      }),
      { numRuns: runs(300) },
    )
  })
})

describe('canonical JSON', () => {
  test('is the same for the same value, whatever the order of keys, at every depth', () => {
    const swapped = new Map<string, Json>([
      ['b', { y: [1, { d: null, c: 'x' }], x: true }],
      ['a', 1.5],
    ])
    const straight = new Map<string, Json>([
      ['a', 1.5],
      ['b', { x: true, y: [1, { c: 'x', d: null }] }],
    ])
    expect(canonicalJson(swapped)).toBe(canonicalJson(straight))
    expect(JSON.parse(canonicalJson(swapped))).toEqual(Object.fromEntries(swapped))
  })
})
