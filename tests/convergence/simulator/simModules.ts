import type { HubId } from '#domain/ids.ts'
import type { LibraryModule } from '../../../sync-server/library/library.ts'
import type { PublishedModule } from '../../../sync-server/views/publishedModule.ts'
import { aModule } from '../../support/aModule.ts'
import type { Chance } from './chance.ts'
import type { Owner, Scheduler } from './scheduler.ts'
import type { Weather } from './simNetwork.ts'

/** Learning modules on their way to a phone: by requests that break off anywhere, stall, and go on where they were. */

/** Of the server's library. */
export const LIBRARY = ['modulemodule0001', 'modulemodule0002'].map(
  (id, at): LibraryModule => ({ id: id as LibraryModule['id'], module: aModule({ minutes: at + 1 }) }),
)

export interface ModuleCounts {
  modulesAsked: number
  modulesBroken: number
  modulesResumed: number
}

interface ModuleServer {
  /** null: the server is down. */
  file: ((hub: HubId, module: string) => PublishedModule | null) | null
  isSignedIn: boolean
}

interface FetchWorld {
  scheduler: Scheduler
  chance: Chance
  counts: ModuleCounts
  tab: Owner
  weather(): Weather
  server(): ModuleServer
}

/** A piece of a download. */
const PIECE_BYTES = 900

const FETCH_PATH = /\/api\/modules\/([^?]+)\?hub=(.+)$/

/** `fetch` of one tab, for modules and nothing else. */
export function fetchModules(world: FetchWorld): typeof fetch {
  const { scheduler, chance, counts, tab } = world
  const way = () => 1 + chance.next() * world.weather().slowMs

  function answer(url: string, headers: Record<string, string>, signal: AbortSignal): Response {
    const { file, isSignedIn } = world.server()
    const [, module = '', hub = ''] = FETCH_PATH.exec(url) ?? []
    const found = file?.(hub as HubId, module) ?? null
    if (!isSignedIn || !found) return refusal(isSignedIn ? 404 : 401)
    const etag = `"${found.digest}"`
    const wanted = headers['if-range'] === etag ? /^bytes=(\d+)-$/.exec(headers.range ?? '') : null
    const from = Number(wanted?.[1] ?? 0)
    if (from >= found.bytes.length) return new Response(null, { status: 416 })
    if (from > 0) counts.modulesResumed++
    const range = from > 0 ? { 'content-range': `bytes ${from}-${found.bytes.length - 1}/${found.bytes.length}` } : {}
    return new Response(body(found.bytes.subarray(from), signal), {
      status: from > 0 ? 206 : 200,
      headers: { etag, ...range },
    })
  }

  /** Piece by piece; a network that is silent brings no further one and says nothing. */
  function body(bytes: Uint8Array, signal: AbortSignal): ReadableStream<Uint8Array> {
    let isOver = false
    return new ReadableStream({
      cancel() {
        isOver = true
      },
      start(controller) {
        let at = 0
        const next = () => {
          if (isOver || signal.aborted || world.weather().silent) return
          if (at >= bytes.length) {
            isOver = true
            return controller.close()
          }
          if (chance.percent(5 + world.weather().breaks)) {
            counts.modulesBroken++
            isOver = true
            return controller.error(new TypeError('the network broke'))
          }
          controller.enqueue(bytes.slice(at, at + PIECE_BYTES))
          at += PIECE_BYTES
          scheduler.after(way(), next, tab)
        }
        signal.addEventListener('abort', () => {
          if (!isOver) controller.error(signal.reason)
        })
        scheduler.after(way(), next, tab)
      },
    })
  }

  return (input, init) =>
    new Promise((resolve, reject) => {
      counts.modulesAsked++
      const signal = init?.signal ?? new AbortController().signal
      signal.addEventListener('abort', () => reject(signal.reason))
      if (world.weather().silent) return
      scheduler.after(
        way(),
        () => {
          if (!world.server().file || chance.percent(world.weather().breaks)) reject(new TypeError('unreachable'))
          else resolve(answer(String(input), init?.headers as Record<string, string>, signal))
        },
        tab,
      )
    })
}

const refusal = (status: number) => new Response(JSON.stringify({ error: 'refused' }), { status })
