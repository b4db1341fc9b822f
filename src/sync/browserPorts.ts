import type { Random } from '#domain/ids.ts'
import type { LeaderChannel, LeaderLocks, LeaderMessage } from './leader.ts'
import type { Deflate, Schedule } from './ports.ts'

/** The browser's own, for pages and for the service worker. */

/** Of whoever owns the socket, or sends by POST. */
const LOCK = 'teren-sync'
const CHANNEL = 'teren-sync'

export const fetching: typeof fetch = (input, init) => fetch(input, init)

export const random: Random = (count) => crypto.getRandomValues(new Uint8Array(count))

export const schedule: Schedule = (delayMs, run) => {
  const timer = setTimeout(run, delayMs)
  return () => clearTimeout(timer)
}

export const deflate: Deflate = async (bytes) => {
  // Safari before 16.4.
  if (!('CompressionStream' in globalThis)) return null
  const packed = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  return new Uint8Array(await new Response(packed).arrayBuffer())
}

/** Without Web Locks every tab is its own leader. */
export function browserLocks(): LeaderLocks {
  return {
    request: (options, held) => ('locks' in navigator ? navigator.locks.request(LOCK, { ...options }, held) : held()),
  }
}

export function browserChannel(): LeaderChannel {
  if (!('BroadcastChannel' in globalThis)) return { post: () => undefined, listen: () => () => undefined }
  const channel = new BroadcastChannel(CHANNEL)
  return {
    post: (message) => channel.postMessage(message),
    listen: (listener) => {
      const take = ({ data }: MessageEvent<LeaderMessage>) => listener(data)
      channel.addEventListener('message', take)
      return () => channel.removeEventListener('message', take)
    },
  }
}
