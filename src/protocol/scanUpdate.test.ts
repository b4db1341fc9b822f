import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { runs } from '../../tests/support/runs.ts'
import { scanUpdate } from './scanUpdate.ts'

interface Id {
  client: number
  clock: number
}
const plainId = (id: Id | null) => id && { client: id.client, clock: id.clock }

/** The same facts as Yjs reads them. */
function readByYjs(update: Uint8Array) {
  const { structs, ds } = Y.decodeUpdate(update)
  return {
    structs: structs.map((struct) => {
      const { client, clock } = struct.id
      const item = struct instanceof Y.Item ? struct : null
      const parent = item?.parent as string | Id | null | undefined
      return {
        client,
        clock,
        length: struct.length,
        origin: plainId(item?.origin ?? null),
        rightOrigin: plainId(item?.rightOrigin ?? null),
        parent: typeof parent === 'string' ? parent : plainId(parent ?? null),
        key: item?.parentSub ?? null,
      }
    }),
    deletes: [...ds.clients].flatMap(([client, ranges]) =>
      ranges.map(({ clock, len }) => ({ client, clock, length: len })),
    ),
  }
}

function readByScan(update: Uint8Array) {
  const scan = scanUpdate(update)
  if (!scan.ok) throw new Error(scan.error)
  const structs = scan.value.clients.flatMap(({ client, structs }) =>
    structs.map(({ clock, length, origin, rightOrigin, parent, key }) => ({
      client,
      clock,
      length,
      origin,
      rightOrigin,
      parent,
      key,
    })),
  )
  return { structs, deletes: scan.value.deletes }
}

const EDITS: ((doc: Y.Doc, size: number) => void)[] = [
  (doc, size) =>
    doc.getMap('teren').set(`k${size % 3}`, { n: size, text: 'čeština 😀', list: [null, 1.25, -7, 2 ** 40] }),
  (doc, size) => doc.getMap('teren').set(`k${size % 3}`, new Y.Map([['inner', size]])),
  (doc, size) => doc.getMap('teren').delete(`k${size % 3}`),
  (doc) => doc.getMap('teren').set('bytes', new Uint8Array(300)),
  (doc, size) => doc.getText('t').insert(Math.min(size, doc.getText('t').length), 'aš😀'),
  (doc, size) => doc.getText('t').format(0, Math.min(size, doc.getText('t').length), { bold: size }),
  (doc) => doc.getText('t').insertEmbed(0, { image: 'x' }),
  (doc, size) => doc.getText('t').delete(0, Math.min(size, doc.getText('t').length)),
  (doc, size) => doc.getArray('a').insert(0, [size, null, true, [size], new Y.Text('x')]),
  (doc, size) => doc.getXmlFragment('x').insert(0, [new Y.XmlElement(`e${size}`), new Y.XmlText('y')]),
]

describe('scanUpdate', () => {
  it('AC1 reads what Yjs reads, in whole documents and in every single update', () => {
    let structs = 0
    void fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(EDITS.length - 1), fc.nat(9)), { maxLength: 40 }), (edits) => {
        const doc = new Y.Doc()
        const other = new Y.Doc()
        const updates: Uint8Array[] = []
        doc.on('update', (update) => updates.push(update))
        for (const [which, size] of edits) {
          if (size % 4 === 0) {
            Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
            EDITS[which]?.(other, size)
            Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
          } else EDITS[which]?.(doc, size)
        }
        for (const update of [
          ...updates,
          Y.encodeStateAsUpdate(doc),
          ...(updates.length ? [Y.mergeUpdates(updates)] : []),
        ]) {
          const scanned = readByScan(update)
          expect(scanned).toEqual(readByYjs(update))
          structs += scanned.structs.length
        }
      }),
      { numRuns: runs(150) },
    )
    expect(structs).toBeGreaterThan(1_000)
  })

  it('AC1 never throws, whatever the bytes', () => {
    void fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(typeof scanUpdate(bytes).ok).toBe('boolean')
      }),
      { numRuns: runs(3_000) },
    )
  })

  it('tells plain values from those that are more or other than JSON', () => {
    const plainOf = (value: unknown) => {
      const doc = new Y.Doc()
      doc.getMap('teren').set('k', value)
      const scan = scanUpdate(Y.encodeStateAsUpdate(doc))
      return scan.ok ? scan.value.clients[0]?.structs[0]?.plain : scan.error
    }
    for (const value of [null, 1, -1.5, 'x', true, [1, [2]], { a: { b: [] } }]) expect(plainOf(value)).toBe(true)
    for (const value of [1n, [1n], { a: new Uint8Array(1) }, [undefined], Number.NaN, new Y.Map()]) {
      expect(plainOf(value)).toBe(false)
    }
  })
})
