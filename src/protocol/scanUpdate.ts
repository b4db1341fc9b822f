import { fail, ok, type Result } from '#domain/result.ts'
import { MalformedUpdate, UpdateReader } from './updateReader.ts'

/** What stands in one Yjs update (V1), read without Yjs: nothing is integrated, nothing allocated by a declared count,
 *  and whatever Yjs would throw on is refused here.
 *  Format: yjs 13.6 `utils/encoding.js`, `structs/Item.js`, `structs/Content*.js`, `utils/DeleteSet.js`. */

export interface StructId {
  client: number
  clock: number
}

export type StructKind =
  | 'gc'
  | 'skip'
  | 'deleted'
  | 'json'
  | 'binary'
  | 'string'
  | 'embed'
  | 'format'
  | 'type'
  | 'any'
  | 'subdocument'

export interface ScannedStruct {
  kind: StructKind
  clock: number
  /** Clocks it takes; 0 is possible in hostile bytes. */
  length: number
  origin: StructId | null
  rightOrigin: StructId | null
  /** Name of a root type, id of a nested one, null where it is that of its origins. */
  parent: string | StructId | null
  /** Key in a map, where it is written out. */
  key: string | null
  /** Content is `any` or `json` that means the same as JSON: no undefined, bigint, bytes, NaN, nor a `__proto__` field. */
  plain: boolean
}

export interface ScannedClient {
  client: number
  from: number
  /** First clock after the last struct. */
  to: number
  structs: ScannedStruct[]
}

export interface DeletedRange extends StructId {
  length: number
}

export interface UpdateScan {
  clients: ScannedClient[]
  deletes: DeletedRange[]
}

/** Clocks a client can reach in a document. A struct costs a byte at least, but GC and deleted runs may claim any length. */
const MAX_CLOCK = 2 ** 40

/** Clients and steps in one update. An honest step takes ten bytes and more, so that an update holds fewer than these;
 *  nobody writes under hundreds of client ids. */
const MOST_CLIENTS = 1_000
const MOST_STRUCTS = 32 * 1024

const ORIGIN = 0x80
const RIGHT_ORIGIN = 0x40
const KEY = 0x20
const KIND = 0x1f

const readId = (reader: UpdateReader): StructId => ({ client: reader.varUint(), clock: reader.clock() })

/** Reads an item's content. Returns its kind, how many clocks it takes, and whether it is plain JSON. */
function readContent(reader: UpdateReader, kind: number): { kind: StructKind; length: number; plain: boolean } {
  switch (kind) {
    case 1:
      return { kind: 'deleted', length: reader.clock(), plain: false }
    case 2: {
      const length = reader.countOfItems()
      let plain = true
      for (let i = 0; i < length; i++) plain = reader.json('undefined allowed') && plain
      return { kind: 'json', length, plain }
    }
    case 3:
      reader.bytes()
      return { kind: 'binary', length: 1, plain: false }
    case 4:
      return { kind: 'string', length: reader.string().length, plain: false }
    case 5:
      reader.json()
      return { kind: 'embed', length: 1, plain: false }
    case 6:
      reader.string()
      reader.json()
      return { kind: 'format', length: 1, plain: false }
    case 7: {
      const type = reader.varUint()
      if (type > 6) throw new MalformedUpdate('a shared type that does not exist')
      // Elements and hooks of XML have names.
      if (type === 3 || type === 5) reader.string()
      return { kind: 'type', length: 1, plain: false }
    }
    case 8: {
      const length = reader.countOfItems()
      let plain = true
      for (let i = 0; i < length; i++) plain = reader.any() && plain
      return { kind: 'any', length, plain }
    }
    case 9:
      reader.string()
      reader.any()
      return { kind: 'subdocument', length: 1, plain: false }
    default:
      throw new MalformedUpdate('a kind of content that does not exist')
  }
}

function readStruct(reader: UpdateReader, clock: number): ScannedStruct {
  const info = reader.byte()
  const kind = info & KIND
  if (kind === 0 || kind === 10) {
    // Yjs ignores the upper bits here; no encoder sets them.
    if (info !== kind) throw new MalformedUpdate('flags where none belong')
    const length = reader.clock()
    const bare = { origin: null, rightOrigin: null, parent: null, key: null, plain: false }
    return { kind: kind === 0 ? 'gc' : 'skip', clock, length, ...bare }
  }
  const origin = (info & ORIGIN) !== 0 ? readId(reader) : null
  const rightOrigin = (info & RIGHT_ORIGIN) !== 0 ? readId(reader) : null
  let parent: string | StructId | null = null
  let key: string | null = null
  if (origin === null && rightOrigin === null) {
    const isRoot = reader.varUint()
    if (isRoot > 1) throw new MalformedUpdate('a parent that is neither root nor item')
    parent = isRoot === 1 ? reader.string() : readId(reader)
    if ((info & KEY) !== 0) key = reader.string()
  }
  return { clock, origin, rightOrigin, parent, key, ...readContent(reader, kind) }
}

function readClient(reader: UpdateReader, seen: Set<number>, structsAtMost: number): ScannedClient {
  const count = reader.countOfItems()
  if (count > structsAtMost) throw new MalformedUpdate('more steps than one change has')
  if (count === 0) throw new MalformedUpdate('a client without structs')
  const client = reader.varUint()
  // Yjs keeps only the last list of a client and drops the others.
  if (seen.has(client)) throw new MalformedUpdate('a client twice')
  seen.add(client)
  const from = reader.clock()
  const structs: ScannedStruct[] = []
  let to = from
  for (let i = 0; i < count; i++) {
    const struct = readStruct(reader, to)
    to += struct.length
    if (to > MAX_CLOCK) throw new MalformedUpdate('a clock out of range')
    structs.push(struct)
  }
  return { client, from, to, structs }
}

function readDeletes(reader: UpdateReader): DeletedRange[] {
  const deletes: DeletedRange[] = []
  const clients = reader.countOfItems()
  for (let i = 0; i < clients; i++) {
    const client = reader.varUint()
    const ranges = reader.countOfItems()
    for (let j = 0; j < ranges; j++) {
      const range = { client, clock: reader.clock(), length: reader.clock() }
      if (range.length === 0) throw new MalformedUpdate('an empty deleted range')
      deletes.push(range)
    }
  }
  return deletes
}

/** Reads untrusted bytes; never throws. The error says what is wrong with them, without repeating any of them. */
export function scanUpdate(update: Uint8Array): Result<UpdateScan, string> {
  const reader = new UpdateReader(update, MAX_CLOCK)
  try {
    const clients: ScannedClient[] = []
    const seen = new Set<number>()
    const count = reader.countOfItems()
    if (count > MOST_CLIENTS) throw new MalformedUpdate('more clients than one change has')
    let left = MOST_STRUCTS
    for (let i = 0; i < count; i++) {
      const client = readClient(reader, seen, left)
      left -= client.structs.length
      clients.push(client)
    }
    const deletes = readDeletes(reader)
    return reader.left === 0 ? ok({ clients, deletes }) : fail('bytes after the end')
  } catch (error) {
    if (error instanceof MalformedUpdate) return fail(error.message)
    throw error
  }
}
