/** `npm run fuzz -- --frames N --seed S`: generated, mutated and known-bad frames and updates against what reads them
 *  on the server. One last line with the figures; fails on a throw, and on an accepted update that a Y.Doc throws at or
 *  keeps pending. */
import { parseArgs } from 'node:util'
import * as Y from 'yjs'
import { ROOT } from '#documents/change.ts'
import type { MemberId } from '#domain/ids.ts'
import { accept, type UpdateShape } from '#protocol/acceptance.ts'
import { decodeFrame, encodeFrame } from '#protocol/codec.ts'
import { scanUpdate } from '#protocol/scanUpdate.ts'
import { claimKey, TRAINER } from '../contracts/HonestDevice.ts'
import { BOMBS, FRAME_BOMBS } from './corpus.ts'

const { values } = parseArgs({
  options: { frames: { type: 'string', default: '50000' }, seed: { type: 'string', default: String(Date.now()) } },
})
const [frames, seed] = [Number(values.frames), Number(values.seed)]

/** mulberry32: the same seed, the same frames. */
let state = seed >>> 0
function random(below: number): number {
  state = (state + 0x6d2b79f5) >>> 0
  let mixed = Math.imul(state ^ (state >>> 15), state | 1)
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
  return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below)
}

/** Of the documents in use. */
const SHAPES: UpdateShape[] = ['claims', 'insert-only', 'flat']

function honestUpdate(): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 1 + random(2 ** 31)
  for (let at = random(4); at >= 0; at--) {
    doc
      .getMap(ROOT)
      .set(claimKey(`letters${random(10)}000`.slice(0, 11)), { kind: 'mark', status: 'present', at, replaces: [] })
  }
  return Y.encodeStateAsUpdate(doc)
}

function mutate(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(bytes)
  for (let times = random(4); times >= 0 && copy.length > 0; times--) copy[random(copy.length)] = random(256)
  return random(5) === 0 ? copy.subarray(0, random(copy.length + 1)) : copy
}

const pushOf = (update: Uint8Array) =>
  encodeFrame({
    type: 'push',
    member: TRAINER as MemberId,
    request: new Uint8Array(16).fill(random(256)),
    document: 'run/run0000000000000/plan',
    deviceNow: random(2 ** 31),
    update,
  })

function nextFrame(): Uint8Array {
  const kind = random(5)
  if (kind === 0) return Uint8Array.from({ length: random(300) }, () => random(256))
  if (kind === 1) return pushOf(mutate(BOMBS[random(BOMBS.length)]?.update ?? new Uint8Array()))
  if (kind === 2) return mutate(FRAME_BOMBS[random(FRAME_BOMBS.length)]?.bytes ?? new Uint8Array())
  if (kind === 3) return pushOf(mutate(honestUpdate()))
  return mutate(pushOf(honestUpdate()))
}

const tookMs: number[] = []
let [refusedFrames, refusedUpdates, accepted, broken] = [0, 0, 0, 0]
for (let at = 0; at < frames; at++) {
  const frame = nextFrame()
  const began = performance.now()
  const judged = () => tookMs.push(performance.now() - began)
  try {
    const read = decodeFrame(frame)
    if (!read.ok || read.value.type !== 'push') {
      refusedFrames += read.ok ? 0 : 1
      judged()
      continue
    }
    const { update } = read.value
    const scan = scanUpdate(update)
    const shape = SHAPES[random(SHAPES.length)] ?? 'flat'
    if (!scan.ok || !accept(scan.value, () => undefined, shape).ok) {
      refusedUpdates += 1
      judged()
      continue
    }
    judged()
    accepted += 1
    const doc = new Y.Doc()
    Y.applyUpdate(doc, update)
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) throw new Error('accepted and pending')
  } catch (error) {
    broken += 1
    console.error(`frame ${at} of seed ${seed}: ${String(error)}\n${Buffer.from(frame).toString('hex').slice(0, 2000)}`)
  }
}
tookMs.sort((a, b) => a - b)
const p999 = tookMs[Math.floor(tookMs.length * 0.999)] ?? 0
console.log(
  `fuzz: ${frames} frames, seed ${seed}, ${refusedFrames} frames and ${refusedUpdates} updates refused, ${accepted} accepted, ${broken} broken, p99.9 ${p999.toFixed(3)} ms`,
)
process.exit(broken === 0 && accepted > 0 && refusedUpdates > 0 ? 0 : 1)
