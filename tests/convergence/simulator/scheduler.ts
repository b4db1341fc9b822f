import type { Chance } from './chance.ts'

/** Whose code runs: a tab or a server process. Its timers and messages end with it, or wait while it is frozen. */
export class Owner {
  readonly name: string
  alive = true
  /** What came for a frozen tab. */
  held: Due[] | null = null
  /** For how many reasons it is frozen. */
  frozen = 0

  constructor(name: string) {
    this.name = name
  }
}

/** `timer`: what a frozen tab does not run. `disk`: goes on, since browsers freeze no tab inside a transaction. */
type Kind = 'timer' | 'disk'

interface Due {
  at: number
  order: number
  owner: Owner | null
  kind: Kind
  run: (() => void) | null
}

const realImmediate = globalThis.setImmediate
const { _tickCallback: settlePromises } = process as unknown as { _tickCallback: () => void }

/** A millisecond is cut into this many steps of the disk. */
const DISK_STEP_MS = 0.02

/** One queue of everything that will happen, in virtual time. What one event sets off by promises alone happens before
 *  the next event. Whose turn it is decides whose the timers are that it sets. */
export class Scheduler {
  /** Virtual milliseconds. */
  now: number
  /** Whose code runs now; null: the world's. */
  current: Owner | null = null
  /** Events so far. */
  count = 0
  readonly #queue: Due[] = []
  #order = 0
  #diskAt = 0
  #goal: Goal | null = null
  #isDriving = false

  constructor(startsAt: number) {
    this.now = startsAt
  }

  /** Runs something at a time, not before what was asked earlier for the same time. Gives the way to call it off. */
  at(time: number, run: () => void, owner: Owner | null = this.current): () => void {
    return this.#add({ at: Math.max(time, this.now), owner, kind: 'timer', run })
  }

  after(delayMs: number, run: () => void, owner: Owner | null = this.current): () => void {
    return this.at(this.now + Math.max(0, delayMs), run, owner)
  }

  /** A step of a disk: all of them one after the other, each taking a little. */
  disk(run: () => void, chance: Chance): void {
    this.#diskAt = Math.max(this.#diskAt, this.now) + DISK_STEP_MS * (1 + chance.next())
    this.#add({ at: this.#diskAt, owner: this.current, kind: 'disk', run })
  }

  #add(due: Omit<Due, 'order'>): () => void {
    const added = { ...due, order: this.#order++ }
    push(this.#queue, added)
    return () => {
      added.run = null
    }
  }

  /** Its events come when it is thawed, as often as it was frozen. */
  freeze(owner: Owner): void {
    owner.frozen++
    owner.held ??= []
  }

  thaw(owner: Owner, wholly = false): void {
    owner.frozen = wholly ? 0 : Math.max(0, owner.frozen - 1)
    if (owner.frozen > 0) return
    const held = owner.held ?? []
    owner.held = null
    for (const due of held) push(this.#queue, { ...due, at: this.now, order: this.#order++ })
  }

  /** Time of the next event; null if there is none. */
  get next(): number | null {
    return this.#queue[0]?.at ?? null
  }

  /** Lets everything happen until a time, or until `enough` says so. */
  runUntil(time: number, enough: () => boolean = () => false): Promise<void> {
    if (this.#goal) throw new Error('one at a time')
    return new Promise((reached, failed) => {
      this.#goal = { time, enough, reached, failed }
      if (!this.#isDriving) realImmediate(() => this.#drive())
    })
  }

  /** From one goal to the next, as long as what a reached one sets off by promises alone sets another. In a turn of the
   *  event loop of its own: only there promises can be settled without ending the turn, which costs more than most events. */
  #drive(): void {
    this.#isDriving = true
    for (let goal = this.#goal; goal; goal = this.#goal) {
      try {
        if (!goal.enough() && this.next !== null && this.next <= goal.time) this.#step()
        else this.#reach(goal)
      } catch (error) {
        this.#goal = null
        goal.failed(error)
      }
      settlePromises()
      this.current = null
    }
    this.#isDriving = false
  }

  #reach({ time, enough, reached }: Goal): void {
    this.#goal = null
    if (!enough()) this.now = Math.max(this.now, time)
    reached()
  }

  /** The next event; what follows from it by promises comes after it. */
  #step(): void {
    const due = pop(this.#queue)
    if (!due) return
    this.now = Math.max(this.now, due.at)
    if (!due.run || due.owner?.alive === false) return
    if (due.owner?.held && due.kind === 'timer') {
      due.owner.held.push(due)
      return
    }
    this.count++
    this.current = due.owner
    due.run()
  }
}

interface Goal {
  time: number
  enough: () => boolean
  reached: () => void
  failed: (error: unknown) => void
}

const before = (a: Due, b: Due) => a.at - b.at || a.order - b.order

function push(heap: Due[], due: Due): void {
  let at = heap.push(due) - 1
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (before(heap[parent] as Due, due) <= 0) break
    heap[at] = heap[parent] as Due
    at = parent
  }
  heap[at] = due
}

function pop(heap: Due[]): Due | undefined {
  const first = heap[0]
  const last = heap.pop()
  if (heap.length === 0 || !last) return first
  let at = 0
  for (;;) {
    let child = 2 * at + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && before(heap[child + 1] as Due, heap[child] as Due) < 0) child++
    if (before(heap[child] as Due, last) >= 0) break
    heap[at] = heap[child] as Due
    at = child
  }
  heap[at] = last
  return first
}
