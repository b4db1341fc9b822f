import { inflateRawSync } from 'node:zlib'
import { MAX_UPDATE_BYTES } from '#protocol/limits.ts'

/** What DEFLATE packed. Takes no more memory than an update may, whatever the bytes would unpack to.
 *  null: not the DEFLATE of anything. */
export function inflated(packed: Uint8Array): Uint8Array | 'too-large' | null {
  try {
    return new Uint8Array(inflateRawSync(packed, { maxOutputLength: MAX_UPDATE_BYTES }))
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : null
  }
}
