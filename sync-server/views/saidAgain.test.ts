import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { DeviceId, MemberId } from '#domain/ids.ts'
import { saidAgain } from './saidAgain.ts'

const rowsOf = (updates: Uint8Array[]) =>
  updates.map((bytes, at) => ({
    ...{ sequence: at + 1, member: 'm' as MemberId, device: 'd' as DeviceId, receivedAt: at, bytes },
  }))

type Step =
  | ['set', string, number]
  | ['delete', string]
  | ['insert', number, string]
  | ['cut', number]
  | ['nest', string]

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(fc.constant('set' as const), fc.constantFrom('a', 'b'), fc.nat(9)),
  fc.tuple(fc.constant('delete' as const), fc.constantFrom('a', 'b')),
  fc.tuple(fc.constant('insert' as const), fc.nat(20), fc.string({ minLength: 1, maxLength: 5 })),
  fc.tuple(fc.constant('cut' as const), fc.nat(20)),
  fc.tuple(fc.constant('nest' as const), fc.constantFrom('a', 'b')),
)

function take(doc: Y.Doc, [what, at, value]: Step): void {
  const [map, text] = [doc.getMap('teren'), doc.getText('text')]
  if (what === 'set') map.set(at, value)
  else if (what === 'delete') map.delete(at)
  else if (what === 'nest') map.set(at, new Y.Map([['x', 1]]))
  else if (what === 'insert') text.insert(Math.min(at, text.length), value ?? '')
  else if (text.length > 0) text.delete(Math.min(at, text.length - 1), 1)
}

/** One client's history: each change as it was sent. */
function written(steps: readonly Step[], clientId: number): { doc: Y.Doc; updates: Uint8Array[] } {
  const doc = new Y.Doc()
  doc.clientID = clientId
  const updates: Uint8Array[] = []
  doc.on('update', (bytes: Uint8Array) => updates.push(bytes))
  for (const one of steps) take(doc, one)
  return { doc, updates }
}

describe('what is said again', () => {
  it('YJ3 leaves of an honest diff just what is not there yet, however it was cut and joined', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), fc.nat(25), fc.nat(25), (steps, cut, from) => {
        const { doc, updates } = written(steps, 1)
        const known = updates.slice(0, cut % (updates.length + 1))
        const before = new Y.Doc()
        for (const bytes of updates.slice(0, Math.min(from, known.length))) Y.applyUpdate(before, bytes)
        // What the log has is perhaps one row by now, with what was deleted left out.
        const rows = rowsOf(from % 2 === 0 || known.length === 0 ? known : [merged(known)])
        const found = saidAgain(rows, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(before)))
        expect(found.isSame).toBe(true)
        const after = new Y.Doc()
        for (const { bytes } of rows) Y.applyUpdate(after, bytes)
        if (found.isSame && found.rest) Y.applyUpdate(after, found.rest)
        expect(after.getMap('teren').toJSON()).toEqual(doc.getMap('teren').toJSON())
        expect(after.getText('text').toString()).toBe(doc.getText('text').toString())
        expect(after.store.pendingStructs).toBe(null)
        if (known.length === updates.length) expect(found).toEqual({ isSame: true, rest: null })
      }),
    )
  })

  it('YJ3 tells a fork by any difference in what both still hold', () => {
    const value = (entries: Record<string, unknown>) => {
      const doc = new Y.Doc()
      doc.clientID = 7
      for (const [key, one] of Object.entries(entries)) doc.getMap('teren').set(key, one)
      return Y.encodeStateAsUpdate(doc)
    }
    const text = (said: string, at = 0) => {
      const doc = new Y.Doc()
      doc.clientID = 7
      doc.getText('text').insert(0, 'abc')
      doc.getText('text').insert(at, said)
      return Y.encodeStateAsUpdate(doc)
    }
    const other = value({ a: 1 })
    const pairs: [string, Uint8Array, Uint8Array][] = [
      ['another value', other, value({ a: 2 })],
      ['another key', other, value({ b: 1 })],
      ['another kind of content', other, text('x')],
      ['a deep difference', value({ a: { b: [1, 2] } }), value({ a: { b: [1, 3] } })],
      ['another letter', text('x'), text('y')],
      ['another place', text('x'), text('x', 2)],
    ]
    for (const [what, held, said] of pairs) {
      expect([what, saidAgain(rowsOf([held]), said)]).toEqual([what, { isSame: false }])
      expect([what, saidAgain(rowsOf([held]), held)]).toEqual([what, { isSame: true, rest: null }])
    }
  })
})

function merged(updates: Uint8Array[]): Uint8Array {
  const doc = new Y.Doc()
  for (const bytes of updates) Y.applyUpdate(doc, bytes)
  return Y.encodeStateAsUpdate(doc)
}
