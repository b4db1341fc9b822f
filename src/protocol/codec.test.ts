import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ROLES } from '#domain/roles.ts'
import { runs } from '../../tests/support/runs.ts'
import { decodeFrame, encodeFrame } from './codec.ts'
import type { Change, FormerRow, Frame, SeatHello, SeatWelcome } from './frames.ts'
import { MAX_FRAME_BYTES, MAX_UPDATE_BYTES } from './limits.ts'
import { REFUSALS, type RefusalCode } from './refusals.ts'

const id = fc.string({ unit: 'binary', maxLength: 16 }) as fc.Arbitrary<never>
const count = fc.maxSafeNat()
const time = fc.maxSafeInteger()
const request = fc.uint8Array({ minLength: 16, maxLength: 16 })
const tag = fc.uint8Array({ maxLength: 32 })
const words = fc.string({ unit: 'grapheme', maxLength: 30 })
const nullable = <T>(given: fc.Arbitrary<T>) => fc.option(given, { nil: null })

const seatHello: fc.Arbitrary<SeatHello> = fc.record({
  member: id,
  cursor: count,
  epoch: nullable(id),
  scopeSetHash: id,
})
const seatWelcome: fc.Arbitrary<SeatWelcome> = fc.record({
  member: id,
  state: fc.constantFrom('active', 'ended', 'unknown'),
  hub: id,
  name: words,
  role: fc.constantFrom(...ROLES),
  forkSeq: count,
  backedUpTo: count,
  head: count,
  scopes: nullable(fc.array(words)),
})
const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('update', 'projection', 'snapshot'),
  sequence: count,
  document: words,
  member: id,
  device: id,
  receivedAt: time,
  clockOffsetMs: time,
  epoch: id,
  tag,
  part: count,
  parts: count,
  bytes: fc.uint8Array(),
})
const code = fc.constantFrom(...(Object.keys(REFUSALS) as RefusalCode[]))
const formerRow: fc.Arbitrary<FormerRow> = fc.record({
  ...{
    document: words,
    sequence: count,
    member: id,
    device: id,
    receivedAt: time,
    clockOffsetMs: time,
    epoch: id,
    tag,
  },
  bytes: fc.uint8Array(),
})

const BY_TYPE: { [T in Frame['type']]: fc.Arbitrary<Extract<Frame, { type: T }>> } = {
  hello: fc.record({
    type: fc.constant('hello'),
    version: count,
    build: words,
    deviceNow: time,
    seats: fc.array(seatHello),
  }),
  welcome: fc.record({
    type: fc.constant('welcome'),
    version: count,
    serverId: id,
    epoch: id,
    serverNow: time,
    seats: fc.array(seatWelcome),
  }),
  push: fc.record({
    type: fc.constant('push'),
    member: id,
    request,
    document: words,
    deviceNow: time,
    update: fc.uint8Array({ maxLength: 2000 }),
  }),
  command: fc.record({ type: fc.constant('command'), member: id, request, deviceNow: time, body: words }),
  ack: fc.record({
    type: fc.constant('ack'),
    member: id,
    request,
    sequence: count,
    receivedAt: time,
    tag,
    result: words,
  }),
  nack: fc.record({ type: fc.constant('nack'), member: id, request, code, detail: words }),
  pull: fc.record({
    type: fc.constant('pull'),
    member: id,
    cursor: count,
    fill: fc.array(fc.record({ scope: words, from: count })),
  }),
  changes: fc.record({ type: fc.constant('changes'), member: id, changes: fc.array(change) }),
  upto: fc.record({ type: fc.constant('upto'), member: id, sequence: count }),
  seat: fc.record({ type: fc.constant('seat'), seat: seatWelcome }),
  ping: fc.record({ type: fc.constant('ping'), deviceNow: time }),
  'give-back': fc.record({ type: fc.constant('give-back'), member: id, rows: fc.array(formerRow), left: count }),
  'given-back': fc.record({
    ...{ type: fc.constant('given-back' as const), member: id },
    answers: fc.array(fc.record({ code: nullable(code), sequence: count, tag })),
  }),
  check: fc.record({ type: fc.constant('check'), member: id, scope: words, after: words }),
  unsent: fc.record({
    type: fc.constant('unsent'),
    member: id,
    waiting: count,
    refused: count,
    oldestMs: fc.option(count),
    differing: count,
  }),
  states: fc.record({
    type: fc.constant('states'),
    member: id,
    scope: words,
    after: words,
    through: words,
    upto: count,
    states: fc.array(fc.record({ document: words, hash: fc.string({ unit: 'binary-ascii', maxLength: 16 }) })),
  }),
  pong: fc.record({ type: fc.constant('pong'), deviceNow: time, serverNow: time }),
  here: fc.record({
    type: fc.constant('here'),
    member: id,
    open: fc.array(fc.record({ run: id, session: id })),
  }),
  others: fc.record({
    ...{ type: fc.constant('others' as const), member: id, session: id },
    others: fc.array(fc.record({ member: id, device: id })),
  }),
}
const frame: fc.Arbitrary<Frame> = fc.oneof(...(Object.values(BY_TYPE) as fc.Arbitrary<Frame>[]))

const PUSH: Frame = {
  type: 'push',
  member: 'm'.repeat(16) as never,
  request: new Uint8Array(16),
  document: 'all/hub',
  deviceNow: 1,
  update: new Uint8Array([0, 0]),
}

describe('frames', () => {
  it('are read as they were written', () => {
    void fc.assert(
      fc.property(frame, (given) => {
        expect(decodeFrame(encodeFrame(given))).toEqual({ ok: true, value: given })
      }),
      { numRuns: runs(600) },
    )
  })

  it('GR5 are refused with anything missing or added at the end', () => {
    void fc.assert(
      fc.property(frame, fc.nat(), (given, at) => {
        const bytes = encodeFrame(given)
        expect(decodeFrame(bytes.subarray(0, at % bytes.length)).ok).toBe(false)
        expect(decodeFrame(new Uint8Array([...bytes, 0]))).toEqual({ ok: false, error: 'malformed' })
      }),
    )
  })

  it('GR5 never throw when read, whatever the bytes, and what is read can be written', () => {
    const mutated = fc
      .tuple(frame, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }))
      .map(([given, changes]) => {
        const bytes = encodeFrame(given)
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte
        return bytes
      })
    const noise = fc.uint8Array({ maxLength: 200 })
    void fc.assert(
      fc.property(fc.oneof(mutated, noise), (bytes) => {
        const read = decodeFrame(bytes)
        if (read.ok) expect(decodeFrame(encodeFrame(read.value))).toEqual(read)
      }),
      { numRuns: runs(3000) },
    )
  })

  it('hold copies: nothing read is a view of the bytes given', () => {
    const pooled = new Uint8Array(10_000)
    const bytes = encodeFrame(PUSH)
    pooled.set(bytes, 100)
    const read = decodeFrame(pooled.subarray(100, 100 + bytes.length))
    if (!read.ok || read.value.type !== 'push') throw new Error('not read')
    expect(read.value.update.buffer.byteLength).toBe(2)
  })

  it('GR5 of an unknown type are told apart from broken ones', () => {
    expect(decodeFrame(new Uint8Array([200, 1]))).toEqual({ ok: false, error: 'unknown-type' })
    expect(decodeFrame(new Uint8Array())).toEqual({ ok: false, error: 'malformed' })
  })

  it('LI3 with an update over the limit are too large, and so are frames over theirs', () => {
    const bytes = encodeFrame({ ...PUSH, update: new Uint8Array(MAX_UPDATE_BYTES) } as Frame)
    expect(decodeFrame(bytes).ok).toBe(true)
    // The last varint before the body says its length: one more, and one more byte to hold it.
    const longer = new Uint8Array(bytes.length + 1)
    longer.set(bytes)
    const lengthAt = bytes.length - MAX_UPDATE_BYTES - 3
    longer[lengthAt] = (longer[lengthAt] ?? 0) + 1
    expect(decodeFrame(longer)).toEqual({ ok: false, error: 'too-large' })
    expect(decodeFrame(new Uint8Array(MAX_FRAME_BYTES + 1))).toEqual({ ok: false, error: 'too-large' })
  })

  it('PU11 say by one byte before a body whether it is deflated, and nothing else', () => {
    const bytes = encodeFrame(PUSH)
    const flagAt = bytes.length - 4
    expect(bytes[flagAt]).toBe(0)
    bytes[flagAt] = 1
    expect(decodeFrame(bytes)).toEqual({ ok: true, value: { ...PUSH, isDeflated: true } })
    bytes[flagAt] = 2
    expect(decodeFrame(bytes)).toEqual({ ok: false, error: 'malformed' })
  })
})
