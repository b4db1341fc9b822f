import type SQLite from 'better-sqlite3'
import type { DeviceId, HubId, MemberId } from '#domain/ids.ts'
import { coverOf, type Scope } from '#protocol/documentIds.ts'
import type { Change, ChangeKind } from '#protocol/frames.ts'
import { type RescuedRow, waitingRescued } from '../access/rescuedRows.ts'
import type { CommittedRow } from './Log.ts'

/** What a row weighs in a page beside its bytes: ids, times and tag. */
const ROW_OVERHEAD_BYTES = 200

interface FeedRow {
  kind: ChangeKind
  sequence: number
  document: string
  member: MemberId
  device: DeviceId
  receivedAt: number
  clockOffsetMs: number
  epoch: string
  tag: Buffer
  bytes: Buffer
}

interface Extent {
  first: number
  last: number
}

interface HubFeed {
  head: number
  scopes: Map<Scope, Extent>
  /** Scopes with rows by the one that stands for them. */
  covered: Map<Scope, Set<Scope>>
}

/** Of one scope, both ends included. */
interface Range {
  hub: HubId
  scope: Scope
  from: number
  to: number
}

interface Waiting {
  scope: Scope
  next: number
}

/** Keeps the list falling by `next`. */
function putInOrder(list: Waiting[], item: Waiting): void {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle]?.next ?? 0) > item.next) low = middle + 1
    else high = middle
  }
  list.splice(low, 0, item)
}

const plain = (buffer: Buffer) => new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length)

/** The feed, found by scope and never by filtering: from where to where each scope has rows is held in memory, so that
 *  scopes without news cost nothing. Tells of nothing that was not handed to `add`, whatever the database holds. */
export class LogReader {
  readonly #hubs = new Map<HubId, HubFeed>()
  readonly #rows: SQLite.Statement<[Range], FeedRow>
  readonly #next: SQLite.Statement<[Range], { sequence: number | null }>

  readonly #db: SQLite.Database
  readonly #request: SQLite.Statement<[string, Uint8Array, string, Uint8Array], { known: 1 }>

  constructor(db: SQLite.Database) {
    const range = 'hub = @hub AND scope = @scope AND seq >= @from AND seq <= @to'
    this.#db = db
    this.#request = db.prepare(
      `SELECT 1 AS known FROM requests WHERE device = ? AND request = ?
       UNION ALL SELECT 1 FROM commands WHERE device = ? AND request = ? LIMIT 1`,
    )
    this.#rows = db.prepare(
      // A row without a device stands for others.
      `SELECT CASE device WHEN '' THEN 'snapshot' ELSE 'update' END AS kind, seq AS sequence, document, member, device,
              received_at AS receivedAt, clock_offset AS clockOffsetMs, epoch, tag, bytes FROM rows WHERE ${range}
       UNION ALL
       SELECT 'projection', seq, document, '', '', made_at, 0, epoch, tag, bytes FROM projections WHERE ${range}
       ORDER BY seq`,
    )
    this.#next = db.prepare(
      `SELECT min(seq) AS sequence FROM (SELECT min(seq) AS seq FROM rows WHERE ${range}
                                         UNION ALL SELECT min(seq) FROM projections WHERE ${range})`,
    )
    const extents = db
      .prepare<[], { hub: HubId; scope: Scope; first: number; last: number }>(
        `SELECT hub, scope, min(seq) AS first, max(seq) AS last FROM rows GROUP BY hub, scope
         UNION ALL SELECT hub, scope, min(seq), max(seq) FROM projections GROUP BY hub, scope`,
      )
      .all()
    for (const { hub, scope, first, last } of extents) {
      this.#extend(hub, scope, first)
      this.#extend(hub, scope, last)
    }
  }

  /** Rows of one commit, in its order. */
  add(rows: readonly CommittedRow[]): void {
    for (const { hub, scope, sequence } of rows) this.#extend(hub, scope, sequence)
  }

  knows(device: DeviceId, request: Uint8Array): boolean {
    return this.#request.get(device, request, device, request) !== undefined
  }

  rescued(hub: HubId): RescuedRow[] {
    return waitingRescued(this.#db, hub)
  }

  head(hub: HubId): number {
    return this.#hubs.get(hub)?.head ?? 0
  }

  read(
    hub: HubId,
    scopes: readonly { scope: Scope; from: number }[],
    limitBytes: number,
  ): { rows: Change[]; upto: number; more: boolean } {
    const feed = this.#hubs.get(hub)
    if (feed === undefined) return { rows: [], upto: 0, more: false }
    // Where each scope with news goes on; `next` may lie below its next row, never above.
    const waiting: Waiting[] = []
    for (const { scope: asked, from } of scopes) {
      for (const scope of feed.covered.get(asked) ?? [asked]) {
        const extent = feed.scopes.get(scope)
        if (extent !== undefined && extent.last > from) waiting.push({ scope, next: Math.max(from + 1, extent.first) })
      }
    }
    waiting.sort((a, b) => b.next - a.next)
    const rows: Change[] = []
    let bytes = 0
    for (;;) {
      const nearest = waiting.pop()
      if (nearest === undefined) return { rows, upto: feed.head, more: false }
      // Rows of this scope that come before any other scope's.
      const before = waiting.at(-1)?.next ?? feed.head + 1
      const range = { hub, scope: nearest.scope, from: nearest.next, to: Math.max(before - 1, nearest.next) }
      // One after the other: what a page has no room for is not read from the disk.
      for (const row of this.#rows.iterate(range)) {
        const weight = row.bytes.length + row.document.length + ROW_OVERHEAD_BYTES
        if (rows.length > 0 && bytes + weight > limitBytes) {
          return { rows, upto: rows.at(-1)?.sequence ?? 0, more: true }
        }
        rows.push({ ...row, tag: plain(row.tag), bytes: plain(row.bytes), part: 0, parts: 1 })
        bytes += weight
      }
      const next = this.#nextOf(hub, nearest.scope, range.to + 1, feed)
      if (next !== null) putInOrder(waiting, { scope: nearest.scope, next })
    }
  }

  /** Sequence of the scope's first row at or after `from`; null if there is none. */
  #nextOf(hub: HubId, scope: Scope, from: number, feed: HubFeed): number | null {
    if ((feed.scopes.get(scope)?.last ?? 0) < from) return null
    return this.#next.get({ hub, scope, from, to: feed.head })?.sequence ?? null
  }

  #extend(hub: HubId, scope: Scope, sequence: number): void {
    let feed = this.#hubs.get(hub)
    if (feed === undefined) {
      feed = { head: 0, scopes: new Map(), covered: new Map() }
      this.#hubs.set(hub, feed)
    }
    feed.head = Math.max(feed.head, sequence)
    const extent = feed.scopes.get(scope)
    if (extent === undefined) {
      feed.scopes.set(scope, { first: sequence, last: sequence })
      const cover = coverOf(scope)
      if (cover !== null) feed.covered.set(cover, (feed.covered.get(cover) ?? new Set()).add(scope))
    } else {
      extent.first = Math.min(extent.first, sequence)
      extent.last = Math.max(extent.last, sequence)
    }
  }
}
