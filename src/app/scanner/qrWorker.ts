import { readQr, startReading } from './readQr.ts'

/** Reads pictures beside the page: on a cheap phone one takes longer than a frame. WebAssembly runs here alone, under the
 *  policy that the server gives to this script (`sync-server/http/securityHeaders.ts`). */

export type ToWorker = { wasm: ArrayBuffer } | { picture: ImageData }
export type FromWorker = { text: string | null } | { failed: string }

const post = (message: FromWorker) => postMessage(message)

addEventListener('message', async ({ data }: MessageEvent<ToWorker>) => {
  try {
    if ('wasm' in data) await startReading(data.wasm)
    post({ text: 'picture' in data ? await readQr(data.picture) : null })
  } catch (error) {
    post({ failed: String(error) })
  }
})
