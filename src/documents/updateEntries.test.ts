import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { entriesOfUpdate } from './updateEntries.ts'

describe('what an update sets, told from its bytes', () => {
  it('HO7 is told without what it stands on', () => {
    const document = new Y.Doc()
    const map = document.getMap('teren')
    map.set('a', { x: 1 })
    const before = Y.encodeStateVector(document)
    map.set('b', { y: [1, null] })
    map.set('c', new Y.Map())
    map.set('d', new Uint8Array(1))
    expect(entriesOfUpdate(Y.encodeStateAsUpdate(document, before))).toEqual([['b', { y: [1, null] }]])
  })

  it('S5 is nothing for garbage', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (garbage) => {
        expect(Array.isArray(entriesOfUpdate(garbage))).toBe(true)
      }),
    )
  })
})
