import { deflateRawSync } from 'node:zlib'
import * as Y from 'yjs'
import { ROOT } from '#documents/change.ts'
import type { MemberId } from '#domain/ids.ts'
import { accept, type Depth, type UpdateShape } from '#protocol/acceptance.ts'
import { decodeFrame, encodeFrame } from '#protocol/codec.ts'
import { scanUpdate } from '#protocol/scanUpdate.ts'
import { inflated } from '../../sync-server/connections/inflated.ts'
import { claimKey, TRAINER } from '../contracts/HonestDevice.ts'
import { BOMBS, FRAME_BOMBS } from './corpus.ts'

/** One frame of the fuzzer: made from its seed and number alone, judged as the server judges it, and, where it is
 *  accepted, taken up as every reader would. */

export type Judged = 'frame refused' | 'update refused' | 'accepted'

export interface Outcome {
  judged: Judged
  /** What the server spends on it, ms of its own processor time. */
  cpuMs: number
}

export class FuzzFailure extends Error {
  readonly frame: Uint8Array
  constructor(why: string, frame: Uint8Array) {
    super(why)
    this.frame = frame
  }
}

type Random = (below: number) => number

/** mulberry32: the same seed and number, the same frame. */
function chance(seed: number, at: number): Random {
  let state = Math.imul(seed ^ Math.imul(at + 1, 0x9e3779b1), 0x85ebca6b) >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
}

const SHAPES: UpdateShape[] = ['claims', 'insert-only', 'flat', 'rich']

/** A document that stands already: what of it was taken, and the device that wrote it. */
interface Standing {
  rows: Uint8Array[]
  reached: Map<number, number>
  depths: Depth[]
  writer: Y.Doc
}

function standing(random: Random, shape: UpdateShape): Standing {
  const found: Standing = { rows: [], reached: new Map(), depths: [], writer: new Y.Doc() }
  found.writer.clientID = 1 + random(2 ** 31)
  for (let count = random(3); count > 0; count--) {
    const update = honest(random, shape, found.writer)
    const scan = scanUpdate(update)
    if (!scan.ok) throw new Error('an honest update that cannot be read')
    const accepted = accept(scan.value, (client) => found.reached.get(client), shape, depthIn(found.depths))
    if (!accepted.ok) throw new Error(`an honest update is refused: ${accepted.error.code} ${accepted.error.detail}`)
    for (const [client, , to] of accepted.value.clients) found.reached.set(client, to)
    found.depths.push(...accepted.value.depths)
    found.rows.push(update)
  }
  return found
}

const depthIn =
  (depths: readonly Depth[]) =>
  ({ client, clock }: { client: number; clock: number }) =>
    depths.find((run) => run.client === client && run.from <= clock && clock < run.to)?.depth ?? 0

/** What an honest device sends next in a document of a shape. */
function honest(random: Random, shape: UpdateShape, doc: Y.Doc): Uint8Array {
  const before = Y.encodeStateVector(doc)
  doc.transact(() => {
    const map = doc.getMap(ROOT)
    for (let at = random(4); at >= 0; at--) {
      if (shape === 'claims' || shape === 'insert-only')
        map.set(claimKey(`k${map.size}`), { kind: 'mark', status: 'present', at, replaces: [] })
      else if (shape === 'flat' && random(5) === 0) map.delete(`key${random(6)}`)
      else if (shape === 'flat') map.set(`key${random(6)}`, { at, text: 'x'.repeat(random(20)) })
      else richly(random, doc)
    }
  })
  return Y.encodeStateAsUpdate(doc, before)
}

function richly(random: Random, doc: Y.Doc): void {
  const text = doc.getText('text')
  const kind = random(5)
  if (kind === 0) text.insert(random(text.length + 1), 'words ')
  else if (kind === 1 && text.length > 2) text.delete(random(text.length - 2), 2)
  else if (kind === 2 && text.length > 2) text.format(0, 2, { bold: true })
  else if (kind === 3) doc.getArray('list').insert(0, [new Y.Map([['in', new Y.Text('deep')]])])
  else doc.getMap('map').set('k', new Y.Array())
}

function mutate(random: Random, bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(bytes)
  for (let times = random(4); times >= 0 && copy.length > 0; times--) {
    const value = random(4) === 0 ? ([0, 1, 127, 128, 255][random(5)] ?? 0) : random(256)
    copy[random(copy.length)] = value
  }
  return random(5) === 0 ? copy.subarray(0, random(copy.length + 1)) : copy
}

/** Two pieces of updates, joined where each was cut. */
function spliced(random: Random, one: Uint8Array, other: Uint8Array): Uint8Array {
  return Buffer.concat([one.subarray(0, random(one.length + 1)), other.subarray(random(other.length + 1))])
}

const pushOf = (random: Random, update: Uint8Array, isDeflated?: true) =>
  encodeFrame({
    ...(isDeflated ? { isDeflated } : {}),
    type: 'push',
    member: TRAINER as MemberId,
    request: new Uint8Array(16).fill(random(256)),
    document: 'run/run0000000000000/plan',
    deviceNow: random(2 ** 31),
    update,
  })

const pick = <T>(random: Random, from: readonly T[]): T => from[random(from.length)] as T

function nextFrame(random: Random, shape: UpdateShape, { writer, rows }: Standing): Uint8Array {
  switch (random(10)) {
    case 0:
      return Uint8Array.from({ length: random(300) }, () => random(256))
    case 1:
      return pushOf(random, mutate(random, pick(random, BOMBS).update))
    case 2:
      return mutate(random, pick(random, FRAME_BOMBS).bytes)
    case 3:
      return mutate(random, pushOf(random, honest(random, shape, writer)))
    case 4:
      return pushOf(random, mutate(random, Y.encodeStateAsUpdateV2(writer)))
    case 5:
      return pushOf(random, spliced(random, honest(random, shape, writer), pick(random, BOMBS).update))
    case 6: {
      // A step is missing, or one is said again.
      honest(random, shape, writer)
      return pushOf(random, random(2) === 0 ? honest(random, shape, writer) : (rows[0] ?? new Uint8Array()))
    }
    case 9: {
      const packed = deflateRawSync(honest(random, shape, writer))
      return pushOf(random, random(2) === 0 ? mutate(random, packed) : new Uint8Array(packed), true)
    }
    case 7:
      return pushOf(random, honest(random, shape, writer))
    default:
      return pushOf(random, mutate(random, honest(random, shape, writer)))
  }
}

const cpuMs = () => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** Throws `FuzzFailure` for what must not be, whatever the bytes. */
export function fuzzOne(seed: number, at: number): Outcome {
  const random = chance(seed, at)
  const shape = pick(random, SHAPES)
  const before = standing(random, shape)
  const frame = nextFrame(random, shape, before)
  const began = cpuMs()
  let update: Uint8Array
  let gained: [client: number, from: number, to: number][]
  try {
    const read = decodeFrame(frame)
    if (!read.ok || read.value.type !== 'push') return { judged: 'frame refused', cpuMs: cpuMs() - began }
    const body = read.value.isDeflated ? inflated(read.value.update) : read.value.update
    if (body === null || body === 'too-large') return { judged: 'update refused', cpuMs: cpuMs() - began }
    update = body
    const scan = scanUpdate(update)
    const accepted = scan.ok
      ? accept(scan.value, (client) => before.reached.get(client), shape, depthIn(before.depths))
      : null
    if (!accepted?.ok) return { judged: 'update refused', cpuMs: cpuMs() - began }
    gained = accepted.value.clients
  } catch (error) {
    throw new FuzzFailure(`the server throws: ${String(error)}`, frame)
  }
  const spent = cpuMs() - began
  const wrong = wrongFor(before, update, gained)
  if (wrong !== null) throw new FuzzFailure(wrong, frame)
  return { judged: 'accepted', cpuMs: spent }
}

/** What is wrong once a reader takes an accepted update up; null: nothing. */
function wrongFor({ rows, reached }: Standing, update: Uint8Array, gained: [number, number, number][]): string | null {
  const doc = new Y.Doc()
  try {
    for (const row of rows) Y.applyUpdate(doc, row)
    Y.applyUpdate(doc, update)
    doc.getMap(ROOT).toJSON()
  } catch (error) {
    return `accepted, and a reader throws: ${String(error)}`
  }
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) return 'accepted, and pending'
  // All of it, and nothing but it.
  const expected = new Map([...reached, ...gained.map(([client, , to]): [number, number] => [client, to])])
  for (const [client, to] of expected) if ((Y.getState(doc.store, client) ?? 0) !== to) return 'taken up in part'
  return doc.store.clients.size === [...expected].filter(([, to]) => to > 0).length ? null : 'more than was said'
}
