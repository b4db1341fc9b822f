import { type Chance, chanceOf } from './chance.ts'
import { Scheduler } from './scheduler.ts'
import { simSubtle } from './simCrypto.ts'

/** This process's clock, timers and randomness, as libraries ask for them: all of them the simulation's. Only for a
 *  process of its own: nothing else in it would work. */

interface World {
  scheduler: Scheduler
  chance: Chance
}

/** For what libraries ask while they are loaded. */
const BEFORE: World = { scheduler: new Scheduler(0), chance: chanceOf('before') }
let now: World = BEFORE
const world = (): World => now

/** Timers and randomness are this simulation's from now on. */
export function enter(scheduler: Scheduler, chance: Chance): void {
  now = { scheduler, chance }
}

export function leave(): void {
  now = BEFORE
  // What would still come holds everything of its world.
  timers.clear()
}

const timers = new Map<number, () => void>()
let lastTimer = 0

/** Before anything is imported that takes these for itself. */
export function replaceGlobals(): void {
  const later = (run: () => void, delayMs = 0): number => {
    const id = ++lastTimer
    timers.set(
      id,
      world().scheduler.after(Number(delayMs), () => {
        timers.delete(id)
        run()
      }),
    )
    return id
  }
  const callOff = (id: number) => {
    timers.get(id)?.()
    timers.delete(id)
  }
  const replaced = {
    setTimeout: later,
    clearTimeout: callOff,
    setInterval: () => {
      throw new Error('the simulated code is expected to use no intervals')
    },
    setImmediate: (run: () => void) => world().scheduler.disk(run, world().chance),
    // Dexie would tell other tabs of changes by one, in a time that is not ours.
    BroadcastChannel: undefined,
    structuredClone: cloned,
  }
  for (const [name, value] of Object.entries(replaced)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  }
  // Dexie calls one off with each transaction; making the reason takes longer than the transaction.
  const { abort } = AbortController.prototype
  const reason = new DOMException('This operation was aborted', 'AbortError')
  AbortController.prototype.abort = function (given: unknown = reason) {
    abort.call(this, given)
  }
  Object.assign(crypto.subtle, simSubtle)
  performance.now = () => world().scheduler.now
  Date.now = () => Math.floor(world().scheduler.now)
  Math.random = () => world().chance.next()
  crypto.getRandomValues = <T extends ArrayBufferView | null>(into: T): T => {
    if (into) {
      const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength)
      bytes.set(world().chance.bytes(bytes.length))
    }
    return into
  }
  crypto.randomUUID = () => {
    const hex = Buffer.from(world().chance.bytes(16)).toString('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  }
}

const { structuredClone: clonedByPlatform } = globalThis

/** What is put into a database and taken out of it: many times as fast as the platform, which goes by bytes. */
function cloned<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(cloned) as T
  if (value instanceof Uint8Array) return value.slice() as T
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return clonedByPlatform(value)
  const copy: Record<string, unknown> = {}
  for (const key in value) {
    const item = value[key]
    // The platform refuses the one and takes the other for what it is.
    if (typeof item === 'function' || key === '__proto__') return clonedByPlatform(value)
    copy[key] = cloned(item)
  }
  return copy as T
}
