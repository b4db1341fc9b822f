import { effect } from '@preact/signals'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { describeRun } from '#documents/planning.ts'
import type { MemberId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import { openSeatDatabase, seatDatabaseName } from '../seatDatabase.ts'
import { claimsOf, sendAll, until } from '../testing.ts'
import { type ContractBench, fillDisk, refuseNextTransaction } from './contractBench.ts'

/** Saving (F1, F2): what is told, what is on disk, tabs that write together. */
export function describeSaving(bench: ContractBench): void {
  const { aTab, aTabInTheField, look, person, rowsOnDisk, session } = bench

  test('F2 a tap is on screen at once as not saved, and is saved when the call resolves', async () => {
    const { seat } = await aTabInTheField()
    const live = seat.register(session())
    await until(live, () => true)
    const saving = seat.mark(session(), person(), { status: 'absent' })
    const shown = live.value.peek()
    expect(shown.state === 'ready' && [...shown.value.unsaved]).toHaveLength(1)
    expect(shown.state === 'ready' && shown.value.session.counts.absent).toBe(1)
    expect(await saving).toEqual({ ok: true, value: undefined })
    const after = live.value.peek()
    expect(after.state === 'ready' && after.value.unsaved.size).toBe(0)
    expect(after.state === 'ready' && after.value.waiting.size).toBe(1)
    live.dispose()
  })

  test('F3 what was just saved is counted as waiting in the same moment, never as received', async () => {
    const { seat } = await aTabInTheField()
    const told: string[] = []
    const stop = effect(() => {
      const { unsaved, waiting } = seat.saving.value
      const now = `${unsaved} ${waiting}`
      if (told.at(-1) !== now) told.push(now)
    })
    await seat.mark(session(), person(), { status: 'absent' })
    await until(seat.changes(), (all) => all.length === 1)
    await seat.mark(session(), person(1), { status: 'absent' })
    stop()
    expect(told).toEqual(['0 0', '1 0', '0 1', '1 1', '0 2'])
  })

  test('F1 what was saved is there when the app is opened again', async () => {
    const first = await aTabInTheField()
    await first.seat.everyonePresent(session(), bench.field.persons)
    await first.seat.mark(session(), person(1), { status: 'excused', note: 'ill' })
    first.store.close()
    const { seat } = await aTab()
    const view = await look(seat, () => true)
    expect(view.session.counts).toMatchObject({ present: 3, excused: 1 })
    expect([...view.notes.values()]).toEqual(['ill'])
    expect(view.waiting.size).toBe(2)
    const items = await until(seat.changes(), (all) => all.length === 3)
    expect(items.map((item) => item.what.kind).sort()).toEqual(['everyone', 'mark', 'note'])
    expect(items.find((item) => item.what.kind === 'mark')).toMatchObject({
      personName: 'Person1 Nová',
      sessionDay: '2026-11-02',
    })
  })

  test('F2 every write of the device and its seats asks for strict durability', async () => {
    const { transaction } = IDBDatabase.prototype
    const asked = new Set<string>()
    IDBDatabase.prototype.transaction = function watched(this: IDBDatabase, ...given: Parameters<typeof transaction>) {
      const [, mode, options] = given
      if (mode === 'readwrite') asked.add(`${this.name.replace(/-seat-.*/, '-seat')} ${options?.durability}`)
      return transaction.apply(this, given)
    }
    try {
      const { seat, sync, store } = await aTabInTheField()
      await seat.mark(session(), person(), { status: 'present' })
      await sendAll(bench.hub, sync, bench.info.device)
      await sync.setClockOffset(5, 1)
      await store.device.setLanguage('cs')
    } finally {
      IDBDatabase.prototype.transaction = transaction
    }
    expect([...asked].sort()).toEqual(['teren-device strict', 'teren-seat strict'])
  })

  test('F2 a full disk is told, the claim stays on screen as not saved, and is saved once there is room', async () => {
    const { seat } = await aTabInTheField()
    const live = seat.register(session())
    await until(live, () => true)
    const restore = fillDisk()
    expect(await seat.mark(session(), person(), { status: 'absent' })).toEqual({
      ok: false,
      error: { kind: 'storage-full' },
    })
    expect(seat.saving.value).toMatchObject({ unsaved: 1, failure: { kind: 'storage-full' } })
    const [key] = (await until(live, (view) => view.unsaved.size === 1)).unsaved
    const items = await until(seat.changes(), (all) => all.length === 1)
    expect(items[0]).toMatchObject({ state: 'unsaved', personName: 'Person0 Nová', what: { kind: 'mark' } })
    restore()
    expect(await seat.retryUnsaved()).toEqual({ ok: true, value: undefined })
    const view = await until(live, (all) => all.unsaved.size === 0)
    expect(view.claims.map((claim) => claim.key)).toEqual([key])
    expect(seat.saving.value).toMatchObject({ unsaved: 0, failure: null })
    live.dispose()
  })

  test('F2 after a full disk one tap on Save again is enough, also where the browser refuses the next write for nothing, and it is on the disk', async () => {
    const { seat, store } = await aTabInTheField()
    // Its document is open then, and changed in memory by each attempt.
    await seat.mark(session(), person(0), { status: 'absent' })
    const restore = fillDisk()
    await seat.mark(session(), person(1), { status: 'absent' })
    restore()
    refuseNextTransaction()
    expect(await seat.retryUnsaved()).toEqual({ ok: true, value: undefined })
    expect(seat.saving.value).toMatchObject({ unsaved: 0, failure: null })
    store.close()
    const again = await aTab()
    expect((await look(again.seat, () => true)).session.counts.absent).toBe(2)
    await sendAll(bench.hub, again.sync, bench.info.device)
    expect(Object.keys(bench.hub.entries(claimsOf(bench.field, bench.info.member)))).toHaveLength(2)
  })

  test('F2 the next write saves first what failed before, and leaves no gap', async () => {
    const { seat, store } = await aTabInTheField()
    await seat.mark(session(), person(0), { status: 'present' })
    const restore = fillDisk()
    await seat.mark(session(), person(1), { status: 'present' })
    restore()
    await seat.mark(session(), person(2), { status: 'present' })
    store.close()
    const again = await aTab()
    const view = await look(again.seat, () => true)
    expect(view.session.counts.present).toBe(3)
    await sendAll(bench.hub, again.sync, bench.info.device)
    expect(Object.keys(bench.hub.entries(claimsOf(bench.field, bench.info.member)))).toHaveLength(3)
  })

  test('F2 what others wrote and this disk did not take is neither shown nor sent as one’s own', async () => {
    const { seat, sync } = await aTabInTheField()
    const plan = documentId.plan(bench.field.run)
    // Open in memory, and changed there by what comes.
    await seat.addWalkIn(session(), { givenName: 'Ivo', familyName: 'Malý', organisation: '' })
    await sendAll(bench.hub, sync, bench.info.device)
    const before = bench.hub.log.length
    bench.hub.write('coordinator' as MemberId, describeRun(bench.field.run, { number: 7 }))
    // At the last moment: what came is in memory by then.
    const restore = fillDisk(['meta'])
    await expect(sync.applyChanges(bench.hub.log.slice(before), bench.hub.log.length)).rejects.toThrow()
    restore()
    await seat.addWalkIn(session(), { givenName: 'Eva', familyName: 'Malá', organisation: '' })
    const requests = await sync.nextRequests(8, 0)
    const ofPlan = requests.filter(({ document }) => document === plan)
    expect(ofPlan).toHaveLength(1)
    const clients = new Set(
      ofPlan.flatMap(({ body }) => Y.decodeUpdate(body).structs.map((struct) => struct.id.client)),
    )
    const { heads } = await rowsOnDisk()
    expect([...clients]).toEqual([heads.find(({ document }) => document === plan)?.clientId])
    // Nor is it shown, until it is here.
    const live = seat.runs()
    expect((await until(live, () => true)).map(({ number }) => number)).toEqual([1])
    await sync.applyChanges(bench.hub.log.slice(before), bench.hub.log.length)
    await until(live, ([run]) => run?.number === 7)
    live.dispose()
  })

  test('F2 a database that was wiped while open is not written to in silence', async () => {
    const { seat } = await aTabInTheField()
    const live = seat.register(session())
    await until(live, () => true)
    await bench.disk.wipe(seatDatabaseName(bench.info.member))
    expect(await seat.mark(session(), person(), { status: 'absent' })).toEqual({
      ok: false,
      error: { kind: 'store-lost' },
    })
    expect(seat.saving.value.unsaved).toBe(1)
    // Asked to, the store begins anew with what was not saved.
    expect(await seat.retryUnsaved()).toEqual({ ok: true, value: undefined })
    live.dispose()
  })

  test('two tabs that write by turns under one client id make no fork and no gap', async () => {
    const a = await aTabInTheField()
    const b = await aTab()
    for (let at = 0; at < 4; at++) await (at % 2 ? a : b).seat.mark(session(), person(at), { status: 'present' })
    await Promise.all([
      a.seat.mark(session(1), person(), { status: 'absent' }),
      b.seat.mark(session(1), person(1), { status: 'absent' }),
    ])
    const { heads, rows } = await rowsOnDisk()
    const claims = claimsOf(bench.field, bench.info.member)
    expect(heads.filter((head) => head.document === claims)).toHaveLength(1)
    expect(rows.filter((row) => row.document === claims).map((row) => row.n)).toEqual([1, 2, 3, 4, 5, 6])
    await sendAll(bench.hub, a.sync, bench.info.device)
    expect(Object.keys(bench.hub.entries(claims))).toHaveLength(6)
    // The other tab goes on after this one's acknowledgements.
    await b.seat.mark(session(2), person(), { status: 'present' })
    await sendAll(bench.hub, b.sync, bench.info.device)
    expect(Object.keys(bench.hub.entries(claims))).toHaveLength(7)
    expect(a.seat.saving.value.refused).toBe(0)
  })

  test('a gap on disk, however it came there, is mended by the next write', async () => {
    const first = await aTabInTheField()
    for (let at = 0; at < 3; at++) await first.seat.mark(session(), person(at), { status: 'present' })
    first.store.close()
    const db = openSeatDatabase(bench.info.member, bench.disk)
    await db.rows.delete([claimsOf(bench.field, bench.info.member), 2])
    db.close()
    const { seat, sync } = await aTab()
    await seat.mark(session(), person(3), { status: 'present' })
    expect((await look(seat, (view) => view.claims.length === 4)).session.counts.present).toBe(4)
    await sendAll(bench.hub, sync, bench.info.device)
    expect(Object.keys(bench.hub.entries(claimsOf(bench.field, bench.info.member)))).toHaveLength(4)
  })
}
