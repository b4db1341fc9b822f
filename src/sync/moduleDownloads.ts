import { effect } from '@preact/signals'
import type { Random } from '#domain/ids.ts'
import type { StoreFailure } from '#store/api.ts'
import type { DownloadTrouble } from '#store/learningApi.ts'
import type { ModulePort, WantedModule } from '#store/syncPort.ts'
import { backOffMs } from './backOff.ts'
import type { Schedule } from './ports.ts'

/** Fetches learning modules that somebody wants, one after the other, each from where an earlier try ended (L1). What
 *  arrives goes to the store piece by piece, which alone says when a module is here. */
export interface ModuleDownloads {
  start(): void
  /** What is on its way is left as it is. */
  stop(): void
  /** Something suggests that the hub can be reached again. */
  wake(): void
}

export interface ModuleDownloadsDependencies {
  modules: ModulePort
  /** Where this app came from. */
  origin: string
  fetch: typeof fetch
  random: Random
  schedule: Schedule
}

/** Nothing more came for so long: the connection is taken for dead. */
const STALLS_AFTER_MS = 30_000

/** How a try ended: `done` also when somebody paused it or took it away. */
type Ending = 'done' | DownloadTrouble

export function createModuleDownloads(d: ModuleDownloadsDependencies): ModuleDownloads {
  let running = false
  let current: { what: WantedModule; abort: AbortController } | null = null
  /** Tried, until the store has read its list again. */
  let ended = new WeakSet<WantedModule>()
  let failedTries = 0
  let cancelRetry: (() => void) | null = null
  let unfollow: (() => void) | null = null

  const isSame = (a: WantedModule, b: WantedModule) => a.hub === b.hub && a.module === b.module && a.digest === b.digest

  function follow(wanted: WantedModule[]): void {
    if (current && !wanted.some((one) => current && isSame(one, current.what))) current.abort.abort()
    if (!cancelRetry) void next()
  }

  async function next(): Promise<void> {
    const what = d.modules.wanted.peek().find((one) => !ended.has(one))
    if (!running || current || !what) return
    const abort = new AbortController()
    current = { what, abort }
    const ending = await fetchModule(what, abort)
    current = null
    ended.add(what)
    if (ending === 'unreachable') cancelRetry = d.schedule(backOffMs(failedTries++, d.random), retry)
    else failedTries = 0
    if (ending !== 'done' && running) await d.modules.trouble(what, ending)
    if (!cancelRetry) void next()
  }

  function retry(): void {
    cancelRetry?.()
    cancelRetry = null
    ended = new WeakSet()
    void next()
  }

  async function fetchModule(what: WantedModule, abort: AbortController): Promise<Ending> {
    let cancelStall = d.schedule(STALLS_AFTER_MS, () => abort.abort('stalled'))
    const heard = () => {
      cancelStall()
      cancelStall = d.schedule(STALLS_AFTER_MS, () => abort.abort('stalled'))
    }
    try {
      const answer = await ask(what, abort.signal)
      if (typeof answer === 'string') return answer
      heard()
      return await receive(what, answer, heard)
    } catch {
      // The network broke, or somebody paused.
      return abort.signal.aborted && abort.signal.reason !== 'stalled' ? 'done' : 'unreachable'
    } finally {
      cancelStall()
    }
  }

  /** The bytes to come and where they begin, or why there are none. */
  async function ask(what: WantedModule, signal: AbortSignal): Promise<Ending | Coming> {
    const { hub, module, digest, received, bytes } = what
    if (received >= bytes) return { from: received, body: null }
    const etag = `"${digest}"`
    const response = await d.fetch(`${d.origin}/api/modules/${module}?hub=${hub}`, {
      headers: received > 0 ? { range: `bytes=${received}-`, 'if-range': etag } : {},
      credentials: 'same-origin',
      cache: 'no-store',
      signal,
    })
    if (response.status === 416) {
      await d.modules.startOver(what)
      return 'unreachable'
    }
    if (!response.ok) return (await isRefusal(response)) ? 'not-allowed' : 'unreachable'
    // Somebody else (a café's login page), or a version of which the feed has not told yet.
    if (response.headers.get('etag') !== etag) return 'unreachable'
    if (response.status === 206) {
      const starts = response.headers.get('content-range')?.startsWith(`bytes ${received}-`)
      return starts ? { from: received, body: response.body } : 'unreachable'
    }
    if (received > 0) await d.modules.startOver(what)
    return { from: 0, body: response.body }
  }

  async function receive(what: WantedModule, { from, body }: Coming, heard: () => void): Promise<Ending> {
    let received = from
    const reader = body?.getReader()
    while (reader) {
      const { done, value } = await reader.read()
      if (done) break
      heard()
      if (received + value.length > what.bytes) {
        await reader.cancel()
        return 'damaged'
      }
      const appended = await d.modules.append(what, received, value)
      if (!appended.ok) {
        await reader.cancel()
        return endingOf(appended.error)
      }
      received = appended.value
    }
    if (received < what.bytes) return 'unreachable'
    await d.modules.finish(what)
    return 'done'
  }

  return {
    start() {
      if (running) return
      running = true
      unfollow = effect(() => follow(d.modules.wanted.value))
    },
    stop() {
      running = false
      unfollow?.()
      cancelRetry?.()
      cancelRetry = null
      current?.abort.abort()
    },
    wake() {
      failedTries = 0
      retry()
    },
  }
}

interface Coming {
  from: number
  /** null: everything is here already. */
  body: ReadableStream<Uint8Array> | null
}

/** Our server says why in JSON; whatever else answers is not our server. */
async function isRefusal(response: Response): Promise<boolean> {
  if (![401, 403, 404].includes(response.status)) return false
  try {
    const answer: unknown = await response.json()
    return typeof answer === 'object' && answer !== null && 'error' in answer
  } catch {
    return false
  }
}

const endingOf = (failure: StoreFailure | { kind: 'moved-on' }): Ending =>
  failure.kind === 'moved-on' ? 'done' : failure.kind === 'storage-full' ? 'storage-full' : 'not-kept'
