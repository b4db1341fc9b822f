import { deflateRawSync } from 'node:zlib'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { UpdateShape } from '#protocol/acceptance.ts'
import type { RefusalCode } from '#protocol/refusals.ts'
import { claimKey } from '../contracts/HonestDevice.ts'

/** Updates made to harm, as data: each is refused before any Y.Doc sees it. Grown by whatever a fuzzer finds. */
export interface Bomb {
  name: string
  update: Uint8Array
  /** Shapes of documents it must be refused in, with the code. */
  refusedIn: Partial<Record<UpdateShape, RefusalCode>>
}

const everywhere = (code: RefusalCode): Bomb['refusedIn'] => ({
  claims: code,
  'insert-only': code,
  flat: code,
  rich: code,
})

function written(...parts: (number | string | Uint8Array)[]): Uint8Array {
  const encoder = encoding.createEncoder()
  for (const part of parts) {
    if (typeof part === 'number') encoding.writeVarUint(encoder, part)
    else if (typeof part === 'string') encoding.writeVarString(encoder, part)
    else encoding.writeUint8Array(encoder, part)
  }
  return encoding.toUint8Array(encoder)
}

/** Info bytes: kind of content with the flags of `structs/Item.js`. They are single bytes even above 127. */
const INFO = {
  gc: bytes(0),
  skip: bytes(10),
  any: bytes(8),
  anyWithKey: bytes(8 | 0x20),
  anyAfter: bytes(8 | 0x80),
  stringWithKey: bytes(4 | 0x20),
  typeWithKey: bytes(7 | 0x20),
  subdocumentWithKey: bytes(9 | 0x20),
  jsonWithKey: bytes(2 | 0x20),
  deletedWithKey: bytes(1 | 0x20),
}
function bytes(...values: number[]): Uint8Array {
  return new Uint8Array(values)
}

const ROOT = 1
const ITEM = 0
const NO_DELETES = bytes(0)
const KEY = claimKey('bomb')
/** One client (7) from clock 0 with this many structs. */
const oneClient = (structs: number, ...rest: Parameters<typeof written>) => written(1, structs, 7, 0, ...rest)
const NULL = bytes(126)
const entry = (key: string, value: Uint8Array) =>
  oneClient(1, INFO.anyWithKey, ROOT, 'teren', key, 1, value, NO_DELETES)

function nestedArrays(levels: number): Uint8Array {
  const value = new Uint8Array(levels * 2 + 1)
  for (let level = 0; level < levels; level++) value.set([117, 1], level * 2)
  value[levels * 2] = 126
  return value
}

/** Shared maps, each in the one before: Yjs deletes them recursively. */
function nestedTypes(levels: number): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeUint8Array(encoder, written(1, levels, 7, 0, INFO.typeWithKey, ROOT, 'teren', KEY, 1))
  for (let level = 1; level < levels; level++) {
    encoding.writeUint8Array(encoder, written(INFO.typeWithKey, ITEM, 7, level - 1, 'k', 1))
  }
  encoding.writeUint8Array(encoder, NO_DELETES)
  return encoding.toUint8Array(encoder)
}

/** Clients that wait for one another, the last for one that is not there. */
function chainOfClients(count: number): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, count)
  for (let client = 1; client <= count; client++) {
    encoding.writeUint8Array(encoder, written(1, client, 0, INFO.anyAfter, client + 1, 0, 1, NULL))
  }
  encoding.writeUint8Array(encoder, NO_DELETES)
  return encoding.toUint8Array(encoder)
}

function v2(): Uint8Array {
  const doc = new Y.Doc()
  doc.getMap('teren').set(KEY, { kind: 'mark' })
  return Y.encodeStateAsUpdateV2(doc)
}

export const BOMBS: readonly Bomb[] = [
  { name: 'no bytes', update: bytes(), refusedIn: everywhere('malformed') },
  { name: 'bytes after the end', update: bytes(0, 0, 0), refusedIn: everywhere('malformed') },
  { name: 'an update of version 2', update: v2(), refusedIn: everywhere('malformed') },
  {
    name: '2^25 structs declared in six bytes',
    update: written(1, 2 ** 25, 7, 0),
    refusedIn: everywhere('malformed'),
  },
  { name: '2^31 clients declared', update: written(2 ** 31, 1), refusedIn: everywhere('malformed') },
  { name: '2^31 deleted ranges declared', update: written(0, 1, 7, 2 ** 31), refusedIn: everywhere('malformed') },
  {
    name: '2^31 values declared',
    update: oneClient(1, INFO.anyWithKey, ROOT, 'teren', KEY, 2 ** 31, NO_DELETES),
    refusedIn: everywhere('malformed'),
  },
  {
    name: 'a string longer than the update',
    update: oneClient(1, INFO.anyWithKey, ROOT, 2 ** 30, bytes(65)),
    refusedIn: everywhere('malformed'),
  },
  {
    name: 'a clock at 2^40 (a gap)',
    update: written(1, 1, 7, 2 ** 40 - 1, INFO.anyWithKey, ROOT, 'teren', KEY, 1, NULL, NO_DELETES),
    refusedIn: everywhere('needs'),
  },
  {
    name: 'a clock above 2^40',
    update: written(1, 1, 7, 2 ** 40 + 1, INFO.anyWithKey, ROOT, 'teren', KEY, 1, NULL, NO_DELETES),
    refusedIn: everywhere('malformed'),
  },
  {
    name: 'lengths that add up to more than 2^40',
    update: oneClient(2, INFO.gc, 2 ** 40, INFO.gc, 2 ** 40, NO_DELETES),
    refusedIn: everywhere('malformed'),
  },
  {
    name: 'a number of more than 53 bits',
    update: written(1, 1, bytes(255, 255, 255, 255, 255, 255, 255, 255, 1), 0, INFO.gc, 1, NO_DELETES),
    refusedIn: everywhere('malformed'),
  },
  {
    name: 'an endless number',
    update: bytes(...Array.from({ length: 10_000 }, () => 0x80)),
    refusedIn: everywhere('malformed'),
  },
  {
    name: 'a client twice, of which Yjs drops the first',
    update: written(2, 1, 7, 0, INFO.gc, 1, 1, 7, 1, INFO.gc, 1, NO_DELETES),
    refusedIn: everywhere('malformed'),
  },
  { name: 'a client without structs', update: written(1, 0, 7, 0, NO_DELETES), refusedIn: everywhere('malformed') },
  { name: 'a part that is skipped', update: oneClient(1, INFO.skip, 5, NO_DELETES), refusedIn: everywhere('needs') },
  { name: 'a struct of no length', update: oneClient(1, INFO.gc, 0, NO_DELETES), refusedIn: everywhere('needs') },
  {
    name: 'an entry of no length',
    update: oneClient(1, INFO.anyWithKey, ROOT, 'teren', KEY, 0, NO_DELETES),
    refusedIn: everywhere('needs'),
  },
  {
    name: 'a struct that stands on itself',
    update: oneClient(1, INFO.anyAfter, 7, 0, 1, NULL, NO_DELETES),
    refusedIn: { claims: 'insert-only', flat: 'needs', rich: 'needs' },
  },
  {
    name: 'two clients that stand on each other',
    update: written(2, 1, 7, 0, INFO.anyAfter, 8, 0, 1, NULL, 1, 8, 0, INFO.anyAfter, 7, 0, 1, NULL, NO_DELETES),
    refusedIn: { flat: 'needs', rich: 'needs' },
  },
  {
    name: '1,000 clients, each waiting for the next',
    update: chainOfClients(1_000),
    refusedIn: { claims: 'insert-only', flat: 'needs', rich: 'needs' },
  },
  { name: '10,000 clients in one update', update: chainOfClients(10_000), refusedIn: everywhere('malformed') },
  {
    name: '60,000 steps in one update',
    update: oneClient(
      60_000,
      new Uint8Array(120_000).map((_, at) => at % 2),
      NO_DELETES,
    ),
    refusedIn: everywhere('malformed'),
  },
  {
    name: 'a parent that is not there',
    update: oneClient(1, INFO.anyWithKey, ITEM, 9, 0, KEY, 1, NULL, NO_DELETES),
    refusedIn: { claims: 'insert-only', flat: 'malformed', rich: 'needs' },
  },
  {
    name: 'deletes of what is not there',
    update: written(0, 1, 7, 1, 0, 1),
    refusedIn: { claims: 'insert-only', 'insert-only': 'insert-only', flat: 'needs', rich: 'needs' },
  },
  {
    name: 'a deleted range beyond every clock',
    update: written(0, 1, 7, 1, 2 ** 40, 2 ** 40),
    refusedIn: { claims: 'insert-only', flat: 'needs', rich: 'needs' },
  },
  {
    name: 'an array in an array, 20,000 times',
    update: entry(KEY, nestedArrays(20_000)),
    refusedIn: everywhere('malformed'),
  },
  {
    name: 'a map in a map, 10,000 times',
    update: nestedTypes(10_000),
    refusedIn: { claims: 'insert-only', 'insert-only': 'insert-only', flat: 'malformed', rich: 'malformed' },
  },
  {
    name: 'a subdocument with options of null, on which Yjs throws',
    update: oneClient(1, INFO.subdocumentWithKey, ROOT, 'teren', KEY, 'guid', NULL, NO_DELETES),
    refusedIn: { claims: 'insert-only', flat: 'malformed', rich: 'malformed' },
  },
  {
    name: 'a shared type that does not exist',
    update: oneClient(1, INFO.typeWithKey, ROOT, 'teren', KEY, 7, NO_DELETES),
    refusedIn: everywhere('malformed'),
  },
  {
    name: 'JSON that is none',
    update: oneClient(1, INFO.jsonWithKey, ROOT, 'teren', KEY, 1, '{', NO_DELETES),
    refusedIn: everywhere('malformed'),
  },
  {
    name: 'text that is not UTF-8',
    update: oneClient(1, INFO.stringWithKey, ROOT, 'teren', KEY, bytes(1, 0xff), NO_DELETES),
    refusedIn: everywhere('malformed'),
  },
  {
    name: 'a bigint, on which JSON.stringify throws',
    update: entry(KEY, bytes(122, 0, 0, 0, 0, 0, 0, 0, 1)),
    refusedIn: { claims: 'insert-only', 'insert-only': 'insert-only', flat: 'malformed' },
  },
  {
    name: 'a value whose field __proto__ becomes its prototype',
    update: entry(KEY, written(bytes(118), 1, '__proto__', bytes(118), 0)),
    refusedIn: { claims: 'insert-only', 'insert-only': 'insert-only', flat: 'malformed' },
  },
  {
    name: 'a deleted entry for a key that somebody may use later',
    update: oneClient(1, INFO.deletedWithKey, ROOT, 'teren', KEY, 1, NO_DELETES),
    refusedIn: { claims: 'insert-only', 'insert-only': 'insert-only' },
  },
  {
    name: 'another root than the one there is',
    update: oneClient(1, INFO.anyWithKey, ROOT, '__proto__', KEY, 1, NULL, NO_DELETES),
    refusedIn: { claims: 'insert-only', 'insert-only': 'insert-only', flat: 'malformed' },
  },
  {
    name: 'an item of the root without a key',
    update: oneClient(1, INFO.any, ROOT, 'teren', 1, NULL, NO_DELETES),
    refusedIn: { claims: 'insert-only', 'insert-only': 'insert-only', flat: 'malformed' },
  },
  {
    name: '__proto__ where the key of a claim belongs',
    update: entry('__proto__', NULL),
    refusedIn: { claims: 'insert-only' },
  },
  {
    name: 'one key twice',
    update: oneClient(
      2,
      ...[INFO.anyWithKey, ROOT, 'teren', KEY, 1, NULL],
      ...[INFO.anyWithKey, ROOT, 'teren', KEY, 1, NULL],
      NO_DELETES,
    ),
    refusedIn: { claims: 'insert-only', 'insert-only': 'insert-only' },
  },
  {
    name: 'a deflated update where a plain one belongs',
    update: new Uint8Array(deflateRawSync(Buffer.alloc(100_000))),
    refusedIn: everywhere('malformed'),
  },
]

/** Updates of plain entries that are accepted, and cost their readers what no honest one does: Yjs looks for the place
 *  of each entry among all those of the same key. Whoever takes them up first must be able to be ended. */
export const SLOW_BOMBS: readonly { name: string; update: Uint8Array }[] = [
  { name: '20,000 entries of one key by one client, none of which knows another', update: manyOfOneKey(0, 20_000) },
  { name: '900 clients that write one key twenty times each', update: manyClientsOfOneKey(900, 20) },
]

/** Entries of one key from a clock on, none of which knows another. */
export function manyOfOneKey(from: number, count: number): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeUint8Array(encoder, written(1, count, 7, from))
  const one = written(INFO.anyWithKey, ROOT, 'teren', 'k', 1, NULL)
  for (let at = 0; at < count; at++) encoding.writeUint8Array(encoder, one)
  encoding.writeUint8Array(encoder, NO_DELETES)
  return encoding.toUint8Array(encoder)
}

function manyClientsOfOneKey(clients: number, times: number): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, clients)
  for (let client = 1; client <= clients; client++) {
    encoding.writeUint8Array(encoder, written(times, client, 0))
    for (let at = 0; at < times; at++) {
      encoding.writeUint8Array(encoder, written(INFO.anyWithKey, ROOT, 'teren', 'k', 1, NULL))
    }
  }
  encoding.writeUint8Array(encoder, NO_DELETES)
  return encoding.toUint8Array(encoder)
}

/** Frames made to harm; each is refused by `decodeFrame`. */
export const FRAME_BOMBS: readonly { name: string; bytes: Uint8Array; error: string }[] = [
  { name: 'no bytes', bytes: bytes(), error: 'malformed' },
  { name: 'an unknown type', bytes: bytes(99), error: 'unknown-type' },
  { name: 'a hello with 2^31 seats', bytes: written(bytes(1), 1, 'b', 0, 2 ** 31), error: 'malformed' },
  { name: 'changes with 2^31 rows', bytes: written(bytes(7), 'm', 2 ** 31), error: 'malformed' },
  { name: 'a pull with 2^31 scopes', bytes: written(bytes(6), 'm', 0, 2 ** 31), error: 'malformed' },
  { name: 'text longer than the frame', bytes: written(bytes(8), 2 ** 30, bytes(1)), error: 'malformed' },
  { name: 'an endless number', bytes: written(bytes(11), bytes(...Array(5_000).fill(255))), error: 'malformed' },
  { name: 'more than a frame may hold', bytes: new Uint8Array(2 ** 20 + 1), error: 'too-large' },
]
