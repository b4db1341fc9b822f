import { decodeFrame } from '#protocol/codec.ts'
import { FRAMES_TYPE, joined, listedFrame, readFrameList } from '#protocol/frameList.ts'
import type { Welcome } from '#protocol/frames.ts'
import { POST_BYTES } from '#protocol/limits.ts'
import { ANSWERED, CLOSE } from '#protocol/refusals.ts'
import type { Connect, Schedule, SocketEvents, SocketLike } from './ports.ts'

/** What a browser says of a socket that broke, or never was one. */
const LOST = 1006
/** What is said within this goes together. */
const GATHER_MS = 30
/** A POST of which nothing is heard for so long is given up. */
const STALLS_AFTER_MS = 60_000

export interface PostDependencies {
  fetch: typeof fetch
  schedule: Schedule
}

/** A socket whose every utterance is a POST. The server keeps nothing between two, hence each begins with the same HELLO;
 *  WELCOME is passed on once. Where it says another than before, as after a change of rights, the socket ends, and
 *  whoever opened it begins anew. */
export function connectByPost(d: PostDependencies): Connect {
  return (events) => openPosts(d, events)
}

function openPosts(d: PostDependencies, events: SocketEvents): SocketLike {
  let hello: Uint8Array | null = null
  let greeting: string | null = null
  let unsaid: Uint8Array[] = []
  let isGathering = false
  let isOpen = true
  const leaving = new AbortController()

  function end(code: number) {
    if (!isOpen) return
    isOpen = false
    leaving.abort()
    events.closed(code)
  }

  function gather() {
    if (isGathering || !isOpen) return
    isGathering = true
    d.schedule(GATHER_MS, () => {
      void say()
        .catch(() => LOST)
        .then((code) => {
          isGathering = false
          if (code !== ANSWERED) end(code)
          else if (unsaid.length > 0) gather()
        })
    })
  }

  /** Says what fits into one POST, and passes the answer on. Gives how it ended; rejects where nobody of ours answers. */
  async function say(): Promise<number> {
    if (!hello || !isOpen) return LOST
    let count = 0
    for (let bytes = 0; count < unsaid.length; count++) {
      bytes += unsaid[count]?.length ?? 0
      if (count > 0 && bytes > POST_BYTES) break
    }
    const body = joined([hello, ...unsaid.slice(0, count)].map(listedFrame))
    unsaid = unsaid.slice(count)
    let cancelStall: () => void = () => undefined
    const heard = () => {
      cancelStall()
      cancelStall = d.schedule(STALLS_AFTER_MS, () => leaving.abort())
    }
    heard()
    try {
      const response = await d.fetch('/sync', {
        method: 'POST',
        headers: { 'content-type': FRAMES_TYPE },
        body: body as Uint8Array<ArrayBuffer>,
        credentials: 'same-origin',
        cache: 'no-store',
        signal: leaving.signal,
      })
      // A café's page, a proxy's, or a server that does not know this road.
      if (!response.ok || response.headers.get('content-type') !== FRAMES_TYPE) return LOST
      return await listen(response.body, heard)
    } finally {
      cancelStall()
    }
  }

  async function listen(body: ReadableStream<Uint8Array> | null, heard: () => void): Promise<number> {
    let code = LOST
    let isFirst = true
    const read = readFrameList({
      frame(bytes) {
        const passes = !isFirst || isNewWelcome(bytes)
        isFirst = false
        if (passes && isOpen) events.received(bytes)
      },
      ended: (said) => {
        code = said
      },
    })
    const reader = body?.getReader()
    while (reader && isOpen) {
      const { done, value } = await reader.read()
      if (done) break
      heard()
      if (!read(value)) return CLOSE.badFrame
    }
    return code
  }

  /** Whether the first frame of an answer is to be passed on. */
  function isNewWelcome(bytes: Uint8Array): boolean {
    const frame = decodeFrame(bytes)
    if (!frame.ok || frame.value.type !== 'welcome') return true
    const before = greeting
    greeting = standingIn(frame.value)
    if (before !== null && before !== greeting) end(CLOSE.goingAway)
    return before === null
  }

  // Whoever opened it holds it first.
  void Promise.resolve().then(() => {
    if (isOpen) events.opened()
  })
  return {
    send(bytes) {
      if (hello) unsaid.push(bytes)
      else hello = bytes
      gather()
    },
    close: end,
  }
}

/** What a WELCOME says of each seat, without what moves all the time. */
const standingIn = ({ epoch, seats }: Welcome): string =>
  JSON.stringify([epoch, seats.map(({ head: _, ...standing }) => standing)])
