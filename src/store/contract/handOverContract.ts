import { describe, expect, it } from 'vitest'
import { makeId, type ProgrammeId, type RunId, toBase64Url } from '#domain/ids.ts'
import { fromText, type HandOver, openHandOver, type SealingKey } from '#protocol/handOver.ts'
import type { Seat } from '../api.ts'
import type { DeviceStore } from '../deviceStore.ts'
import type { FrozenRequest } from '../syncPort.ts'
import { claimsOf, sendAll, until } from '../testing.ts'
import { type ContractBench, random } from './contractBench.ts'

const { subtle } = crypto

/** Work as a file that anyone may carry. */
export function describeHandOver(bench: ContractBench): void {
  const { aTab, aTabInTheField, person, session } = bench

  /** The hub's key, told to the device. */
  async function introduced(store: DeviceStore): Promise<SealingKey> {
    const pair = await subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits'])
    const publicKey = toBase64Url(new Uint8Array(await subtle.exportKey('raw', pair.publicKey)))
    const keys = await store.port.keys()
    await keys.publicKey()
    const { serverId, device } = bench.info
    await keys.heard(serverId, { device, sealTo: publicKey, at: 1 })
    return { privateKey: pair.privateKey, publicKey }
  }

  async function made(seat: Seat, store: DeviceStore, sealing: SealingKey) {
    const file = await seat.handOver('For whoever opens it.')
    if (!file.ok) throw new Error(file.error.kind)
    const { serverId } = bench.info
    expect(file.value.text.startsWith('For whoever opens it.\n')).toBe(true)
    const carried = fromText(file.value.text)
    if (!carried.ok) throw new Error(carried.error)
    const opened = await openHandOver(subtle, { serverId, sealing }, carried.value)
    if (!opened.ok) throw new Error(opened.error)
    const publicKey = await (await store.port.keys()).publicKey()
    expect(await opened.value.isSignedBy(publicKey ?? '')).toBe(true)
    return { ...file.value, handOver: opened.value.handOver }
  }

  const asSent = ({ requests }: HandOver): FrozenRequest[] =>
    requests.map(({ request, kind, document, deviceNow, body }) => ({ request, kind, document, deviceNow, body }))

  describe('a hand-over file', () => {
    it('HO9 holds what waits, frozen and in its order; that is sent all the same, and then waits no more', async () => {
      const { store, seat, sync } = await aTabInTheField()
      const sealing = await introduced(store)
      await seat.mark(session(), person(), { status: 'present' })
      await sync.nextRequests(8, 5)
      await seat.mark(session(), person(1), { status: 'absent' })
      await seat.command({ name: 'create-run', run: makeId<RunId>(random), programme: makeId<ProgrammeId>(random) })
      await seat.mark(session(1), person(), { status: 'present' })
      await seat.mark(session(1), person(1), { status: 'present' })
      const { handOver, changes, left } = await made(seat, store, sealing)
      expect([changes, left]).toEqual([5, 0])
      expect(handOver).toMatchObject({ member: bench.info.member, device: bench.info.device, clockOffsetMs: null })
      expect(handOver.requests.map(({ kind, changes: some }) => [kind, some])).toEqual([
        ['push', 1],
        ['push', 1],
        ['command', 1],
        ['push', 2],
      ])
      // The same requests again, and the same over the wire, also after a restart.
      const again = await made(seat, store, sealing)
      expect(again.handOver.requests).toEqual(handOver.requests)
      store.close()
      const tab = await aTab()
      const sent: FrozenRequest[] = []
      bench.hub.refuses = (request) => {
        sent.push(request)
        return null
      }
      await sendAll(bench.hub, tab.sync, bench.info.device)
      expect(sent).toEqual(asSent(handOver))
      await until(tab.seat.changes(), (all) => all.length === 0)
      expect(Object.keys(bench.hub.entries(claimsOf(bench.field, bench.info.member)))).toHaveLength(4)
      expect(await tab.seat.handOver('')).toEqual({ ok: false, error: { kind: 'nothing' } })
    })

    it('HO9 holds what was refused because the sign-in was ended, and nothing that was refused for another reason', async () => {
      const { store, seat, sync } = await aTabInTheField()
      const sealing = await introduced(store)
      await seat.mark(session(), person(), { status: 'present' })
      bench.hub.refuses = () => 'no-right'
      await sendAll(bench.hub, sync, bench.info.device)
      await seat.mark(session(1), person(), { status: 'present' })
      bench.hub.refuses = () => 'ended'
      await sendAll(bench.hub, sync, bench.info.device)
      const { handOver, changes } = await made(seat, store, sealing)
      expect([changes, handOver.requests.length]).toEqual([1, 1])
      const items = await until(seat.changes(), (all) => all.some(({ state }) => state === 'waiting'))
      expect(items.map(({ state, refusal }) => [state, refusal])).toEqual([
        ['refused', 'no-right'],
        ['waiting', null],
      ])
      // What it carries stands at the hub by itself.
      bench.hub.refuses = () => null
      for (const request of asSent(handOver))
        expect(bench.hub.push(bench.info.member, bench.info.device, request)).toMatchObject({ kind: 'update' })
    })

    it('HO9 DK6 is not made where there is no key, or the hub was never met with it, and says which', async () => {
      bench.subtle = undefined
      const without = await aTabInTheField()
      await without.seat.mark(session(), person(), { status: 'present' })
      expect(await without.seat.handOver('')).toEqual({ ok: false, error: { kind: 'no-key' } })
      without.store.close()
      bench.subtle = subtle
      const { seat, store } = await aTab()
      expect(await seat.handOver('')).toEqual({ ok: false, error: { kind: 'never-introduced' } })
      const keys = await store.port.keys()
      await keys.heard(bench.info.serverId, { device: bench.info.device, sealTo: null, at: 1 })
      expect(await seat.handOver('')).toEqual({ ok: false, error: { kind: 'never-introduced' } })
    })
  })
}
