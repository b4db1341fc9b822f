import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { accept, type Depth, type UpdateShape } from '#protocol/acceptance.ts'
import { scanUpdate } from '#protocol/scanUpdate.ts'
import { runs } from '../support/runs.ts'

/** The server as far as acceptance goes: next clocks and the rows taken. */
class Judge {
  readonly rows: Uint8Array[] = []
  readonly reached = new Map<number, number>()
  readonly depths: Depth[] = []
  readonly shape: UpdateShape

  constructor(shape: UpdateShape) {
    this.shape = shape
  }

  take(update: Uint8Array): string {
    const scan = scanUpdate(update)
    if (!scan.ok) return `malformed: ${scan.error}`
    const accepted = accept(
      scan.value,
      (client) => this.reached.get(client),
      this.shape,
      (id) => this.depthOf(id),
    )
    if (!accepted.ok) return `${accepted.error.code}: ${accepted.error.detail}`
    for (const [client, from, to] of accepted.value.clients) {
      expect(from).toBe(this.reached.get(client) ?? 0)
      this.reached.set(client, to)
    }
    this.depths.push(...accepted.value.depths)
    this.rows.push(update)
    return 'accepted'
  }

  depthOf(id: { client: number; clock: number }): number {
    const at = this.depths.find(({ client, from, to }) => client === id.client && from <= id.clock && id.clock < to)
    expect(at).toBeDefined()
    return at?.depth ?? 0
  }

  /** Everything taken, in order, as a reader sees it. */
  read(): Y.Doc {
    const doc = new Y.Doc()
    for (const row of this.rows) {
      Y.applyUpdate(doc, row)
      expect(doc.store.pendingStructs).toBeNull()
      expect(doc.store.pendingDs).toBeNull()
    }
    return doc
  }
}

/** A device with two tabs, each with a client id of its own and one outbox between them. */
class Device {
  readonly tabs = [new Y.Doc(), new Y.Doc()]
  outbox: Uint8Array[] = []
  /** What the server has, as this device knows: all it pulled and what of its own was accepted. */
  readonly replica = new Y.Doc()
  #pulled = 0

  edit(tab: number, how: (doc: Y.Doc) => void) {
    const doc = this.tabs[tab % 2]
    if (!doc) return
    const keep = (update: Uint8Array) => this.outbox.push(update)
    doc.on('update', keep)
    doc.transact(() => how(doc))
    doc.off('update', keep)
  }

  /** Tabs read one another's rows. */
  exchange() {
    for (const update of this.outbox) for (const tab of this.tabs) Y.applyUpdate(tab, update)
  }

  pull(judge: Judge) {
    for (const row of judge.rows.slice(this.#pulled))
      for (const doc of [...this.tabs, this.replica]) Y.applyUpdate(doc, row)
    this.#pulled = judge.rows.length
  }

  /** The oldest of the outbox, merged. */
  push(judge: Judge, count: number) {
    const taken = this.outbox.splice(0, count)
    if (taken.length === 0) return
    const merged = Y.mergeUpdates(taken)
    expect(judge.take(merged)).toBe('accepted')
    Y.applyUpdate(this.replica, merged)
  }

  /** What lies above what the server has, as after a failed write. */
  pushDifference(judge: Judge) {
    this.pull(judge)
    this.exchange()
    const [tab] = this.tabs
    if (!tab) return
    const update = Y.encodeStateAsUpdate(tab, Y.encodeStateVector(this.replica))
    expect(judge.take(update)).toBe('accepted')
    Y.applyUpdate(this.replica, update)
    this.outbox = []
  }
}

const KEYS = ['a', 'b', 'c', '__proto__']

type Step = [device: number, what: number, tab: number, size: number]
const steps = fc.array(fc.tuple(fc.nat(2), fc.nat(11), fc.nat(1), fc.nat(7)), { minLength: 20, maxLength: 90 })

const FLAT_EDITS: ((doc: Y.Doc, size: number) => void)[] = [
  (doc, size) => doc.getMap('teren').set(KEYS[size % 4] ?? '', { n: size, list: [1, 'č', null, 1.5, -3] }),
  (doc, size) => doc.getMap('teren').delete(KEYS[size % 4] ?? ''),
  (doc, size) => {
    for (let i = 0; i <= size; i++) doc.getMap('teren').set(KEYS[i % 3] ?? '', i)
  },
]

const RICH_EDITS: typeof FLAT_EDITS = [
  ...FLAT_EDITS,
  (doc, size) =>
    doc.getText('text').insert(Math.min(size, doc.getText('text').length), 'šč😀'.slice(0, 1 + (size % 4))),
  (doc, size) => {
    const text = doc.getText('text')
    if (text.length > size) text.delete(size, Math.min(2, text.length - size))
  },
  (doc, size) => doc.getText('text').format(0, Math.min(size, doc.getText('text').length), { bold: true }),
  (doc, size) => doc.getArray('list').insert(0, [size, { nested: size }, new Y.Map([['k', size]])]),
  (doc, size) => {
    const list = doc.getArray('list')
    if (list.length > size) list.delete(size, 1)
  },
]

function play(given: Step[], shape: UpdateShape, edits: typeof FLAT_EDITS): { judge: Judge; devices: Device[] } {
  const judge = new Judge(shape)
  const devices = [new Device(), new Device(), new Device()]
  for (const [which, what, tab, size] of given) {
    const device = devices[which] as Device
    if (what <= 7) device.edit(tab, (doc) => edits[what % edits.length]?.(doc, size))
    else if (what === 8) device.exchange()
    else if (what === 9) device.pull(judge)
    else if (what === 10) device.push(judge, 1 + size)
    else device.pushDifference(judge)
  }
  for (const device of devices) device.push(judge, device.outbox.length)
  for (const device of devices) device.pull(judge)
  return { judge, devices }
}

describe.each([
  ['flat', FLAT_EDITS],
  ['rich', RICH_EDITS],
] as [UpdateShape, typeof FLAT_EDITS][])('honest histories (%s)', (shape, edits) => {
  it('AC3 are never refused, whatever was merged and cut, and the union leaves nothing pending', () => {
    let rows = 0
    void fc.assert(
      fc.property(steps, (given) => {
        const { judge, devices } = play(given, shape, edits)
        rows += judge.rows.length
        const expected = Y.encodeStateVector(judge.read())
        for (const { tabs } of devices) for (const tab of tabs) expect(Y.encodeStateVector(tab)).toEqual(expected)
        const json = judge.read().getMap('teren').toJSON()
        for (const { tabs } of devices) for (const tab of tabs) expect(tab.getMap('teren').toJSON()).toEqual(json)
      }),
      { numRuns: runs(150) },
    )
    // The game was played: not every history may be empty.
    expect(rows).toBeGreaterThan(300)
  })

  it('AC2 with bytes changed never make the scan throw, and what is accepted all the same leaves nothing pending', () => {
    let accepted = 0
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 3 })
    void fc.assert(
      fc.property(steps, fc.array(changes, { minLength: 10, maxLength: 10 }), (given, mutations) => {
        const { judge } = play(given, shape, edits)
        for (const mutation of mutations) {
          const at = (mutation[0]?.[0] ?? 0) % Math.max(1, judge.rows.length)
          const copy = new Judge(shape)
          for (const row of judge.rows.slice(0, at)) expect(copy.take(row)).toBe('accepted')
          const mutated = new Uint8Array(judge.rows[at] ?? [0, 0])
          for (const [place, byte] of mutation) mutated[place % mutated.length] = byte
          if (copy.take(mutated) !== 'accepted') continue
          accepted++
          const doc = copy.read()
          expect(judge.read().store.pendingStructs).toBeNull()
          Y.applyUpdate(new Y.Doc(), Y.encodeStateAsUpdate(doc))
        }
      }),
      { numRuns: runs(100) },
    )
    expect(accepted).toBeGreaterThan(20)
  })
})
