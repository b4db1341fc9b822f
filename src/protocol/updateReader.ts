/** Thrown inside `scanUpdate`, which turns it into a value. */
export class MalformedUpdate extends Error {}

/** Deepest nesting of a value. Yjs reads and writes values recursively: 10,000 levels would overflow a phone's stack. */
const DEEPEST = 32

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Depth of the brackets in JSON that is known to be valid. */
function jsonDepth(json: string): number {
  let depth = 0
  let deepest = 0
  let quoted = false
  for (let at = 0; at < json.length; at++) {
    const letter = json[at]
    if (quoted) {
      if (letter === '\\') at++
      else if (letter === '"') quoted = false
    } else if (letter === '"') quoted = true
    else if (letter === '{' || letter === '[') deepest = Math.max(deepest, ++depth)
    else if (letter === '}' || letter === ']') depth--
  }
  return deepest
}

/** Walks over the bytes of an update. Reads what lib0 reads, but never past the end, never by a length not there,
 *  and refuses what lib0 would throw on. */
export class UpdateReader {
  readonly #source: Uint8Array
  readonly #maxClock: number
  #at = 0

  constructor(source: Uint8Array, maxClock: number) {
    this.#source = source
    this.#maxClock = maxClock
  }

  get left(): number {
    return this.#source.length - this.#at
  }

  byte(): number {
    const value = this.#source[this.#at]
    if (value === undefined) throw new MalformedUpdate('ends early')
    this.#at++
    return value
  }

  varUint(): number {
    let value = 0
    let multiplier = 1
    for (;;) {
      const next = this.byte()
      value += (next & 0x7f) * multiplier
      if (value > Number.MAX_SAFE_INTEGER) throw new MalformedUpdate('a number out of range')
      if (next < 0x80) {
        if (next === 0 && multiplier > 1) throw new MalformedUpdate('a number longer than it needs to be')
        return value
      }
      multiplier *= 128
      if (multiplier > Number.MAX_SAFE_INTEGER) throw new MalformedUpdate('a number out of range')
    }
  }

  /** A clock or a length in clocks. */
  clock(): number {
    const value = this.varUint()
    if (value > this.#maxClock) throw new MalformedUpdate('a clock out of range')
    return value
  }

  /** How many items follow, each of a byte at least. */
  countOfItems(): number {
    const value = this.varUint()
    if (value > this.left) throw new MalformedUpdate('more declared than there are bytes')
    return value
  }

  bytes(): Uint8Array {
    const length = this.countOfItems()
    this.#at += length
    return this.#source.subarray(this.#at - length, this.#at)
  }

  string(): string {
    try {
      return utf8.decode(this.bytes())
    } catch (error) {
      if (error instanceof MalformedUpdate) throw error
      throw new MalformedUpdate('text that is not UTF-8')
    }
  }

  /** JSON as text. Returns whether it is plain data. */
  json(undefinedAllowed?: 'undefined allowed'): boolean {
    const text = this.string()
    if (undefinedAllowed && text === 'undefined') return false
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      throw new MalformedUpdate('text that is not JSON')
    }
    if (jsonDepth(text) > DEEPEST) throw new MalformedUpdate('a value nested too deeply')
    return value !== undefined && !text.includes('__proto__')
  }

  /** A value in lib0's `any` encoding. Returns whether it is plain data. */
  any(depth = 0): boolean {
    if (depth > DEEPEST) throw new MalformedUpdate('a value nested too deeply')
    const kind = this.byte()
    switch (kind) {
      case 127: // undefined
        return false
      case 126: // null
      case 121: // false
      case 120: // true
        return true
      case 125:
        this.#varInt()
        return true
      case 124:
        return Number.isFinite(this.#view(4).getFloat32(0))
      case 123:
        return Number.isFinite(this.#view(8).getFloat64(0))
      case 122: // bigint
        this.#view(8)
        return false
      case 119:
        this.string()
        return true
      case 118: {
        const fields = this.countOfItems()
        let plain = true
        for (let i = 0; i < fields; i++) {
          // lib0 would set the object's prototype.
          if (this.string() === '__proto__') plain = false
          if (!this.any(depth + 1)) plain = false
        }
        return plain
      }
      case 117: {
        const items = this.countOfItems()
        let plain = true
        for (let i = 0; i < items; i++) if (!this.any(depth + 1)) plain = false
        return plain
      }
      case 116:
        this.bytes()
        return false
      default:
        throw new MalformedUpdate('a kind of value that does not exist')
    }
  }

  /** Six bits and a sign in the first byte, then seven a byte. */
  #varInt(): void {
    let next = this.byte()
    let value = next & 0x3f
    let multiplier = 64
    while (next >= 0x80) {
      next = this.byte()
      value += (next & 0x7f) * multiplier
      multiplier *= 128
      if (value > Number.MAX_SAFE_INTEGER || multiplier > 2 ** 62) throw new MalformedUpdate('a number out of range')
    }
  }

  #view(length: number): DataView {
    if (length > this.left) throw new MalformedUpdate('ends early')
    const view = new DataView(this.#source.buffer, this.#source.byteOffset + this.#at, length)
    this.#at += length
    return view
  }
}
