import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { fail, ok, type Result } from '#domain/result.ts'

/** The messages of y-websocket, as its unchanged clients send them to `/yjs/{document}`.
 *  Format: y-protocols 1.0 `sync.js`, `awareness.js`; y-websocket 3 `y-websocket.js`. */

/** Up to where a client has each writer's steps. */
export type StateVector = ReadonlyMap<number, number>

export interface AwarenessEntry {
  client: number
  clock: number
  /** JSON; 'null': gone. */
  state: string
}

export type YjsMessage =
  /** "This far I have it": answered with what is missing. */
  | { type: 'step-1'; has: StateVector }
  /** What the other side lacks (step 2), or one change. */
  | { type: 'update'; update: Uint8Array; isStep2: boolean }
  | { type: 'awareness'; entries: AwarenessEntry[] }
  | { type: 'query-awareness' }

const SYNC = 0
const AWARENESS = 1
const QUERY_AWARENESS = 3
const STEP_1 = 0
const STEP_2 = 1
const UPDATE = 2

/** Writers in a state vector, and states in one message. Nobody has so many honestly. */
const MOST_CLIENTS = 10_000
const MOST_STATES = 200
const LONGEST_STATE = 4 * 1024

/** Reads untrusted bytes; never throws. Nothing in the result is a view of the bytes given. */
export function readYjsMessage(bytes: Uint8Array): Result<YjsMessage, 'malformed'> {
  const decoder = decoding.createDecoder(bytes)
  try {
    const message = read(decoder)
    return message !== null && decoder.pos === bytes.length ? ok(message) : fail('malformed')
  } catch {
    // Reading is pure: whatever it throws, the bytes are at fault.
    return fail('malformed')
  }
}

function read(decoder: decoding.Decoder): YjsMessage | null {
  switch (decoding.readVarUint(decoder)) {
    case SYNC:
      return readSync(decoder)
    case AWARENESS:
      return readAwareness(readBytes(decoder))
    case QUERY_AWARENESS:
      return { type: 'query-awareness' }
    default:
      return null
  }
}

function readSync(decoder: decoding.Decoder): YjsMessage | null {
  const kind = decoding.readVarUint(decoder)
  if (kind === STEP_1) return readStateVector(readBytes(decoder))
  if (kind === STEP_2 || kind === UPDATE) {
    return { type: 'update', update: new Uint8Array(readBytes(decoder)), isStep2: kind === STEP_2 }
  }
  return null
}

function readStateVector(bytes: Uint8Array): YjsMessage | null {
  const decoder = decoding.createDecoder(bytes)
  const count = countOf(decoder, MOST_CLIENTS)
  if (count === null) return null
  const has = new Map<number, number>()
  for (let at = 0; at < count; at++) has.set(decoding.readVarUint(decoder), decoding.readVarUint(decoder))
  return decoder.pos === bytes.length ? { type: 'step-1', has } : null
}

function readAwareness(bytes: Uint8Array): YjsMessage | null {
  const decoder = decoding.createDecoder(bytes)
  const count = countOf(decoder, MOST_STATES)
  if (count === null) return null
  const entries: AwarenessEntry[] = []
  for (let at = 0; at < count; at++) {
    const [client, clock] = [decoding.readVarUint(decoder), decoding.readVarUint(decoder)]
    const state = decoding.readVarString(decoder)
    if (state.length > LONGEST_STATE || !isState(JSON.parse(state))) return null
    entries.push({ client, clock, state })
  }
  return decoder.pos === bytes.length ? { type: 'awareness', entries } : null
}

const isState = (value: unknown) => typeof value === 'object' && !Array.isArray(value)

/** How many follow, each of a byte at least. */
function countOf(decoder: decoding.Decoder, most: number): number | null {
  const count = decoding.readVarUint(decoder)
  return count <= most && count <= decoder.arr.length - decoder.pos ? count : null
}

function readBytes(decoder: decoding.Decoder): Uint8Array {
  const length = decoding.readVarUint(decoder)
  if (length > decoder.arr.length - decoder.pos) throw new Error('shorter than it says')
  return decoding.readUint8Array(decoder, length)
}

function message(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder()
  write(encoder)
  return encoding.toUint8Array(encoder)
}

const sync = (kind: number, bytes: Uint8Array) =>
  message((encoder) => {
    encoding.writeVarUint(encoder, SYNC)
    encoding.writeVarUint(encoder, kind)
    encoding.writeVarUint8Array(encoder, bytes)
  })

/** An update with nothing in it. */
const NOTHING = new Uint8Array([0, 0])

/** "This far I have it." */
export const yjsStep1 = (has: StateVector): Uint8Array =>
  sync(
    STEP_1,
    message((encoder) => {
      encoding.writeVarUint(encoder, has.size)
      for (const [client, clock] of has) {
        encoding.writeVarUint(encoder, client)
        encoding.writeVarUint(encoder, clock)
      }
    }),
  )

export const yjsUpdate = (update: Uint8Array): Uint8Array => sync(UPDATE, update)

/** "Now you have everything": what was missing comes in it, or went before it. */
export const yjsSynced = (missing: Uint8Array = NOTHING): Uint8Array => sync(STEP_2, missing)

export const yjsAwareness = (entries: readonly AwarenessEntry[]): Uint8Array =>
  message((encoder) => {
    encoding.writeVarUint(encoder, AWARENESS)
    const states = message((inner) => {
      encoding.writeVarUint(inner, entries.length)
      for (const { client, clock, state } of entries) {
        encoding.writeVarUint(inner, client)
        encoding.writeVarUint(inner, clock)
        encoding.writeVarString(inner, state)
      }
    })
    encoding.writeVarUint8Array(encoder, states)
  })
