import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DeviceId, HubId, MemberId } from '#domain/ids.ts'
import type { Change } from '#protocol/frames.ts'
import { SNAPSHOT_PART_BYTES } from '#protocol/limits.ts'
import { runs } from '../../tests/support/runs.ts'
import { systemRandom } from '../access/secrets.ts'
import type { CommittedRow, Log } from '../log/Log.ts'
import { SeatFeed } from './seatFeed.ts'

const HUB = 'hub' as HubId

/** A log of rows, each with a scope, whose reads see what is there when they begin and are answered when the test says so. */
function makeLog() {
  const rows: CommittedRow[] = []
  const reads: (() => void)[] = []
  const log = {
    head: () => rows.length,
    read(_: HubId, scopes: { scope: string; from: number }[], limitBytes: number) {
      const starts = new Map(scopes.map(({ scope, from }) => [scope, from]))
      const all = rows.filter((row) => row.sequence > (starts.get(row.scope) ?? Number.POSITIVE_INFINITY))
      const page: CommittedRow[] = []
      let pageBytes = 0
      for (const row of all) {
        pageBytes += row.bytes.length
        if (page.length > 0 && pageBytes > limitBytes) break
        page.push(row)
      }
      const more = page.length < all.length
      const upto = more ? (page.at(-1)?.sequence ?? 0) : rows.length
      return new Promise((resolve) => reads.push(() => resolve({ rows: page, upto, more })))
    },
  } as unknown as Log
  const commit = (scope: string, byteCount = 1): CommittedRow => {
    const row: CommittedRow = {
      ...{ kind: 'update', sequence: rows.length + 1, document: scope, hub: HUB, scope, epoch: 'e', part: 0, parts: 1 },
      ...{ member: 'm' as MemberId, device: 'd' as DeviceId, receivedAt: 1, clockOffsetMs: 0 },
      ...{ tag: new Uint8Array(0), bytes: new Uint8Array(byteCount), request: null },
    }
    rows.push(row)
    return row
  }
  return { log, rows, reads, commit }
}

/** A device as the protocol wants it: keeps what it hears, and believes UPTO. */
function makeDevice() {
  const held = new Set<number>()
  const uptos: number[] = []
  const frames: Change[][] = []
  let letGo: (() => void) | null = null
  let isSlow = false
  return {
    held,
    uptos,
    frames,
    slow() {
      isSlow = true
    },
    /** Takes what it was sent, and is slow with the next. */
    next() {
      letGo?.()
    },
    catchUp() {
      isSlow = false
      letGo?.()
    },
    outlet: {
      changes(changes: Change[]) {
        frames.push(changes)
        for (const change of changes) held.add(change.sequence)
      },
      upto: (sequence: number) => void uptos.push(sequence),
      drained: () =>
        isSlow
          ? new Promise<void>((resolve) => {
              letGo = resolve
            })
          : Promise.resolve(),
    },
  }
}

const settle = async () => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve()
}
const nobodys = () => false

describe('the feed of a seat', () => {
  it('S4 FE2 never says UPTO past a row that it has not sent, nor sends what was just lost, in any interleaving of commits, pulls, reads and changes of scopes', async () => {
    const commits = fc.record({ kind: fc.constant('commit' as const), scope: fc.constantFrom('a', 'b', 'c') })
    const reads = fc.record({ kind: fc.constant('read' as const) })
    const pulls = fc.record({ kind: fc.constant('pull' as const) })
    const changes = fc.record({
      kind: fc.constant('scopes' as const),
      scopes: fc.subarray(['a', 'b', 'c']),
      /** A PULL was on its way when SEAT was said. */
      crossing: fc.boolean(),
    })
    const step = fc.oneof(
      { arbitrary: commits, weight: 4 },
      { arbitrary: reads, weight: 4 },
      { arbitrary: pulls, weight: 2 },
      { arbitrary: changes, weight: 1 },
    )
    let uptos = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 80 }), async (steps) => {
        const { log, rows, reads, commit } = makeLog()
        const device = makeDevice()
        let scopes = new Set(['a'])
        /** Scopes that the device was told of and has not pulled since. */
        let unfilled = new Set(scopes)
        let cursor = 0
        const feed = new SeatFeed(log, device.outlet, { hub: HUB, scopes })
        const check = () => {
          for (const { document: scope } of device.frames.splice(0).flat()) expect(scopes).toContain(scope)
          for (const upto of device.uptos.splice(0)) {
            uptos++
            const missing = rows.filter(
              (row) => scopes.has(row.scope) && row.sequence <= upto && !device.held.has(row.sequence),
            )
            expect(missing.map((row) => row.sequence)).toEqual([])
            cursor = Math.max(cursor, upto)
            unfilled = new Set()
          }
        }
        for (const next of steps) {
          if (next.kind === 'commit') feed.relay([commit(next.scope, 30_000)], nobodys)
          else if (next.kind === 'read') reads.shift()?.()
          else if (next.kind === 'pull') {
            const fill = [...unfilled].map((scope) => ({ scope, from: 0 }))
            void feed.pull({ cursor, fill })
          } else {
            const stale = [...unfilled].map((scope) => ({ scope, from: 0 }))
            const gained = next.scopes.filter((scope) => !scopes.has(scope))
            // A device drops what it may no longer read, and gets it anew if it may again.
            for (const row of rows) if (!next.scopes.includes(row.scope)) device.held.delete(row.sequence)
            scopes = new Set(next.scopes)
            unfilled = new Set([...unfilled, ...gained].filter((scope) => scopes.has(scope)))
            feed.setScopes(scopes)
            if (next.crossing) void feed.pull({ cursor, fill: stale })
          }
          await settle()
          check()
        }
        // Left in peace, it catches up.
        void feed.pull({ cursor, fill: [...unfilled].map((scope) => ({ scope, from: 0 })) })
        for (let turn = 0; turn < 200 && cursor < rows.length; turn++) {
          await settle()
          for (const answer of reads.splice(0)) answer()
          await settle()
          check()
        }
        expect(cursor).toBe(rows.length)
      }),
      { numRuns: runs(150) },
    )
    expect(uptos).toBeGreaterThan(150)
  })

  it('FE5 sends the next page when the last one is taken, not before', async () => {
    const { log, reads, commit } = makeLog()
    for (let at = 0; at < 4; at++) commit('a', 60_000)
    const device = makeDevice()
    device.slow()
    const feed = new SeatFeed(log, device.outlet, { hub: HUB, scopes: new Set(['a']) })
    const pulled = feed.pull({ cursor: 0, fill: [] })
    reads.shift()?.()
    await settle()
    expect(device.held.size).toBe(1)
    expect(reads).toEqual([])
    device.catchUp()
    for (let at = 0; at < 4; at++) {
      await settle()
      reads.shift()?.()
    }
    await pulled
    expect([device.held.size, device.uptos]).toEqual([4, [4]])
  })

  it('S4 FE5 FE9 RI2 sends a long document in parts, each when the last one is taken, and no more of them once it may not be read', async () => {
    const { log, reads, rows, commit } = makeLog()
    const size = 2 * SNAPSHOT_PART_BYTES + 100
    commit('a')
    const many: CommittedRow = { ...commit('b'), kind: 'snapshot', bytes: systemRandom(size) }
    rows[1] = many
    commit('a')
    const device = makeDevice()
    const feed = new SeatFeed(log, device.outlet, { hub: HUB, scopes: new Set(['a', 'b']) })
    const parts = () => device.frames.flat().filter(({ kind }) => kind === 'snapshot')
    const read = async () => {
      reads.shift()?.()
      await settle()
    }
    const pulled = feed.pull({ cursor: 0, fill: [] })
    for (let at = 0; at < 4; at++) await read()
    await pulled
    expect(parts().map(({ part, parts: of, bytes }) => [part, of, bytes.length])).toEqual([
      ...[0, 1].map((part) => [part, 3, SNAPSHOT_PART_BYTES]),
      [2, 3, 100],
    ])
    expect(Buffer.concat(parts().map(({ bytes }) => bytes)).equals(many.bytes)).toBe(true)
    expect(device.uptos).toEqual([3])

    device.frames.length = 0
    device.slow()
    const again = feed.pull({ cursor: 0, fill: [] })
    for (let at = 0; at < 2; at++) {
      await read()
      device.next()
    }
    await settle()
    expect(parts().length).toBeLessThan(3)
    feed.setScopes(new Set(['a']))
    device.frames.length = 0
    device.catchUp()
    for (let at = 0; at < 6; at++) await read()
    await again
    expect(parts()).toEqual([])
    expect(device.uptos.at(-1)).toBe(3)
  })

  it('says now and then on a long way how far it is complete', async () => {
    const { log, reads, commit } = makeLog()
    for (let at = 0; at < 40; at++) commit('a', 60_000)
    const device = makeDevice()
    const feed = new SeatFeed(log, device.outlet, { hub: HUB, scopes: new Set(['a']) })
    const pulled = feed.pull({ cursor: 0, fill: [] })
    for (let at = 0; at < 41; at++) {
      reads.shift()?.()
      await settle()
    }
    await pulled
    expect(device.uptos).toEqual([16, 32, 40])
  })

  it('keeps frames of many small rows short', async () => {
    const { log, reads, commit } = makeLog()
    for (let at = 0; at < 3_000; at++) commit('a', 20)
    const device = makeDevice()
    const feed = new SeatFeed(log, device.outlet, { hub: HUB, scopes: new Set(['a']) })
    const pulled = feed.pull({ cursor: 0, fill: [] })
    reads.shift()?.()
    await pulled
    expect(device.held.size).toBe(3_000)
    expect(Math.max(...device.frames.map((frame) => frame.length))).toBeLessThan(300)
  })
})
