import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { DeviceId, HubId, MemberId, RunId, SessionId } from '#domain/ids.ts'
import { fail, ok, type Result } from '#domain/result.ts'
import { ROLES } from '#domain/roles.ts'
import type { Change, FormerRow, Frame, SeatHello, SeatWelcome } from './frames.ts'
import { MAX_FRAME_BYTES, MAX_UPDATE_BYTES } from './limits.ts'
import type { RefusalCode } from './refusals.ts'
import {
  bytes,
  count,
  exactBytes,
  type Field,
  flag,
  listOf,
  nullable,
  oneOf,
  shape,
  shortened,
  signed,
  TooLarge,
  text,
} from './wireFields.ts'

/** Frames as bytes: one byte of type, then the fields in a fixed order. A frame holds nothing after its last field. */

const id = <T extends string>() => text(64) as Field<string> as Field<T>
const member = id<MemberId>()
const request = exactBytes(16)
const document = text(200)
const scope = text(120)
const epoch = text(64)
const tag = bytes(32)

/** In the order of their numbers on the wire: only ever add at the end. */
const REFUSAL_CODES: readonly RefusalCode[] = [
  'malformed',
  'too-large',
  'unknown-document',
  'no-right',
  'insert-only',
  'key-taken',
  'needs',
  'fork',
  'ended',
  'not-possible',
  'disk-full',
  'slow-down',
  'failed',
  'erased',
]

const seatHello = shape<SeatHello>({ member, cursor: count, epoch: nullable(epoch), scopeSetHash: text(64) })

const seatWelcome = shape<SeatWelcome>({
  member,
  state: oneOf(['active', 'ended', 'unknown', 'erased']),
  hub: id<HubId>(),
  name: shortened(300),
  role: oneOf(ROLES),
  forkSeq: count,
  backedUpTo: count,
  head: count,
  scopes: nullable(listOf(scope)),
})

/** Written once, however many it is sent to. */
function once<T extends object>(field: Field<T>): Field<T> {
  const written = new WeakMap<T, Uint8Array>()
  return {
    write(encoder, value) {
      let bytes = written.get(value)
      if (bytes === undefined) {
        bytes = encoding.encode((own) => field.write(own, value))
        written.set(value, bytes)
      }
      encoding.writeUint8Array(encoder, bytes)
    },
    read: field.read,
  }
}

const change = shape<Change>({
  kind: oneOf(['update', 'projection', 'snapshot']),
  sequence: count,
  document,
  member,
  device: id<DeviceId>(),
  receivedAt: signed,
  clockOffsetMs: signed,
  epoch,
  tag,
  part: count,
  parts: count,
  bytes: bytes(MAX_FRAME_BYTES),
})

const formerRow = shape<FormerRow>({
  ...{
    document,
    sequence: count,
    member,
    device: id<DeviceId>(),
    receivedAt: signed,
    clockOffsetMs: signed,
    epoch,
    tag,
  },
  bytes: bytes(MAX_UPDATE_BYTES),
})

type Fields<T extends Frame['type']> = Field<Omit<Extract<Frame, { type: T }>, 'type'>>

const FRAMES: { [T in Frame['type']]: { code: number; fields: Fields<T> } } = {
  hello: {
    code: 1,
    fields: shape({ version: count, build: shortened(100), deviceNow: signed, seats: listOf(seatHello) }),
  },
  welcome: {
    code: 2,
    fields: shape({ version: count, serverId: text(64), epoch, serverNow: signed, seats: listOf(seatWelcome) }),
  },
  push: {
    code: 3,
    fields: shape({
      member,
      request,
      document,
      deviceNow: signed,
      isDeflated: flag,
      update: bytes(MAX_UPDATE_BYTES),
    }),
  },
  ack: { code: 4, fields: shape({ member, request, sequence: count, receivedAt: signed, tag, result: text(65_536) }) },
  nack: { code: 5, fields: shape({ member, request, code: oneOf(REFUSAL_CODES), detail: shortened(300) }) },
  pull: { code: 6, fields: shape({ member, cursor: count, fill: listOf(shape({ scope, from: count })) }) },
  changes: { code: 7, fields: shape({ member, changes: listOf(once(change)) }) },
  upto: { code: 8, fields: shape({ member, sequence: count }) },
  command: { code: 9, fields: shape({ member, request, deviceNow: signed, body: text(65_536) }) },
  seat: { code: 10, fields: shape({ seat: seatWelcome }) },
  ping: { code: 11, fields: shape({ deviceNow: signed }) },
  pong: { code: 12, fields: shape({ deviceNow: signed, serverNow: signed }) },
  check: { code: 13, fields: shape({ member, scope, after: document }) },
  unsent: {
    code: 15,
    fields: shape({ member, waiting: count, refused: count, oldestMs: nullable(count), differing: count }),
  },
  states: {
    code: 14,
    fields: shape({
      ...{ member, scope, after: document, through: document, upto: count },
      states: listOf(shape({ document, hash: text(16) })),
    }),
  },
  'give-back': { code: 16, fields: shape({ member, rows: listOf(formerRow), left: count }) },
  'given-back': {
    code: 17,
    fields: shape({
      member,
      answers: listOf(shape({ code: nullable(oneOf(REFUSAL_CODES)), sequence: count, tag })),
    }),
  },
  here: { code: 18, fields: shape({ member, open: listOf(shape({ run: id<RunId>(), session: id<SessionId>() })) }) },
  others: {
    code: 19,
    fields: shape({
      ...{ member, session: id<SessionId>() },
      others: listOf(shape({ member, device: id<DeviceId>() })),
    }),
  },
}

const TYPE_BY_CODE = new Map(
  (Object.keys(FRAMES) as Frame['type'][]).map((type): [number, Frame['type']] => [FRAMES[type].code, type]),
)

/** Throws only for a frame that breaks the limits, which is a fault of ours. */
export function encodeFrame(frame: Frame): Uint8Array {
  const encoder = encoding.createEncoder()
  const { code, fields } = FRAMES[frame.type]
  encoding.writeUint8(encoder, code)
  ;(fields as Field<object>).write(encoder, frame)
  return encoding.toUint8Array(encoder)
}

export type FrameError = 'malformed' | 'too-large' | 'unknown-type'

/** Reads untrusted bytes. Never throws; nothing in the result is a view of the bytes given. */
export function decodeFrame(input: Uint8Array): Result<Frame, FrameError> {
  if (input.length > MAX_FRAME_BYTES) return fail('too-large')
  const code = input[0]
  if (code === undefined) return fail('malformed')
  const type = TYPE_BY_CODE.get(code)
  if (type === undefined) return fail('unknown-type')
  const decoder = decoding.createDecoder(input)
  decoder.pos = 1
  try {
    const frame = { type, ...(FRAMES[type].fields as Field<object>).read(decoder) } as Frame
    return decoder.pos === input.length ? ok(frame) : fail('malformed')
  } catch (error) {
    // Reading is pure: whatever it throws, the bytes are at fault.
    return fail(error instanceof TooLarge ? 'too-large' : 'malformed')
  }
}
