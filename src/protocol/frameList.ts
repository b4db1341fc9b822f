import { MAX_FRAME_BYTES } from './limits.ts'

/** Frames one after the other, as the body of a POST and of its answer hold them: each behind its length in four bytes.
 *  An answer ends with a length of 0 and how the server ended, as websockets say it in two bytes: one that was cut off
 *  on its way is told from a whole one. */

/** Ours, of bodies: what a café's page answers is something else. */
export const FRAMES_TYPE = 'application/x-teren-frames'

const LENGTH_BYTES = 4
const CODE_BYTES = 2

export function listedFrame(frame: Uint8Array): Uint8Array {
  const listed = new Uint8Array(LENGTH_BYTES + frame.length)
  new DataView(listed.buffer).setUint32(0, frame.length)
  listed.set(frame, LENGTH_BYTES)
  return listed
}

/** `code` as in `CLOSE` of `refusals.ts`, or `ANSWERED`. */
export function listEnd(code: number): Uint8Array {
  const end = new Uint8Array(LENGTH_BYTES + CODE_BYTES)
  new DataView(end.buffer).setUint16(LENGTH_BYTES, code)
  return end
}

export interface FrameListEvents {
  frame(bytes: Uint8Array): void
  ended(code: number): void
}

/** Reads a list that comes in pieces, cut anywhere. Gives false for what is no list of frames, and for anything after
 *  that or after its end. */
export function readFrameList(events: FrameListEvents): (piece: Uint8Array) => boolean {
  let held = new Uint8Array(0)
  let isOver = false
  return (piece) => {
    const bytes = joined([held, piece])
    const view = new DataView(bytes.buffer)
    let at = 0
    while (!isOver && bytes.length - at >= LENGTH_BYTES) {
      const length = view.getUint32(at)
      const from = at + LENGTH_BYTES
      const isEnd = length === 0
      const until = from + (isEnd ? CODE_BYTES : length)
      if (length > MAX_FRAME_BYTES) isOver = true
      if (isOver || until > bytes.length) break
      at = until
      if (isEnd) {
        isOver = true
        events.ended(view.getUint16(from))
        return at === bytes.length
      }
      events.frame(bytes.subarray(from, until))
    }
    held = bytes.slice(at)
    return !isOver
  }
}

export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
