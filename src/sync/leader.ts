import type { Schedule } from './ports.ts'

/** Of several tabs one owns the socket. A Web Lock elects it; a visible tab whose ping goes unanswered steals the
 *  lock (the owner may be frozen in the background); a generation fences whoever owned it before. */

export type LeaderMessage =
  | { kind: 'ping' }
  | { kind: 'leading'; generation: number }
  | { kind: 'send-now' }
  /** Anything else that the owner tells the rest. */
  | { kind: 'said'; generation: number; what: unknown }
  /** What another tab tells the owner. */
  | { kind: 'told'; what: unknown }

/** `BroadcastChannel`: what is posted reaches every other tab, not the one that posts. */
export interface LeaderChannel {
  post(message: LeaderMessage): void
  listen(listener: (message: LeaderMessage) => void): () => void
}

/** Web Locks, as far as they are needed. */
export interface LeaderLocks {
  /** Waits for the lock, or takes it away from its holder, and holds it until `held` resolves.
   *  Rejects when the lock was stolen, or the waiting aborted. */
  request(options: { steal: boolean; signal?: AbortSignal }, held: () => Promise<void>): Promise<void>
}

export interface LeaderDependencies {
  locks: LeaderLocks
  channel: LeaderChannel
  schedule: Schedule
  /** ms UTC; generations are drawn from it so that a new owner is above one it never heard of. */
  clock: () => number
  isVisible(): boolean
  /** This tab owns the socket from now on. */
  lead(): void
  /** It does no longer. */
  follow(): void
  /** The owner told something. */
  heard(what: unknown): void
  /** Another tab looks for its owner, perhaps a new one: it should be told how things stand. */
  asked(): void
  /** Another tab's person wants everything sent now. */
  sendNow(): void
  /** The owner gave a sign of life, perhaps a new one: it should be told what it is to know. */
  led?(): void
  /** Another tab told something. */
  told?(what: unknown): void
}

export interface Leader {
  start(): void
  stop(): void
  /** This tab came into view: is the owner alive? */
  look(): void
  /** Passes a wish to whoever owns the socket. */
  askSendNow(): void
  /** Tells the other tabs; only the owner is listened to. */
  say(what: unknown): void
  /** Tells whoever owns the socket, where that is another tab. */
  tell(what: unknown): void
}

/** An owner that does not answer within this is taken as frozen. */
export const ANSWER_WITHIN_MS = 2_000
/** A tab in view asks this often. */
const LOOK_EVERY_MS = 20_000

export function createLeader(d: LeaderDependencies): Leader {
  /** The highest generation heard of; while leading, our own. */
  let generation = 0
  let leading = false
  let started = false
  let release: (() => void) | null = null
  let waiting: AbortController | null = null
  let cancelAnswer: (() => void) | null = null
  let cancelLook: (() => void) | null = null
  let unlisten: (() => void) | null = null

  /** Resolves when the lock was lost or given back. */
  async function hold(steal: boolean) {
    waiting?.abort()
    const mine = new AbortController()
    waiting = steal ? null : mine
    try {
      await d.locks.request(steal ? { steal } : { steal, signal: mine.signal }, () => {
        if (!started) return Promise.resolve()
        waiting = null
        begin()
        return new Promise((resolve) => {
          release = resolve
        })
      })
    } catch (error) {
      // Stolen, or no longer waited for. With any other failure there are no locks here, and every tab connects.
      if (!(error instanceof DOMException && error.name === 'AbortError')) {
        if (started && !leading) begin()
        return
      }
    }
    if (mine.signal.aborted) return
    step(true)
  }

  function begin() {
    leading = true
    cancelAnswer?.()
    cancelAnswer = null
    generation = Math.max(generation + 1, d.clock())
    d.channel.post({ kind: 'leading', generation })
    d.lead()
  }

  /** No longer the owner; waits for its turn again. */
  function step(queue: boolean) {
    release?.()
    release = null
    if (leading) {
      leading = false
      d.follow()
    }
    if (started && queue) void hold(false)
  }

  function received(message: LeaderMessage) {
    switch (message.kind) {
      case 'ping':
        if (!leading) return
        d.channel.post({ kind: 'leading', generation })
        return d.asked()
      case 'send-now':
        if (leading) d.sendNow()
        return
      case 'told':
        if (leading) d.told?.(message.what)
        return
      case 'leading':
        fence(message.generation)
        if (!leading) d.led?.()
        return
      case 'said':
        fence(message.generation)
        if (!leading && message.generation === generation) d.heard(message.what)
    }
  }

  /** Whoever leads in an older generation has been replaced without noticing: a frozen tab that woke up. */
  function fence(theirs: number) {
    if (theirs < generation) return
    cancelAnswer?.()
    cancelAnswer = null
    if (theirs === generation) return
    generation = theirs
    // Giving the lock back ends `hold`, which queues again.
    if (leading) step(false)
  }

  function look() {
    cancelLook?.()
    cancelLook = null
    if (!started || !d.isVisible()) return
    cancelLook = d.schedule(LOOK_EVERY_MS, look)
    if (leading || cancelAnswer) return
    cancelAnswer = d.schedule(ANSWER_WITHIN_MS, () => {
      cancelAnswer = null
      if (started && !leading && d.isVisible()) void hold(true)
    })
    d.channel.post({ kind: 'ping' })
  }

  return {
    start() {
      if (started) return
      started = true
      unlisten = d.channel.listen(received)
      void hold(false)
      look()
    },
    stop() {
      if (!started) return
      started = false
      unlisten?.()
      cancelLook?.()
      cancelAnswer?.()
      cancelAnswer = null
      waiting?.abort()
      step(false)
    },
    look,
    askSendNow() {
      if (leading) d.sendNow()
      else d.channel.post({ kind: 'send-now' })
    },
    say(what) {
      if (leading) d.channel.post({ kind: 'said', generation, what })
    },
    tell(what) {
      if (!leading) d.channel.post({ kind: 'told', what })
    },
  }
}
