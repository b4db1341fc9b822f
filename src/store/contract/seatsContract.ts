import { expect, test } from 'vitest'
import { type MemberId, makeId } from '#domain/ids.ts'
import { seatDatabaseName } from '../seatDatabase.ts'
import { anInfo, pull, scopesOf, sendAll } from '../testing.ts'
import { type ContractBench, fillDisk, random } from './contractBench.ts'

/** Seats on a device, its clock and its language. */
export function describeSeats(bench: ContractBench): void {
  const { aTab, aTabInTheField, look, person, session } = bench

  test('S1 a seat leaves the device only when everything was received', async () => {
    const { seat, sync, store } = await aTabInTheField()
    await seat.mark(session(), person(), { status: 'present' })
    expect(await store.device.removeSeat(bench.info.member)).toEqual({
      ok: false,
      error: { kind: 'unsent', changes: 1 },
    })
    await sendAll(bench.hub, sync, bench.info.device)
    expect(await store.device.removeSeat(bench.info.member)).toEqual({ ok: true, value: undefined })
    expect(store.device.seats.value).toEqual([])
    expect(store.device.seat.value).toBeNull()
  })

  test('S1 F3 what everybody has not sent, and since when, is known whoever is on screen', async () => {
    const { seat, store } = await aTabInTheField()
    const before = Date.now()
    await seat.mark(session(), person(), { status: 'present' })
    await seat.mark(session(), person(1), { status: 'absent' })
    const other = anInfo(makeId<MemberId>(random))
    await store.device.addSeat(other)
    expect(store.device.seat.value?.info.value.member).toBe(other.member)
    await expect.poll(() => store.device.saving.value[0]?.saving.oldestAt).not.toBeNull()
    expect(store.device.saving.value.map(({ saving }) => saving.waiting)).toEqual([2, 0])
    const restore = fillDisk()
    await seat.mark(session(), person(2), { status: 'present' })
    restore()
    const [mine, theirs] = store.device.saving.value
    expect(mine).toMatchObject({ member: bench.info.member, saving: { unsaved: 1, waiting: 2 } })
    expect(theirs).toMatchObject({ member: other.member, saving: { unsaved: 0, oldestAt: null } })
    expect(mine?.saving.oldestAt).toBeGreaterThanOrEqual(before)
    expect(mine?.saving.oldestAt).toBeLessThanOrEqual(Date.now())
    await store.device.removeSeat(other.member)
  })

  test('S1 a member’s own store that is gone while the device’s is here is told, and only then', async () => {
    const { store, seat } = await aTabInTheField()
    await seat.mark(session(), person(), { status: 'present' })
    store.close()
    const again = await aTab()
    await look(again.seat, () => true)
    // Signed in once more, it is the same store.
    await again.store.device.addSeat(bench.info)
    expect(again.store.device.storeLost.value).toBe(false)
    again.store.close()

    await bench.disk.wipe(seatDatabaseName(bench.info.member))
    const empty = await aTab()
    await pull(bench.hub, empty.sync, scopesOf(bench.field))
    await expect.poll(() => empty.store.device.storeLost.value).toBe(true)
    const row = Object.keys(empty.store.device.seats.value[0] ?? {}).sort()
    expect(row).toEqual(Object.keys(bench.info).sort())
    empty.store.close()

    const later = await aTab()
    await look(later.seat, () => true)
    expect(later.store.device.storeLost.value).toBe(false)
    expect(await later.store.device.removeSeat(bench.info.member)).toMatchObject({ ok: true })
    // Left on purpose.
    const back = await aTab()
    await pull(bench.hub, back.sync, scopesOf(bench.field))
    expect(back.store.device.storeLost.value).toBe(false)
  })

  test('S7 an ended sign-in stops reading and keeps what is here', async () => {
    const { seat, sync } = await aTabInTheField()
    expect(
      await sync.welcome(bench.hub.welcome(bench.info.member, null, { state: 'ended' }), bench.hub.epoch),
    ).toBeNull()
    expect(seat.info.value.state).toBe('ended')
    expect((await seat.mark(session(), person(), { status: 'present' })).ok).toBe(true)
  })

  test('F11 the offset of the phone’s clock is kept, and time is the server’s', async () => {
    const { seat, sync, store } = await aTabInTheField()
    expect(seat.now().trusted).toBe(false)
    await sync.setClockOffset(3_600_000, 5)
    store.close()
    const again = await aTab()
    await look(again.seat, () => true)
    const { at, trusted } = again.seat.now()
    expect(trusted).toBe(true)
    expect(Math.abs(at + 3_600_000 - Date.now())).toBeLessThan(5_000)
  })

  test('F5 F11 a clock that stands before the last contact is not trusted; the time is then of that contact', async () => {
    const { seat, sync } = await aTabInTheField()
    const heardAt = Date.now() + 86_400_000
    await sync.setClockOffset(1_000, heardAt)
    await expect.poll(() => seat.now()).toEqual({ at: heardAt - 1_000, trusted: false })
  })

  test('the language is the device’s and survives', async () => {
    const first = await aTab()
    await first.store.device.setLanguage('cs')
    first.store.close()
    expect((await aTab()).store.device.language.value).toBe('cs')
  })
}
