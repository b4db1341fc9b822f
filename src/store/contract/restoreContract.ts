import { expect, test } from 'vitest'
import type { MemberId } from '#domain/ids.ts'
import type { FormerRow, GivenBack } from '#protocol/frames.ts'
import { GIVEN_BACK_AT_ONCE, KEPT_WITHOUT_BACKUP_MS } from '#protocol/limits.ts'
import { openSeatDatabase } from '../seatDatabase.ts'
import type { SyncSeat } from '../syncPort.ts'
import { claimsOf, pull, scopesOf, sendAll } from '../testing.ts'
import type { ContractBench } from './contractBench.ts'

/** A hub that was put back from a backup: what was here above that is given back, and finds its place again. */
export function describeRestore(bench: ContractBench): void {
  const { aTabInTheField, look, person, rowsOnDisk, session } = bench
  const tag = new Uint8Array([2])

  /** Marks a person, has it received, and lets the hub lose it and everything above. */
  async function afterRestore() {
    const tab = await aTabInTheField()
    const forkSeq = bench.hub.log.length
    await tab.seat.mark(session(), person(), { status: 'present' })
    await sendAll(bench.hub, tab.sync, bench.info.device)
    await pull(bench.hub, tab.sync, scopesOf(bench.field))
    await welcomeAnew(tab.sync, forkSeq)
    return { ...tab, forkSeq }
  }
  const welcomeAnew = (sync: SyncSeat, forkSeq: number, epoch = 'epoch-2') =>
    sync.welcome(bench.hub.welcome(bench.info.member, null, { forkSeq }), epoch)
  /** The hub puts each at the next place of its new history. */
  const taken = (rows: FormerRow[], from: number): GivenBack['answers'] =>
    rows.map((_, at) => ({ code: null, sequence: from + at + 1, tag }))

  test('RE4 S3 gives back what its hub lost, own and others’, as it was committed, and has it in its place again', async () => {
    const { sync, seat, forkSeq } = await afterRestore()
    const before = await rowsOnDisk()
    const given = await sync.nextGiveBack(0)
    const own = bench.hub.log.at(-1)
    expect(given).toEqual({
      rows: [
        {
          ...{ document: claimsOf(bench.field, bench.info.member), sequence: forkSeq + 1 },
          ...{ member: bench.info.member, device: bench.info.device, receivedAt: own?.receivedAt },
          ...{ clockOffsetMs: own?.clockOffsetMs, epoch: own?.epoch, tag: own?.tag, bytes: own?.bytes },
        },
      ],
      left: 0,
    })
    await sync.givenBack(given ?? { rows: [], left: 0 }, taken(given?.rows ?? [], forkSeq + 5))
    expect(await sync.nextGiveBack(0)).toBeNull()
    // The feed brings it at its new place: it is here.
    const row = { ...bench.hub.log.at(-1), sequence: forkSeq + 6 } as (typeof bench.hub.log)[number]
    await sync.applyChanges([row], forkSeq + 6)
    const after = await rowsOnDisk()
    expect(after.rows).toHaveLength(before.rows.length)
    expect(after.rows.find(({ sequence }) => sequence === forkSeq + 6)?.received?.tag).toEqual(tag)
    expect(after.rows.some(({ formerSequence }) => formerSequence !== undefined)).toBe(false)
    expect(after.heads.map(({ generation }) => generation)).toEqual(before.heads.map(({ generation }) => generation))
    const view = await look(seat, (all) => all.claims.length === 1)
    expect(view.session.counts.present).toBe(1)
    await seat.mark(session(), person(1), { status: 'present' })
    await sendAll(bench.hub, sync, bench.info.device)
    expect(Object.keys(bench.hub.entries(claimsOf(bench.field, bench.info.member)))).toHaveLength(2)
  })

  test('RE4 a row that somebody else gave back first finds its place by the feed', async () => {
    const { sync, forkSeq } = await afterRestore()
    const before = await rowsOnDisk()
    const row = { ...bench.hub.log.at(-1), sequence: forkSeq + 3 } as (typeof bench.hub.log)[number]
    await sync.applyChanges([row], forkSeq + 3)
    const after = await rowsOnDisk()
    expect(after.rows).toHaveLength(before.rows.length)
    expect(after.heads).toEqual(before.heads)
    // Nothing is left; that is told once.
    const given = await sync.nextGiveBack(0)
    expect(given).toEqual({ rows: [], left: 0 })
    await sync.givenBack({ rows: [], left: 0 }, [])
    expect(await sync.nextGiveBack(0)).toBeNull()
  })

  test('RE11 S1 what a tab that was frozen finds of the epoch before changes nothing, and is asked in the new one', async () => {
    const { sync: frozen, seat } = await aTabInTheField()
    const forkSeq = bench.hub.log.length
    await seat.mark(session(), person(), { status: 'present' })
    const [asked] = await frozen.nextRequests(8, 5)
    if (!asked) throw new Error('nothing waits')
    const row = bench.hub.push(bench.info.member, bench.info.device, asked)
    if (row === null || typeof row === 'string') throw new Error('not taken')
    const late = bench.hub.answerTo(asked, row)
    const { sync } = await bench.aTab()
    await welcomeAnew(sync, forkSeq)
    const before = await rowsOnDisk()

    await frozen.acknowledge(asked.request, late)
    await frozen.applyChanges([row], row.sequence)
    expect(await rowsOnDisk()).toEqual(before)
    expect((await sync.hello()).cursor).toBe(forkSeq)
    await sync.requeueUnanswered()
    expect(await sync.nextRequests(8, 9)).toEqual([asked])
    await sync.acknowledge(asked.request, late)
    expect((await rowsOnDisk()).rows.filter(({ sequence }) => sequence === late.sequence)).toHaveLength(1)
  })

  test('RE4 says once that nothing is here that a hub lost, and nothing where it was not put back', async () => {
    const { sync } = await aTabInTheField()
    expect(await sync.nextGiveBack(0)).toBeNull()
    await welcomeAnew(sync, bench.hub.log.length)
    expect(await sync.nextGiveBack(0)).toEqual({ rows: [], left: 0 })
    await sync.givenBack({ rows: [], left: 0 }, [])
    expect(await sync.nextGiveBack(0)).toBeNull()
  })

  test('RE4 gives back a part at a time, in the order of the history that was lost', async () => {
    const { sync } = await aTabInTheField()
    await welcomeAnew(sync, 0)
    const total = bench.hub.log.length
    const db = openSeatDatabase(bench.info.member, bench.disk)
    const large = await db.rows.orderBy('formerSequence').first()
    await db.rows.update([large?.document ?? '', large?.n ?? 0], { bytes: new Uint8Array(200_000) })
    db.close()
    const seen: number[] = []
    let parts = 0
    for (let after = 0; ; parts++) {
      const given = await sync.nextGiveBack(after)
      if (!given || given.rows.length === 0) break
      expect(given.rows.length).toBeLessThanOrEqual(GIVEN_BACK_AT_ONCE)
      seen.push(...given.rows.map(({ sequence }) => sequence))
      expect(given.left).toBe(total - seen.length)
      after = seen.at(-1) ?? 0
    }
    expect(parts).toBe(2)
    expect(seen).toEqual(Array.from({ length: total }, (_, at) => at + 1))
  })

  test('RE4 gives back what stands behind many rows that tell others, and nothing of a document that never came whole', async () => {
    const { sync, forkSeq } = await afterRestore()
    const many = Array.from({ length: GIVEN_BACK_AT_ONCE + 1 }, (_, at) => at + 1)
    const last = bench.hub.log.at(-1) as (typeof bench.hub.log)[number]
    const received = { ...last, clockOffsetMs: null, epoch: null, tag }
    const db = openSeatDatabase(bench.info.member, bench.disk)
    const told = { document: 'office/told', bytes: new Uint8Array(2), received }
    await db.rows.bulkAdd(many.map((n) => ({ ...told, n, kind: 'snapshot' as const, formerSequence: 1 })))
    await db.rows.bulkAdd(
      many.map((n) => ({ ...told, document: 'office/part', n, kind: 'part' as const, sequence: n })),
    )
    const held = { document: last.document, bytes: last.bytes, received }
    await db.held.add({ ...held, formerSequence: forkSeq + 2 })
    expect(await sync.nextGiveBack(0)).toMatchObject({
      rows: [{ sequence: forkSeq + 1 }, { sequence: forkSeq + 2 }],
      left: 0,
    })
    await welcomeAnew(sync, 3, 'epoch-3')
    expect((await db.rows.where('document').equals('office/part').toArray()).map(({ n }) => n)).toEqual([1, 2, 3])
    db.close()
  })

  test('RE6 keeps what cannot stand yet, and lets go of what never will, with all that was written on it stated anew', async () => {
    const { sync, seat, forkSeq } = await afterRestore()
    const given = (await sync.nextGiveBack(0)) ?? { rows: [], left: 0 }
    await sync.givenBack(given, [{ code: 'needs', sequence: 0, tag }])
    expect(await sync.nextGiveBack(0)).toEqual(given)
    await sync.givenBack(given, [{ code: 'disk-full', sequence: 0, tag }])
    expect(await sync.nextGiveBack(0)).toEqual(given)
    await seat.mark(session(), person(1), { status: 'absent' })
    await sync.givenBack(given, [{ code: 'fork', sequence: 0, tag }])
    expect(await sync.nextGiveBack(0)).toBeNull()
    const { rows } = await rowsOnDisk()
    expect(rows.filter(({ document }) => document === claimsOf(bench.field, bench.info.member))).toHaveLength(1)
    expect(forkSeq).toBeGreaterThan(0)
    const view = await look(seat, (all) => all.claims.length === 1)
    expect(view.session.counts.absent).toBe(1)
  })

  test('RE6 says by whom something is that waited for what somebody else gives back', async () => {
    const { sync, seat } = await aTabInTheField()
    const forkSeq = bench.hub.log.length
    for (const at of [0, 1]) {
      await seat.mark(session(), person(at), { status: 'present' })
      await sendAll(bench.hub, sync, bench.info.device)
    }
    await pull(bench.hub, sync, scopesOf(bench.field))
    await welcomeAnew(sync, forkSeq)
    const given = (await sync.nextGiveBack(0)) ?? { rows: [], left: 0 }
    const answer = { sequence: 0, tag }
    await sync.givenBack(given, [
      { code: 'key-taken', ...answer },
      { code: 'needs', ...answer },
    ])
    const first = { ...bench.hub.log.at(-2), sequence: forkSeq + 3 } as (typeof bench.hub.log)[number]
    await sync.applyChanges([first], forkSeq + 3)
    const { claims } = await look(seat, (all) => all.claims.length === 2)
    expect(claims.map(({ device }) => device)).toEqual([bench.info.device, bench.info.device])
  })

  test('RE4 FE11 forgets no document that has rows to give back', async () => {
    const { sync, forkSeq } = await afterRestore()
    await sync.applyChanges([], forkSeq)
    const states = bench.hub.states(bench.info.member, `run:${bench.field.run}`)
    expect(await sync.compareStates({ ...states, upto: forkSeq }, false)).toMatchObject({ differing: 0 })
    expect(await sync.nextGiveBack(0)).toMatchObject({ rows: [{ sequence: forkSeq + 1 }] })
  })

  test('RE10 S1 holds what its member wrote in a scope that was lost, until it is in two backups, and gives it back', async () => {
    const { sync, seat } = await aTabInTheField()
    const forkSeq = bench.hub.log.length
    bench.hub.now = Date.now()
    await seat.mark(session(), person(), { status: 'present' })
    await sendAll(bench.hub, sync, bench.info.device)
    await pull(bench.hub, sync, scopesOf(bench.field))
    const welcome = (scopes: string[] | null, backedUpTo: number, epoch: string) =>
      sync.welcome(bench.hub.welcome(bench.info.member, scopes, { forkSeq, backedUpTo }), epoch)
    const held = async () => {
      const db = openSeatDatabase(bench.info.member, bench.disk)
      const rows = await db.held.toArray()
      db.close()
      return rows
    }
    await welcome(['all'], forkSeq, bench.hub.epoch)
    expect((await rowsOnDisk()).rows).toEqual([])
    expect(await held()).toMatchObject([{ sequence: forkSeq + 1, received: { member: bench.info.member } }])
    await welcome(['all'], forkSeq, 'epoch-2')
    const given = (await sync.nextGiveBack(0)) ?? { rows: [], left: 0 }
    expect(given.rows).toMatchObject([{ document: claimsOf(bench.field, bench.info.member), sequence: forkSeq + 1 }])
    await sync.givenBack(given, taken(given.rows, forkSeq))
    expect(await held()).toEqual([])
    expect(await sync.nextGiveBack(0)).toBeNull()
  })

  test('RE10 lets go of it once it is in two backups, or older than anybody keeps without one', async () => {
    const { sync } = await aTabInTheField()
    const db = openSeatDatabase(bench.info.member, bench.disk)
    const row = (sequence: number, receivedAt: number) => ({
      ...{ document: claimsOf(bench.field, bench.info.member), sequence, bytes: new Uint8Array(2) },
      received: {
        ...{ member: bench.info.member as MemberId, device: bench.info.device, receivedAt },
        ...{ clockOffsetMs: null, epoch: null, tag },
      },
    })
    await db.held.bulkAdd([row(1, Date.now()), row(2, Date.now()), row(3, Date.now() - KEPT_WITHOUT_BACKUP_MS - 1)])
    await sync.welcome(bench.hub.welcome(bench.info.member, null, { backedUpTo: 1 }), bench.hub.epoch)
    expect((await db.held.toArray()).map(({ sequence }) => sequence)).toEqual([2])
    db.close()
  })
}
