import { describe, expect, it } from 'vitest'
import type { Lesson } from '#domain/learning.ts'
import { NO_PROGRESS } from '#domain/progress.ts'
import { continueAt, placeIn, readingLanguage, textSizeOf } from './reading.ts'

const lesson = (id: string): Lesson => ({
  id,
  title: {},
  blocks: ['a', 'b'].map((block) => ({ id: `${id}-${block}`, kind: 'heading', text: {} })),
})
const module = { lessons: ['one', 'two', 'three'].map(lesson) }
const at = (where: string, block: string) => ({ lesson: where, block, at: 1 })

describe('where reading goes on', () => {
  it('L2 begins with the first lesson', () => {
    expect(continueAt(module, NO_PROGRESS)).toMatchObject({ lesson: { id: 'one' }, begun: false, allRead: false })
  })

  it('L2 goes on where one was, and after a lesson that was finished with the next one not read', () => {
    const progress = { ...NO_PROGRESS, position: at('two', 'two-b') }
    expect(continueAt(module, progress)).toMatchObject({ lesson: { id: 'two' }, begun: true })
    expect(continueAt(module, { ...progress, read: { two: 5 } })).toMatchObject({ lesson: { id: 'one' } })
    expect(continueAt(module, { ...progress, read: { one: 4, two: 5 } })).toMatchObject({ lesson: { id: 'three' } })
  })

  it('begins again once everything is read, and in a version without the lesson where one was', () => {
    expect(continueAt(module, { ...NO_PROGRESS, read: { one: 1, two: 2, three: 3 } })).toMatchObject({
      lesson: { id: 'one' },
      allRead: true,
    })
    expect(continueAt(module, { ...NO_PROGRESS, position: at('gone', 'x') })).toMatchObject({ lesson: { id: 'one' } })
    expect(continueAt({ lessons: [] }, NO_PROGRESS)).toBeNull()
  })

  it('L2 begins a lesson at the block where one was, and at its top otherwise', () => {
    expect(placeIn(lesson('two'), at('two', 'two-b'))).toBe('two-b')
    for (const place of [null, at('two', 'two-a'), at('one', 'two-b'), at('two', 'gone')])
      expect(placeIn(lesson('two'), place)).toBeNull()
  })
})

describe('how a module is read', () => {
  it('U1 in the language chosen for it, else in the app’s, else in its original', () => {
    const languages = ['cs', 'en']
    expect(readingLanguage({ languages }, 'en', 'cs')).toBe('en')
    expect(readingLanguage({ languages }, null, 'cs')).toBe('cs')
    expect(readingLanguage({ languages }, 'de', 'bg')).toBe('cs')
    expect(readingLanguage({ languages: [] }, null, 'cs')).toBe('en')
  })

  it('U2 in the size that was chosen', () => {
    expect(textSizeOf({ textSize: 'largest' })).toBe('largest')
    expect(textSizeOf({ textSize: 'gigantic' })).toBe('normal')
  })
})
