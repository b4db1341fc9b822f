import url from 'zxing-wasm/reader/zxing_reader.wasm?url'

/** The reader's file, of a megabyte: not for everybody, so it is no part of what the service worker keeps. Phones of
 *  trainers fetch it once the app is at rest, and have it without a network from then on. */

const CACHE = 'teren-reader'

/** Whether it is on this phone. */
export const isReaderKept = async (): Promise<boolean> => (await (await caches.open(CACHE)).match(url)) !== undefined

/** From this phone, else from the server. */
export async function readerFile(): Promise<ArrayBuffer> {
  const cache = await caches.open(CACHE)
  const kept = await cache.match(url)
  if (kept) return kept.arrayBuffer()
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`the reader: ${answer.status}`)
  const copy = answer.clone()
  const file = await answer.arrayBuffer()
  await keep(cache, copy)
  return file
}

/** Whether it is kept. On a full phone it reads all the same, as long as there is a network. */
async function keep(cache: Cache, answer: Response): Promise<boolean> {
  try {
    for (const earlier of await cache.keys()) await cache.delete(earlier)
    await cache.put(url, answer)
    return true
  } catch {
    return false
  }
}
