import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { invariant } from '#domain/result.ts'

/** How one value stands in a frame. `read` throws on anything that `write` would not have written; `decodeFrame` turns
 *  that into a value. Every length is compared with the bytes left before anything is allocated. */
export interface Field<T> {
  write(encoder: encoding.Encoder, value: T): void
  read(decoder: decoding.Decoder): T
}

/** A length over its limit, in bytes that are otherwise in order. */
export class TooLarge extends Error {}

const utf8Reader = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const utf8Writer = new TextEncoder()

const bytesLeft = (decoder: decoding.Decoder) => decoder.arr.length - decoder.pos

function require(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(what)
}

/** lib0 lets a last byte lead beyond what a number holds exactly. */
function safe(value: number): number {
  require(Number.isSafeInteger(value), 'a number out of range')
  return value
}

function readBytes(decoder: decoding.Decoder, most: number): Uint8Array {
  const length = decoding.readVarUint(decoder)
  require(length <= bytesLeft(decoder), 'shorter than it says')
  if (length > most) throw new TooLarge(`${length} bytes, ${most} at most`)
  const from = decoder.pos
  decoder.pos += length
  // Copied: a view would keep (and, cloned to a worker or a database, carry) the whole socket buffer.
  return new Uint8Array(decoder.arr.subarray(from, from + length))
}

/** Whole numbers from 0. */
export const count: Field<number> = {
  write(encoder, value) {
    invariant(Number.isSafeInteger(value) && value >= 0, `a count of ${value}`)
    encoding.writeVarUint(encoder, value)
  },
  read: (decoder) => safe(decoding.readVarUint(decoder)),
}

/** Milliseconds that may be negative: offsets, and clocks set before 1970. */
export const signed: Field<number> = {
  write(encoder, value) {
    invariant(Number.isSafeInteger(value), `a time of ${value}`)
    // lib0 writes -0 differently from 0.
    encoding.writeVarInt(encoder, value + 0)
  },
  read: (decoder) => safe(decoding.readVarInt(decoder) + 0),
}

/** Text of at most so many bytes of UTF-8. */
export const text = (most: number): Field<string> => ({
  write(encoder, value) {
    const bytes = utf8Writer.encode(value)
    invariant(bytes.length <= most, `${bytes.length} bytes of text, ${most} at most`)
    encoding.writeVarUint8Array(encoder, bytes)
  },
  read: (decoder) => utf8Reader.decode(readBytes(decoder, most)),
})

/** Text that is cut at so many characters (of one to three bytes) when written. */
export const shortened = (characters: number): Field<string> => {
  const whole = text(characters * 3)
  return { write: (encoder, value) => whole.write(encoder, value.slice(0, characters)), read: whole.read }
}

export const bytes = (most: number): Field<Uint8Array> => ({
  write(encoder, value) {
    invariant(value.length <= most, `${value.length} bytes, ${most} at most`)
    encoding.writeVarUint8Array(encoder, value)
  },
  read: (decoder) => readBytes(decoder, most),
})

export const exactBytes = (length: number): Field<Uint8Array> => ({
  write(encoder, value) {
    invariant(value.length === length, `${value.length} bytes where ${length} belong`)
    encoding.writeVarUint8Array(encoder, value)
  },
  read(decoder) {
    const value = readBytes(decoder, length)
    require(value.length === length, 'of another length')
    return value
  },
})

/** One byte: 1 is true. Absent is false. */
export const flag: Field<true | undefined> = {
  write: (encoder, value) => encoding.writeUint8(encoder, value ? 1 : 0),
  read(decoder) {
    require(bytesLeft(decoder) > 0, 'ends early')
    const given = decoding.readUint8(decoder)
    require(given <= 1, 'unknown flags')
    return given === 1 ? true : undefined
  },
}

/** One of a fixed list of words, written as its place in the list: only ever add at the end. */
export const oneOf = <const W extends string>(words: readonly W[]): Field<W> => ({
  write(encoder, value) {
    const place = words.indexOf(value)
    invariant(place >= 0, `not in the list: ${value}`)
    encoding.writeUint8(encoder, place)
  },
  read(decoder) {
    require(bytesLeft(decoder) > 0, 'ends early')
    const word = words[decoding.readUint8(decoder)]
    require(word !== undefined, 'not in the list')
    return word
  },
})

export const nullable = <T>(field: Field<T>): Field<T | null> => ({
  write(encoder, value) {
    encoding.writeUint8(encoder, value === null ? 0 : 1)
    if (value !== null) field.write(encoder, value)
  },
  read(decoder) {
    require(bytesLeft(decoder) > 0, 'ends early')
    const given = decoding.readUint8(decoder)
    require(given <= 1, 'neither there nor missing')
    return given === 0 ? null : field.read(decoder)
  },
})

export const listOf = <T>(field: Field<T>): Field<T[]> => ({
  write(encoder, value) {
    encoding.writeVarUint(encoder, value.length)
    for (const item of value) field.write(encoder, item)
  },
  read(decoder) {
    const length = decoding.readVarUint(decoder)
    // Every item takes a byte at least.
    require(length <= bytesLeft(decoder), 'fewer than it says')
    const list: T[] = []
    for (let i = 0; i < length; i++) list.push(field.read(decoder))
    return list
  },
})

/** Fields one after the other, in the order given here. */
export const shape = <T extends object>(fields: { [K in keyof T]-?: Field<T[K]> }): Field<T> => {
  const names = Object.keys(fields) as (keyof T)[]
  return {
    write(encoder, value) {
      for (const name of names) fields[name].write(encoder, value[name])
    },
    read(decoder) {
      const value: Partial<T> = {}
      for (const name of names) {
        const read = fields[name].read(decoder)
        if (read !== undefined) value[name] = read
      }
      return value as T
    },
  }
}
