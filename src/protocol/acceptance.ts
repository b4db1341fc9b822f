import { parseClaimKey } from '#domain/claimKey.ts'
import { fail, ok, type Result, unreachable } from '#domain/result.ts'
import type { DocumentInfo } from './documentIds.ts'
import type { RefusalCode } from './refusals.ts'
import type { ScannedClient, ScannedStruct, StructId, UpdateScan } from './scanUpdate.ts'

/** Name of the one root map of every document; `#documents/change.ts` says the same (a test compares them). */
export const ROOT_NAME = 'teren'

/** What a document's updates may hold.
 *  claims, insert-only: new keys of the root map, nothing else; in claims the keys are claim keys.
 *  flat: the root map with plain values, changed and deleted at will. Nested shared types are refused: Yjs deletes them
 *  recursively, so that 20,000 levels in one update would stop every reader.
 *  rich: whatever Yjs can hold but subdocuments, which no document has, and types nested deeper than anybody writes. */
export type UpdateShape = 'claims' | 'insert-only' | 'flat' | 'rich'

/** null: made by the server alone, no update is taken. */
export function updateShapeOf(document: DocumentInfo): UpdateShape | null {
  if (document.nature === 'projection' || document.kind === 'module') return null
  if (document.kind === 'claims') return 'claims'
  if (document.nature === 'insert-only') return 'insert-only'
  return document.kind === 'draft' ? 'rich' : 'flat'
}

export interface Refusal {
  code: RefusalCode
  /** English, for the log; holds nothing of the content. */
  detail: string
}

export interface Accepted {
  /** What each client gains: clocks from (the next clock until now) to (the next clock from now on). */
  clients: [client: number, from: number, to: number][]
  /** Keys set, in insert-only documents; empty in others. */
  keys: string[]
  /** How deep what is new stands, in rich documents; empty in others. */
  depths: Depth[]
}

/** Clocks of a client whose items stand so deep: 1 directly in a root. */
export interface Depth {
  client: number
  from: number
  to: number
  depth: number
}

/** How deep an item that was taken before stands. */
export type DepthOf = (id: StructId) => number

/** Deepest shared type of a rich document. Yjs deletes and writes out types recursively: 10,000 levels overflow every
 *  reader's stack, and they need not come in one update. */
const DEEPEST_TYPE = 64
/** Where nobody keeps depths, nothing may nest in what was there before. */
const unknownDepth: DepthOf = () => DEEPEST_TYPE

const LONGEST_KEY = 200

const refuse = (code: RefusalCode, detail: string) => fail<Refusal>({ code, detail })

/** What is wrong with a struct in a document that only gains keys. */
function refuseInInsertOnly(struct: ScannedStruct, isClaims: boolean): string | null {
  if (struct.origin !== null || struct.rightOrigin !== null) return 'stands beside another entry, as an overwrite does'
  if (struct.parent !== ROOT_NAME || struct.key === null) return 'not an entry of the root map'
  if (!struct.plain || struct.length !== 1) return 'not one plain value'
  if (struct.key.length > LONGEST_KEY) return 'a key too long'
  if (isClaims && parseClaimKey(struct.key) === null) return 'not the key of a claim'
  return null
}

/** What is wrong with a struct in a flat document. A struct with origins is where they are, so in the root map. */
function refuseInFlat(struct: ScannedStruct): string | null {
  if (struct.kind === 'gc') return null
  if (struct.kind !== 'deleted' && !struct.plain) return 'not a plain value'
  const hasParent = struct.origin === null && struct.rightOrigin === null
  if (hasParent && (struct.parent !== ROOT_NAME || struct.key === null)) return 'not an entry of the root map'
  return null
}

function refuseByShape(scan: UpdateScan, shape: UpdateShape): Refusal | null {
  for (const { structs } of scan.clients) {
    for (const struct of structs) {
      if (struct.kind === 'skip' || struct.length === 0) return { code: 'needs', detail: 'skips a part' }
      let wrong: string | null
      switch (shape) {
        case 'claims':
        case 'insert-only':
          wrong = refuseInInsertOnly(struct, shape === 'claims')
          if (wrong !== null) return { code: 'insert-only', detail: wrong }
          break
        case 'flat':
          wrong = refuseInFlat(struct)
          if (wrong !== null) return { code: 'malformed', detail: wrong }
          break
        case 'rich':
          if (struct.kind === 'subdocument') return { code: 'malformed', detail: 'holds a subdocument' }
          break
        default:
          return unreachable(shape)
      }
    }
  }
  if ((shape === 'claims' || shape === 'insert-only') && scan.deletes.length > 0) {
    return { code: 'insert-only', detail: 'deletes' }
  }
  return null
}

/** How deep the items of an update stand, told in the order in which they are taken up: what one stands on comes
 *  before it. A sibling stands as deep as its neighbour, whose parent it shares. */
class Depths {
  /** By client, in the order of clocks. */
  readonly #taken = new Map<number, Depth[]>()
  readonly #before: DepthOf
  deepestType = 0

  constructor(before: DepthOf) {
    this.#before = before
  }

  get all(): Depth[] {
    return [...this.#taken.values()].flat()
  }

  take(client: number, struct: ScannedStruct): void {
    const depth = this.#of(struct)
    if (struct.kind === 'type') this.deepestType = Math.max(this.deepestType, depth)
    const runs = this.#taken.get(client) ?? []
    this.#taken.set(client, runs)
    const last = runs.at(-1)
    const to = struct.clock + struct.length
    if (last?.to === struct.clock && last.depth === depth) last.to = to
    else runs.push({ client, from: struct.clock, to, depth })
  }

  #of({ kind, origin, rightOrigin, parent }: ScannedStruct): number {
    if (kind === 'gc') return 0
    const neighbour = origin ?? rightOrigin
    if (neighbour !== null) return this.#at(neighbour)
    return parent === null || typeof parent === 'string' ? 1 : this.#at(parent) + 1
  }

  #at(id: StructId): number {
    const runs = this.#taken.get(id.client) ?? []
    let low = 0
    let high = runs.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((runs[middle]?.to ?? 0) <= id.clock) low = middle + 1
      else high = middle
    }
    const run = runs[low]
    return run !== undefined && run.from <= id.clock ? run.depth : this.#before(id)
  }
}

interface Reader {
  scanned: ScannedClient
  /** Index of the head: the struct to take next. */
  at: number
  /** Waits for another client's structs. */
  waiting: boolean
}

/** Takes up the structs one client head at a time, each once what it stands on was taken, whatever the order of bytes
 *  (in byte order 263 of 300 merges of two tabs were refused). Each struct is looked at a constant number of times.
 *  Returns whether all could be taken: exactly then Yjs leaves nothing pending. */
class Worklist {
  readonly #readers = new Map<number, Reader>()
  readonly #reached = new Map<number, number>()
  readonly #nextClockOf: (client: number) => number | undefined
  readonly #depths: Depths | null

  constructor(scan: UpdateScan, nextClockOf: (client: number) => number | undefined, depths: Depths | null) {
    this.#nextClockOf = nextClockOf
    this.#depths = depths
    for (const scanned of scan.clients) this.#readers.set(scanned.client, { scanned, at: 0, waiting: false })
  }

  /** First clock of a client that has not been taken. */
  reached(client: number): number {
    let reached = this.#reached.get(client)
    if (reached === undefined) {
      reached = this.#nextClockOf(client) ?? 0
      this.#reached.set(client, reached)
    }
    return reached
  }

  takeAll(): boolean {
    for (const reader of this.#readers.values()) {
      if (!this.#take(reader, reader.scanned.to)) return false
    }
    return true
  }

  #take(first: Reader, firstUntil: number): boolean {
    const stack = [{ reader: first, until: firstUntil }]
    first.waiting = true
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const { reader, until } = top
      const head = reader.scanned.structs[reader.at]
      if (this.reached(reader.scanned.client) >= until) {
        reader.waiting = false
        stack.pop()
        continue
      }
      if (head === undefined) return false
      const missing = this.#missing(reader.scanned.client, head)
      if (missing === null) {
        this.#reached.set(reader.scanned.client, head.clock + head.length)
        this.#depths?.take(reader.scanned.client, head)
        reader.at++
        continue
      }
      const other = this.#readers.get(missing.client)
      // Waiting already: a circle, which no honest history has.
      if (other === undefined || other.waiting) return false
      other.waiting = true
      stack.push({ reader: other, until: missing.clock + 1 })
    }
    return true
  }

  /** What a struct stands on and is not there yet. Its own client's structs come before it or never. */
  #missing(client: number, struct: ScannedStruct): StructId | null {
    const parent = typeof struct.parent === 'string' ? null : struct.parent
    for (const id of [struct.origin, struct.rightOrigin, parent]) {
      if (id === null) continue
      const reached = id.client === client ? struct.clock : this.reached(id.client)
      if (id.clock >= reached) return id
    }
    return null
  }
}

/** Judges one update against how far each client of its document has come: an update that is accepted never leaves
 *  anything pending in any reader that has the rows before it. */
export function accept(
  scan: UpdateScan,
  nextClockOf: (client: number) => number | undefined,
  shape: UpdateShape,
  depthBefore: DepthOf = unknownDepth,
): Result<Accepted, Refusal> {
  const wrong = refuseByShape(scan, shape)
  if (wrong !== null) return fail(wrong)

  const depths = shape === 'rich' ? new Depths(depthBefore) : null
  const worklist = new Worklist(scan, nextClockOf, depths)
  const clients: Accepted['clients'] = []
  for (const { client, from, to } of scan.clients) {
    const reached = worklist.reached(client)
    if (from < reached) return refuse('fork', `client ${client} says clock ${from} again; ${reached} is next`)
    if (from > reached) return refuse('needs', `client ${client} starts at clock ${from}; ${reached} is next`)
    clients.push([client, from, to])
  }
  if (!worklist.takeAll()) return refuse('needs', 'stands on changes that are not here')
  if ((depths?.deepestType ?? 0) > DEEPEST_TYPE) return refuse('malformed', 'types nested too deeply')
  for (const { client, clock, length } of scan.deletes) {
    if (clock + length > worklist.reached(client)) return refuse('needs', 'deletes what is not here')
  }

  const keys: string[] = []
  if (shape === 'claims' || shape === 'insert-only') {
    for (const { structs } of scan.clients) for (const { key } of structs) if (key !== null) keys.push(key)
    if (new Set(keys).size < keys.length) return refuse('insert-only', 'sets a key twice')
  }
  return ok({ clients, keys, depths: depths?.all ?? [] })
}
