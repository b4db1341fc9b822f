import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joined, listEnd, listedFrame, readFrameList } from './frameList.ts'
import { MAX_FRAME_BYTES } from './limits.ts'

function reader() {
  const frames: number[][] = []
  const codes: number[] = []
  const read = readFrameList({ frame: (bytes) => frames.push([...bytes]), ended: (code) => codes.push(code) })
  return { frames, codes, read }
}

const LIST = joined([listedFrame(new Uint8Array([1, 2, 3])), listedFrame(new Uint8Array([9])), listEnd(4401)])

describe('a list of frames', () => {
  it('PO2 is read whole however it was cut on its way', () => {
    for (let size = 1; size <= LIST.length; size++) {
      const { frames, codes, read } = reader()
      for (let at = 0; at < LIST.length; at += size) expect(read(LIST.subarray(at, at + size))).toBe(true)
      expect([size, frames, codes]).toEqual([size, [[1, 2, 3], [9]], [4401]])
    }
  })

  it('PO2 that was cut off has no end, and gives the frames that came whole', () => {
    for (let length = 0; length < LIST.length; length++) {
      const { frames, codes, read } = reader()
      expect(read(LIST.subarray(0, length))).toBe(true)
      expect([length, frames.length, codes]).toEqual([length, length < 7 ? 0 : length < 12 ? 1 : 2, []])
    }
  })

  it('PO2 takes nothing after its end, and no frame over the limit, whatever was read before', () => {
    const after = reader()
    expect(after.read(joined([LIST, new Uint8Array([0])]))).toBe(false)
    expect(after.read(LIST)).toBe(false)
    expect(after.codes).toEqual([4401])
    const large = reader()
    const length = new Uint8Array(4)
    new DataView(length.buffer).setUint32(0, MAX_FRAME_BYTES + 1)
    expect(large.read(joined([listedFrame(new Uint8Array([1])), length]))).toBe(false)
    expect(large.read(LIST)).toBe(false)
    expect(large.frames).toEqual([[1]])
  })

  it('S5 PO2 never throws, and gives nothing longer than what came', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 12 }), { maxLength: 8 }), (pieces) => {
        const { frames, read } = reader()
        for (const piece of pieces) read(piece)
        const bytes = pieces.reduce((sum, piece) => sum + piece.length, 0)
        expect(frames.reduce((sum, frame) => sum + frame.length, 0)).toBeLessThanOrEqual(bytes)
      }),
    )
  })
})
