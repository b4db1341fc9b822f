import type { HubId } from '#domain/ids.ts'
import { holdsScope, type Scope } from '#protocol/documentIds.ts'
import type { Change, Pull } from '#protocol/frames.ts'
import { PAGE_BYTES, SNAPSHOT_PART_BYTES } from '#protocol/limits.ts'
import type { CommittedRow, Log } from '../log/Log.ts'

/** What a feed writes to. */
export interface FeedOutlet {
  changes(changes: Change[]): void
  upto(sequence: number): void
  /** Resolves once the socket has little unsent, or is closed. */
  drained(): Promise<void>
}

/** A frame's fields beside a row's bytes: ids, tag, times. */
const ROW_OVERHEAD_BYTES = 256
/** On a long way back, say now and then how far it is complete, so that a lost connection costs this many pages at most. */
const UPTO_EVERY_PAGES = 16

/** One seat's way along its hub's feed.
 *
 *  Silent until PULL. A pull reads pages up to the hub's head; from the moment when nothing is left, rows of commits
 *  follow by themselves. Nothing falls between the two: going live happens in the same turn that finds the head reached,
 *  and commits are told in turns of their own.
 *  Scopes gained while connected stop the feed until a PULL names them: an UPTO told before would make the device
 *  believe that it holds them. */
export class SeatFeed {
  readonly hub: HubId
  #log: Log
  #outlet: FeedOutlet
  #scopes: ReadonlySet<Scope>
  /** Gained and not yet named by a PULL. */
  #unfilled = new Set<Scope>()
  #live = false
  /** Everything of the scopes up to here was sent. */
  #sentUpTo = 0
  /** Counts pulls and stops: a pull that finds another number here has been overtaken. */
  #turn = 0

  constructor(log: Log, outlet: FeedOutlet, seat: { hub: HubId; scopes: ReadonlySet<Scope> }) {
    this.#log = log
    this.#outlet = outlet
    this.hub = seat.hub
    this.#scopes = seat.scopes
  }

  /** Everything of the seat's scopes up to here was sent; null while it is not, or may not be. */
  get reached(): number | null {
    return this.#live ? this.#sentUpTo : null
  }

  /** Takes the scopes that the seat has from now on. */
  setScopes(scopes: ReadonlySet<Scope>): void {
    const gained = [...scopes].filter((scope) => !this.#scopes.has(scope))
    this.#unfilled = new Set([...this.#unfilled, ...gained].filter((scope) => scopes.has(scope)))
    this.#scopes = scopes
    if (gained.length > 0) this.stop()
  }

  stop(): void {
    this.#live = false
    this.#turn++
  }

  /** Rejects only if the log cannot be read. */
  async pull({ cursor, fill }: Pick<Pull, 'cursor' | 'fill'>): Promise<void> {
    const starts = new Map(fill.map(({ scope, from }) => [scope, from]))
    // Sent before the device heard of the scopes it gained: another PULL is on its way.
    if (cursor > 0 && [...this.#unfilled].some((scope) => !starts.has(scope))) return
    this.#unfilled.clear()
    this.stop()
    const turn = this.#turn
    let reached = 0
    for (let pages = 1; ; pages++) {
      const headBefore = this.#log.head(this.hub)
      // Of now: a scope lost while pages are sent is in none of those that follow.
      const scopes = this.#scopes
      const from = [...scopes].map((scope) => ({ scope, from: Math.max(reached, starts.get(scope) ?? cursor) }))
      const page = await this.#log.read(this.hub, from, PAGE_BYTES)
      if (turn !== this.#turn) return
      if (scopes !== this.#scopes) continue
      const isSent = await this.#sendTaken(page.rows, () => turn === this.#turn && scopes === this.#scopes)
      if (turn !== this.#turn) return
      if (!isSent) continue
      if (page.more) {
        reached = page.upto
        if (pages % UPTO_EVERY_PAGES === 0 && reached >= cursor) this.#outlet.upto(reached)
        await this.#outlet.drained()
        if (turn !== this.#turn) return
      } else {
        reached = Math.max(page.upto, headBefore)
        if (this.#log.head(this.hub) <= reached) break
      }
    }
    this.#live = true
    this.#sentUpTo = reached
    this.#outlet.upto(reached)
  }

  /** Passes on what a commit made. `isOwn`: the device has it already, and is told so by an ACK. */
  relay(rows: CommittedRow[], isOwn: (row: CommittedRow) => boolean): void {
    if (!this.#live) return
    const held = scopesOf(rows).filter((scope) => holdsScope(this.#scopes, scope))
    const seen =
      held.length === 0 ? [] : rows.filter(({ sequence, scope }) => sequence > this.#sentUpTo && held.includes(scope))
    this.#sentUpTo = Math.max(this.#sentUpTo, rows.at(-1)?.sequence ?? 0)
    if (seen.length === 0) return
    this.#send(seen.filter((row) => !isOwn(row)))
    this.#outlet.upto(this.#sentUpTo)
  }

  /** Each frame once the one before is taken: a long document is many. Whether all were sent; not those that follow once
   *  it may not go on. */
  async #sendTaken(rows: Change[], mayGoOn: () => boolean): Promise<boolean> {
    for (const [at, frame] of framesOf(rows).entries()) {
      if (at > 0) await this.#outlet.drained()
      if (!mayGoOn()) return false
      this.#outlet.changes(frame)
    }
    return true
  }

  /** What a commit made is short. */
  #send(rows: Change[]): void {
    for (const frame of framesOf(rows)) this.#outlet.changes(frame)
  }
}

const scopesOfCommits = new WeakMap<readonly CommittedRow[], Scope[]>()

/** Found once for all feeds: of the rows of a commit, few are of a scope that a seat holds. */
function scopesOf(rows: readonly CommittedRow[]): Scope[] {
  const scopes = scopesOfCommits.get(rows) ?? [...new Set(rows.map(({ scope }) => scope))]
  scopesOfCommits.set(rows, scopes)
  return scopes
}

function framesOf(rows: readonly Change[]): Change[][] {
  const frames: Change[][] = []
  let bytes = 0
  for (const row of rows.flatMap(inParts)) {
    const rowBytes = row.bytes.length + ROW_OVERHEAD_BYTES
    const last = frames.at(-1)
    if (last && bytes + rowBytes <= PAGE_BYTES) {
      last.push(row)
      bytes += rowBytes
    } else {
      frames.push([row])
      bytes = rowBytes
    }
  }
  return frames
}

/** A long document that one row tells goes in parts, and is read by devices when all are there. */
function inParts(row: Change): Change[] {
  const parts = row.kind === 'snapshot' ? Math.ceil(row.bytes.length / SNAPSHOT_PART_BYTES) : 1
  if (parts <= 1) return [row]
  return Array.from({ length: parts }, (_, part) => {
    const from = part * SNAPSHOT_PART_BYTES
    return { ...row, part, parts, bytes: row.bytes.subarray(from, from + SNAPSHOT_PART_BYTES) }
  })
}
