import { signal } from '@preact/signals'
import { beforeEach, describe, expect, it } from 'vitest'
import type { HubId, ModuleId } from '#domain/ids.ts'
import { fail, ok } from '#domain/result.ts'
import type { DownloadTrouble } from '#store/learningApi.ts'
import type { ModulePort, WantedModule } from '#store/syncPort.ts'
import { createModuleDownloads, type ModuleDownloads } from './moduleDownloads.ts'
import { handClock, steadyRandom } from './testing.ts'

const CONTENT = Uint8Array.from({ length: 1000 }, (_, at) => at % 251)
const WANTED: WantedModule = {
  hub: 'hub-of-somebody-' as HubId,
  module: 'sample-module-00' as ModuleId,
  digest: 'd1',
  bytes: CONTENT.length,
  received: 0,
}

/** A store in memory that does what the real one promises. */
function aShelf(received = 0) {
  const wanted = signal<WantedModule[]>([{ ...WANTED, received }])
  const kept = [...CONTENT.subarray(0, received)]
  const state = { wanted, kept, troubles: [] as DownloadTrouble[], finished: 0, isFull: false }
  const change = (over: Partial<WantedModule>) => {
    wanted.value = wanted.value.map((one) => ({ ...one, ...over }))
  }
  const port: ModulePort = {
    wanted,
    async append(_, from, bytes) {
      if (state.isFull) return fail({ kind: 'storage-full' })
      if (wanted.value.length === 0 || from !== kept.length) return fail({ kind: 'moved-on' })
      kept.push(...bytes)
      return ok(kept.length)
    },
    async startOver() {
      kept.length = 0
    },
    async finish() {
      state.finished += 1
      wanted.value = []
    },
    async trouble(_, trouble) {
      state.troubles.push(trouble)
      if (trouble === 'unreachable') change({ received: kept.length })
      else wanted.value = []
    },
  }
  return { ...state, port, change }
}

type Serve = (range: number | null) => Response | 'no network'

let time: ReturnType<typeof handClock>
let asked: { url: string; range: string | null; ifRange: string | null }[]
let serve: Serve
let running: ModuleDownloads | null = null

const headers = (over: Record<string, string> = {}) => ({ etag: '"d1"', ...over })
const whole: Serve = () => new Response(CONTENT.slice(), { headers: headers() })
const ranged: Serve = (from) =>
  from === null
    ? new Response(CONTENT.slice(), { headers: headers() })
    : new Response(CONTENT.slice(from), {
        status: 206,
        headers: headers({ 'content-range': `bytes ${from}-999/1000` }),
      })
const refusal = (status: number) => new Response(JSON.stringify({ error: 'no-right' }), { status })

/** So many bytes, and then the network breaks. */
const breaking =
  (bytes: number): Serve =>
  () => {
    let sent = false
    const body = new ReadableStream({
      pull(controller) {
        if (sent) controller.error(new TypeError('network error'))
        else controller.enqueue(CONTENT.slice(0, bytes))
        sent = true
      },
    })
    return new Response(body, { headers: headers() })
  }

/** Starts to send, and then nothing comes until it is told to stop. */
const silent: Serve = () => new Response(new ReadableStream(), { headers: headers() })

function start(shelf: ReturnType<typeof aShelf>) {
  running?.stop()
  running = createModuleDownloads({
    modules: shelf.port,
    origin: 'https://hub.example',
    fetch: async (input, init) => {
      const sent = new Headers(init?.headers)
      const range = sent.get('range')
      asked.push({ url: String(input), range, ifRange: sent.get('if-range') })
      const answer = serve(range === null ? null : Number(/\d+/.exec(range)?.[0]))
      if (answer === 'no network') throw new TypeError('failed to fetch')
      const { signal: abort } = init ?? {}
      if (serve !== silent || !abort) return answer
      // As a browser does: what is read fails once it is told to stop.
      const body = new ReadableStream({
        start: (controller) => abort.addEventListener('abort', () => controller.error(abort.reason)),
      })
      return new Response(body, { headers: headers() })
    },
    random: steadyRandom(255),
    schedule: time.schedule,
  })
  running.start()
  return running
}

beforeEach(() => {
  time = handClock()
  asked = []
  serve = whole
})

describe('downloading a module', () => {
  it('L1 fetches what is wanted and hands it over piece by piece', async () => {
    const shelf = aShelf()
    start(shelf)
    await expect.poll(() => shelf.port.wanted.value).toEqual([])
    expect(shelf.kept).toEqual([...CONTENT])
    expect(asked).toEqual([
      { url: `https://hub.example/api/modules/${WANTED.module}?hub=${WANTED.hub}`, range: null, ifRange: null },
    ])
  })

  it('L1 asks only for what is missing, of the version that is half here', async () => {
    const shelf = aShelf(400)
    serve = ranged
    start(shelf)
    await expect.poll(() => shelf.kept.length).toBe(1000)
    expect(shelf.kept).toEqual([...CONTENT])
    expect(asked).toMatchObject([{ range: 'bytes=400-', ifRange: '"d1"' }])
  })

  it('L1 begins anew where a server sends the whole again', async () => {
    const shelf = aShelf(400)
    start(shelf)
    await expect.poll(() => shelf.kept.length).toBe(1000)
    expect(shelf.kept).toEqual([...CONTENT])
  })

  it('L1 keeps what came before the network broke, waits, and goes on by itself', async () => {
    const shelf = aShelf()
    serve = breaking(300)
    start(shelf)
    await expect.poll(() => shelf.troubles).toEqual(['unreachable'])
    expect(shelf.kept.length).toBe(300)
    serve = ranged
    await time.advance(60_000)
    await expect.poll(() => shelf.kept.length).toBe(1000)
    expect(asked.map(({ range }) => range)).toEqual([null, 'bytes=300-'])
  })

  it('L1 tries at once when the hub is heard again', async () => {
    const shelf = aShelf()
    serve = () => 'no network'
    const downloads = start(shelf)
    await expect.poll(() => shelf.troubles).toEqual(['unreachable'])
    serve = whole
    downloads.wake()
    await expect.poll(() => shelf.kept.length).toBe(1000)
  })

  it('L1 takes a connection on which nothing comes for dead', async () => {
    const shelf = aShelf()
    serve = silent
    start(shelf)
    await expect.poll(() => asked.length).toBe(1)
    await time.advance(31_000)
    await expect.poll(() => shelf.troubles).toEqual(['unreachable'])
  })

  it('L1 stops in the middle when somebody pauses, and that is no trouble', async () => {
    const shelf = aShelf()
    serve = silent
    start(shelf)
    await expect.poll(() => asked.length).toBe(1)
    shelf.wanted.value = []
    await expect.poll(() => time.due()).toEqual([])
    expect(shelf.troubles).toEqual([])
  })

  it('S7 stops where our server refuses, and not where a café’s page does', async () => {
    const shelf = aShelf()
    serve = () => new Response('<h1>Log in to the café</h1>', { status: 403 })
    const downloads = start(shelf)
    await expect.poll(() => shelf.troubles).toEqual(['unreachable'])
    serve = () => new Response('<h1>Log in to the café</h1>', { status: 200 })
    downloads.wake()
    await expect.poll(() => shelf.troubles).toEqual(['unreachable', 'unreachable'])
    serve = () => refusal(403)
    downloads.wake()
    await expect.poll(() => shelf.troubles.at(-1)).toBe('not-allowed')
    expect(shelf.kept).toEqual([])
  })

  it('L1 says that it is damaged where more comes than was announced', async () => {
    const shelf = aShelf()
    serve = () => new Response(new Uint8Array(1001), { headers: headers() })
    start(shelf)
    await expect.poll(() => shelf.troubles).toEqual(['damaged'])
  })

  it('F2 L1 says that there is no room', async () => {
    const shelf = aShelf()
    const full: ModulePort = { ...shelf.port, append: async () => fail({ kind: 'storage-full' }) }
    start({ ...shelf, port: full })
    await expect.poll(() => shelf.troubles).toEqual(['storage-full'])
  })

  it('fetches nothing after it was stopped', async () => {
    const shelf = aShelf()
    serve = () => 'no network'
    const downloads = start(shelf)
    await expect.poll(() => shelf.troubles.length).toBe(1)
    downloads.stop()
    await time.advance(120_000)
    expect(asked).toHaveLength(1)
  })
})
