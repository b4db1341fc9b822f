import { expect, test } from 'vitest'
import { sendAll } from '../testing.ts'
import type { ContractBench } from './contractBench.ts'

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
